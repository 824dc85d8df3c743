#!/usr/bin/env python3
# Who may include whom. Reads the table of rooms and the table of libraries in lib/README.md and
# every #include in lib/ and cmd/, and names each line that breaks them; also the rooms that a
# CMakeLists.txt links. A library's headers may stand in .cpp files, and in headers that no other
# room sees, even through further ones. Tests may include what they test; nothing is said of them.
import pathlib
import re

import source_tree

# Library headers that every room may see through ours.
ALLOWED_IN_HEADERS = {
    ("tl/expected.hpp", "lib/mcbin/base/error.hpp"),  # Result<T> is what every room returns
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def names_in(cell):
    """The words of a table cell: "base, codec" -> {base, codec}; a dash is no word."""
    return set(re.findall(r"[a-z_0-9]+", cell))


def read_rooms(root):
    """room -> (floor, rooms it may include, line in lib/README.md)."""
    rows = source_tree.table_with(root / "lib/README.md", "floor", "room", "may include")
    everybody = {row["room"] for row in rows}
    rooms = {}
    for row in rows:
        allowed = names_in(row["may include"])
        if allowed == {"everything"}:
            allowed = everybody
        rooms[row["room"]] = (int(row["floor"]), allowed - {row["room"]}, row["line"])
    return rooms


def read_libraries(root):
    """Header prefix or name -> (library, rooms that own it)."""
    libraries = {}
    for row in source_tree.table_with(root / "lib/README.md", "library", "headers", "rooms"):
        for header in re.findall(r"`([^`]+)`", row["headers"]):
            libraries[header] = (row["library"], names_in(row["rooms"]))
    return libraries


def room_of(path):
    parts = path.parts
    if parts[0] == "cmd":
        return "cmd"
    return parts[2] if parts[:2] == ("lib", "mcbin") and len(parts) > 3 else None


def table_findings(root, rooms):
    """The table against itself and against the folders that exist."""
    found = []
    if not rooms:
        return ["lib/README.md:1: no table with the columns floor, room, may include"]
    for room, (floor, allowed, line) in rooms.items():
        for other in sorted(allowed):
            if other not in rooms:
                found.append(f"lib/README.md:{line}: {room} may include {other}, which is no room")
            elif rooms[other][0] >= floor:
                found.append(f"lib/README.md:{line}: {other} is not on a floor below {room}")
        folder = "cmd" if room == "cmd" else f"lib/mcbin/{room}"
        if not (root / folder).is_dir():
            found.append(f"lib/README.md:{line}: the room {room} has no folder {folder}")
    for folder in sorted((root / "lib/mcbin").iterdir()):
        if folder.name not in rooms and any(folder.glob("*.?pp")):
            found.append(f"lib/mcbin/{folder.name}:1: the room has no row in lib/README.md")
    return found


def own_include(root, path, header, room, rooms):
    """What is wrong with a quoted include, or None."""
    parts = header.split("/")
    if parts[0] == "cmd" and room == "cmd":
        return None if (root / header).exists() else f"{header} does not exist"
    if parts[0] != "mcbin" or len(parts) != 3:
        return f'"{header}" should be spelled "mcbin/ROOM/FILE"'
    if not (root / "lib" / header).exists():
        return f"lib/{header} does not exist"
    if parts[1] != room and parts[1] not in rooms[room][1]:
        return f"{room} may not include {parts[1]} ({header})"
    return None


def own_headers_of(root, path):
    """The headers of ours that a file includes, as paths of the tree."""
    for line in (root / path).read_text().splitlines():
        match = INCLUDE.match(line)
        if match and match.group(1) == '"':
            folder = "" if match.group(2).startswith("cmd/") else "lib/"
            yield pathlib.PurePosixPath(folder + match.group(2))


def headers_seen_by_others(root, paths):
    """The headers that some file of another room includes, itself or through further headers."""
    includes = {path: set(own_headers_of(root, path)) for path in paths}
    seen = {header for path, headers in includes.items() for header in headers
            if room_of(header) != room_of(path)}
    waiting = list(seen)
    while waiting:
        for header in includes.get(waiting.pop(), set()) - seen:
            seen.add(header)
            waiting.append(header)
    return seen


def foreign_include(path, header, room, libraries, seen):
    """What is wrong with an angled include, or None."""
    if "/" not in header and "." not in header:
        return None  # the C++ standard library
    for prefix, (library, owners) in sorted(libraries.items(), reverse=True):  # longest first
        if header == prefix or (prefix.endswith("/") and header.startswith(prefix)):
            if room not in owners:
                return f"{library} belongs to {', '.join(sorted(owners))} ({header})"
            allowed = library == "POSIX" or (header, path.as_posix()) in ALLOWED_IN_HEADERS
            if path in seen and not allowed:
                return f"other rooms see {library} through this header ({header})"
            return None
    return f"<{header}> is of no library in lib/README.md"


def include_findings(root, path, rooms, libraries, seen):
    room = room_of(path)
    found = []
    for number, line in enumerate((root / path).read_text().splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        quote, header = match.groups()
        problem = (own_include(root, path, header, room, rooms) if quote == '"' else
                   foreign_include(path, header, room, libraries, seen))
        if problem:
            found.append(f"{path}:{number}: {problem}")
    return found


def link_findings(root, path, room, rooms):
    """Rooms named after ROOMS in a room's CMakeLists.txt."""
    found = []
    for number, line in enumerate((root / path).read_text().splitlines(), 1):
        match = re.match(r"^[^#]*\bROOMS\s+([a-z_0-9 ]+)", line)
        for other in match.group(1).split() if match else []:
            if other not in rooms[room][1]:
                found.append(f"{path}:{number}: {room} may not link {other}")
    return found


def findings(root):
    rooms = read_rooms(root)
    libraries = read_libraries(root)
    found = table_findings(root, rooms)
    paths = [path for path in source_tree.files(root) if room_of(path) in rooms]
    sources = [path for path in paths if path.suffix in (".cpp", ".hpp")]
    seen = headers_seen_by_others(root, sources)
    for path in sources:
        found += include_findings(root, path, rooms, libraries, seen)
    for path in paths:
        if path.name == "CMakeLists.txt":
            found += link_findings(root, path, room_of(path), rooms)
    return found


if __name__ == "__main__":
    source_tree.main(findings)
