"""A hand-written page as a browser gets it, and the line that each part of it comes from."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from markdown import Markdown

from evidence_guide.guide.yaml_reader import Document, Value, read_yaml
from evidence_guide.text import characters
from evidence_guide.text.html_allowed import Fault, faults

ALWAYS = ("toc", "tables", "fenced_code", "attr_list")
"""The extensions that MkDocs and our own extension add to every page."""
_PLAIN = frozenset(
    {
        "abbr",
        "admonition",
        "def_list",
        "extra",
        "footnotes",
        "md_in_html",
        "nl2br",
        "sane_lists",
        "smarty",
        "wikilinks",
    }
)
_LEFT_OUT = frozenset({"pymdownx.emoji", "pymdownx.snippets"})
"""Extensions that fetch from elsewhere by default; the build looks at what they make."""
_FRONT = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_FIELD = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:.*|[ ]{4}.*|\t.*")
_MOST_WORK = 4_000_000
"""Brackets of a paragraph squared, summed: Python-Markdown takes about a second for this number."""
_RENDERED = 1_000_000
"""Characters that may be rendered again to find the lines of what is wrong."""
UNREADABLE = (
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
)
"""How Python-Markdown and its extensions fail on a text that they cannot take."""


def extensions(settings: Document | None) -> tuple[str, ...]:
    """The extensions that `mkdocs.yml` names, if Python-Markdown or PyMdown Extensions bring them."""
    value = settings.value if settings else None
    named = value.get("markdown_extensions") if isinstance(value, dict) else None
    names = [
        str(next(iter(one))) if isinstance(one, dict) and one else str(one)
        for one in _listed(named)
    ]
    known = [
        name
        for name in names
        if name in _PLAIN or name.startswith(("markdown.extensions.", "pymdownx."))
    ]
    return tuple(dict.fromkeys([*ALWAYS, *(name for name in known if name not in _LEFT_OUT)]))


def _listed(named: Value) -> list[Value]:
    """A list of extensions, also where they are the keys of a mapping."""
    return list(named) if isinstance(named, list | dict) else []


@dataclass
class _Renderings:
    """Beginnings of one text as HTML, each made once."""

    lines: list[str]
    extensions: tuple[str, ...]
    left: int
    """How many more may be made."""
    known: dict[int, Counter[Fault]] = field(default_factory=dict)

    def count(self, number: int) -> Counter[Fault]:
        """What is wrong with the first lines of the text."""
        if number not in self.known:
            self.left -= 1
            self.known[number] = Counter(
                faults(_html("\n".join(self.lines[:number]), self.extensions))
            )
        return self.known[number]

    def line(self, fault: Fault, nth: int) -> int:
        """The line with which a fault comes up for the nth time; on a long page, one that may hold it."""
        if self.left > 0:
            return 1 + bisect_left(
                range(1, len(self.lines)), nth, key=lambda number: self.count(number)[fault]
            )
        needle = fault.needle.lower()
        return next(
            (number for number, line in enumerate(self.lines, 1) if needle in line.lower()), 1
        )


def _html(text: str, names: tuple[str, ...]) -> str:
    return str(Markdown(extensions=list(names)).convert(text))


@lru_cache(maxsize=256)
def found(text: str, names: tuple[str, ...]) -> tuple[tuple[int, int, Fault], ...]:
    """Line, column and fault of everything in a page that must not be there."""
    front, body, first = parted(text)
    told = [*_of_front(front), *_of_body(body, first, names)]
    lines = text.split("\n")
    return tuple((line, _column(lines[line - 1], fault), fault) for line, fault in told)


def _column(line: str, fault: Fault) -> int:
    return line.lower().find(fault.needle.lower()) + 1 or 1


def parted(text: str) -> tuple[list[tuple[int, str]], str, int]:
    """The settings at the top of a page with their lines, the rest, and the line before that."""
    match = _FRONT.match(text)
    if match:
        document = read_yaml(match[1], "")
        values = [
            (document.place(route).line + 1, value) for route, value in _values(document.value, ())
        ]
        return values, text[match.end() :], text.count("\n", 0, match.end())
    lines = text.split("\n")
    size = next(
        (
            at
            for at, line in enumerate(lines)
            if not _FIELD.fullmatch(line) or (at == 0 and line[:4].isspace())
        ),
        len(lines),
    )
    return list(enumerate(lines[:size], 1)), "\n".join(lines[size:]), size


def _values(
    value: Value, route: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield route, value
    for key, part in (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    ):
        yield from _values(part, (*route, key))


def _of_front(front: list[tuple[int, str]]) -> Iterator[tuple[int, Fault]]:
    """Themes print these settings into HTML as they are."""
    for line, value in front:
        sign = re.search(r"[<>\"]", value)
        if sign:
            yield (
                line,
                Fault(
                    f"`{sign[0]}` is not allowed in the settings of a page",
                    sign[0],
                    "write the setting in plain words",
                ),
            )
        for _, unseen in characters.hidden(value):
            yield (
                line,
                Fault(
                    f"hidden character {characters.character_name(unseen)}",
                    "\\",
                    "delete it, or the escape that makes it",
                ),
            )


def _of_body(body: str, first: int, names: tuple[str, ...]) -> Iterator[tuple[int, Fault]]:
    work = _work(body)
    if is_too_nested(body):
        yield (
            first + 1,
            Fault("too many brackets in one paragraph", "[", "part the paragraphs by blank lines"),
        )
        return
    try:
        whole = faults(_html(body, names))
    except UNREADABLE as error:
        yield (
            first + 1,
            Fault(
                f"Markdown cannot read this page: {characters.line(error)[:90]}",
                "",
                "simplify it; nest lists and quotes less deeply",
            ),
        )
        return
    lines = body.split("\n")
    renderings = _Renderings(
        lines, names, max(16, _RENDERED // (len(body) + work + 1)), {len(lines): Counter(whole)}
    )
    seen: Counter[Fault] = Counter()
    for fault in whole:
        seen[fault] += 1
        yield first + renderings.line(fault, seen[fault]), fault


def is_too_nested(text: str) -> bool:
    """Whether the brackets of a text would cost Python-Markdown more time than a page is worth."""
    return _work(text) > _MOST_WORK


def _work(text: str) -> int:
    """What the brackets of a text cost Python-Markdown: the square of each paragraph's."""
    paragraphs = re.split(r"\n[ \t]*\n", text)
    return sum((part.count("[") + part.count("<") + part.count("](")) ** 2 for part in paragraphs)
