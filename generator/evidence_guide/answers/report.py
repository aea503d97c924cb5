"""Verdicts on the sentences of a text, for a terminal and as JSON."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from evidence_guide.answers.judging import Judged
from evidence_guide.answers.verdict import AnswerVerdict
from evidence_guide.guide import Guide
from evidence_guide.text import markup
from evidence_guide.text.characters import line
from evidence_guide.view.addresses import places
from evidence_guide.view.site import Site

Found = Sequence[Judged]
_SAID = {
    AnswerVerdict.URGENCY: "plays down a sign of danger: {why}",
    AnswerVerdict.NUMBER: "the guide has another number: {why}",
    AnswerVerdict.UNIT: "the guide has another unit: {why}",
    AnswerVerdict.DIRECTION: "the guide says the opposite",
    AnswerVerdict.HEDGE: "surer than the guide: {why}",
    AnswerVerdict.SUPPORTED: "the guide says so",
    AnswerVerdict.NOT_JUDGED: "the guide cannot judge this",
}
"""Each verdict in words."""
_COUNTED = {
    AnswerVerdict.SUPPORTED: "supported",
    AnswerVerdict.URGENCY: "playing down a sign of danger",
    AnswerVerdict.NUMBER: "with another number",
    AnswerVerdict.UNIT: "with another unit",
    AnswerVerdict.DIRECTION: "with the opposite direction",
    AnswerVerdict.HEDGE: "surer than the guide",
    AnswerVerdict.NOT_JUDGED: "not judged",
}
"""Each verdict in the summary."""


def address_of(guide: Guide, claim: str) -> str:
    """The address of a claim's page on the site."""
    return f"{guide.file.site_url}{Site(guide).address(places(guide)[claim].uri)}"


def _as_text(found: Found, name: str, guide: Guide) -> str:
    """Each sentence with its place, its verdict and the claim that decided; then the counts."""
    parts = [_entry(one, name, guide) for one in found]
    return "\n\n".join([*parts, _summary(found)])


def _entry(one: Judged, name: str, guide: Guide) -> str:
    place = f"{line(name)}:{one.sentence.line}:{one.sentence.column}"
    said = _SAID[one.verdict].format(why=one.why)
    rows = [f"{place}: {one.verdict}: {said}", line(one.sentence.text)]
    if one.claim:
        nearest = "nearest: " if one.verdict is AnswerVerdict.NOT_JUDGED else ""
        rows += [f"{nearest}{_claim(guide, one.claim)}", address_of(guide, one.claim)]
    return "\n    ".join(rows)


def _claim(guide: Guide, id: str) -> str:
    """A claim with its certainty, in a line."""
    claim = guide.claims[id].item
    sure = f" ({claim.level} certainty)" if claim.level else ""
    return line(f"{id}: {markup.plain(claim.title or claim.plain)}{sure}")


def _summary(found: Found) -> str:
    counts = Counter(one.verdict for one in found)
    words = [f"{counts[verdict]} {_COUNTED[verdict]}" for verdict in _COUNTED if counts[verdict]]
    sentences = "1 sentence" if len(found) == 1 else f"{len(found)} sentences"
    return f"{sentences}: {', '.join(words)}" if words else "no sentence"


def _as_json(found: Found, name: str, guide: Guide) -> str:
    """The verdicts for a program."""
    counts = Counter(one.verdict for one in found)
    whole = {
        "guide": guide.file.title,
        "version": guide.file.version,
        "file": name,
        "sentences": [_object(one, guide) for one in found],
        "counts": {str(verdict): counts[verdict] for verdict in AnswerVerdict},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _object(one: Judged, guide: Guide) -> dict[str, Any]:
    sentence = one.sentence
    place = {"line": sentence.line, "column": sentence.column, "text": sentence.text}
    judged = place | {"verdict": str(one.verdict), "why": one.why or None}
    return judged | {"claim": _claim_object(guide, one.claim) if one.claim else None}


def _claim_object(guide: Guide, id: str) -> dict[str, Any]:
    claim = guide.claims[id].item
    sure = str(claim.level) if claim.level else None
    words = markup.plain(claim.plain)
    return {"id": id, "plain": words, "certainty": sure, "address": address_of(guide, id)}


ANSWER_FORMATS: dict[str, Callable[[Found, str, Guide], str]] = {
    "text": _as_text,
    "json": _as_json,
}
"""How verdicts are printed."""
