"""What the repository may hold: documented folders, reasons for exceptions, hashed locks; no foreign addresses or machine paths."""

import re

import pytest

from tests.architecture.sources import ROOT, contexts, product_and_tests, tracked, tracked_texts

EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover|nosec)\b(?P<rest>.*)")
CODES = re.compile(r"^\s*:?\s*([A-Z]+\d+,?\s*)+|^\[[^\]]*\]")
REASON_LETTERS = 10
# Written in pieces, so that this file does not break its own rule.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry.npmjs" + ".org",
    "npmmirror" + ".com",
    "deb.debian" + ".org",
    "tuna.tsinghua" + ".edu",
]
MACHINE_PATHS = re.compile(r"(?<![\w.])/(work|tmp/kt|root)/|/home/(?!kaituo)[a-z]+/|\.\./shared")
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def test_every_folder_has_its_sentence():
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [name for name in contexts() if not re.search(rf"^\| `{name}` \| .{{20,}} \|$", told, re.MULTILINE)] == []


def reason(match):
    return CODES.sub("", match["rest"]).strip(" #-–—")


def test_every_exception_for_the_linter_has_its_reason():
    lines = [(s.name, n, EXCEPTION.search(line)) for s in product_and_tests() for n, line in enumerate(s.text.splitlines(), 1)]
    found = [(name, number, reason(match)) for name, number, match in lines if match and "EXCEPTION" not in match.string]
    assert [f"{name}:{number}" for name, number, text in found if len(text) < REASON_LETTERS] == []


@pytest.mark.parametrize("registry", REGISTRIES)
def test_no_file_names_a_registry(registry):
    assert [name for name, text in tracked_texts() if registry in text] == []


def test_no_file_names_a_path_of_one_machine():
    found = [(name, MACHINE_PATHS.search(text)) for name, text in tracked_texts() if name != "tests/architecture/test_repository.py"]
    assert [f"{name}: {match[0]}" for name, match in found if match] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_an_exact_version_and_hashes(lock):
    entries = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    packages = [line for line in entries if line.strip() and not line.startswith("#")]
    assert packages
    assert [line[:60] for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


def test_the_lock_of_browser_packages_has_sums_and_no_addresses():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert text.count('"integrity"') == text.count('"node_modules/')


def test_third_party_files_are_not_committed():
    assert [path for path in tracked() if path.suffix in {".ttf", ".woff", ".woff2"} or "vendor" in path.parts] == []
