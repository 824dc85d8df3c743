#!/usr/bin/env python3
# Every subcommand that cmd/commands.cpp lists has a man page, stands in every completion and has
# cases of its own in tests/e2e, in a folder of its name.
import re

import source_tree

LIST = "cmd/commands.cpp"
COMPLETIONS = ("mcbin.bash", "_mcbin", "mcbin.fish")


def commands(root):
    """(name, line) of each subcommand: a line `dump_frame_command(),` lists dump-frame."""
    for number, line in enumerate((root / LIST).read_text().splitlines(), 1):
        match = re.match(r"\s*(\w+)_command\(\),?\s*(?://.*)?$", line)
        if match:
            yield match.group(1).replace("_", "-"), number


def lacks(root, name):
    """What a subcommand does not have, one phrase each."""
    page = f"man/mcbin-{name}.1"
    if not (root / page).is_file():
        yield f"no {page}"
    for completion in COMPLETIONS:
        path = root / "completions" / completion
        if not path.is_file() or not re.search(rf"(?<![\w-]){name}(?![\w-])", path.read_text()):
            yield f"no word in completions/{completion}"
    cases = root / "tests/e2e" / name
    if not any(path.suffix in (".sh", ".py") for path in cases.glob("*")):
        yield f"no cases in tests/e2e/{name}"


def findings(root):
    listed = list(commands(root))
    if not listed:
        return [f"{LIST}:1: no line lists a subcommand"]
    return [f"{LIST}:{line}: {name} has {lack}"
            for name, line in listed for lack in lacks(root, name)]


if __name__ == "__main__":
    source_tree.main(findings)
