"""A hand-written page as a browser gets it, and the line that each part of it comes from."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from evidence_guide.diagnostic import Route
from evidence_guide.guide.markdown_citations import PATTERN
from evidence_guide.guide.site_settings import module_exists
from evidence_guide.guide.yaml_reader import Document, Value, read_yaml
from evidence_guide.text import characters
from evidence_guide.text.html_allowed import Fault, faults

CITED = "guide-cited"
"""The class of the element that takes the place of a citation."""
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
    """The extensions of a page: those of `mkdocs.yml` that are known to us, and `ALWAYS`."""
    return tuple(dict.fromkeys([*ALWAYS, *_known_extensions(settings)]))


def _known_extensions(settings: Document | None) -> Iterator[str]:
    """The names of the extensions in the settings that are known to us."""
    for one in _listed_extensions(settings):
        name = _extension_name(one)
        if _is_known(name):
            yield name


def _listed_extensions(settings: Document | None) -> list[Value]:
    """The extensions in the settings, also where they are the keys of a mapping."""
    value = settings.value if settings else None
    if not isinstance(value, dict):
        return []
    named = value.get("markdown_extensions")
    return list(named) if isinstance(named, list | dict) else []


def _extension_name(one: Value) -> str:
    """The name of an extension, which may have options."""
    if isinstance(one, dict) and one:
        return str(next(iter(one)))
    return str(one)


def _is_known(name: str) -> bool:
    """Whether Python-Markdown or PyMdown Extensions bring an extension that fetches nothing."""
    if name in _LEFT_OUT:
        return False
    if name in _PLAIN:
        return True
    return name.startswith(("markdown.extensions.", "pymdownx.")) and module_exists(name)


@dataclass
class _Renderings:
    """Beginnings of one text as HTML, each made once."""

    lines: list[str]
    extensions: tuple[str, ...]
    left: int
    """How many more may be made."""
    known: dict[int, Counter[Fault]] = field(default_factory=dict)

    def count(self, number: int) -> Counter[Fault]:
        """The faults in the first lines of the text."""
        if number not in self.known:
            self.left -= 1
            self.known[number] = self._rendered(number)
        return self.known[number]

    def _rendered(self, number: int) -> Counter[Fault]:
        """The same, found by rendering those lines."""
        beginning = "\n".join(self.lines[:number])
        return Counter(faults(body_html(beginning, self.extensions)))

    def line(self, fault: Fault, nth: int) -> int:
        """The line in which a fault appears for the nth time; on a long page, a likely one."""
        if self.left <= 0:
            return self.likely_line(fault)
        numbers = range(1, len(self.lines))
        return 1 + bisect_left(numbers, nth, key=lambda number: self.count(number)[fault])

    def likely_line(self, fault: Fault) -> int:
        """The first line that holds the needle of a fault."""
        needle = fault.needle.lower()
        for number, line in enumerate(self.lines, 1):
            if needle in line.lower():
                return number
        return 1


class _Cite(InlineProcessor):
    """`[@id]` to an empty element that marks the text around it as cited."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's own name)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 (its signature)
    ) -> tuple[ET.Element, int, int]:
        """The element, in the place of the citation."""
        return ET.Element("sup", {"class": CITED}), m.start(0), m.end(0)


@lru_cache(maxsize=256)
def body_html(text: str, names: tuple[str, ...]) -> str:
    """The HTML of a text with some extensions; raises one of `UNREADABLE`."""
    markdown = Markdown(extensions=list(names))
    markdown.inlinePatterns.register(_Cite(PATTERN, markdown), "guide-cite", 180)
    return str(markdown.convert(text))


@lru_cache(maxsize=256)
def found(text: str, names: tuple[str, ...]) -> tuple[tuple[int, int, Fault], ...]:
    """Line, column and fault of everything in a page that must not be there."""
    front, body, first = front_and_body(text)
    lines = text.split("\n")
    placed: list[tuple[int, int, Fault]] = []
    for number, fault in (*_of_front(front), *_of_body(body, first, names)):
        placed.append((number, _column(lines[number - 1], fault), fault))
    return tuple(placed)


def _column(line: str, fault: Fault) -> int:
    return line.lower().find(fault.needle.lower()) + 1 or 1


def front_and_body(text: str) -> tuple[list[tuple[int, str]], str, int]:
    """The settings at the top of a page with their lines, the rest, and the line before that."""
    match = _FRONT.match(text)
    if match:
        body = text[match.end() :]
        return _settings_at_top(match[1]), body, text.count("\n", 0, match.end())
    lines = text.split("\n")
    size = _plain_settings(lines)
    return list(enumerate(lines[:size], 1)), "\n".join(lines[size:]), size


def _settings_at_top(text: str) -> list[tuple[int, str]]:
    """The values of the settings between two lines of dashes, each with its line."""
    document = read_yaml(text, "")
    values = _values(document.value, ())
    return [(document.place(route).line + 1, value) for route, value in values]


def _plain_settings(lines: list[str]) -> int:
    """The number of lines at the top of a page that Python-Markdown takes for settings."""
    if lines[0][:4].isspace():
        return 0
    for at, line in enumerate(lines):
        if not _FIELD.fullmatch(line):
            return at
    return len(lines)


def _values(value: Value, route: Route) -> Iterator[tuple[Route, str]]:
    """Every text in a value, with the way to it."""
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _values(part, (*route, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _values(part, (*route, index))


def _of_front(front: list[tuple[int, str]]) -> Iterator[tuple[int, Fault]]:
    """Faults of the settings, which themes print into HTML as they are."""
    for line, value in front:
        sign = re.search(r"[<>\"]", value)
        if sign:
            message = f"`{sign[0]}` is not allowed in the settings of a page"
            yield line, Fault(message, sign[0], "write the setting in plain words")
        for _, unseen in characters.hidden(value):
            message = f"hidden character {characters.character_name(unseen)}"
            yield line, Fault(message, "\\", "delete it, or the escape that makes it")


def _of_body(body: str, first: int, names: tuple[str, ...]) -> Iterator[tuple[int, Fault]]:
    """Faults of the text below the settings."""
    if is_too_nested(body):
        yield first + 1, _NESTED
        return
    try:
        whole = faults(body_html(body, names))
    except UNREADABLE as error:
        message = f"Markdown cannot read this page: {characters.line(error)[:90]}"
        yield first + 1, Fault(message, "", "simplify it; nest lists and quotes less deeply")
        return
    renderings = _renderings(body, names, whole)
    seen: Counter[Fault] = Counter()
    for fault in whole:
        seen[fault] += 1
        yield first + renderings.line(fault, seen[fault]), fault


_NESTED = Fault("too many brackets in one paragraph", "[", "part the paragraphs by blank lines")


def _renderings(body: str, names: tuple[str, ...], whole: list[Fault]) -> _Renderings:
    """The renderings of a text whose faults are known; the longer it is, the fewer may be made."""
    lines = body.split("\n")
    known = {len(lines): Counter(whole)}
    return _Renderings(lines, names, _most_renderings(body), known)


def _most_renderings(body: str) -> int:
    return max(16, _RENDERED // (len(body) + _work(body) + 1))


def is_too_nested(text: str) -> bool:
    """Whether the brackets of a text would cost Python-Markdown more time than a page is worth."""
    return _work(text) > _MOST_WORK


def _work(text: str) -> int:
    """The cost of a text's brackets to Python-Markdown: the square of each paragraph's."""
    paragraphs = re.split(r"\n[ \t]*\n", text)
    return sum(_brackets(paragraph) ** 2 for paragraph in paragraphs)


def _brackets(paragraph: str) -> int:
    return paragraph.count("[") + paragraph.count("<") + paragraph.count("](")
