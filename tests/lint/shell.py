#!/usr/bin/env python3
# Every shell script of the tree passes shellcheck: the files that end in .sh and those whose first
# line names a shell. Generated completions are tested by the shells themselves.
import re
import subprocess

import source_tree


def is_shell_script(path, root):
    if path.parts[0] == "completions":
        return False
    if path.suffix == ".sh":
        return True
    with open(root / path, "rb") as file:
        return re.match(rb"#!\s*/\S*(?:\benv )?\b(?:ba|da)?sh\b", file.readline()) is not None


def findings(root):
    scripts = [str(path) for path in source_tree.files(root) if is_shell_script(path, root)]
    if not scripts:
        return ["no shell script found"]
    command = ["shellcheck", "--shell=bash", "--format=gcc", *scripts]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if result.returncode > 1:
        return [result.stderr.strip()]
    return result.stdout.splitlines()


if __name__ == "__main__":
    source_tree.main(findings)
