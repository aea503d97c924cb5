"""The mends of evidence files, one function each: the new text, and where it differs."""

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


class Mend(NamedTuple):
    """What was mended, and where it stood before."""

    place: Place
    what: str

    def __str__(self) -> str:
        return f"{self.place}: mended: {self.what}"


Step = Callable[[Document], tuple[str, list[Mend]]]


def line_ends(document: Document) -> tuple[str, list[Mend]]:
    """The text with the line ends of Unix."""
    first = document.text[: document.text.find("\r\n")].count("\n") + 1
    fix = Mend(Place(document.path, first), "lines end with LF, no longer with CR LF")
    return document.text.replace("\r\n", "\n"), [fix]


def trailing_blanks(document: Document) -> tuple[str, list[Mend]]:
    """The text without blanks at the ends of lines, but for those inside a text."""
    found = list(_blanks_outside(document))
    places = _places(document, [start for start, _ in found])
    fixes = [Mend(place, "blanks at the end of the line are removed") for place in places]
    return _replaced(document.text, [(start, end, "") for start, end in found]), fixes


def _blanks_outside(document: Document) -> Iterator[Span]:
    """The blanks at the ends of lines that are not within a text."""
    leaves = sorted(document.spans[route] for route in _leaves(document))
    starts = [start for start, _ in leaves]
    for match in _BLANKS.finditer(document.text):
        before = bisect_left(starts, match.start())
        if not before or match.start() >= leaves[before - 1][1]:
            yield match.span()


def last_line(document: Document) -> tuple[str, list[Mend]]:
    """The text with an end of line at its end."""
    place = Place(document.path, document.text.count("\n") + 1)
    text = document.text if document.text.endswith("\n") else f"{document.text}\n"
    return text, [Mend(place, "the last line is ended")]


def typographic_signs(document: Document) -> tuple[str, list[Mend]]:
    """The text with ≤, ≥, ± and the minus sign in our own words, their numbers unchanged."""
    found = sorted(_signs_to_fix(document))
    places = _places(document, [start for start, _, _ in found])
    fixes = []
    for place, (start, end, sign) in zip(places, found, strict=True):
        fixes.append(Mend(place, f"`{document.text[start:end]}` is written {sign}"))
    return _replaced(document.text, found), fixes


def _signs_to_fix(document: Document) -> Iterator[tuple[int, int, str]]:
    """Start and end of each sign in our own words, and how it is written better."""
    for route in _own_words(document):
        start, end = document.spans[route]
        for match in _SIGN.finditer(document.text[start:end]):
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
    """A text with its typographic signs mended."""
    return _SIGN.sub(lambda m: _BETTER[m[0]], text)


def key_order(document: Document) -> tuple[str, list[Mend]]:
    """The text with the keys of every mapping in the order of the schema."""
    text, places = arranged(document, _kind(document))
    return text, [Mend(place, "the keys stand in the order of the schema") for place in places]


def put_schema_line(document: Document) -> tuple[str, list[Mend]]:
    """The text with the line first that names its schema."""
    if document.text.startswith(SCHEMA_LINE):
        return document.text, []
    lines = document.text.splitlines(keepends=True)
    rest = "".join(line for line in lines if not line.startswith(SCHEMA_LINE))
    fix = Mend(Place(document.path), "the line that names the schema is added")
    return f"{schema_line_of(document.path)}\n{rest}", [fix]


def schema_line_of(path: str) -> str:
    """The line that names the schema of an evidence file, by the file's path in the guide."""
    name = next(name for name, kind in FILES.items() if kind is kind_of(path))
    return f"{SCHEMA_LINE}{'../' * (path.count('/') - 1)}schema/{name}.json"


def doi_form(document: Document) -> tuple[str, list[Mend]]:
    """BibTeX with every DOI bare and in lower case."""
    lines = document.text.split("\n")
    fixes = []
    for source in bibtex.read_bibtex(document.text, document.path).sources:
        old, line = source.fields.get("doi", ""), source.lines.get("doi", 1)
        new = plain_doi(old)
        column = lines[line - 1].find(old) + 1
        if new not in {"", old} and column:
            lines[line - 1] = lines[line - 1].replace(old, new, 1)
            fixes.append(Mend(Place(document.path, line, column), f"`{old}` is written {new}"))
    return "\n".join(lines), fixes


def _kind(document: Document) -> type[Written]:
    kind = kind_of(document.path)
    assert kind is not None, document.path  # noqa: S101 (only files of the guide are mended)
    return kind


def _own_words(document: Document) -> Iterator[Route]:
    """Our own texts that hold a sign to fix and whose numbers it leaves as they are."""
    if _declares_sign(document):
        return
    kind = _kind(document)
    for route in filter(None, _leaves(document)):
        raw = document.text[slice(*document.spans[route])]
        meaning = meaning_at(kind, route)
        if meaning and meaning.prose and "://" not in raw and _same_numbers(raw):
            yield route


def _declares_sign(document: Document) -> bool:
    """Whether a number is declared that holds a sign to fix."""
    declared = [span for route, span in document.spans.items() if route[-1:] == ("number",)]
    return any(_SIGN.search(document.text[slice(*span)]) for span in declared)


def _same_numbers(text: str) -> bool:
    """Whether fixed signs change the look of numbers only."""
    return bool(_SIGN.search(text)) and _placeless(text) == _placeless(better(text))


def _placeless(text: str) -> list[Quantity]:
    """The quantities of a text, wherever they are."""
    return [quantity._replace(text="", start=0, end=0) for quantity in quantities(text)]


def _leaves(document: Document) -> Iterator[Route]:
    """The parts of a document that hold no others."""
    around = {route[:-1] for route in document.spans if route}
    return (route for route in document.spans if route not in around)


def _places(document: Document, indexes: Iterable[int]) -> Iterator[Place]:
    """The places of characters, given in order."""
    line, last = 1, 0
    for index in indexes:
        line += document.text.count("\n", last, index)
        last = index
        yield Place(document.path, line, index - document.text.rfind("\n", 0, index))


def _replaced(text: str, edits: list[tuple[int, int, str]]) -> str:
    """The text with parts of it, given in order, replaced."""
    parts, last = [], 0
    for start, end, new in edits:
        parts += [text[last:start], new]
        last = end
    return "".join([*parts, text[last:]])
