"""Text put at the end of a list without touching the rest."""

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import yaml_reader
from evidence_guide.guide.yaml_reader import Document


def appended(document: Document, name: str, item: str) -> str:
    """The document's text with an item, laid out from the first column, at the end of its list `name`; every other line stays as it is.

    Raises GuideError if the list is not written one member a line.
    """
    if document.trouble:
        complaint = document.trouble[0]
        raise GuideError(
            f"{complaint.place}: {complaint.message}; mend this first, nothing was written"
        )
    if not isinstance(document.value, dict) or name not in document.value:
        raise GuideError(
            f"{document.path}: a line `{name}:` is missing; add it first, nothing was written"
        )
    old = document.value[name]
    end = "\r\n" if "\r\n" in document.text else "\n"
    kept = document.text.splitlines()
    last = _last_line(document, name, kept)
    indent = _indent(document, name, kept)
    added = [
        f"{' ' * indent}{'- ' if number == 0 else '  '}{line}".rstrip()
        for number, line in enumerate(item.splitlines())
    ]
    text = end.join([*kept[:last], *added, *kept[last:], ""])
    _same(yaml_reader.read_yaml(text, document.path), document, name, old)
    return text


def _last_line(document: Document, name: str, kept: list[str]) -> int:
    """How many lines there are up to the end of the list, without what belongs to the next key: its comments and empty lines."""
    start = document.marks[(name,)][0]
    after = (
        min(
            (
                line
                for route, (line, _) in document.marks.items()
                if len(route) == 1 and line > start
            ),
            default=len(kept) + 1,
        )
        - 1
    )
    while after > start and (
        not kept[after - 1].strip() or (after < len(kept) and kept[after - 1].startswith("#"))
    ):
        after -= 1
    return after


def _indent(document: Document, name: str, kept: list[str]) -> int:
    """The column in which the members of the list begin."""
    first = document.marks.get((name, 0))
    line = kept[first[0] - 1] if first else "  -"
    return len(line) - len(line.lstrip()) if line.lstrip().startswith("-") else 2


def _same(new: Document, old: Document, name: str, members: yaml_reader.Value) -> None:
    """Makes sure that nothing but one member more is said than before."""
    before = members or []
    grown = new.value.get(name) if isinstance(new.value, dict) and not new.trouble else None
    whole = (
        isinstance(grown, list)
        and isinstance(before, list)
        and len(grown) == len(before) + 1
        and grown[:-1] == before
    )
    if not whole or {**new.value, name: members} != old.value:  # type: ignore[dict-item] # a mapping, as `whole` has seen
        raise GuideError(
            f"{old.path}:{old.place((name,)).line}: the list `{name}` is not written one member a line below it; write it so, or add the item by hand"
        )
