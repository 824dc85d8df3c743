# Finds the functions of a C++ file by its braces: enough to measure their length, no parser.
# Lambdas and local classes belong to the function around them. sizes.py asks.
import re

TYPE_OR_NAMESPACE = re.compile(
    r"^(?:(?:inline|static|typedef|constexpr)\s+)*(?:(?:namespace|class|struct|union|enum)\b"
    r"|extern\s*$)")  # extern "C", its literal blanked
LITERALS = re.compile(
    r'R"([^ ()\\]*)\(.*?\)\1"'          # raw string
    r'|"(?:[^"\\\n]|\\.)*"'             # string
    r"|(?<![0-9A-Fa-f])'(?:[^'\\\n]|\\.)*'"  # character, not a digit separator
    r"|//[^\n]*|/\*.*?\*/"              # comments
    r"|^[ \t]*#(?:[^\n\\]|\\.)*",       # preprocessor, with continued lines
    re.DOTALL | re.MULTILINE)


def blank(match):
    """A literal or comment as spaces and line ends, so that offsets and lines stay."""
    return re.sub(r"[^\n]", " ", match.group(0))


def without_template(head):
    """A declaration without its leading template<...>."""
    while re.match(r"template\s*<", head):
        depth = 0
        parentheses = 0
        for index, letter in enumerate(head):
            parentheses += {"(": 1, ")": -1}.get(letter, 0)
            depth += 0 if parentheses else {"<": 1, ">": -1}.get(letter, 0)
            if letter == ">" and depth == 0 and not parentheses:
                head = head[index + 1:].lstrip()
                break
        else:
            return head
    return head


def outside_parentheses(head):
    """The letters of a declaration that stand in no parentheses; these are kept, empty."""
    depth = 0
    kept = []
    for letter in head:
        depth -= letter == ")"
        if depth == 0:
            kept.append(letter)
        depth += letter == "("
    return "".join(kept)


def kind_of(head):
    """What a brace opens after this text: "scope", "function" or "value"."""
    head = without_template(head.strip())
    if TYPE_OR_NAMESPACE.match(head):
        return "scope"
    outside = re.sub(r"operator\s*[^\s\w(]+", "operator", outside_parentheses(head))
    if "(" not in outside or re.search(r"(?<![=!<>])=(?!=)", outside):
        return "value"
    initialisers = re.search(r"\)[^:]*[^:]:(?!:)", outside)
    if initialisers and re.search(r"[\w>]$", head):
        return "value"  # member{...} of a constructor's list
    return "function"


def name_of(head):
    match = re.search(r"(operator\s*[^\s\w(]+|[\w:~]+)\s*\(", without_template(head.strip()))
    return match.group(1) if match else "?"


def functions(text):
    """Yields (name, first line, last line) of each function."""
    text = LITERALS.sub(blank, text)
    stack = []  # (kind, where its text starts)
    start = 0   # where the text before the next brace starts
    parentheses = 0
    for index, letter in enumerate(text):
        inside = bool(stack) and stack[-1][0] in ("function", "value")
        if letter == "{":
            kind = "value" if inside or parentheses else kind_of(text[start:index])
            stack.append((kind, start))
            if kind != "value":
                start = index + 1
        elif letter == "}" and stack:
            kind, began = stack.pop()
            if kind == "function":
                head = text[began:index]
                first = text.count("\n", 0, began + len(head) - len(head.lstrip())) + 1
                yield name_of(head), first, text.count("\n", 0, index) + 1
            if kind != "value":
                start = index + 1
        elif not inside and letter in "()":
            parentheses += 1 if letter == "(" else -1
        elif not inside and letter == ";" and not parentheses:
            start = index + 1
        elif not inside and letter == ":" and re.search(
                r"\b(?:public|private|protected)\s*$", text[start:index]):
            start = index + 1
