#!/usr/bin/env python3
# clang-format would change nothing in any C++ file of the tree.
import subprocess

import source_tree


def findings(root):
    sources = [str(path) for path in source_tree.files(root) if path.suffix in (".cpp", ".hpp")]
    if not sources:
        return ["no C++ file found"]
    command = ["clang-format", "--dry-run", "--Werror", "--style=file", *sources]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    found = [line for line in result.stderr.splitlines() if "clang-format-violations" in line]
    if result.returncode != 0 and not found:
        return [f"clang-format ended with status {result.returncode}: {result.stderr.strip()}"]
    return found


if __name__ == "__main__":
    source_tree.main(findings)
