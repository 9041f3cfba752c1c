"""A page that is not there is told in one language: that of the person, else that of the device."""

import pytest

LANGUAGES = {"en": ("Not found", "Try again"), "zh-hans": ("未找到", "重试")}


@pytest.mark.parametrize("switched_to", LANGUAGES)
@pytest.mark.parametrize("own", LANGUAGES)
def test_whoever_is_signed_in_is_told_in_her_language(client, alice, own, switched_to):
    alice.language = own
    alice.save()
    client.force_login(alice)
    client.cookies["django_language"] = switched_to
    told = client.get("/nowhere/").content.decode()
    assert [text in told for text in LANGUAGES[own]] == [True, True]
    assert not any(text in told for language, texts in LANGUAGES.items() for text in texts if language != own)


@pytest.mark.parametrize("switched_to", LANGUAGES)
def test_a_stranger_is_told_in_the_language_of_the_device(client, db, switched_to):
    client.cookies["django_language"] = switched_to
    assert LANGUAGES[switched_to][0] in client.get("/nowhere/", follow=True).content.decode()
