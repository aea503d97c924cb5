"""Receipts: each finding is searched in its source's own text, and the result is recorded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import (
    Compared,
    Proof,
    Receipt,
    Supplied,
    finding_digest,
    fingerprint,
    sealed,
)
from evidence_guide.model import Finding
from evidence_guide.proof import passages
from evidence_guide.proof.extent import extent, is_whole_text
from evidence_guide.proof.folding import Folded, fold
from evidence_guide.proof.neighbours import hidden_denial, limiting_neighbour
from evidence_guide.proof.obtaining import READER, Library, own_text
from evidence_guide.proof.readings import has_gap
from evidence_guide.proof.shards import WHOLE, Shard
from evidence_guide.proof.texts import NoText, Text

_BEST = (
    Proof.PROVED,
    Proof.FIGURE,
    Proof.SECTIONS,
    Proof.PART,
    Proof.AMBIGUOUS,
    Proof.NOT_FOUND,
    Proof.UNDECIDED,
    Proof.NO_TEXT,
)
"""Results in order, the most informative first."""
_DEFINITE = frozenset({Proof.PROVED, Proof.SECTIONS})
"""Results that do not depend on what else a source says."""
_NEAREST = 80
_HASH = 16

Receipts = dict[str, Receipt]
"""Receipts by the ids of their findings."""


class ProofResult(NamedTuple):
    """The result of looking for a finding in a text."""

    proof: Proof
    detail: str = ""
    passage: str = ""
    """Hash of the passage."""
    then: str = ""
    left_out: str = ""


def verify(
    guide: Guide, library: Library, ids: frozenset[str], shard: Shard = WHOLE
) -> Iterator[tuple[str, Receipts]]:
    """The key and the receipts of each source of a shard, if it or one of its findings is in `ids`.

    Empty `ids` mean all. One source at a time, so that an interrupted run keeps its results.
    """
    for key, reading in guide.readings.items():
        findings = _chosen(key, reading.item.findings, ids)
        if findings and key in guide.sources and shard.holds(key):
            receipts = _receipts(guide.sources[key].item, findings, library)
            yield key, _all_merged(receipts, guide.lock.receipts)


def _chosen(key: str, findings: Iterable[Finding], ids: frozenset[str]) -> list[Finding]:
    """The findings of a source that are to be searched."""
    if not ids or key in ids:
        return list(findings)
    return [finding for finding in findings if finding.id in ids]


def _all_merged(new: Receipts, old: Mapping[str, Receipt]) -> Receipts:
    return {id: sealed(_merged(receipt, old.get(id))) for id, receipt in new.items()}


def _merged(new: Receipt, old: Receipt | None) -> Receipt:
    """The new receipt, or the old one if nothing but the day differs.

    A new one says since when the result has been the same, and which receipt it replaces. If the
    text at its address has changed, it also has the hash of the old text.
    """
    if old is None:
        return replace(new, since=new.on)
    if _is_unchanged(new, old):
        return old
    before = old.text if _has_changed(new, old) else ""
    return replace(new, before=before, since=_since(new, old), previous=fingerprint(old))


def _since(new: Receipt, old: Receipt) -> str:
    """The day since which the result has been the same for the finding as it is."""
    is_same = (new.proof, new.finding) == (old.proof, old.finding)
    return min(old.since or old.on, new.on) if is_same else new.on


def _is_unchanged(new: Receipt, old: Receipt) -> bool:
    """Whether nothing differs but the day, the program, or that the text is now a stored copy."""
    if new.by == Supplied.STORED and old.by == Supplied.PROGRAM:
        new = replace(new, by=old.by)
    same = replace(
        new,
        on=old.on,
        before=old.before,
        reader=old.reader,
        since=old.since,
        previous=old.previous,
        seal=old.seal,
    )
    return same == old and sealed(old) == old


def _has_changed(new: Receipt, old: Receipt) -> bool:
    """Whether one service had another text at the same address before."""
    is_same_place = (new.service, new.address) == (old.service, old.address)
    return is_same_place and bool(new.text and old.text) and new.text != old.text


def _receipts(source: Source, findings: list[Finding], library: Library) -> Receipts:
    """The best receipt of each finding over all texts of the source."""
    refused: list[NoText] = []
    texts = _own_texts(source, library, refused)
    best = _best_receipts(source, findings, texts)
    if not best:
        return _without_texts(source, findings, library, refused)
    return {id: _with_answers(receipt, refused) for id, receipt in best.items()}


def _with_answers(receipt: Receipt, refused: list[NoText]) -> Receipt:
    """A receipt that is undecided also has the answers of the services that had no other text."""
    if receipt.proof is not Proof.UNDECIDED or not refused:
        return receipt
    return replace(receipt, detail=f"{receipt.detail}; {_joined_answers(refused)}")


def _without_texts(
    source: Source, findings: list[Finding], library: Library, refused: list[NoText]
) -> Receipts:
    """The receipts of findings whose source has no text."""
    detail = _why_no_text(refused, library)
    return {finding.id: _without_text(finding, source, detail, library) for finding in findings}


def _best_receipts(source: Source, findings: list[Finding], texts: Iterable[Text]) -> Receipts:
    """The best receipts over some texts; once all are proved, no further text is obtained."""
    best: Receipts = {}
    for text in texts:
        _search_all(findings, source, text, best)
        if all(receipt.proof is Proof.PROVED for receipt in best.values()):
            break
    return best


def _own_texts(source: Source, library: Library, refused: list[NoText]) -> Iterator[Text]:
    """The texts that belong to a source, best first; others are added to `refused` with reasons."""
    for attempt in library.attempts(source):
        text = own_text(attempt, source)
        if isinstance(text, NoText):
            refused.append(text)
        else:
            yield replace(text, how=extent(text, source))


def _search_all(findings: list[Finding], source: Source, text: Text, best: Receipts) -> None:
    """Searches one text for all findings and keeps the better receipts."""
    folded = fold(text.content)
    for finding in findings:
        receipt = _receipt(finding, source, text, folded)
        best[finding.id] = _better(best.get(finding.id), receipt)


def _better(known: Receipt | None, new: Receipt) -> Receipt:
    if known is None or _rank(new) < _rank(known):
        return new
    return known


def _rank(receipt: Receipt) -> int:
    return _BEST.index(receipt.proof)


def _why_no_text(refused: list[NoText], library: Library) -> str:
    if refused:
        return _joined_answers(refused)
    if library.fetcher:
        return "neither file, cache nor service has it"
    return "neither file nor cache has it, and no service was asked"


def _joined_answers(refused: list[NoText]) -> str:
    return "; ".join(dict.fromkeys(map(str, refused)))


def _without_text(finding: Finding, source: Source, detail: str, library: Library) -> Receipt:
    hashed = finding_digest(finding, source.id)
    return Receipt(Proof.NO_TEXT, hashed, library.today.isoformat(), detail)


def _receipt(finding: Finding, source: Source, text: Text, folded: Folded) -> Receipt:
    """The receipt for the search of one finding in one text."""
    found = _search_text(finding, text, folded)
    return Receipt(
        found.proof,
        finding_digest(finding, source.id),
        text.retrieved.isoformat(),
        found.detail,
        how=str(text.how),
        service=text.service,
        address=text.address,
        text=text.sha256[:_HASH],
        passage=found.passage,
        by=text.by,
        raw=text.raw,
        reader=READER,
        compared=_compared(finding) if found.proof is Proof.PROVED else "",
        then=found.then,
        left_out=found.left_out,
    )


def _compared(finding: Finding) -> Compared:
    """The words of a finding that its proof vouches for."""
    if finding.figures:
        return Compared.FIGURES
    return Compared.ENDS if has_gap(finding.passage) else Compared.WHOLE


def _search_text(finding: Finding, text: Text, folded: Folded) -> ProofResult:
    """The result of a search; only a whole text disproves, as the rest may hold the passage.

    A passage that is found across sections is refused in any text.
    """
    result = _search(finding, folded)
    if result.proof in _DEFINITE or is_whole_text(text.how):
        return result
    detail = ": ".join(filter(None, (result.proof, result.detail)))
    return ProofResult(Proof.UNDECIDED, detail, result.passage)


def _search(finding: Finding, folded: Folded) -> ProofResult:
    found = passages.find_passage(finding.passage, folded)
    match found:
        case passages.Proved():
            return _search_figures(finding, found, folded)
        case passages.PartOfSentence():
            return ProofResult(Proof.PART, _cut_off(found))
        case passages.AcrossSections():
            return ProofResult(Proof.SECTIONS, f"`{found.label}` begins within it")
        case passages.Ambiguous():
            return ProofResult(Proof.AMBIGUOUS, f"{len(found.places)} places")
        case passages.NotFound():
            return ProofResult(Proof.NOT_FOUND, _suggestion(found, folded))


def _search_figures(finding: Finding, found: passages.Proved, folded: Folded) -> ProofResult:
    missing = [*passages.missing_figures(found, finding.figures)]
    if finding.unit and not passages.prints_anywhere(finding.unit, folded):
        missing.append(finding.unit)
    passage = found.digest[:_HASH]
    if missing:
        return ProofResult(Proof.FIGURE, "; ".join(missing), passage)
    left_out = hidden_denial(found, finding.passage)
    return ProofResult(Proof.PROVED, "", passage, limiting_neighbour(found), left_out)


def _suggestion(missing: passages.NotFound, folded: Folded) -> str:
    nearest = missing.nearest
    if nearest is None:
        return ""
    return f"nearest: {folded.shown(nearest.start, nearest.end)[:_NEAREST]}"


def _cut_off(found: passages.PartOfSentence) -> str:
    sides = (_side("before", found.before), _side("after", found.after))
    return "; ".join(filter(None, sides))


def _side(name: str, text: str) -> str:
    """How much of a sentence is missing on one side, or an empty string."""
    words = len(text.split())
    if not text:
        return ""
    return f"cut off {name}: {words} word{'' if words == 1 else 's'}"
