#!/usr/bin/env python3
# Shows each rule a small tree that breaks it, and the same tree mended: a rule that finds nothing
# anywhere would be no rule.
import pathlib
import tempfile
import unittest

import brace_functions
import commands
import floors
import format as format_rule
import names
import opcodes
import shell
import sizes

MAP = """\
| floor | room | is | may include |
|---|---|---|---|
| 2 | cmd | the program | everything |
| 1 | codec | frames | base |
| 1 | net | sockets | base |
| 0 | base | bytes | - |

| library | headers | rooms | for |
|---|---|---|---|
| Asio | `asio.hpp` `asio/` | net | sockets |
| tl::expected | `tl/expected.hpp` | base | results |
"""
SOUND_TREE = {
    "lib/README.md": MAP,
    "lib/mcbin/base/error.hpp": "// Errors.\n#include <tl/expected.hpp>\n",
    "lib/mcbin/codec/header.hpp": '// Headers.\n#include "mcbin/base/error.hpp"\n',
    "lib/mcbin/net/tcp.cpp": "// Sockets.\n#include <asio/ip/tcp.hpp>\n",
    "cmd/main.cpp": '// The program.\n#include "mcbin/net/tcp.hpp"\n',
    "lib/mcbin/net/tcp.hpp": '// Sockets.\n#include <vector>\n#include "mcbin/net/detail.hpp"\n',
    "lib/mcbin/net/detail.hpp": "// Details.\n",
    "lib/mcbin/net/private.hpp": "// For net's own .cpp files.\n#include <asio/ip/tcp.hpp>\n",
}
SERVED = 'served(0x0a, "NOOP", "Noop", 0x0a),\n'
NOOP = '{"requests": ["800a%s"]}\n' % ("0" * 44)


class RulesTest(unittest.TestCase):
    def findings(self, rule, tree):
        """What a rule says about a tree given as {path: text}."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, text in tree.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text)
            return rule.findings(root)

    def expect_one(self, rule, tree, beginning):
        found = self.findings(rule, tree)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(beginning), found[0])

    def test_floors_accepts_a_sound_tree(self):
        self.assertEqual(self.findings(floors, SOUND_TREE), [])

    def test_floors_finds_each_breach(self):
        breaches = {
            "a room on the same floor": (
                "lib/mcbin/codec/bad.cpp", '\n#include "mcbin/net/tcp.hpp"\n', 2),
            "a room on a higher floor": ("lib/mcbin/base/bad.cpp",
                                         '#include "mcbin/codec/header.hpp"\n', 1),
            "a library of another room": ("lib/mcbin/codec/bad.cpp", "#include <asio.hpp>\n", 1),
            "a library in a header that cmd sees": (
                "lib/mcbin/net/tcp.hpp", "#include <asio/ip/tcp.hpp>\n", 1),
            "a library that cmd sees through another header": (
                "lib/mcbin/net/detail.hpp", "#include <asio/ip/tcp.hpp>\n", 1),
            "a library that nobody owns": ("lib/mcbin/net/bad.cpp", "#include <new/any.hpp>\n", 1),
            "a relative spelling": ("lib/mcbin/net/bad.cpp", '#include "tcp.hpp"\n', 1),
            "a header that is not there": (
                "lib/mcbin/net/bad.cpp", '#include "mcbin/net/none.hpp"\n', 1),
            "a link to a higher room": (
                "lib/mcbin/base/CMakeLists.txt", "mcbin_room(base\n  ROOMS codec)\n", 2),
        }
        for name, (path, text, line) in breaches.items():
            with self.subTest(name):
                self.expect_one(floors, {**SOUND_TREE, path: text}, f"{path}:{line}: ")

    def test_floors_finds_a_table_that_contradicts_itself_or_the_folders(self):
        upward = MAP.replace("| bytes | - |", "| bytes | codec |")
        self.expect_one(floors, {**SOUND_TREE, "lib/README.md": upward}, "lib/README.md:6: codec")
        self.expect_one(floors, {**SOUND_TREE, "lib/mcbin/new/a.hpp": "// A.\n"},
                        "lib/mcbin/new:1: ")
        self.expect_one(floors, {**SOUND_TREE, "lib/README.md": "no table\n"}, "lib/README.md:1: ")

    def test_names_finds_a_name_that_occurs_twice(self):
        tree = {"lib/a.hpp": "", "lib/README.md": "", "README.md": ""}
        self.assertEqual(self.findings(names, tree), [])
        self.expect_one(names, {**tree, "tests/a.hpp": ""}, "lib/a.hpp:1: ")

    def test_names_finds_what_does_not_belong_at_the_top(self):
        self.expect_one(names, {"notes.txt": ""}, "notes.txt:1: ")
        self.assertEqual(self.findings(names, {".gitignore": "notes.txt", "notes.txt": ""}), [])

    def test_sizes_finds_what_is_too_long(self):
        body = "  f();\n"
        sound = "// A.\nvoid f() {\n" + body * 68 + "}\n"
        self.assertEqual(self.findings(sizes, {"lib/a.cpp": sound}), [])
        self.expect_one(sizes, {"lib/a.cpp": sound.replace(body, body * 2, 1)},
                        "lib/a.cpp:2: f: 71")
        self.expect_one(sizes, {"lib/a.cpp": "// A.\n" * 401}, "lib/a.cpp:401: 401 lines")
        self.expect_one(sizes, {"lib/a.cpp": "// " + "x" * 98}, "lib/a.cpp:1: 101 letters")
        self.expect_one(sizes, {"tests/a.py": "# A.\ndef f():\n" + "    f()\n" * 70},
                        "tests/a.py:2: f: 71")
        self.expect_one(sizes, {"tests/a.sh": "# A.\nf() {\n" + "  f\n" * 69 + "}\n"},
                        "tests/a.sh:2: f: 71")

    def test_sizes_finds_a_file_that_does_not_say_what_it_is(self):
        self.expect_one(sizes, {"lib/a.hpp": "#pragma once\n"}, "lib/a.hpp:1: ")
        self.expect_one(sizes, {"lib/a.cpp": "int a;\n"}, "lib/a.cpp:1: ")
        self.assertEqual(
            self.findings(sizes, {"lib/a.hpp": "// A.\n#pragma once\n", "lib/a.cpp": "int a;\n"}),
            [])

    def test_sizes_finds_a_header_that_cannot_be_included_twice(self):
        self.expect_one(sizes, {"lib/a.hpp": "// A.\n"}, "lib/a.hpp:1: a header without")

    def test_opcodes_finds_one_that_no_vector_asks(self):
        tree = {opcodes.TABLE: SERVED, "tests/vectors/v.jsonl": NOOP}
        self.assertEqual(self.findings(opcodes, tree), [])
        tree["tests/vectors/v.jsonl"] = NOOP.replace("800a", "800b")
        self.expect_one(opcodes, tree, f"{opcodes.TABLE}:1: NOOP")
        self.expect_one(opcodes, {**tree, opcodes.TABLE: "none\n"}, f"{opcodes.TABLE}:1: ")

    def test_commands_finds_what_a_subcommand_lacks(self):
        tree = {commands.LIST: "return {\n    dump_frame_command(),\n};\n",
                "man/mcbin-dump-frame.1": "", "tests/e2e/dump-frame/hex.sh": ""}
        tree.update({f"completions/{name}": "(dump-frame)" for name in commands.COMPLETIONS})
        self.assertEqual(self.findings(commands, tree), [])
        for path in set(tree) - {commands.LIST}:
            with self.subTest(path):
                less = {name: text for name, text in tree.items() if name != path}
                self.expect_one(commands, less, f"{commands.LIST}:2: dump-frame has no ")
        other_word = {**tree, "completions/_mcbin": "dump-frames"}
        self.expect_one(commands, other_word, f"{commands.LIST}:2: dump-frame has no word")
        self.expect_one(commands, {**tree, commands.LIST: "none\n"}, f"{commands.LIST}:1: ")

    def test_shell_finds_an_unquoted_variable(self):
        tree = {"tests/a": '#!/usr/bin/env bash\necho "$1"\n'}
        self.assertEqual(self.findings(shell, tree), [])
        self.expect_one(shell, {"tests/a": tree["tests/a"].replace('"', "")}, "tests/a:2:6: ")
        self.expect_one(shell, {"tests/a.sh": "echo $1\n"}, "tests/a.sh:1:6: ")

    def test_format_finds_what_clang_format_would_change(self):
        tree = {"lib/a.cpp": "int a;\n", ".clang-format": "BasedOnStyle: Google\n"}
        self.assertEqual(self.findings(format_rule, tree), [])
        self.expect_one(format_rule, {**tree, "lib/a.cpp": "int  a;\n"}, "lib/a.cpp:1:4: ")


class BraceFunctionsTest(unittest.TestCase):
    def test_it_sees_functions_where_they_are(self):
        text = pathlib.Path(__file__).with_name("braces.sample").read_text()
        expected = []
        for number, line in enumerate(text.splitlines(), 1):
            for word in line.partition("// begins ")[2].split():
                expected.append((word, number))
        self.assertGreater(len(expected), 10)
        found = [(name, first) for name, first, _ in brace_functions.functions(text)]
        self.assertEqual(sorted(found), sorted(expected))

    def test_it_counts_to_the_closing_brace(self):
        self.assertEqual(list(brace_functions.functions("\nint f()\n{\n  {\n  }\n}\n")),
                         [("f", 2, 6)])


if __name__ == "__main__":
    unittest.main()
