"""A stylesheet is cut down to the classes one names."""

from stylesheet import cut


def test_rules_of_other_classes_are_left_out():
    assert cut(".btn{a:b}.modal{c:d}.btn,.modal{e:f}.btn.modal{g:h}", {"btn"}) == "\n.btn{a:b}.btn{e:f}\n"


def test_rules_without_a_class_stay():
    text = ":root{--x:1}a[href$='.pdf']:hover{c:d}@keyframes spin{from{a:b}to{c:d}}"
    assert cut(text, set()) == f"\n{text}\n"


def test_media_that_hold_nothing_any_more_go():
    assert cut("@media print{.modal{a:b}}@media print{.btn{a:b}.modal{c:d}}", {"btn"}) == "\n@media print{.btn{a:b}}\n"


def test_commas_within_brackets_part_no_selectors():
    assert cut(".btn:is(.card,.modal),:where(a,b){a:b}", {"btn", "card"}) == "\n:where(a,b){a:b}\n"


def test_braces_in_texts_and_comments_are_no_braces():
    assert cut('.btn{content:"}"}/*{*/.card{a:url("data:x;{")}', {"btn", "card"}) == '\n.btn{content:"}"}.card{a:url("data:x;{")}\n'


def test_the_licence_stays():
    assert cut('@charset "UTF-8";/*! MIT */.btn{a:b}', {"btn"}) == "/*! MIT */\n.btn{a:b}\n"
