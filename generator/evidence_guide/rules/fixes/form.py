"""The fixes of evidence files, one function each: the new text, and where it differs."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide import bibtex
from evidence_guide.guide.folder import kind_of
from evidence_guide.guide.yaml_reader import Document, Span, Value
from evidence_guide.model import FILES, Written
from evidence_guide.model.meaning import meaning_at
from evidence_guide.rules.fixes.key_order import arranged
from evidence_guide.text.quantities import Quantity, quantities
from evidence_guide.text.web_addresses import plain_doi

SCHEMA_LINE = "# yaml-language-server: $schema="
_BLANKS = re.compile(r"(?<![ \t])[ \t]+(?=\n|\Z)")
_SIGN = re.compile(r"<=|>=|\+/-|(?<![^\s('\"])-(?=\d)")
_BETTER = {"<=": "≤", ">=": "≥", "+/-": "±", "-": "−"}


Edit = tuple[int, int, str]
"""Where a part of a text starts and ends, and what takes its place."""


class Fix(NamedTuple):
    """What was fixed, and where it stood before."""

    place: Place
    what: str

    def __str__(self) -> str:
        return f"{self.place}: fixed: {self.what}"


FixedText = tuple[str, list[Fix]]
"""The new text of a file, and what was fixed in it."""
Step = Callable[[Document], FixedText]


def line_ends(document: Document) -> FixedText:
    """The text with the line ends of Unix."""
    text = document.text
    first = text.count("\n", 0, text.find("\r\n")) + 1
    fix = Fix(Place(document.path, first), "lines end with LF, no longer with CR LF")
    return text.replace("\r\n", "\n"), [fix]


def trailing_blanks(document: Document) -> FixedText:
    """The text without blanks at the ends of lines, but for those inside a text."""
    edits = [(start, end, "") for start, end in _blanks_outside(document)]
    places = _places(document, edits)
    fixes = [Fix(place, "blanks at the end of the line are removed") for place in places]
    return _replaced(document.text, edits), fixes


def _blanks_outside(document: Document) -> Iterator[Span]:
    """The blanks at the ends of lines that are not within a text."""
    leaves = sorted(document.spans[route] for route in _leaves(document))
    for match in _BLANKS.finditer(document.text):
        if not _is_within(leaves, match.start()):
            yield match.span()


def _is_within(spans: list[Span], index: int) -> bool:
    """Whether a character is within one of some spans, which are sorted."""
    before = bisect_left(spans, (index,))
    return before > 0 and index < spans[before - 1][1]


def last_line(document: Document) -> FixedText:
    """The text with an end of line at its end."""
    text = document.text
    place = Place(document.path, text.count("\n") + 1)
    ended = text if text.endswith("\n") else f"{text}\n"
    return ended, [Fix(place, "a line break is added at the end")]


def typographic_signs(document: Document) -> FixedText:
    """The text with ≤, ≥, ± and the minus sign in our own words, their numbers unchanged."""
    edits = sorted(_signs_to_fix(document))
    places = _places(document, edits)
    fixes = [_written(document, place, edit) for place, edit in zip(places, edits, strict=True)]
    return _replaced(document.text, edits), fixes


def _written(document: Document, place: Place, edit: Edit) -> Fix:
    """What a fixed sign was, and how it is written now."""
    start, end, sign = edit
    return Fix(place, f"`{document.text[start:end]}` is written {sign}")


def _signs_to_fix(document: Document) -> Iterator[Edit]:
    """Each sign in our own words, and how it is written better."""
    for route in _own_words(document):
        start = document.spans[route][0]
        for match in _SIGN.finditer(_raw(document, route)):
            yield start + match.start(), start + match.end(), _BETTER[match[0]]


def with_signs(document: Document) -> Value:
    """What a document says once its signs are fixed."""
    return _with_signs(document.value, (), frozenset(_own_words(document)))


def _with_signs(value: Value, route: Route, own: frozenset[Route]) -> Value:
    """A part of a document with the signs fixed in our own words."""
    if isinstance(value, dict):
        return {key: _with_signs(part, (*route, key), own) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_signs(part, (*route, at), own) for at, part in enumerate(value)]
    return better(value) if value and route in own else value


def better(text: str) -> str:
    """A text with its typographic signs fixed."""
    return _SIGN.sub(lambda m: _BETTER[m[0]], text)


def key_order(document: Document) -> FixedText:
    """The text with the keys of every mapping in the order of the schema."""
    text, places = arranged(document, _kind(document))
    return text, [Fix(place, "the keys are in the order of the schema") for place in places]


def put_schema_line(document: Document) -> FixedText:
    """The text with the line first that names its schema."""
    if document.text.startswith(SCHEMA_LINE):
        return document.text, []
    rest = _without_schema_line(document.text)
    fix = Fix(Place(document.path), "the line that names the schema is added")
    return f"{schema_line_of(document.path)}\n{rest}", [fix]


def _without_schema_line(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(SCHEMA_LINE))


def schema_line_of(path: str) -> str:
    """The line that names the schema of an evidence file, by the file's path in the guide."""
    upwards = "../" * (path.count("/") - 1)
    return f"{SCHEMA_LINE}{upwards}schema/{_schema_name(path)}.json"


def _schema_name(path: str) -> str:
    """The name of the schema of a file."""
    wanted = kind_of(path)
    return next(name for name, kind in FILES.items() if kind is wanted)


def doi_form(document: Document) -> FixedText:
    """BibTeX with every DOI bare and in lower case."""
    lines = document.text.split("\n")
    fixes = []
    for source in bibtex.read_bibtex(document.text, document.path).sources:
        old, line = source.fields.get("doi", ""), source.lines.get("doi", 1)
        new = plain_doi(old)
        column = lines[line - 1].find(old) + 1
        if new not in {"", old} and column:
            lines[line - 1] = lines[line - 1].replace(old, new, 1)
            fixes.append(Fix(Place(document.path, line, column), f"`{old}` is written {new}"))
    return "\n".join(lines), fixes


def _kind(document: Document) -> type[Written]:
    kind = kind_of(document.path)
    assert kind is not None, document.path  # noqa: S101 (only files of the guide are fixed)
    return kind


def _own_words(document: Document) -> Iterator[Route]:
    """Our own texts that hold a sign to fix and whose numbers it leaves as they are."""
    if _declares_sign(document):
        return
    kind = _kind(document)
    for route in filter(None, _leaves(document)):
        meaning = meaning_at(kind, route)
        if meaning and meaning.prose and _can_be_fixed(_raw(document, route)):
            yield route


def _raw(document: Document, route: Route) -> str:
    """A part of a document as it is written."""
    start, end = document.spans[route]
    return document.text[start:end]


def _can_be_fixed(text: str) -> bool:
    """Whether a text holds a sign to fix, no address, and keeps its numbers."""
    return "://" not in text and _same_numbers(text)


def _declares_sign(document: Document) -> bool:
    """Whether a number is declared that holds a sign to fix."""
    declared = [route for route in document.spans if route[-1:] == ("number",)]
    return any(_SIGN.search(_raw(document, route)) for route in declared)


def _same_numbers(text: str) -> bool:
    """Whether fixed signs change the look of numbers only."""
    return bool(_SIGN.search(text)) and _placeless(text) == _placeless(better(text))


def _placeless(text: str) -> list[Quantity]:
    """The quantities of a text, wherever they are."""
    return [quantity._replace(text="", start=0, end=0) for quantity in quantities(text)]


def _leaves(document: Document) -> Iterator[Route]:
    """The parts of a document that hold no others."""
    routes = document.spans
    around = {route[:-1] for route in routes if route}
    return (route for route in routes if route not in around)


def _places(document: Document, edits: Iterable[Edit]) -> Iterator[Place]:
    """The places of edits, given in order."""
    line, last = 1, 0
    for index, _, _ in edits:
        line += document.text.count("\n", last, index)
        last = index
        yield Place(document.path, line, index - document.text.rfind("\n", 0, index))


def _replaced(text: str, edits: list[Edit]) -> str:
    """The text with parts of it, given in order, replaced."""
    parts, last = [], 0
    for start, end, new in edits:
        parts += [text[last:start], new]
        last = end
    return "".join([*parts, text[last:]])
