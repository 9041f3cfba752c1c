"""The catalogue: what counts as complete, and how two branches are joined."""

import merge_po
import messages
from babel.messages.catalog import Catalog


def catalogue(**texts):
    made = Catalog(locale="zh_Hans", fuzzy=False)
    for english, chinese in texts.items():
        made.add(english, chinese)
    return made


def judged(source, **texts):
    return list(messages.problems({(text, ""): text for text in source}, messages.entries(catalogue(**texts))))


def test_a_complete_catalogue_has_no_problem():
    assert judged(["Order"], Order="订单") == []


def test_a_missing_translation_is_named():
    assert judged(["Order", "Lead"], Order="订单") == ["no Chinese: 'Lead'"]


def test_a_lost_placeholder_is_named():
    source, known = {("%(count)s days", ""): "%(count)s days"}, catalogue(**{"%(count)s days": "几天"})
    assert "other placeholders" in next(messages.problems(source, messages.entries(known)))


def test_a_text_no_longer_used_is_named():
    assert judged([], Order="订单") == ["no longer in the source: 'Order'"]


def test_renewing_keeps_translations_and_fills_in_fed_ones():
    source = {("Lead", ""): "Lead", ("Order", ""): "Order", ("%(n)s order", ""): ("%(n)s order", "%(n)s orders")}
    made = messages.renewed(source, messages.entries(catalogue(Order="订单")), {"Lead": "线索", "%(n)s order": "%(n)s 个订单"})
    assert {key[0]: messages.translations(m) for key, m in messages.entries(made).items()} == {
        "Lead": ["线索"],
        "Order": ["订单"],
        "%(n)s order": ["%(n)s 个订单"],
    }


def test_writing_twice_gives_the_same_bytes(tmp_path):
    messages.write(catalogue(Order="订单", Lead="线索"), tmp_path / "a.po")
    messages.write(messages.read(tmp_path / "a.po"), tmp_path / "b.po")
    assert (tmp_path / "a.po").read_bytes() == (tmp_path / "b.po").read_bytes()


def test_joined_branches_have_the_new_texts_of_both():
    joined = merge_po.merged(catalogue(), catalogue(Order="订单"), catalogue(Lead="线索"))
    assert sorted(message.string for message in joined if message.id) == ["线索", "订单"]


def test_a_text_one_branch_dropped_stays_dropped():
    joined = merge_po.merged(catalogue(Order="订单"), catalogue(), catalogue(Order="订单"))
    assert [message.id for message in joined if message.id] == []


def test_the_branch_that_changed_a_translation_wins():
    joined = merge_po.merged(catalogue(Lead="领导"), catalogue(Lead="领导"), catalogue(Lead="线索"))
    assert [message.string for message in joined if message.id] == ["线索"]
