"""The frame of a page: who sees which menu, what a fragment is, what a signed-out page costs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from jinja2 import UndefinedError

from kaituo.foundation.identity.models import User
from kaituo.foundation.ui import navigation, shell


@pytest.fixture
def alice(db, client):
    user = User.objects.create_user("alice", "艾丽丝", password="a long password")
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def own_menu(monkeypatch):
    monkeypatch.setattr(navigation, "_items", {})
    navigation.register(navigation.MenuItem("office", "Components", "ui:catalogue", "components"))


def render(source, **context):
    return engines["jinja"].from_string(source).render(context)


def test_catalogue_shows_every_component_to_someone_signed_in(client, alice):
    page = client.get("/ui/components/").text
    assert all(mark in page for mark in ("<drop-menu", "<chart-view", "<board-list", "<edit-cell", 'aria-sort="ascending"', "艾丽丝"))


def test_no_page_carries_inline_style_or_handler(client, alice):
    page = client.get("/ui/components/").text
    assert " style=" not in page
    assert " onclick=" not in page


def test_htmx_gets_the_block_and_a_browser_the_whole_page(client, alice):
    part = client.get("/ui/components/form/", headers={"HX-Request": "true"})
    whole = client.get("/ui/components/form/")
    assert part.text.strip().startswith("<form")
    assert whole.text.startswith("<!doctype html>")
    assert part.headers["Vary"].count("HX-Request") == 1


def test_menu_marks_the_entry_of_the_page_one_is_on(client, alice):
    page = client.get("/ui/components/").text
    assert page.count('aria-current="page"><svg') >= 1


def test_menu_leaves_out_what_is_not_allowed_to_the_person():
    navigation.register(navigation.MenuItem("office", "Secret", "ui:language", "lock", allowed=lambda user: user == "boss"))
    labels = {who: [link.label for group in navigation.groups_for(who, "/") for link in group.links] for who in ("boss", "rep")}
    assert "Secret" in labels["boss"]
    assert "Secret" not in labels["rep"]


def test_a_favourite_stands_once_more_above_the_wings_until_it_is_one_no_longer(client, alice):
    client.post("/ui/favourite/", {"page": "ui:catalogue"})
    alice.refresh_from_db()
    groups = navigation.with_favourites(navigation.groups_for(alice, "/ui/components/"), alice.favourites)
    assert [(group.key, [link.label for link in group.links]) for group in groups] == [("favourites", ["Components"]), ("office", ["Components"])]
    client.post("/ui/favourite/", {"page": "ui:catalogue"})
    alice.refresh_from_db()
    assert alice.favourites == []


def test_a_script_gets_the_menu_as_it_is_on_the_page_of_the_person(client, alice):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/ui/components/"}
    menu = client.post("/ui/favourite/", {"page": "ui:catalogue"}, headers=headers).text
    assert menu.count('aria-pressed="true"') == menu.count('aria-current="page"') == 2


@pytest.mark.parametrize("page", ["", "nowhere", "ui:language", "\x00"])
def test_what_is_not_in_the_menu_is_no_favourite(client, alice, page):
    assert client.post("/ui/favourite/", {"page": page}).status_code == 400
    alice.refresh_from_db()
    assert alice.favourites == []


def test_favourites_come_next_to_home_in_the_tab_bar(alice, rf):
    for number in range(5):
        navigation.register(navigation.MenuItem("office", f"P{number}", "ui:theme" if number else "ui:language", "x", pinned=number + 1))
    alice.favourites = ["ui:catalogue", "gone"]
    request = rf.get("/")
    request.user = alice
    assert [link.name for link in shell.Shell(request).tab_bar] == ["ui:language", "ui:catalogue", "ui:theme"]


def test_menu_leaves_out_a_page_this_installation_does_not_have():
    navigation.register(navigation.MenuItem("sales", "Nowhere", "nowhere:at_all", "x"))
    assert [group.key for group in navigation.groups_for("anyone", "/")] == ["office"]


def test_signed_out_page_knows_its_frame_without_a_query(django_assert_num_queries, db):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        context = shell.page_context(request)
        assert (context["shell"], context["theme"]) == (None, "auto")


def test_a_theme_nobody_offers_falls_back_to_the_device():
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = "neon"
    assert shell.theme_of(request) == "auto"


def test_a_misspelt_name_in_a_template_fails_instead_of_vanishing():
    with pytest.raises(UndefinedError):
        render("{{ custmer }}")


def test_what_people_typed_is_escaped_inside_components():
    assert "&lt;b&gt;" in render("{{ ui.badge(name) }}", name="<b>")


def test_a_filter_of_constants_still_follows_the_reader():
    template = engines["jinja"].from_string('{{ 5|money("CNY") }}')
    with translation.override("zh-hans"):
        assert template.render() == "¥5.00"
    with translation.override("en"):
        assert template.render() == "CNY\N{NO-BREAK SPACE}5.00"


def test_sign_in_page_offers_password_passkey_and_the_other_language(client, db):
    page = client.get("/account/login/").text
    assert all(mark in page for mark in ('name="login"', 'id="passkey_login"', "mfa/js/webauthn.js", 'value="en"'))


@pytest.mark.parametrize("path", ["password/reset/", "password/reset/done/", "password/reset/key/1-bad/", "inactive/"])
def test_pages_around_sign_in_stand_in_the_bare_frame(client, db, path):
    assert 'class="bare"' in client.get(f"/account/{path}", follow=True).text


@pytest.mark.parametrize("path", ["2fa/", "2fa/webauthn/", "sessions/", "password/change/"])
def test_pages_of_ones_own_account_stand_in_the_full_frame(client, alice, path):
    answer = client.get(f"/account/{path}", follow=True)
    assert answer.status_code == 200
    assert 'class="app"' in answer.text


def test_the_door_of_the_demo_company_offers_each_role_in_the_readers_language(client, db, settings, tmp_path):
    settings.HOME, settings.DEMO = tmp_path, True
    (tmp_path / "demo").write_text('{"password": "open", "people": [["wangfang", "王芳", "Rep"]]}', encoding="utf-8")
    client.cookies["django_language"] = "en"
    page = client.get("/account/login/").text
    assert 'name="login" value="wangfang"' in page and "<b>Rep</b>" in page
    client.cookies["django_language"] = "zh-hans"
    assert "<b>销售</b>" in client.get("/account/login/").text


@pytest.mark.parametrize("kept", ["", "wangfang 王芳", None])
def test_a_door_without_a_readable_list_is_a_plain_door(client, db, settings, tmp_path, kept):
    settings.HOME, settings.DEMO = tmp_path, True
    if kept is not None:
        (tmp_path / "demo").write_text(kept, encoding="utf-8")
    assert "demo-sign-ins" not in client.get("/account/login/").text


def test_what_was_chosen_at_the_door_goes_in_with_whoever_signs_in(client, alice):
    client.post("/ui/language/", {"language": "en"})
    client.post("/ui/theme/", {"theme": "dark"})
    client.force_login(alice)
    alice.refresh_from_db()
    assert (alice.language, alice.theme) == ("en", "dark")


def test_a_device_that_others_use_changes_nothing_for_whoever_signs_in(client, alice):
    client.cookies["django_language"], client.cookies["theme"] = "en", "dark"
    client.force_login(alice)
    alice.refresh_from_db()
    assert (alice.language, alice.theme) == ("zh-hans", "auto")
