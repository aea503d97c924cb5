"""Comments for translators: where a text is shown, and what its translation must keep."""

from collections import Counter
from collections.abc import Iterator

from evidence_guide.model.meaning import item_title
from evidence_guide.text import markup
from evidence_guide.text.characters import one_line
from evidence_guide.text.quantities import Quantity, quantities
from evidence_guide.translation.surroundings import SiteSettings
from evidence_guide.translation.translated_guide import Original

_KINDS = {"GuideFile": "guide", "StageFile": "stage", "ClaimsFile": "topic"}
"""What the models are called that hold a file of their own."""
_MARKS = {"strong": "**bold**", "em": "*italics*", "sub": "~subscript~", "sup": "^superscript^"}


def translator_notes(original: Original) -> tuple[str, ...]:
    """What a translator must know of a text, one sentence a line."""
    return tuple(map(one_line, _notes(original)))


def _notes(original: Original) -> Iterator[str]:
    yield _shown_where(original)
    numbers = list(map(_in_signs, quantities(original.text)))
    yield from _kept("numbers, with their comparisons and units", numbers)
    marks = [*_marks_in(original.text), *markup.link_addresses(original.text)]
    yield from _kept("marks and links", marks)


def _kept(what: str, parts: list[str]) -> Iterator[str]:
    """The sentence on what must be kept, if there is anything."""
    if parts:
        yield f"Keep these {what}: {'; '.join(parts)}"


def _shown_where(original: Original) -> str:
    """The kind and title of the item, and the label of the field."""
    item = original.entry.item
    if isinstance(item, SiteSettings):
        return original.label
    name = type(item).__name__
    kind = _KINDS.get(name, name).capitalize()
    title = item_title(item)
    of = "" if kind == "Guide" or title in {"", original.text} else f" “{title}”"
    return f"{kind}{of}: {_field(original)}"


def _field(original: Original) -> str:
    """The name of a field, after that of the field which it is a part of."""
    first, *within = map(str, original.route)
    name = first.replace("_", " ")
    if not within:
        return original.label or name
    return f"{name}, {original.label}" if original.label else name


def _in_signs(quantity: Quantity) -> str:
    """A number with its unit as it is written, after the sign of its comparison."""
    return " ".join(filter(None, (quantity.comparison, quantity.text)))


def _marks_in(text: str) -> Iterator[str]:
    """The marks of a text, each with how often it has them."""
    found: Counter[str] = Counter()
    for run in markup.runs(text):
        found.update(run.marks)
    for mark, count in found.items():
        yield _MARKS[mark] if count == 1 else f"{_MARKS[mark]} ({count} times)"
