"""Every visible letter of a page: it belongs to a sentence, to a label, or to a complaint."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from evidence_guide.site.known_texts import Texts
from evidence_guide.site.vocabulary import Vocabulary

SILENT = frozenset({"script", "style", "template", "title", "desc", "pre", "option"})
"""Elements without words of the guide, or whose words are read apart from those around them."""
DRAWN = frozenset({"title", "desc"})
"""The words of a drawing for readers who do not see it."""
SPOKEN = (
    "aria-label",
    "alt",
    "title",
    "placeholder",
    "data-label",
    "data-error",
    "data-servings",
    *("data-all", "data-none", "data-one", "data-many"),
)
"""Attributes whose words a browser reads aloud, or a script or a style sheet shows."""
CHROME = ("headerlink", "md-content__button", "md-source-file", "md-annotation", "md-feedback")
"""Classes of the theme's own parts within an article."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPECIAL = HEADINGS | SILENT | DRAWN
"""Elements that are blocks, or have no words, whatever their attributes."""
_SPOKEN = frozenset(SPOKEN)
REFERENCES = "reference list"
"""The reason of the block that repeats sentences as part of a citation."""
_CHROME = re.compile("|".join(CHROME))
_NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")
_LETTER = re.compile(r"[^\W_]")
"""A letter or digit, as `str.isalnum` sees it."""


@dataclass
class BlockWords:
    """The words of one block without those of marked blocks within it."""

    element: HtmlElement
    kind: str
    """`cited`, `uncited`, `heading`, or `spoken` for words beside the text."""
    reason: str = ""
    text: str = ""
    edges: set[int] = field(default_factory=set)
    """Positions at which an element begins or ends."""
    code: list[tuple[int, int]] = field(default_factory=list)
    """The ranges that are code: ids, paths and queries."""

    def add(self, text: str) -> None:
        """Adds words; white space is one space."""
        if text:
            words = _spaced(text)
            self.text += words.lstrip() if self.text.endswith(" ") else words

    def edge(self) -> None:
        """Marks a place at which a text may begin or end."""
        self.edges.add(len(self.text))

    def is_bound(self, at: int) -> bool:
        """Whether a text may begin or end at a position: it is an edge, or not within a word."""
        if at in self.edges or at in {0, len(self.text)}:
            return True
        return not (self.text[at - 1].isalnum() and self.text[at].isalnum())


def _spaced(text: str) -> str:
    """A text in which white space is one space."""
    words = " ".join(text.split())
    if not words:
        return " "
    before, after = text[0].isspace(), text[-1].isspace()
    return f"{' ' * before}{words}{' ' * after}"


def units(article: HtmlElement) -> list[BlockWords]:
    """Every block of an article that is marked, is a heading, or is read aloud."""
    found: list[BlockWords] = []
    _add_units(article, found, is_silent=any(map(_is_wordless, article.iterancestors())))
    return found


def _add_units(element: HtmlElement, found: list[BlockWords], *, is_silent: bool) -> None:
    """Adds the blocks of an element; a silent one has only the descriptions of its drawings."""
    if not isinstance(element.tag, str):
        return
    if element.tag in _SPECIAL or element.keys():
        is_silent = is_silent or _is_wordless(element)
        found += _own_units(element, is_silent=is_silent)
    for child in element:
        _add_units(child, found, is_silent=is_silent)


def _own_units(element: HtmlElement, *, is_silent: bool) -> Iterable[BlockWords]:
    """The blocks of an element that is special or has attributes."""
    if _is_drawn(element):
        return [_spoken(element, element.text_content())]
    return () if is_silent else _units(element)


def _units(element: HtmlElement) -> Iterator[BlockWords]:
    unit = _unit(element)
    if unit:
        _collect(element, unit)
        yield unit
    yield from _spoken_units(element)


def _spoken_units(element: HtmlElement) -> Iterator[BlockWords]:
    """The attributes of an element that are read aloud."""
    given = element.keys()
    if _SPOKEN.isdisjoint(given):
        return
    for name in SPOKEN:
        if name in given and element.get(name):
            yield _spoken(element, str(element.get(name)))


def _spoken(element: HtmlElement, words: str) -> BlockWords:
    unit = BlockWords(element, "spoken")
    unit.add(words)
    return unit


def _is_drawn(element: HtmlElement) -> bool:
    """Whether an element describes the drawing that it is in."""
    return element.tag in DRAWN and element.getparent().tag == "svg"


def _unit(element: HtmlElement) -> BlockWords | None:
    if element.get("data-cited"):
        return BlockWords(element, "cited")
    reason = element.get("data-uncited")
    if reason:
        return BlockWords(element, "uncited", reason)
    if element.tag in HEADINGS:
        return BlockWords(element, "heading")
    return None


def _is_wordless(element: HtmlElement) -> bool:
    """Whether an element holds no words of the guide."""
    return element.tag in SILENT or is_chrome(element)


def is_chrome(element: HtmlElement) -> bool:
    """Whether an element is a part of the theme within an article."""
    names = element.get("class")
    return bool(names and _CHROME.search(names))


def _collect(element: HtmlElement, unit: BlockWords) -> None:
    """Adds the words of an element to its unit."""
    unit.edge()
    unit.add(element.text or "")
    for child in element:
        start = len(unit.text)
        if _is_within(child):
            _collect(child, unit)
        if child.tag == "code":
            unit.code.append((start, len(unit.text)))
        unit.edge()
        unit.add(child.tail or "")
    unit.edge()


def _is_within(element: HtmlElement) -> bool:
    """Whether the words of an element belong to the block around it."""
    if _is_silent(element) or element.tag in HEADINGS:
        return False
    return not element.keys() or not (_is_marked(element) or _is_beside(element))


def _is_marked(element: HtmlElement) -> bool:
    return bool(element.get("data-cited") or element.get("data-uncited"))


def _is_beside(element: HtmlElement) -> bool:
    """Whether an element is a part of the theme, or a citation."""
    return is_chrome(element) or _cites(element)


def _is_silent(element: HtmlElement) -> bool:
    """Whether an element has no words for readers: a comment, a script or the like."""
    return not isinstance(element.tag, str) or element.tag in SILENT


def _cites(element: HtmlElement) -> bool:
    return "eg-cite" in (element.get("class") or "")


def unaccounted_words(unit: BlockWords, words: Vocabulary) -> list[str]:
    """The words of a block that are neither a sentence nor a label; neighbours are one text."""
    known = _known(unit, words)
    if _is_covered(unit, known):
        return []
    ranges = _foreign_ranges(unit, known)
    return [unit.text[start:end] for start, end in _joined(ranges)]


def _known(unit: BlockWords, words: Vocabulary) -> Texts:
    """The texts that a block may show."""
    if unit.kind == "spoken":
        return words.spoken
    if _may_quote(unit):
        return words.everything
    return words.labels


def _may_quote(unit: BlockWords) -> bool:
    """Whether a block cites, or is in the list of what is cited."""
    return unit.kind == "cited" or unit.reason == REFERENCES


def _is_covered(unit: BlockWords, known: Texts) -> bool:
    """Whether sentences and labels can cover every letter of a block, or of one like it before."""
    block = (unit.text, frozenset(unit.edges), tuple(unit.code))
    if block in known.covered:
        return True
    if not _can_be_covered(unit, known):
        return False
    known.covered.add(block)
    return True


def _can_be_covered(unit: BlockWords, known: Texts) -> bool:
    """Whether a way through the letters meets only sentences and labels, longest tried first."""
    open_places, seen = [0], set[int]()
    while open_places:
        letter = _LETTER.search(unit.text, open_places.pop())
        if letter is None:
            return True
        at = letter.start()
        if at not in seen and unit.is_bound(at):
            open_places += sorted(_ends(unit, at, known))
        seen.add(at)
    return False


def _foreign_ranges(unit: BlockWords, known: Texts) -> list[tuple[int, int]]:
    """The ranges that are left when sentences and labels cover as much as they can."""
    size = len(unit.text)
    steps = _cheapest(unit, known)
    found = []
    at = size
    while at > 0:
        before, is_foreign = steps[at]
        if is_foreign:
            found.append((before, at))
        at = before
    return found[::-1]


def _cheapest(unit: BlockWords, known: Texts) -> list[tuple[int, bool]]:
    """By place, the one before it on the cheapest way, and whether foreign letters part them."""
    size = len(unit.text)
    costs = [0] + [size + 1] * size
    steps = [(0, False)] * (size + 1)
    for at in range(size):
        for end, price in _steps(unit, at, known):
            cost = costs[at] + price
            if cost < costs[end]:
                costs[end] = cost
                steps[end] = (at, price > 0)
    return steps


def _steps(unit: BlockWords, at: int, known: Texts) -> Iterator[tuple[int, int]]:
    """The places that follow a place, each with the number of foreign letters between."""
    is_word = unit.text[at].isalnum()
    yield at + 1, int(is_word)
    if is_word and unit.is_bound(at):
        for end in _ends(unit, at, known):
            yield end, 0


def _ends(unit: BlockWords, at: int, known: Texts) -> Iterator[int]:
    """The ends of the known texts, the number and the code that begin at a place or hold it."""
    yield from filter(unit.is_bound, known.ends(unit.text, at))
    number = _NUMBER.match(unit.text, at)
    if number and unit.is_bound(number.end()):
        yield number.end()
    for start, stop in unit.code:
        if start <= at < stop:
            yield stop


_NEAR = 40
"""Letters between two foreign texts that are shown as one."""


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in ranges:
        if found and start - found[-1][1] <= _NEAR:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
