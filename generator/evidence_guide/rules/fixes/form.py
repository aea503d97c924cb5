"""The mends of evidence files, one function each: the new text, and where it differs."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide import bibtex
from evidence_guide.guide.folder import kind_of
from evidence_guide.guide.yaml_reader import Document, Value
from evidence_guide.model import FILES, Written
from evidence_guide.model.meaning import meaning_at
from evidence_guide.rules.fixes.key_order import arranged
from evidence_guide.text.quantities import quantities
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
    return document.text.replace("\r\n", "\n"), [
        Mend(Place(document.path, first), "lines end with LF, no longer with CR LF")
    ]


def trailing_blanks(document: Document) -> tuple[str, list[Mend]]:
    """The text without blanks at the ends of lines, but for lines inside a text of several lines."""
    leaves = sorted(document.spans[route] for route in _leaves(document))
    starts = [start for start, _ in leaves]
    found = []
    for match in _BLANKS.finditer(document.text):
        before = bisect_left(starts, match.start())
        if not before or match.start() >= leaves[before - 1][1]:
            found.append(match)
    what = "blanks at the end of the line are removed"
    places = _places(document, [match.start() for match in found])
    return _replaced(document.text, [(*match.span(), "") for match in found]), [
        Mend(place, what) for place in places
    ]


def last_line(document: Document) -> tuple[str, list[Mend]]:
    """The text with an end of line at its end."""
    place = Place(document.path, document.text.count("\n") + 1)
    return document.text if document.text.endswith("\n") else f"{document.text}\n", [
        Mend(place, "the last line is ended")
    ]


def typographic_signs(document: Document) -> tuple[str, list[Mend]]:
    """The text with ≤, ≥, ± and the minus sign in our own words, where the numbers in them stay what they are."""
    found: list[tuple[int, int, str]] = []
    for route in _own_words(document):
        start, end = document.spans[route]
        found += [
            (start + m.start(), start + m.end(), _BETTER[m[0]])
            for m in _SIGN.finditer(document.text[start:end])
        ]
    found.sort()
    places = _places(document, [start for start, _, _ in found])
    told = [
        Mend(place, f"`{document.text[start:end]}` is written {sign}")
        for place, (start, end, sign) in zip(places, found, strict=True)
    ]
    return _replaced(document.text, found), told


def with_signs(document: Document) -> Value:
    """What a document says once its signs are mended."""
    own = set(_own_words(document))

    def visit(value: Value, route: Route) -> Value:
        if isinstance(value, dict):
            return {key: visit(part, (*route, key)) for key, part in value.items()}
        if isinstance(value, list):
            return [visit(part, (*route, number)) for number, part in enumerate(value)]
        return better(value) if value and route in own else value

    return visit(document.value, ())


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
    rest = "".join(
        line for line in document.text.splitlines(keepends=True) if not line.startswith(SCHEMA_LINE)
    )
    return f"{schema_line_of(document.path)}\n{rest}", [
        Mend(Place(document.path), "the line that names the schema is added")
    ]


def schema_line_of(path: str) -> str:
    """The line that names the schema of an evidence file, by the file's path in the guide."""
    name = next(name for name, kind in FILES.items() if kind is kind_of(path))
    return f"{SCHEMA_LINE}{'../' * (path.count('/') - 1)}schema/{name}.json"


def doi_form(document: Document) -> tuple[str, list[Mend]]:
    """BibTeX with every DOI bare and in lower case."""
    lines = document.text.split("\n")
    mends = []
    for source in bibtex.read_bibtex(document.text, document.path).sources:
        old = source.fields.get("doi", "")
        new, line = plain_doi(old), source.lines.get("doi", 1)
        if new not in {"", old} and old in lines[line - 1]:
            mends.append(
                Mend(
                    Place(document.path, line, lines[line - 1].index(old) + 1),
                    f"`{old}` is written {new}",
                )
            )
            lines[line - 1] = lines[line - 1].replace(old, new, 1)
    return "\n".join(lines), mends


def _kind(document: Document) -> type[Written]:
    kind = kind_of(document.path)
    assert kind is not None, document.path  # noqa: S101 (only files of the guide are mended)
    return kind


def _own_words(document: Document) -> Iterator[Route]:
    """Our own texts that hold a sign to mend and whose numbers it leaves as they are."""
    declared = (
        document.text[slice(*span)]
        for route, span in document.spans.items()
        if route[-1:] == ("number",)
    )
    if any(_SIGN.search(text) for text in declared):
        return
    kind = _kind(document)
    for route in _leaves(document):
        start, end = document.spans[route]
        raw = document.text[start:end]
        meaning = meaning_at(kind, route) if route else None
        if meaning and meaning.prose and "://" not in raw and _same_numbers(raw):
            yield route


def _same_numbers(text: str) -> bool:
    """Whether mended signs change the look of numbers only."""
    told = [
        [quantity._replace(text="", start=0, end=0) for quantity in quantities(form)]
        for form in (text, better(text))
    ]
    return bool(_SIGN.search(text)) and told[0] == told[1]


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
