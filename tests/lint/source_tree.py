# What the lint tests share: which files make up the tree, reading tables of lib/README.md, and
# printing findings. No rule lives here; each rule is a module beside this one with a function
# `findings(root)` that returns one "file:line: sentence" for each breach.
import fnmatch
import pathlib
import re
import sys

SKIPPED_FOLDERS = {".git", "build", ".cache", "__pycache__"}


def ignored_patterns(root):
    """The patterns of .gitignore, without their slashes."""
    path = root / ".gitignore"
    lines = path.read_text().splitlines() if path.exists() else []
    return [line.strip("/") for line in lines if line and not line.startswith("#")]


def files(root):
    """Every file of the tree, relative to root, sorted; build output and ignored files left out."""
    patterns = ignored_patterns(root)
    found = []
    folders = [root]
    while folders:
        for path in folders.pop().iterdir():
            if any(fnmatch.fnmatch(path.name, pattern) for pattern in patterns):
                continue
            if path.is_dir() and not path.is_symlink():
                if path.name not in SKIPPED_FOLDERS:
                    folders.append(path)
            else:
                found.append(path.relative_to(root))
    return sorted(found)


def markdown_tables(path):
    """The tables of a Markdown file, each a list of {column: cell} with the line under "line"."""
    tables = []
    header = None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.startswith("|"):
            header = None
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if header is None:
            header = cells
            tables.append([])
        elif not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            tables[-1].append(dict(zip(header, cells), line=number))
    return [table for table in tables if table]


def table_with(path, *columns):
    """The first table of a Markdown file that has all these columns, else an empty list."""
    for table in markdown_tables(path):
        if all(column in table[0] for column in columns):
            return table
    return []


def main(findings):
    """Runs one rule over the tree named on the command line; exit status 1 if it is broken."""
    root = pathlib.Path(sys.argv[1]).resolve()
    found = findings(root)
    for finding in found:
        print(finding)
    print(f"{len(found)} findings in {len(files(root))} files")
    sys.exit(1 if found else 0)
