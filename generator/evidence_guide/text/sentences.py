"""Full stops that end a sentence, and those of abbreviations and initials that do not."""

import re

from evidence_guide.text.characters import one_line

_REFERENCE = r" ?\[\d[\d, -]*\]|\^\d[\d,-]*"
"""A reference mark: digits in square brackets, or superscript digits."""
_FROM_STOP = (
    r"(?P<stop>[.!?]+)[\"')\]]*"
    rf"(?P<mark>{_REFERENCE}|\d{{1,3}}(?:[,-]\d{{1,3}})*)?(?= |$)"
)
STOP = re.compile(rf"(?:{_REFERENCE})?[\"')\]]*{_FROM_STOP}")
"""Pattern of a possible end of a sentence, with closing quotes, brackets and reference marks."""
_BARE_STOP = re.compile(_FROM_STOP)
"""The same from its full stop on, which is found three times as fast."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:e\.g|i\.e|vs|al|cf|ca|approx|resp|incl|Dr|Prof|Mr|Mrs|Ms|St|Figs?|Eqs?|Refs?"
    r"|Tab|vol|pp?|eds?|bzw|ggf|inkl|evtl|Nr|Abb|Abs|vgl|[zdu]|z\. ?B|d\. ?h|u\. ?a|v\. ?a"
    r"|págs?|aprox|núm|Dra|Sra?|Uds?|ej|p\. ?ej|EE)$"
)
_NUMBERED = re.compile(r"(?:^|[\s(\[])[Nn]os?$")
_INITIAL = re.compile(r"(?:^|[\s.(])[A-Z]$")
_LETTERS = re.compile(r"\.[A-Z]$")
"""The end of an abbreviation such as `U.S.`"""
_OPENER = re.compile(
    r"(?:The|This|That|These|Those|It|Its|There|They|Their|We|Our|You|Your|In|On|At|By|For|From"
    r"|With|Of|To|An?|All|Both|Each|Most|Many|Some|Few|No|Not|However|Although|While|When|If|As"
    r"|After|Before|More|Such|During|Because|Since|Women|Men|Mothers|Children|Patients|People"
    r"|Results|Conclusions?)\b"
)
"""Words that begin a sentence and are no surname."""
_BEFORE = 12
"""Characters before a stop that may form an abbreviation."""


def split_sentences(text: str) -> list[str]:
    """The sentences of a plain text of ours, without the spaces between them.

    Our own texts contain no initials of people, so `of type A. Two` ends a sentence.
    """
    line = one_line(text)
    found: list[str] = []
    start = 0
    for stop in _BARE_STOP.finditer(line):
        following = stop.end() + 1
        if following < len(line) and _ends(line, stop, following, _LETTERS):
            found.append(line[start : stop.end()])
            start = following
    rest = line[start:]
    return [*found, rest] if rest else found


def ends_sentence(text: str, stop: re.Match[str], following: int) -> bool:
    """Whether a match of `STOP` ends a sentence, given the position of the text after it."""
    return _ends(text, stop, following, _INITIAL)


def _ends(text: str, stop: re.Match[str], following: int, initial: re.Pattern[str]) -> bool:
    if text[following].islower():
        return False
    before = text[max(0, stop.start("stop") - _BEFORE) : stop.start("stop")]
    mark = stop["mark"]
    if mark and mark[0].isdecimal() and before[-1:].isdecimal():
        return False
    if stop["stop"] != ".":
        return True
    if initial.search(before):
        return _OPENER.match(text, following) is not None
    return not _is_abbreviated(before, text[following])


def _is_abbreviated(before: str, following: str) -> bool:
    if _ABBREVIATION.search(before):
        return True
    return following.isdecimal() and _NUMBERED.search(before) is not None
