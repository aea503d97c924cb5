"""Values of BibTeX fields as they are written: macros, joins with `#`, braces and quotes."""

from collections.abc import Iterator

MOST_EXPANSION = 100_000
"""Characters to which macros may expand a value."""
_LEVELS = {"{": 1, "}": -1}
_CLOSING = {"{": "}", '"': '"'}


def expanded(raw: str, macros: dict[str, str]) -> tuple[str, str | None]:
    """The text of a field's value with its macros and joins resolved, and its fault."""
    parts: list[str] = []
    complaint: str | None = None
    size = 0
    for part in _joined(raw):
        text = _part_text(part, macros)
        complaint = _part_complaint(part, text) or complaint
        parts.append(text or "")
        size += len(parts[-1])
        if size > MOST_EXPANSION:
            return "", "grows beyond all bounds by its macros"
    return "".join(parts), complaint


def _part_text(part: str, macros: dict[str, str]) -> str | None:
    """The text of one part; None for a macro that nobody defined."""
    if part[:1] in _CLOSING or part.isdigit():
        return _bare(part)
    return macros.get(part.lower())


def _part_complaint(part: str, text: str | None) -> str | None:
    if part[:1] == "{" and "=" in part and _goes_on(part):
        return "another field follows its closing brace"
    if text is None:
        return f"undefined macro `{part}`"
    return None


def _goes_on(part: str) -> bool:
    """Whether anything follows the brace that closes the one at the beginning of a part."""
    return bool(part[_closes(part) + 1 :].strip())


def _joined(raw: str) -> Iterator[str]:
    """The parts of a value between its joins."""
    start = 0
    for join in _joins(raw):
        yield raw[start:join].strip()
        start = join + 1
    yield raw[start:].strip()


def _joins(raw: str) -> Iterator[int]:
    """The positions of `#` outside braces and quotation marks."""
    depth, quoted = 0, False
    for at, char in enumerate(raw):
        depth += _LEVELS.get(char, 0)
        if depth:
            continue
        if char == '"':
            quoted = not quoted
        elif char == "#" and not quoted:
            yield at


def _closes(part: str) -> int:
    """The position at which the brace that opens a part closes."""
    depth = 0
    for at, char in enumerate(part):
        depth += _LEVELS.get(char, 0)
        if depth == 0:
            return at
    return len(part)


def _bare(part: str) -> str:
    """A part without the braces or quotation marks around it."""
    closing = _CLOSING.get(part[:1])
    return part[1:-1] if closing and part.endswith(closing) else part


def never_closed(raw: str) -> int | None:
    """The position of the last brace or quotation mark inside a record that is never closed."""
    opened: list[int] = []
    for at, char in enumerate(raw):
        if char == "{" or (char == '"' and len(opened) == 1):
            opened.append(at)
        elif opened and char == _CLOSING[raw[opened[-1]]]:
            opened.pop()
    inside = opened[1:]  # the first is the record's own
    return inside[-1] if inside else None
