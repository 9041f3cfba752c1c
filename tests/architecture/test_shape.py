"""How long things may be: what no longer fits on a screen or two is split by noun or verb."""

from statistics import median

from tests.architecture.sources import length, product, product_and_tests

VIEW_LINES, FUNCTION_LINES, TEST_FUNCTION_LINES = 15, 50, 80
FILE_LINES, TEST_FILE_LINES = 400, 500


def ninetieth(values):
    return sorted(values)[int(len(values) * 0.9)]


def test_no_file_is_too_long():
    bound = {True: TEST_FILE_LINES, False: FILE_LINES}
    assert [source.name for source in product_and_tests() if source.line_count > bound[source.is_test]] == []


def test_most_files_are_short():
    lines = [source.line_count for source in product()]
    assert median(lines) <= 60
    assert ninetieth(lines) <= 200


def test_no_function_is_too_long():
    bound = {True: TEST_FUNCTION_LINES, False: FUNCTION_LINES}
    found = [(source, node) for source in product_and_tests() for node in source.functions()]
    assert [f"{source.at(node)} {node.name}" for source, node in found if length(node) > bound[source.is_test]] == []


def test_most_functions_are_short():
    lines = [length(node) for source in product() for node in source.functions()]
    assert median(lines) <= 8
    assert ninetieth(lines) <= 20


def test_most_tests_are_short():
    lines = [length(node) for source in product_and_tests() for node in source.functions() if node.name.startswith("test_")]
    assert median(lines) <= 10


def test_views_are_thin():
    views = [source for source in product() if source.path.name == "views.py" or "views" in source.path.parts]
    assert [f"{source.at(node)} {node.name}" for source in views for node in source.functions() if length(node) > VIEW_LINES] == []
