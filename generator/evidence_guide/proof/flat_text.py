"""Elements of HTML and XML to text: a line per block or table row, tabs between cells."""

import re

from lxml import etree, html
from lxml.etree import _Element as Element

from evidence_guide.proof.math_text import flatten_math

_SPACE = re.compile("[\x00-\x20\ufffe\uffff]+")
"""White space, and characters that are not allowed in markup."""
_GAP = re.compile(r" *\t[ \t]*")
_DROPPED = (
    "script style noscript template nav footer aside svg iframe object button select textarea "
    "annotation"
)
_BLOCKS = (
    "address article blockquote body caption dd details div dl dt fieldset figcaption figure form "
    "h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tr ul br title"
)
_CELLS = ("td", "th")
_RAISED = str.maketrans("0123456789+-−–=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾")


def flat(root: Element | None, dropped: str = _DROPPED, blocks: str = _BLOCKS) -> str:
    """The text of an element, which this changes: a line per block or table row, tabs after cells.

    `dropped` and `blocks` are names of elements, separated by spaces.
    """
    if root is None:
        return ""
    _drop(root, dropped)
    _separate(root, blocks)
    lines = map(_tidy, all_text(root).split("\n"))
    return "\n".join(filter(None, lines))


def _drop(root: Element, names: str) -> None:
    """Removes comments, processing instructions and the named elements."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    tags = [f"{{*}}{name}" for name in names.split()]
    etree.strip_elements(root, *tags, with_tail=False)


def _separate(root: Element, blocks: str) -> None:
    """Writes line breaks around blocks, tabs after cells, and superscript digits."""
    for part in root.iter():
        _normalise(part)
    for part in [*root.iter("{*}sup"), *flatten_math(root)]:
        _raise(part)
    for part in root.iter(*blocks.split()):
        _surround(part)
    for part in root.iter(*_CELLS):
        part.tail = f"\t{part.tail}"


def _normalise(part: Element) -> None:
    """Gives a part a text and a tail, with single spaces."""
    part.text = _SPACE.sub(" ", part.text or "")
    part.tail = _SPACE.sub(" ", part.tail or "")


def _surround(part: Element) -> None:
    part.text = f"\n{part.text}"
    part.tail = f"\n{part.tail}"


def _tidy(line: str) -> str:
    """The line with one space between words and one tab between cells."""
    spaced = _SPACE.sub(_tab_or_space, line)
    return _GAP.sub("\t", spaced).strip()


def _tab_or_space(match: re.Match[str]) -> str:
    return "\t" if "\t" in match[0] else " "


def _raise(part: Element) -> None:
    """Keeps superscript digits superscript: 10⁹ is not 109. Subscripts become plain: H₂O, H2O."""
    for inner in part.iter():
        inner.text = _raised(inner.text)
        if inner is not part:
            inner.tail = _raised(inner.tail)


def _raised(text: str | None) -> str:
    return (text or "").translate(_RAISED)


def all_text(root: Element) -> str:
    """All text in an element, unchanged."""
    return etree.tostring(root, method="text", encoding="unicode", with_tail=False)


def html_fragment(text: str) -> Element | None:
    """The element made of a piece of HTML; None if it is blank."""
    cleaned = _SPACE.sub(" ", _without_surrogates(text)).strip()
    return html.fragment_fromstring(cleaned, create_parent="div") if cleaned else None


def _without_surrogates(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
