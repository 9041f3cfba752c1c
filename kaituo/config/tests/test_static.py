"""What a browser is sent: one stylesheet instead of twenty, and pages packed for those who can unpack them."""

from django.contrib.staticfiles.finders import get_finders

from kaituo.config.static import GATHERED, IMPORT, gathered


def storages():
    return {path: storage for finder in get_finders() for path, storage in finder.list([])}


def test_a_gathering_stylesheet_is_stored_as_one_file():
    for name in GATHERED:
        text = gathered(name, storages())
        assert "@import" not in text
        assert "@charset" not in text
        assert text.index("@layer vendor, tokens") < text.index("@layer vendor {") < text.index("@layer narrow {")


def test_every_stylesheet_it_gathers_says_its_layer():
    for name in GATHERED:
        with storages()[name].open(name) as file:
            text = file.read().decode()
        assert len(IMPORT.findall(text)) == text.count("@import")


def test_a_page_is_packed_for_a_browser_that_can_unpack_it(client, db):
    plain, packed = (client.get("/account/login/", headers=headers) for headers in ({}, {"Accept-Encoding": "gzip"}))
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert len(packed.content) < len(plain.content) / 2
