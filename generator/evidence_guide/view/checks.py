"""How findings and sources were checked, in words for readers."""

from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import Proof, Supplied
from evidence_guide.model import Finding
from evidence_guide.view import labels
from evidence_guide.view.proof_words import proof_sentence

UNCHECKED = "unchecked"
"""The state of a source that nobody has looked up."""
REPLACED = "Since replaced by {}."
DISAGREES = "These numbers do not fit each other: {}"
CONTINUES = "The source goes on: {}"


def is_matched(guide: Guide, finding: str) -> bool:
    """Whether a program found the passage and figures of a finding in its source."""
    receipt = guide.lock.receipts.get(finding)
    return receipt is not None and receipt.proof is Proof.PROVED


def is_fetched(guide: Guide, finding: str) -> bool:
    """Whether the text in which a program found a finding was fetched by the program itself."""
    return is_matched(guide, finding) and guide.lock.receipts[finding].by == Supplied.PROGRAM


def is_compared(guide: Guide, finding: str) -> bool:
    """Whether a second reader compared a finding with its source."""
    second = guide.reading_of(finding).read.second
    return second is not None and finding not in second.unseen


def is_looked_up(guide: Guide, source: str) -> bool:
    """Whether it was looked up if a source was corrected or retracted."""
    entry = guide.lock.standings.get(source)
    return entry is not None and entry.state != UNCHECKED


def match_sentence(guide: Guide, finding: str) -> str:
    """Where a program found a finding, as a sentence; empty if it did not."""
    if not is_matched(guide, finding):
        return ""
    return proof_sentence(guide.lock.receipts.get(finding), guide.label)


def standing_sentence(guide: Guide, source: str) -> str:
    """The standing of a source, as a sentence; empty if nobody has looked it up."""
    if not is_looked_up(guide, source):
        return ""
    return labels.standing(guide.lock.standings.get(source), guide.label)


def newer_source(guide: Guide, source: str) -> Source | None:
    """The source that took the place of another one, if one did."""
    newer = guide.sources.get(guide.sources[source].item.superseded_by)
    return newer.item if newer else None


def _replacement(guide: Guide, source: str) -> str:
    """What took the place of a source, as a sentence; empty if nothing did."""
    newer = newer_source(guide, source)
    return guide.label(REPLACED).format(newer.label) if newer else ""


def warning_sentence(guide: Guide, source: str) -> str:
    """That a source was replaced, corrected, retracted or the like; empty if it was not."""
    entry = guide.lock.standings.get(source)
    trouble = ""
    if entry is not None and entry.state not in {"ok", UNCHECKED}:
        trouble = labels.standing(entry, guide.label)
    return " ".join(filter(None, (_replacement(guide, source), trouble)))


def again(guide: Guide, finding: str) -> str:
    """A sentence where a second reader could not see a finding again; otherwise empty."""
    reading = guide.reading_of(finding).read
    if reading.second is None or is_compared(guide, finding):
        return ""
    return labels.reread(reading, finding, guide.label)


def continuation(guide: Guide, finding: Finding) -> str:
    """What limits a finding right after its passage or within it, as a sentence; may be empty."""
    if finding.and_then is None:
        return ""
    return guide.label(CONTINUES).format(finding.and_then)


def disagreement(guide: Guide, finding: Finding) -> str:
    """A sentence where numbers of a source disagree with each other; otherwise empty."""
    if finding.inconsistent is None:
        return ""
    return guide.label(DISAGREES).format(finding.inconsistent)
