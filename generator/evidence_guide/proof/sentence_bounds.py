"""Where sentences begin and end in a folded text.

Stops, blocks, table cells and the section labels of abstracts bound a sentence.
"""

import re
from functools import lru_cache

from evidence_guide.proof.folding import Folded
from evidence_guide.text.sentences import STOP, ends_sentence

LOOK = 400
"""Characters searched on each side of a passage; of a longer sentence only this much is shown."""
SHOWN = 200
"""Most characters of a source that a result contains."""
WRAPPED = 250
"""A text with a line longer than this is not wrapped, so each of its line breaks ends a block."""
MARKS = 8
"""Most quotation marks, brackets, dashes and spaces between two sentences."""
ROOM = 0.6
"""A line ends a block if, with the next word added, it would still be shorter than this share of
its longest neighbour."""
_LABEL_REACH = 80
_STOP_REACH = 60
_NEIGHBOURS = 4

_POINT = re.compile(r"[.!?]")
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
_OPEN = " \"'([*-"
_CELLS = "|•▪◦‣"
_BLOCK = re.compile(r"\n[^\S\n]*\n|[\t\f\v]|</?(?:p|br)\b")


def begins(folded: Folded, at: int) -> bool:
    """Whether a sentence begins at a position of the folded text.

    One begins at the top, after a stop, in a new block or table cell (unless the line before ends
    with a colon, where the sentence continues), and after the section label of an abstract that is
    itself at such a place. The labels are a fixed list; `No:` or `Myth:` are not among them.
    """
    return _opens(folded, at) or _follows_label(folded, at)


def _follows_label(folded: Folded, at: int) -> bool:
    floor = max(0, at - _LABEL_REACH)
    mark = folded.text[floor:at].rstrip("\"'([")[-2:]
    if not mark.endswith(" ") or not (mark[0] in ":.-" or mark[0].isupper()):
        return False
    label = _LABEL.search(folded.text, floor, at)
    if label is None:
        return False
    return _is_set_apart(label[0]) and _opens(folded, label.start())


def _is_set_apart(label: str) -> bool:
    """Whether a label has a colon, stop or dash, or is in capitals."""
    return label.rstrip().endswith((":", ".", "-")) or label.isupper()


def _opens(folded: Folded, at: int) -> bool:
    """Whether a sentence begins at a position without the help of a label."""
    text = folded.text
    first = _start_of_opening_marks(text, at)
    if not first or text[first - 1] in _CELLS:
        return True
    if " " in text[first:at] and _is_after_stop(folded, first):
        return True
    if text[first - 1] in ":,;([" or text[at].islower():
        return False
    return _are_separate_blocks(folded, first, at)


def _start_of_opening_marks(text: str, at: int) -> int:
    first = at
    while first and at - first < MARKS and text[first - 1] in _OPEN:
        first -= 1
    return first


def _is_after_stop(folded: Folded, at: int) -> bool:
    """Whether a stop, with its quotes and reference marks, ends at a position.

    It contains no letters and at most sixty characters.
    """
    text, floor = folded.text, max(0, at - _STOP_REACH)
    if not _POINT.search(text, floor, at):
        return False
    first = at
    while first > floor and not text[first - 1].isalpha():
        first -= 1
    stops = STOP.finditer(text, first, at)
    return any(stop.end() == at and _ends_sentence(folded, stop) for stop in stops)


def ends(folded: Folded, at: int) -> bool:
    """Whether a sentence ends at a position of the folded text.

    One ends before or after its stop, and at the end of its block or table cell.
    """
    text, last = folded.text, at
    while last and at - last < MARKS and text[last - 1] in ".!?\"')]":
        last -= 1
    stop = STOP.match(text, last)
    if stop and stop.end() >= at:
        return _ends_sentence(folded, stop)
    return _ends_block(folded, at)


def _ends_block(folded: Folded, at: int) -> bool:
    """Whether only closing marks separate a position from the end of its block or cell."""
    text = folded.text
    while text[at : at + 1] and text[at] in "\"')];,":
        at += 1
    after = at + text.startswith(" ", at)
    if after >= len(text) or text[after] in _CELLS:
        return True
    return _are_separate_blocks(folded, at, after)


def cut_before(folded: Folded, at: int) -> str:
    """The start of the sentence that a position cuts off, as printed; its last characters."""
    if begins(folded, at):
        return ""
    start = max(0, at - LOOK)
    for stop in STOP.finditer(folded.text, start, at):
        if stop.end() < at and _ends_sentence(folded, stop):
            start = stop.end()
    return folded.shown(start, at).strip()[-SHOWN:]


def cut_after(folded: Folded, at: int) -> str:
    """The end of the sentence that a position cuts off, as printed; its first characters."""
    if ends(folded, at):
        return ""
    end = min(len(folded.text), at + LOOK)
    for stop in STOP.finditer(folded.text, at, end):
        if _ends_sentence(folded, stop):
            end = stop.end()
            break
    return folded.shown(at, end).strip()[:SHOWN]


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
    between = folded.original[first:last]
    if between in {"", " "}:
        return False
    if _BLOCK.search(between):
        return True
    if "\n" not in between:
        return False
    return _is_unwrapped(folded.original) or _is_short_line(folded.original, first, last)


@lru_cache(maxsize=256)
def _is_unwrapped(text: str) -> bool:
    return max(map(len, text.split("\n"))) > WRAPPED


def _is_short_line(text: str, first: int, last: int) -> bool:
    """Whether the line before a break had room for the next word, which is not in lower case."""
    before = text[max(0, first - LOOK) : first].split("\n")[-_NEIGHBOURS:]
    after = text[last : last + LOOK].split("\n")[:_NEIGHBOURS]
    word = after[0].partition(" ")[0]
    if word[:1].islower():
        return False
    with_word = len(before[-1]) + 1 + len(word)
    return with_word < ROOM * max(map(len, [*before, *after]))
