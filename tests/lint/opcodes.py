#!/usr/bin/env python3
# Every opcode that the table in lib/mcbin/codec/opcode_table.hpp calls served is asked in at least
# one vector of tests/vectors.
import json
import re

import source_tree

TABLE = "lib/mcbin/codec/opcode_table.hpp"
VECTORS = "tests/vectors"
HEADER_HEX_DIGITS = 48


def served_opcodes(root):
    """(opcode, name, line) of each row served."""
    for number, line in enumerate((root / TABLE).read_text().splitlines(), 1):
        match = re.match(r'\s*served\((0x[0-9a-f]{2}), "(\w+)"', line)
        if match:
            yield int(match.group(1), 16), match.group(2), number


def strings_in(value):
    """Every string in a JSON value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings_in(item)


def asked_opcodes(root):
    """The opcodes of the request frames that open a hex string of any vector."""
    asked = set()
    for path in sorted((root / VECTORS).glob("*.jsonl")):
        for line in path.read_text().splitlines():
            for text in strings_in(json.loads(line)):
                if re.match(r"80[0-9a-f]{%d}" % (HEADER_HEX_DIGITS - 2), text):
                    asked.add(int(text[2:4], 16))
    return asked


def findings(root):
    served = list(served_opcodes(root))
    if not served:
        return [f"{TABLE}:1: no row that is served"]
    asked = asked_opcodes(root)
    return [f"{TABLE}:{line}: {name} (0x{opcode:02x}) has no vector in {VECTORS}"
            for opcode, name, line in served if opcode not in asked]


if __name__ == "__main__":
    source_tree.main(findings)
