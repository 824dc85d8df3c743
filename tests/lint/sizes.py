#!/usr/bin/env python3
# Nothing is too long: files, functions (test cases too), lines. Data is left alone by its suffix;
# code that is excused is listed below, each with its reason. Also: each file says first what it is,
# and a header can be included twice.
import ast
import re

import brace_functions
import source_tree

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 70
LINE_LETTERS_MAX = 100

CODE_SUFFIXES = {".cpp", ".hpp", ".py", ".sh", ".cmake", ".md"}
CODE_NAMES = {"CMakeLists.txt", "CMakePresets.json", "setup", "run", "chroot-check"}
GENERATED_FOLDERS = ("man/", "completions/")  # by `mcbin generate`

LONG_LINES_EXCUSED = {
    "lib/mcbin/codec/opcode_table.hpp": "one row a line, so that the columns can be compared",
    "lib/mcbin/codec/status_table.hpp": "one row a line, so that the columns can be compared",
    "tests/unit/render/frame_line_test.cpp": "whole lines of JSON, as they are printed",
}
LONG_FUNCTIONS_EXCUSED = {
    ("tests/conformance/differences.cpp", "command_differences"): "a table",
    ("tests/conformance/missing_features.cpp", "missing_features"): "a table",
}

COMMENT_OF_SUFFIX = {".cpp": "//", ".hpp": "//", ".py": ("#", '"""'), ".sh": "#", ".cmake": "#"}


def python_functions(text):
    """Yields (name, first line, last line) of each function of a Python file."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, node.lineno, node.end_lineno


def shell_functions(text):
    """Yields (name, first line, last line) of each function that ends with a brace of its own."""
    name, first = None, 0
    for number, line in enumerate(text.splitlines(), 1):
        opening = re.match(r"([\w-]+)\(\) \{$", line)
        if opening:
            name, first = opening.group(1), number
        elif line == "}" and name:
            yield name, first, number
            name = None


def functions_of(path, text):
    if path.suffix in (".cpp", ".hpp"):
        return brace_functions.functions(text)
    if path.suffix == ".py":
        return python_functions(text)
    return shell_functions(text)


def opens_with_comment(root, path, text):
    """Headers and programs say what lives in them; a .cpp is explained by the header it implements,
    a test by the file it is named after, a case of the command line by its name."""
    markers = COMMENT_OF_SUFFIX.get(path.suffix)
    implements = path.suffix == ".cpp" and (root / path).with_suffix(".hpp").exists()
    is_case = path.suffix == ".sh" and path.parts[:2] == ("tests", "e2e")
    if markers is None or implements or is_case or path.name.endswith("_test.cpp"):
        return True
    lines = [line for line in text.splitlines()[:2] if not line.startswith("#!")]
    return bool(lines) and lines[0].startswith(markers)


def file_findings(root, path, text):
    lines = text.splitlines()
    if len(lines) > FILE_LINES_MAX:
        yield f"{path}:{len(lines)}: {len(lines)} lines; at most {FILE_LINES_MAX}"
    if path.as_posix() not in LONG_LINES_EXCUSED:
        for number, line in enumerate(lines, 1):
            row_of_table = path.suffix == ".md" and line.startswith("|")
            if len(line) > LINE_LETTERS_MAX and not row_of_table:
                yield f"{path}:{number}: {len(line)} letters; at most {LINE_LETTERS_MAX}"
    for name, first, last in functions_of(path, text):
        length = last - first + 1
        excused = (path.as_posix(), name) in LONG_FUNCTIONS_EXCUSED
        if length > FUNCTION_LINES_MAX and not excused:
            yield f"{path}:{first}: {name}: {length} lines; at most {FUNCTION_LINES_MAX}"
    if not opens_with_comment(root, path, text):
        yield f"{path}:1: does not open with a comment that says what lives here"
    if path.suffix == ".hpp" and "#pragma once" not in lines:
        yield f"{path}:1: a header without #pragma once"


def findings(root):
    found = []
    for path in source_tree.files(root):
        if path.suffix not in CODE_SUFFIXES and path.name not in CODE_NAMES:
            continue
        if path.as_posix().startswith(GENERATED_FOLDERS):
            continue
        found += file_findings(root, path, (root / path).read_text())
    return found


if __name__ == "__main__":
    source_tree.main(findings)
