"""The glossary names everything that people and code speak of; an entry without meaning or Chinese is no entry."""

import re

from django.apps import apps

from kaituo.foundation.records.verbs import VERBS
from tests.architecture.sources import ROOT

ENTRY = re.compile(r"^\| `(?P<name>[\w.]+)` \| [^|]+ \| [^|]*[\u4e00-\u9fff][^|]* \| [^|]{10,} \|$", re.MULTILINE)


def entries():
    return [match["name"] for match in ENTRY.finditer((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))]


def test_every_model_is_in_the_glossary():
    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("kaituo.")}
    assert sorted(ours - set(entries())) == []


def test_every_verb_is_in_the_glossary():
    ours = {f"{verb.model.__name__}.{verb.name}" for verb in VERBS.values() if verb.function.__module__.startswith("kaituo.")}
    assert sorted(ours - set(entries())) == []


def test_no_word_stands_twice_in_the_glossary():
    names = entries()
    assert sorted({name for name in names if names.count(name) > 1}) == []
