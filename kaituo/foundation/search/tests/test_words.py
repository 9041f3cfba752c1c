"""What a text is found by."""

import sqlite3

from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin
from pypinyin.seg.simpleseg import seg

from kaituo.foundation.identity.pinyin import LONGEST_KEY, initials, sort_key
from kaituo.foundation.search.words import compact, marked, pairs_of, words_of


def test_width_case_and_punctuation_do_not_matter():
    assert compact("ＳＯ－2026-00017 （Ａ）") == "so202600017a"


def test_a_chinese_name_is_also_found_by_pinyin_and_initials():
    assert words_of(["华拓智能"]) == "华拓智能 huatuozhineng htzn"


def test_every_character_begins_an_entry():
    assert pairs_of("华拓 a") == "华拓 拓 a"


def test_what_was_asked_for_is_marked_across_punctuation():
    assert marked("SO-2026-00017", ["2600017"]) == [("SO-20", False), ("26-00017", True)]


def test_the_trigram_tokenizer_of_sqlite_finds_nothing_for_two_chinese_characters():
    """The trap for which the index makes pairs of its own."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE trap USING fts5(text, tokenize='trigram')")
    database.execute("INSERT INTO trap VALUES ('华拓智能装备')")
    assert database.execute("SELECT count(*) FROM trap WHERE trap MATCH '华拓智'").fetchone() == (1,)
    assert database.execute("SELECT count(*) FROM trap WHERE trap MATCH '华拓'").fetchone() == (0,)
    database.close()


@given(st.text(st.one_of(st.sampled_from("重庆银行长江行长中国人民〇，。 \n"), st.characters(exclude_categories=["Cs"])), max_size=12))
def test_names_are_spelt_as_the_dictionary_spells_them_word_by_word(text):
    words = [word for word in seg(text) if word]
    assert sort_key(text) == " ".join(lazy_pinyin(words)).lower()[:LONGEST_KEY]
    assert initials(text) == "".join(lazy_pinyin(words, style=Style.FIRST_LETTER)).lower()[:LONGEST_KEY]
