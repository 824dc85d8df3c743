#!/usr/bin/env python3
# A name finds one file: every file name occurs once in the whole tree. And the top level holds
# what belongs there, nothing else.
import collections

import source_tree

REPEATED = {"CMakeLists.txt", "README.md"}  # named by their folder
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "README.md", "cmd", "completions", "lib", "man",
             "tests"}  # and dotfiles


def findings(root):
    found = []
    paths_of = collections.defaultdict(list)
    for path in source_tree.files(root):
        paths_of[path.name].append(path)
        top = path.parts[0]
        if top not in TOP_LEVEL and not top.startswith("."):
            found.append(f"{path}:1: {top} does not belong at the top level")
    for name, paths in sorted(paths_of.items()):
        if len(paths) > 1 and name not in REPEATED:
            others = ", ".join(str(path) for path in paths[1:])
            found.append(f"{paths[0]}:1: the name occurs again: {others}")
    return found


if __name__ == "__main__":
    source_tree.main(findings)
