"""What Python files may say: names of the trade, a docstring, no hidden imports, no HTML, no floats near money."""

import ast
import re

from tests.architecture.sources import product, product_and_tests

EMPTY_NAMES = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "managers",
    "handler",
    "handlers",
    "process",
    "processor",
    "service",
    "services",
}
MONEY_PATHS = {"kernel", "calc", "engine", "metrics", "orders", "receivables", "commissions", "catalog"}
MARKUP = re.compile(r"</?(a|button|div|form|input|li|p|script|span|style|svg|table|td|tr|ul)\b[^>]*>|\bhx-[a-z]+\s*=")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
SHORT_FILE = 15


def strings_in(tree):
    """Every text in the code except docstrings, which may speak of HTML."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told]


def imports_below(node):
    return [child for child in ast.walk(node) if isinstance(child, ast.Import | ast.ImportFrom)]


def is_float(node):
    """A float written down, made, or announced; asking whether something is one, in order to refuse it, is fine."""
    named = [getattr(node, "func", None), getattr(node, "annotation", None), getattr(node, "returns", None)]
    literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
    return literal or any(isinstance(part, ast.Name) and part.id == "float" for part in named)


def test_file_names_speak_of_the_trade():
    assert [source.name for source in product() if EMPTY_NAMES & set(source.path.stem.split("_"))] == []


def test_no_function_is_named_do_something():
    assert [source.at(node) for source in product() for node in source.functions() if node.name.startswith("do_")] == []


def test_every_module_says_what_lives_in_it():
    assert [s.name for s in product_and_tests() if s.line_count > SHORT_FILE and not ast.get_docstring(s.tree)] == []


def test_imports_stand_at_the_top():
    inner = [(s, i) for s in product_and_tests() for f in s.functions() if f.name != "ready" or s.path.name != "apps.py" for i in imports_below(f)]
    assert [source.at(node) for source, node in inner] == []


def test_python_writes_no_html():
    assert [source.at(node) for source in product() for node in strings_in(source.tree) if MARKUP.search(node.value)] == []


def test_no_float_comes_near_money():
    money = [source for source in product() if MONEY_PATHS & set(source.path.parts)]
    assert [source.at(node) for source in money for node in ast.walk(source.tree) if is_float(node)] == []


def is_day_in_utc(node):
    """The date of a stored moment, such as `created_at.date()`: of UTC, so the day before until eight in the morning in China."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "date" and not node.args):
        return False
    moment = node.func.value
    name = moment.attr if isinstance(moment, ast.Attribute) else moment.id if isinstance(moment, ast.Name) else ""
    return name == "at" or name.endswith("_at")


def test_the_day_of_a_moment_is_the_companys():
    assert [source.at(node) for source in product_and_tests() for node in ast.walk(source.tree) if is_day_in_utc(node)] == []


def test_nothing_remembers_which_day_it_was_imported():
    """A process lives past midnight: the present day is asked for when it is needed."""
    kept = [(source, node) for source in product_and_tests() for node in source.tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    asks = [(source, call) for source, node in kept for call in ast.walk(node) if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)]
    assert [source.at(call) for source, call in asks if call.func.attr in {"localdate", "today"} and not call.args] == []


def test_nothing_is_left_unfinished():
    lines = [(source, number, line) for source in product_and_tests() for number, line in enumerate(source.text.splitlines(), 1)]
    assert [f"{source.name}:{number}" for source, number, line in lines if UNFINISHED.search(line)] == []


def test_assert_is_for_tests():
    assert [source.at(node) for source in product() for node in ast.walk(source.tree) if isinstance(node, ast.Assert)] == []


def test_the_actor_is_the_keyword_by():
    verbs = [(s, f) for s in product() for f in s.functions() if any(name_of(d) == "action" for d in f.decorator_list)]
    assert [f"{s.at(f)} {f.name}" for s, f in verbs if "by" not in {argument.arg for argument in f.args.kwonlyargs}] == []


def name_of(decorator):
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
