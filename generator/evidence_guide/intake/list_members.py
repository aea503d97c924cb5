"""One member more at the end of a list in YAML text; the rest stays as it is."""

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import yaml_reader
from evidence_guide.guide.yaml_reader import Document

_USUAL_INDENT = 2


def appended(document: Document, name: str, item: str, *, may_begin: bool = False) -> str:
    """The document's text with an item at the end of its list `name`; other lines stay.

    The item begins in the first column. A list that may be left out is begun at the end.
    Raises GuideError if the list is not written one member a line.
    """
    if may_begin and isinstance(document.value, dict) and name not in document.value:
        document = _with_empty_list(document, name)
    _require_list(document, name)
    lines = document.text.splitlines()
    last = _last_line(document, name, lines)
    indent = _indent(document, name, lines)
    whole = [*lines[:last], *_member(item, indent), *lines[last:], ""]
    text = _line_end(document.text).join(whole)
    _require_one_more(yaml_reader.read_yaml(text, document.path), document, name)
    return text


def _require_list(document: Document, name: str) -> None:
    """Raises GuideError if the document cannot be read or has no such key."""
    for complaint in document.trouble:
        raise GuideError(
            f"{complaint.place}: {complaint.message}; fix this first, nothing was written"
        )
    if not isinstance(document.value, dict) or name not in document.value:
        raise GuideError(
            f"{document.path}: a line `{name}:` is missing; add it first, nothing was written"
        )


def _with_empty_list(document: Document, name: str) -> Document:
    """The document with an empty list at its end."""
    end = _line_end(document.text)
    return yaml_reader.read_yaml(f"{document.text.rstrip()}{end}{name}:{end}", document.path)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _member(item: str, indent: int) -> list[str]:
    """The lines of an item as a member of a list."""
    lines: list[str] = []
    for number, line in enumerate(item.splitlines()):
        before = "  " if number else "- "
        lines.append(f"{' ' * indent}{before}{line}".rstrip())
    return lines


def _last_line(document: Document, name: str, lines: list[str]) -> int:
    """The number of lines up to the end of the list.

    Comments and empty lines before the next key belong to that key.
    """
    start = document.marks[(name,)][0]
    after = _next_key(document, start, len(lines) + 1) - 1
    while after > start and _is_before_key(lines, after):
        after -= 1
    return after


def _next_key(document: Document, start: int, otherwise: int) -> int:
    """The line of the first key of the document below a line."""
    below = [
        line for route, (line, _) in document.marks.items() if len(route) == 1 and line > start
    ]
    return min(below, default=otherwise)


def _is_before_key(lines: list[str], number: int) -> bool:
    """Whether a line is empty, or begins a comment that belongs to the next key."""
    if not lines[number - 1].strip():
        return True
    return number < len(lines) and lines[number - 1].startswith("#")


def _indent(document: Document, name: str, lines: list[str]) -> int:
    """The column in which the members of the list begin."""
    first = document.marks.get((name, 0))
    if first is None:
        return _USUAL_INDENT
    line = lines[first[0] - 1]
    member = line.lstrip()
    return len(line) - len(member) if member.startswith("-") else _USUAL_INDENT


def _require_one_more(new: Document, old: Document, name: str) -> None:
    """Raises GuideError unless the new text says the same with one member more."""
    if _is_one_more(new, old, name):
        return
    place = f"{old.path}:{old.place((name,)).line}"
    raise GuideError(
        f"{place}: the list `{name}` is not written one member a line below it; write it so, or"
        " add the item by hand"
    )


def _is_one_more(new: Document, old: Document, name: str) -> bool:
    if new.trouble or not isinstance(new.value, dict) or not isinstance(old.value, dict):
        return False
    members = old.value[name]
    before, grown = members or [], new.value.get(name)
    if not isinstance(before, list) or not isinstance(grown, list):
        return False
    is_grown = len(grown) == len(before) + 1 and grown[:-1] == before
    return is_grown and {**new.value, name: members} == old.value
