"""MathML in one line: without the blanks of its layout, with powers raised and fractions marked."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

_TOKENS = ("mi", "mn", "mo", "ms", "mtext")
"""Elements that hold text; blanks between any others are only layout."""
_RAISED = {"msup": 1, "msubsup": 2}
"""The parts of these that are superscript, by their position."""
_FRACTION, _ROOT = "mfrac", "msqrt"


def flatten_math(root: Element) -> list[Element]:
    """Writes each formula as it is read in one line; the parts that are superscript."""
    raised: list[Element] = []
    for formula in _formulas(root):
        for part in formula.iter():
            _flatten(part)
            raised += _superscripts(part)
    return raised


def _formulas(root: Element) -> Iterator[Element]:
    """The formulas of a text; HTML's parser keeps the prefix of their names."""
    yield from root.iter("{*}math", "mml:math")


def _name(part: Element) -> str:
    """The name of an element without its namespace or prefix."""
    return str(part.tag).rpartition("}")[2].rpartition(":")[2]


def _flatten(part: Element) -> None:
    name = _name(part)
    if name not in _TOKENS:
        part.text = ""
    if name == _ROOT:
        part.text = "√"
    for child in part:
        child.tail = ""
    if name == _FRACTION and len(part):
        part[0].tail = "/"
    if name == "mspace":
        part.text = " "


def _superscripts(part: Element) -> list[Element]:
    position = _RAISED.get(_name(part))
    if position is None or len(part) <= position:
        return []
    return [part[position]]
