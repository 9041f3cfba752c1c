"""What the rules look at: the project's own files, parsed once. No rule lives here."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ROOT / "kaituo"


@dataclass(frozen=True)
class Source:
    """One Python file of ours."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.parts or self.path.name == "conftest.py"

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def line_count(self) -> int:
        return len(self.text.splitlines())

    @property
    def tree(self) -> ast.Module:
        return parsed(self.path)

    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    def at(self, node: ast.AST) -> str:
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def product_and_tests() -> tuple[Source, ...]:
    files = [*PRODUCT.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").glob("*.py")]
    return tuple(Source(path) for path in sorted(files) if "migrations" not in path.parts)


@cache
def product() -> tuple[Source, ...]:
    return tuple(source for source in product_and_tests() if not source.is_test and source.path.is_relative_to(PRODUCT))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(path for path in PRODUCT.rglob("*.html") if "templates" in path.parts))


@cache
def tracked() -> tuple[Path, ...]:
    """Files that git knows; in an exported tree without git, everything that is not made by set-up."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def tracked_texts() -> list[tuple[str, str]]:
    """Name and text of every tracked text file."""
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content[:8000]:
            found.append((path.relative_to(ROOT).as_posix(), content.decode("utf-8", errors="replace")))
    return found


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def contexts() -> list[str]:
    """Every app folder, as `kaituo/sales/orders`."""
    wings = (path for path in PRODUCT.iterdir() if path.is_dir() and path.name not in ("config", "__pycache__"))
    inner = (path for wing in wings for path in wing.iterdir() if (path / "__init__.py").exists())
    return sorted(path.relative_to(ROOT).as_posix() for path in inner)
