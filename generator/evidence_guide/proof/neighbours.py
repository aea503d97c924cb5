"""What may limit a passage: the sentence after it, and a denial among the words left out of it."""

import re
from collections.abc import Iterator

from evidence_guide.guide.lock import Receipt
from evidence_guide.model import Finding
from evidence_guide.proof.folding import Folded, Range
from evidence_guide.proof.passages import Proved
from evidence_guide.proof.readings import Parts, other_readings, passage_parts
from evidence_guide.proof.sections import starts_section
from evidence_guide.proof.sentence_bounds import cut_after

SHOWN_OF_NEIGHBOUR = 120
"""Characters of a source that a receipt keeps of a neighbour, so that a contributor can find it."""
_AROUND = 50
_RESULT = (
    r"(?:difference|association|effect|relation(?:ship)?|correlation|finding|result|increase"
    r"|decrease|reduction|benefit|improvement|trend|change|pattern|advantage|gain)s?"
)
_THAT = (
    rf"(?:This|These|Those|That|Such|It|They|The(?: \w+)? {_RESULT}"
    r"|Differences|Significance|Benefits?)\b"
)
"""The beginning of a sentence that goes on about the one before."""
_LOST = (
    r"\b(?:not|no longer|nor|non-?significant\w*|insignificant|weak(?:er|ened)?|attenuat\w+"
    r"|disappear\w*|lost|vanish\w*|failed to"
    r"|no (?:statistical\w* )?(?:significant|difference|association|effect))\b"
)
_ADJUSTED = (
    r"(?:[Aa]fter|[Ww]hen|[Oo]n|[Ii]n|[Ff]ollowing|[Bb]y)(?: \w+){0,3} "
    r"(?:adjust(?:ment|ing|ed)|controll(?:ing|ed)|correct(?:ion|ing|ed)|accounting|stratif\w+"
    r"|exclu(?:sion|ding)|multivari(?:ate|able))"
)
_PART = r"(?:in|among|for|when|if|after|at|with|those|these)"
_LIMITS = re.compile(
    r"^(?:However|But|Nevertheless|Nonetheless|Yet|Even so|Conversely|In contrast|By contrast"
    r"|On the other hand|Unfortunately|Except|Excluding|Apart from|Other than|Unless|Although"
    rf"|Only {_PART}|(?:Among|In|For) (?:those|these)(?! \d| \w+ \d)"
    r"|In (?:the )?(?:subgroups?|a subset|subgroup analys[ei]s)"
    rf"|(?:A|Another|An important|A major|The main) limitation|Limitations|{_ADJUSTED})\b"
    r"|^[^,;.]{0,60}, (?:however|nevertheless|nonetheless|though),"
    rf"|^{_THAT}.*(?:{_LOST}"
    rf"|\b(?:only {_PART}|except|limited to|restricted to|confined to|driven by)\b)"
    rf"|{_LOST}.*\b{_ADJUSTED}\b|\b{_ADJUSTED}\b.*{_LOST}"
    rf"|\b(?:but|though|and|significant|significantly|evident|true) only {_PART}\b"
    r"|\b(?:(?:is|are|was|were) no longer|with caution|is a limitation"
    r"|limitations? of (?:this|the|our)"
    r"|(?:study|review|trial|analysis) (?:is|was) limited"
    r"|(?:very )?low[- ](?:quality|certainty) evidence|cannot be (?:excluded|ruled out))\b"
)
"""Sentences that may limit the one before; measured in docs/measured.md."""
_DENIES = re.compile(
    r"(?<!whether or )\b(?:not(?! only\b)|no(?!\.? ?\d|-)|without(?= [a-z])|nor|neither"
    r"|never|none|cannot|\w+n't)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[.!?\"')\]]*(?:[\[(^]?\d[\d,^ -]{0,12}[\])]?(?= [A-Z]))?\s*")
"""The stop, closing marks and reference marks between two sentences."""


def limiting_neighbour(found: Proved) -> str:
    """The sentence after a passage, as printed and shortened, if it may limit the passage."""
    folded, end = found.text, found.span[1]
    between = _BETWEEN.match(folded.text, end)
    at = between.end() if between else end
    if at >= len(folded.text) or starts_section(folded, at):
        return ""
    following = cut_after(folded, at)
    return following[:SHOWN_OF_NEIGHBOUR] if _LIMITS.search(following) else ""


def hidden_denial(found: Proved, passage: str) -> str:
    """The words around a denial that a passage leaves out, as printed; empty if its ends deny."""
    if _DENIES.search(passage):
        return ""
    for start, end in _gaps(found, passage):
        denial = _DENIES.search(found.text.text, start, end)
        if denial:
            return _around(found.text, denial.span(), (start, end))
    return ""


def _around(folded: Folded, word: Range, gap: Range) -> str:
    first = max(gap[0], word[0] - _AROUND)
    last = min(gap[1], word[1] + _AROUND)
    return folded.shown(first, last).strip()


def _gaps(found: Proved, passage: str) -> list[Range]:
    """The ranges of the folded text between the parts of a passage."""
    for parts in (passage_parts(passage), *other_readings(passage)):
        gaps = _gaps_between(parts, found)
        if gaps is not None:
            return gaps
    return []


def _gaps_between(parts: Parts, found: Proved) -> list[Range] | None:
    """The gaps if a passage that was found has these parts, otherwise None."""
    at, end = found.span
    gaps: list[Range] = []
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        place = end - len(part) if is_last else found.text.text.find(part, at, end)
        if place < at or not found.text.text.startswith(part, place):
            return None
        if number:
            gaps.append((at, place))
        at = place + len(part)
    return gaps


def unanswered(finding: Finding, receipt: Receipt) -> Iterator[str]:
    """What limits a finding and is answered neither by `and_then` nor by what it reports."""
    if finding.and_then:
        return
    if receipt.then:
        yield f"the next sentence may limit it: “{receipt.then}”"
    if receipt.left_out and not _DENIES.search(finding.reports):
        yield f"its passage leaves out a denial: “{receipt.left_out}”"
