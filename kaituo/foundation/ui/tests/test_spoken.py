"""Templates are compiled once per language, and say the same as if each text were looked up at every showing."""

import pytest
from django.template import engines
from django.utils import translation

TEXTS = [
    ('{{ _("Total") }}', {}, "Total", "合计"),
    ('{{ _("Select %(name)s", name=who) }}', {"who": "<b>"}, "Select &lt;b&gt;", "选择 &lt;b&gt;"),
    ('{{ pgettext("stage", "Lost") }}', {}, "Lost", "输单"),
    ('{% set words = {"a": _("Yes")} %}{{ words.a }}', {}, "Yes", "是"),
    ("{{ _(word) }}", {"word": "Yes"}, "Yes", "是"),
    ('{{ ngettext("%(num)s record", "%(num)s records", count) }}', {"count": 2}, "2 records", "2 条记录"),
]


@pytest.mark.parametrize(("source", "context", "english", "chinese"), TEXTS)
def test_each_language_has_its_own_compiled_text(source, context, english, chinese):
    found = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            found[language] = engines["jinja"].env.from_string(source).render(context)
    assert (found["en"], found["zh-hans"]) == (english, chinese)


def test_a_part_of_the_frame_is_drawn_once_per_value():
    with translation.override("en"):
        kept = engines["jinja"].env.globals["kept"]
    drawn = kept("ui/parts/tabbar.html", links=())
    assert kept("ui/parts/tabbar.html", links=()) is drawn
    assert "<nav" in drawn
