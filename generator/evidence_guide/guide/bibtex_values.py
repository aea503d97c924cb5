"""Values of BibTeX fields as they are written: macros, joins with `#`, braces and quotes."""

import re
from collections.abc import Iterator

from evidence_guide.guide.latex import ValueFault

MOST_EXPANSION = 100_000
"""Characters to which macros may expand a value."""
_LEVELS = {"{": 1, "}": -1}
_CLOSING = {"{": "}", '"': '"'}
_SIGNS = re.compile(r'\\.|[{}"#]', re.DOTALL)
_NAME = re.compile(r"[^\s\"#%'(),={}]+")


def expanded(raw: str, macros: dict[str, str]) -> tuple[str, ValueFault | None]:
    """The text of a field's value with its macros and joins resolved, and its fault."""
    parts: list[str] = []
    complaint: ValueFault | None = None
    size = 0
    for part in _joined(raw):
        text, fault = _part(part, macros)
        complaint = complaint or fault
        parts.append(text)
        size += len(text)
        if size > MOST_EXPANSION:
            return "", ValueFault("grows beyond all bounds by its macros")
    return "".join(parts), complaint


def _part(part: str, macros: dict[str, str]) -> tuple[str, ValueFault | None]:
    """The text of one part of a value, and its fault."""
    if part[:1] in _CLOSING:
        end = _end(part)
        return part[1:end], _goes_on(part[end + 1 :].strip(), _SORTS[part[0]])
    if part.isdigit():
        return part, None
    text = macros.get(part.lower())
    if text is None:
        return "", _no_macro(part)
    return text, None


_SORTS = {"{": "brace", '"': "quotation mark"}


def _goes_on(rest: str, sort: str) -> ValueFault | None:
    """The fault of a value with something behind its end."""
    if not rest:
        return None
    what = "another field" if "=" in rest else "more text"
    return ValueFault(f"{what} follows its closing {sort}", rest.partition("\n")[0])


def _no_macro(part: str) -> ValueFault:
    if not part:
        return ValueFault("its value is missing")
    if not _NAME.fullmatch(part):
        return ValueFault(f"`{part[:40]}` is not a value", part.partition("\n")[0])
    return ValueFault(f"undefined macro `{part}`", part)


def _joined(raw: str) -> Iterator[str]:
    """The parts of a value between its joins."""
    start = 0
    for join in _joins(raw):
        yield raw[start:join].strip()
        start = join + 1
    yield raw[start:].strip()


def _joins(raw: str) -> Iterator[int]:
    """The positions of `#` outside braces and quotation marks."""
    level, quoted = 0, False
    for found in _SIGNS.finditer(raw):
        level += _LEVELS.get(found[0], 0)
        if level:
            continue
        if found[0] == '"':
            quoted = not quoted
        elif found[0] == "#" and not quoted:
            yield found.start()


def _end(part: str) -> int:
    """The position at which the brace or quotation mark that opens a part closes."""
    is_quoted = part[0] == '"'
    level = 0
    for found in _SIGNS.finditer(part, 1 if is_quoted else 0):
        level += _LEVELS.get(found[0], 0)
        if level == 0 and found[0] == _CLOSING[part[0]]:
            return found.start()
    return len(part)


def never_closed(raw: str) -> int | None:
    """The position of a brace or quotation mark of a record that is never closed.

    It is the last one inside the record, or that of a field which holds the start of another field;
    else the record's own, if a field follows its key.
    """
    opened: list[int] = []
    holding: list[int] = []
    for at, char in enumerate(raw):
        if char == "{" or (char == '"' and len(opened) == 1):
            opened.append(at)
        elif opened and char == _CLOSING[raw[opened[-1]]]:
            start = opened.pop()
            if _FIELD_WITHIN.search(raw, start, at):
                holding.append(start)
    own = opened[:1] if _HEAD.match(raw) else ()
    return next(iter((*opened[:0:-1], *holding, *own)), None)


_HEAD = re.compile(r"@\w+\s*\{[^\s,={}]*\s*,[^={}]*=")
"""The start of a record up to its first field."""
_FIELD_WITHIN = re.compile(r",\s*[A-Za-z][\w-]*\s*=\s*[{\"\w]")
"""The start of another field, where a value should have ended."""
