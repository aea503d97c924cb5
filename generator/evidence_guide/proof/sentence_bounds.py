"""Where sentences begin and end in a folded text.

Stops, blocks, table cells and the section labels of abstracts bound a sentence.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from evidence_guide.proof.equivalences import LABELS
from evidence_guide.proof.folding import Folded
from evidence_guide.text.sentences import STOP, ends_sentence

Stops = Iterator[re.Match[str]]
LOOK = 400
"""Characters searched on each side of a passage; of a longer sentence only this much is shown."""
SHOWN = 200
"""Maximum number of characters of a source in a result."""
WRAPPED = 250
"""A text with a line longer than this is not wrapped, so each of its line breaks ends a block."""
MARKS = 8
"""Maximum number of quotation marks, brackets, dashes and spaces between two sentences."""
ROOM = 0.6
"""A line ends a block if, with the next word added, it would still be shorter than this share of
its longest neighbour."""
_LABEL_REACH = 80
_STOP_REACH = 60
_NEIGHBOURS = 4
_MOST_HEADING_WORDS = 6
_LIST_REACH = 1500

_POINT = re.compile(r"[.!?]")
LABEL_END = "\v"
"""The character after a section label whose end is known."""
_CELL_END = re.compile(r"(?:\t| {3})\W*$")
_NAMES = (
    "abstract|summary|background|introduction|context|rationale|aims?|objectives?|purpose"
    "|importance|design|setting|participants|patients|subjects|population|interventions?"
    "|exposures?|main outcome measures?|main outcomes?|outcomes?|measurements?"
    "|(?:materials and |patients and |subjects and )?methods?|methodology|search methods"
    "|search strategy|selection criteria|data sources|study selection|data extraction"
    "|data collection|analysis|data synthesis|(?:main |key )?(?:results?|findings)|interpretation"
    "|(?:authors' )?conclusions?|discussion|limitations|significance|implications|relevance"
    "|funding|(?:trial )?registration"
)
_LABEL = re.compile(
    rf"(?:^|(?<=\s))(?:(?:{_NAMES})(?:(?: and | & |/|, ?)(?:{_NAMES}))*)"
    r" ?(?:[:.-]|(?<=[A-Z])) [\"'(\[]*$",
    re.IGNORECASE,
)
_RUN_IN = re.compile(rf"(?:^|(?<=\s))(?:{LABELS}) $")
"""A label without a mark, which a capital or a number must follow."""
_NEGATED = re.compile(
    r"\b(?:no|not|none|nor|never|nobody|nothing|neither|without|myths?|false|wrong|untrue|unlikely"
    r"|unless|except|cannot|avoid|\w+n['’]t)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(?:\d[\d.]* )?[A-Z][^.!?:;,\d]{1,40}")
_FULL_STOP = re.compile(r"[.!?][\"'”’)\]]*$")
_HANGING = re.compile(
    r"\b(?:an?|the|of|in|on|at|to|for|with|by|from|and|or|but|that|which|who|said|is|are|was|were)$"
)
"""Words at which a line breaks off, so that it is no heading."""
_ITEM = re.compile(r"\W*[a-z]|.*[;,]$")
_OPEN = " \"'([*-"
_CONTINUING = ":,;(["
_STOP_MARKS = ".!?\"')]"
_CLOSING = "\"')];,"
_CELLS = "|•▪◦‣"
_BLOCK = re.compile(r"\n[^\S\n]*\n|[\t\f\v]| {3}|</?(?:jats:)?(?:p|br|title|sec)\b")


def begins(folded: Folded, at: int) -> bool:
    """Whether a sentence begins at a position of the folded text.

    One begins at the top, after a stop, in a new block or table cell (unless the line before ends
    with a colon, where the sentence continues), and after the section label of an abstract that is
    itself at such a place. The labels are a fixed list; `No:` or `Myth:` are not among them. An
    item in lower case begins if the line that announces its list denies nothing.
    """
    return _opens(folded, at) or _follows_label(folded, at) or _follows_run_in(folded, at)


def _follows_run_in(folded: Folded, at: int) -> bool:
    """Whether a label that runs into its sentence is before a position."""
    text = folded.text
    if not (text[at].isupper() or text[at].isdecimal()):
        return False
    label = _RUN_IN.search(text, max(0, at - _LABEL_REACH), at)
    return label is not None and _opens(folded, label.start())


def _follows_label(folded: Folded, at: int) -> bool:
    floor = max(0, at - _LABEL_REACH)
    if not _may_end_label(folded.text[floor:at]):
        return False
    label = _LABEL.search(folded.text, floor, at)
    if label is None or not _is_set_apart(label[0]):
        return False
    return _opens(folded, label.start())


def _may_end_label(before: str) -> bool:
    """Whether a text ends like a label: a cheap check before the search for one."""
    mark = before.rstrip("\"'([")[-2:]
    return mark.endswith(" ") and (mark[0] in ":.-" or mark[0].isupper())


def _is_set_apart(label: str) -> bool:
    """Whether a label has a colon, stop or dash, or is in capitals."""
    return label.rstrip().endswith((":", ".", "-")) or label.isupper()


def _opens(folded: Folded, at: int) -> bool:
    """Whether a sentence begins at a position without the help of a label."""
    text = folded.text
    first = _start_of_marks(text, at, _OPEN)
    if not first or text[first - 1] in _CELLS:
        return True
    if " " in text[first:at] and _is_after_stop(folded, first):
        return True
    return _opens_block(folded, first, at)


def _opens_block(folded: Folded, first: int, at: int) -> bool:
    """Whether a new block begins at a position, or before its opening marks at `first`."""
    is_marked = _is_after_mark(folded, at)
    if not is_marked and not _are_separate_blocks(folded, first, at):
        return False
    if folded.text[at].islower():
        return _is_item(folded, at)
    return is_marked or folded.text[first - 1] not in _CONTINUING


def _is_after_mark(folded: Folded, at: int) -> bool:
    """Whether a label's end is marked before a position, as in the abstracts of PubMed."""
    start = folded.span(at, at + 1)[0]
    return folded.original[:start][-1:] == LABEL_END


def _is_item(folded: Folded, at: int) -> bool:
    """Whether a cell, or an item of a list that denies nothing, begins at a position."""
    start = folded.span(at, at + 1)[0]
    before = folded.original[max(0, start - _LIST_REACH) : start]
    if _CELL_END.search(before):
        return True
    lines = list(filter(str.strip, before.split("\n")))
    while lines and _ITEM.match(lines[-1]) and not lines[-1].rstrip().endswith(":"):
        lines.pop()
    return bool(lines) and _announces(lines[-1].rstrip())


def _announces(line: str) -> bool:
    """Whether a line announces a list, and denies nothing."""
    return line.endswith(":") and not _NEGATED.search(line)


def _start_of_marks(text: str, at: int, marks: str) -> int:
    """The start of the marks directly before a position, at most `MARKS` of them."""
    floor = max(0, at - MARKS)
    while at > floor and text[at - 1] in marks:
        at -= 1
    return at


def _is_after_stop(folded: Folded, at: int) -> bool:
    """Whether a stop, with its quotes and reference marks, ends at a position.

    It contains no letters and at most sixty characters.
    """
    floor = max(0, at - _STOP_REACH)
    if not _POINT.search(folded.text, floor, at):
        return False
    first = _start_without_letters(folded.text, floor, at)
    return any(_ends_sentence(folded, stop) for stop in _stops_at(folded.text, first, at))


def _stops_at(text: str, first: int, at: int) -> Stops:
    """The stops after `first` that end exactly at a position."""
    for stop in STOP.finditer(text, first, at):
        if stop.end() == at:
            yield stop


def _start_without_letters(text: str, floor: int, at: int) -> int:
    """The start of the run without letters that ends at a position, no earlier than `floor`."""
    while at > floor and not text[at - 1].isalpha():
        at -= 1
    return at


def ends(folded: Folded, at: int) -> bool:
    """Whether a sentence ends at a position of the folded text.

    One ends before or after its stop, and at the end of its block or table cell.
    """
    start = _start_of_marks(folded.text, at, _STOP_MARKS)
    stop = STOP.match(folded.text, start)
    if stop and stop.end() >= at:
        return _ends_sentence(folded, stop)
    return _ends_block(folded, at)


def _ends_block(folded: Folded, at: int) -> bool:
    """Whether only closing marks separate a position from the end of its block or cell."""
    text = folded.text
    at = _end_of_closing_marks(text, at)
    after = at + text.startswith(" ", at)
    if after >= len(text) or text[after] in _CELLS:
        return True
    return _are_separate_blocks(folded, at, after)


def _end_of_closing_marks(text: str, at: int) -> int:
    while at < len(text) and text[at] in _CLOSING:
        at += 1
    return at


def cut_before(folded: Folded, at: int) -> str:
    """The start of the sentence that a position cuts off, as printed; its last characters."""
    if begins(folded, at):
        return ""
    return folded.shown(_start_of_sentence(folded, at), at).strip()[-SHOWN:]


def _start_of_sentence(folded: Folded, at: int) -> int:
    start = max(0, at - LOOK)
    for stop in STOP.finditer(folded.text, start, at):
        if stop.end() < at and _ends_sentence(folded, stop):
            start = stop.end()
    return start


def cut_after(folded: Folded, at: int) -> str:
    """The end of the sentence that a position cuts off, as printed; its first characters."""
    if ends(folded, at):
        return ""
    return folded.shown(at, _end_of_sentence(folded, at)).strip()[:SHOWN]


def _end_of_sentence(folded: Folded, at: int) -> int:
    end = min(len(folded.text), at + LOOK)
    for stop in STOP.finditer(folded.text, at, end):
        if _ends_sentence(folded, stop):
            return stop.end()
    return end


def _ends_sentence(folded: Folded, stop: re.Match[str]) -> bool:
    """Whether a stop ends a sentence.

    Not after an abbreviation or initial, nor before a lower-case letter in the same block.
    """
    at = stop.end() + 1
    if at >= len(folded.text) or ends_sentence(folded.text, stop, at):
        return True
    return _are_separate_blocks(folded, at - 1, at)


def _are_separate_blocks(folded: Folded, left: int, right: int) -> bool:
    """Whether the text before `left` and the text at `right` are in different blocks.

    An empty line, a tab, or a line break that is not due to wrapping separates blocks.
    """
    first = folded.span(left - 1, left)[1]
    last = folded.span(right, right + 1)[0]
    return _separates_blocks(folded.original, first, last)


def _separates_blocks(text: str, first: int, last: int) -> bool:
    """Whether a range of the original text separates blocks."""
    between = text[first:last]
    if between in {"", " "}:
        return False
    if _BLOCK.search(between):
        return True
    return "\n" in between and _is_broken(text, first, last)


def _is_broken(text: str, first: int, last: int) -> bool:
    """Whether a line break is not due to wrapping."""
    if _is_unwrapped(text) or _is_short_line(text, first, last):
        return True
    return _is_heading(text, first) and (text[last].isupper() or text[last].isdecimal())


def _is_heading(text: str, end: int) -> bool:
    """Whether a line that ends at a position is a heading: short, and after a full stop or none."""
    *others, line = text[max(0, end - LOOK) : end].split("\n")
    if not _HEADING.fullmatch(line) or len(line.split()) > _MOST_HEADING_WORDS:
        return False
    before = "".join(others[-1:]).rstrip()
    follows = not before or _FULL_STOP.search(before) is not None
    return follows and not (_NEGATED.search(line) or _HANGING.search(line))


@lru_cache(maxsize=256)
def _is_unwrapped(text: str) -> bool:
    return max(map(len, text.split("\n"))) > WRAPPED


def _is_short_line(text: str, first: int, last: int) -> bool:
    """Whether the line before a break had room for the next word, which is not in lower case."""
    before = _lines_before(text, first)
    after = _lines_after(text, last)
    word = after[0].partition(" ")[0]
    return not word[:1].islower() and _has_room(word, before, after)


def _lines_before(text: str, at: int) -> list[str]:
    return text[max(0, at - LOOK) : at].split("\n")[-_NEIGHBOURS:]


def _lines_after(text: str, at: int) -> list[str]:
    return text[at : at + LOOK].split("\n")[:_NEIGHBOURS]


def _has_room(word: str, before: list[str], after: list[str]) -> bool:
    """Whether the last line before a break, with a word added, is much shorter than others."""
    longest = max(map(len, before + after))
    return len(f"{before[-1]} {word}") < ROOM * longest
