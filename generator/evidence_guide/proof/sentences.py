"""Where sentences begin and end in a folded text: stops, blocks, table cells, and the labels of an abstract's sections."""

import re
from functools import lru_cache

from evidence_guide.proof.folding import Folded

LOOK = 400
"""Characters around an end of a passage that are looked at; longer sentences are shown cut off."""
SHOWN = 200
"""Characters of a source that a result holds at most."""
WRAPPED = 250
"""A line longer than this was not broken for width: then every line break in that text ends a block."""
MARKS = 8
"""Quotation marks, brackets, dashes and blanks that stand at most between a sentence and the one before."""
ROOM = 0.6
"""A line that would be shorter than this share of its widest neighbour even with the next word was ended on purpose."""

_MARK = r" ?\[\d[\d, -]*\]|\^\d[\d,-]*"
"""A mark of reference: digits in square brackets, or raised behind a word."""
_STOP = re.compile(
    rf"(?:{_MARK})?[\"')\]]*(?P<stop>[.!?]+)[\"')\]]*(?P<mark>{_MARK}|\d{{1,3}}(?:[,-]\d{{1,3}})*)?(?= |$)"
)
_POINT = re.compile(r"[.!?]")
_SHORT = re.compile(
    r"(?:^|[\s(\[])(?:e\.g|i\.e|vs|al|cf|ca|approx|resp|incl|Dr|Prof|Mr|Mrs|Ms|St|Figs?|Eqs?|Refs?|Tab|vol|pp?|eds?|z\.B|bzw)$"
)
_NUMBERED = re.compile(r"(?:^|[\s(\[])[Nn]os?$")
_INITIAL = re.compile(r"(?:^|[\s.(])[A-Z]$")
_OPENER = re.compile(
    r"(?:The|This|That|These|Those|It|Its|There|They|Their|We|Our|You|Your|In|On|At|By|For|From|With|Of|To|An?|All|Both|Each|Most|Many|Some|Few|No|Not|"
    r"However|Although|While|When|If|As|After|Before|More|Such|During|Because|Since|Women|Men|Mothers|Children|Patients|People|Results|Conclusions?)\b"
)
_NAMES = (
    "abstract|summary|background|introduction|context|rationale|aims?|objectives?|purpose|importance|design|setting|participants|patients|subjects|population|"
    "interventions?|exposures?|main outcome measures?|main outcomes?|outcomes?|measurements?|(?:materials and |patients and |subjects and )?methods?|methodology|"
    "search methods|search strategy|selection criteria|data sources|study selection|data extraction|data collection|analysis|data synthesis|"
    "(?:main |key )?(?:results?|findings)|interpretation|(?:authors' )?conclusions?|discussion|limitations|significance|implications|relevance|funding|(?:trial )?registration"
)
_LABEL = re.compile(
    rf"(?:^|(?<=\s))(?:(?:{_NAMES})(?:(?: and | & |/|, ?)(?:{_NAMES}))*) ?(?:[:.-]|(?<=[A-Z])) [\"'(\[]*$",
    re.IGNORECASE,
)
_OPEN = " \"'([*-"
_CELLS = "|•▪◦‣"
_BLOCK = re.compile(r"\n[^\S\n]*\n|[\t\f\v]|</?(?:p|br)\b")


def begins(folded: Folded, at: int) -> bool:
    """Whether a sentence begins at a position of the folded text.

    It does at the top, behind a stop, in a new block or table cell (but not behind a line that ends with a colon: its
    sentence goes on), and behind the label of an abstract's section that stands at such a place. Labels are a declared
    list; `No:` or `Myth:` is none.
    """
    if _opens(folded, at):
        return True
    floor = max(0, at - 80)
    mark = folded.text[floor:at].rstrip("\"'([")[-2:]
    if not mark.endswith(" ") or not (mark[0] in ":.-" or mark[0].isupper()):
        return False
    label = _LABEL.search(folded.text, floor, at)
    return bool(label and _marked(label[0]) and _opens(folded, label.start()))


def _opens(folded: Folded, at: int) -> bool:
    text, first = folded.text, at
    while first and at - first < MARKS and text[first - 1] in _OPEN:
        first -= 1
    if not first or text[first - 1] in _CELLS:
        return True
    if " " in text[first:at] and _stopped(folded, first):
        return True
    return text[first - 1] not in ":,;([" and not text[at].islower() and _parted(folded, first, at)


def _stopped(folded: Folded, at: int) -> bool:
    """Whether a stop with its quotes and marks ends at a position; it holds no letter and at most sixty signs."""
    text, floor = folded.text, max(0, at - 60)
    if not _POINT.search(text, floor, at):
        return False
    first = at
    while first > floor and not text[first - 1].isalpha():
        first -= 1
    return any(stop.end() == at and _real(folded, stop) for stop in _STOP.finditer(text, first, at))


def ends(folded: Folded, at: int) -> bool:
    """Whether a sentence ends at a position of the folded text: before or behind its stop, or at the end of its block or table cell."""
    text, last = folded.text, at
    while last and at - last < MARKS and text[last - 1] in ".!?\"')]":
        last -= 1
    stop = _STOP.match(text, last)
    if stop and stop.end() >= at:
        return _real(folded, stop)
    while text[at : at + 1] and text[at] in "\"')];,":
        at += 1
    after = at + text.startswith(" ", at)
    return after >= len(text) or text[after] in _CELLS or _parted(folded, at, after)


def cut_before(folded: Folded, at: int) -> str:
    """What stands between the beginning of the sentence and a position, as printed; its last characters."""
    if begins(folded, at):
        return ""
    floor = max(0, at - LOOK)
    stops = [
        stop.end()
        for stop in _STOP.finditer(folded.text, floor, at)
        if stop.end() < at and _real(folded, stop)
    ]
    return folded.shown(stops[-1] if stops else floor, at).strip()[-SHOWN:]


def cut_after(folded: Folded, at: int) -> str:
    """What stands between a position and the end of the sentence, as printed; its first characters."""
    if ends(folded, at):
        return ""
    roof = min(len(folded.text), at + LOOK)
    stop = next(
        (stop.end() for stop in _STOP.finditer(folded.text, at, roof) if _real(folded, stop)), roof
    )
    return folded.shown(at, stop).strip()[:SHOWN]


def _marked(label: str) -> bool:
    """Whether a label is set apart: by a colon, stop or dash, or by capitals."""
    return label.rstrip()[-1:] in set(":.-") or label.isupper()


def _real(folded: Folded, stop: re.Match[str]) -> bool:
    """Whether a stop ends a sentence: none behind an abbreviation, an initial, or before a small letter in the same block."""
    at = stop.end() + 1
    return at >= len(folded.text) or _sounds(folded.text, stop, at) or _parted(folded, at - 1, at)


def _sounds(text: str, stop: re.Match[str], at: int) -> bool:
    """Whether a stop ends a sentence even if its block goes on."""
    before = text[max(0, stop.start("stop") - 12) : stop.start("stop")]
    if text[at].islower() or ((stop["mark"] or "")[:1].isdecimal() and before[-1:].isdecimal()):
        return False
    return stop["stop"] != "." or not _abbreviated(before, text, at)


def _abbreviated(before: str, text: str, at: int) -> bool:
    if _INITIAL.search(before):
        return not _OPENER.match(text, at)
    return bool(_SHORT.search(before) or (_NUMBERED.search(before) and text[at].isdecimal()))


def _parted(folded: Folded, left: int, right: int) -> bool:
    """Whether what stands before `left` and at `right` are two blocks: parted by an empty line, a tab, or a line break not made for width."""
    first, last = folded.span(left - 1, left)[1], folded.span(right, right + 1)[0]
    between = folded.original[first:last]
    if between in {"", " "}:
        return False
    if _BLOCK.search(between):
        return True
    return "\n" in between and (_unwrapped(folded.original) or _ended(folded.original, first, last))


@lru_cache(maxsize=256)
def _unwrapped(text: str) -> bool:
    return max(map(len, text.split("\n"))) > WRAPPED


def _ended(text: str, first: int, last: int) -> bool:
    """Whether a line is so short beside its neighbours that the next word, which begins with no small letter, had room."""
    before, after = (
        text[max(0, first - LOOK) : first].split("\n")[-4:],
        text[last : last + LOOK].split("\n")[:4],
    )
    word = after[0].partition(" ")[0]
    return not word[:1].islower() and len(before[-1]) + 1 + len(word) < ROOM * max(
        map(len, (*before, *after))
    )
