"""`verify`: looks for every finding in its source's own text and writes what came of it as receipts."""

from collections.abc import Iterator

from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import Proof, Receipt, digest
from evidence_guide.model import Finding
from evidence_guide.proof import passages
from evidence_guide.proof.folding import Folded, fold
from evidence_guide.proof.identity import is_of
from evidence_guide.proof.obtaining import Library
from evidence_guide.proof.texts import How, NoText, Text

_BEST = (Proof.PROVED, Proof.FIGURE, Proof.PART, Proof.AMBIGUOUS, Proof.NOT_FOUND, Proof.NO_TEXT)
"""Which of two results says more, the first the most."""


def verify(
    guide: Guide, library: Library, ids: frozenset[str]
) -> Iterator[tuple[str, dict[str, Receipt]]]:
    """For each source whose key or one of whose findings is in `ids` (all, if `ids` is empty): its key and the receipts.

    One source at a time, so that a run that is stopped keeps what it has.
    """
    for key, reading in guide.readings.items():
        wanted = [f for f in reading.item.findings if not ids or key in ids or f.id in ids]
        if wanted and key in guide.sources:
            found = _receipts(guide.sources[key].item, wanted, library)
            yield (
                key,
                {id: _kept(receipt, guide.lock.receipts.get(id)) for id, receipt in found.items()},
            )


def _kept(new: Receipt, old: Receipt | None) -> Receipt:
    """The new receipt; the old one's day where nothing else has changed, and the old text's hash where the text has."""
    if old is None:
        return new
    if (old.finding, old.text, old.proof, old.address) == (
        new.finding,
        new.text,
        new.proof,
        new.address,
    ):
        return old
    if not new.text or not old.text or old.text == new.text:
        return new
    return Receipt(**{**new.__dict__, "before": old.text})


def _receipts(source: Source, findings: list[Finding], library: Library) -> dict[str, Receipt]:
    """The best receipt of each finding over all texts of the source; no more texts are asked for once all are proved."""
    best: dict[str, Receipt] = {}
    refused: list[NoText] = []
    for attempt in library.attempts(source):
        text = _own(attempt, source)
        if isinstance(text, NoText):
            refused.append(text)
            continue
        folded = fold(text.content)
        for finding in findings:
            receipt = _receipt(finding, source, text, folded)
            best[finding.id] = min(
                best.get(finding.id, receipt), receipt, key=lambda r: _BEST.index(r.proof)
            )
        if all(receipt.proof is Proof.PROVED for receipt in best.values()):
            break
    return best or {finding.id: _without(finding, source, refused, library) for finding in findings}


def _own(attempt: Text | NoText, source: Source) -> Text | NoText:
    """The text if it is the source's own, else why it is none."""
    if isinstance(attempt, NoText):
        return attempt
    whose = is_of(attempt, source)
    return attempt if whose.own else NoText(whose.reason, attempt.address, whose.because)


def _without(finding: Finding, source: Source, refused: list[NoText], library: Library) -> Receipt:
    """The receipt of a finding for whose source no text was had."""
    asked = (
        "neither file, cache nor service has it"
        if library.fetcher
        else "neither file nor cache has it, and no service was asked"
    )
    detail = "; ".join(dict.fromkeys(str(no) for no in refused)) or asked
    return Receipt(Proof.NO_TEXT, _digest(finding, source), library.today.isoformat(), detail)


def _receipt(finding: Finding, source: Source, text: Text, folded: Folded) -> Receipt:
    """What comes of looking for one finding in one text."""
    found = passages.find(finding.passage, folded)
    proof, detail, passage = _judged(found, finding, folded)
    if (
        proof is Proof.NOT_FOUND
        and text.how is How.ABSTRACT
        and not finding.where.startswith("Abstract")
    ):
        proof, detail = (
            Proof.NO_TEXT,
            "only the abstract was to be had, and the passage stands elsewhere",
        )
    came = {
        "how": str(text.how),
        "service": text.service,
        "address": text.address,
        "text": text.sha256[:16],
    }
    return Receipt(
        proof, _digest(finding, source), text.retrieved.isoformat(), detail, passage=passage, **came
    )


def _judged(found: object, finding: Finding, folded: Folded) -> tuple[Proof, str, str]:
    if isinstance(found, passages.Proved):
        missing = passages.figures(found, finding.figures)
        return (
            (Proof.FIGURE, "; ".join(missing), found.digest[:16])
            if missing
            else (Proof.PROVED, "", found.digest[:16])
        )
    if isinstance(found, passages.PartOfSentence):
        return Proof.PART, _cut(found), ""
    if isinstance(found, passages.Ambiguous):
        return Proof.AMBIGUOUS, f"{len(found.places)} places", ""
    nearest = getattr(found, "nearest", None)
    return (
        Proof.NOT_FOUND,
        f"nearest: {folded.shown(nearest.start, nearest.end)[:80]}" if nearest else "",
        "",
    )


def _cut(found: passages.PartOfSentence) -> str:
    sides = [("before", found.before), ("after", found.after)]
    return "; ".join(f"cut off {side}: {len(text.split())} words" for side, text in sides if text)


def _digest(finding: Finding, source: Source) -> str:
    return digest(source.id, finding.passage, finding.figures)
