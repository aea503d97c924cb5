"""The results of `verify` as Markdown tables, with what to do about each."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.guide.lock import OPEN, Proof, Receipt
from evidence_guide.proof.summary import result_of
from evidence_guide.proof.texts import NoTextReason

_NEXT = {
    Proof.PROVED: "nothing",
    Proof.FIGURE: "correct the figure, or the passage that should contain it",
    Proof.PART: "begin and end the passage at whole sentences",
    Proof.SECTIONS: "write one finding for each section",
    Proof.AMBIGUOUS: "use more words at the ends of the passage",
    Proof.NOT_FOUND: "read the source again: correct or remove the finding",
    Proof.UNDECIDED: "supply the whole text with `--texts`",
    Proof.NO_TEXT: "supply a text with `--texts`, or add a DOI, PMID or PMCID",
}
_ORDER = list(Proof)
_REASONS = frozenset(map(str, NoTextReason))


class _Row(NamedTuple):
    result: str
    findings: int
    sources: int
    next: str


def results_table(guide: Guide, receipts: Mapping[str, Receipt]) -> str:
    """How many findings have each result, and which answer of which service left none."""
    rows = list(_rows(guide, receipts))
    lines = ["| result | findings | sources | next |", "|---|--:|--:|---|"]
    lines += [f"| {row.result} | {row.findings} | {row.sources} | {row.next} |" for row in rows]
    lines += [f"| all | {len(receipts)} | {len(_sources(guide, receipts))} | |"]
    answers = _answers(guide, receipts)
    if answers:
        lines += ["", "Sources without a text or a whole one, by the answer of each service:", ""]
        lines += ["| service | answer | sources |", "|---|---|--:|"]
        lines += [f"| {name} | {reason} | {count} |" for (name, reason), count in answers]
    return "\n".join(lines)


def _rows(guide: Guide, receipts: Mapping[str, Receipt]) -> Iterator[_Row]:
    """A row for each result, in the order of the results and then by name."""
    groups: dict[tuple[int, str], dict[str, Receipt]] = defaultdict(dict)
    for id, receipt in receipts.items():
        groups[_ORDER.index(receipt.proof), result_of(receipt)][id] = receipt
    for (rank, result), group in sorted(groups.items()):
        done = _NEXT[_ORDER[rank]]
        yield _Row(result, len(group), len(_sources(guide, group)), done)


def _sources(guide: Guide, receipts: Mapping[str, Receipt]) -> set[str]:
    return {guide.source_of[id] for id in receipts if id in guide.source_of}


def _answers(guide: Guide, receipts: Mapping[str, Receipt]) -> list[tuple[tuple[str, str], int]]:
    """For how many sources without a whole text a service gave an answer, by service and answer."""
    found: set[tuple[str, str, str]] = set()
    for id, receipt in receipts.items():
        if receipt.proof in OPEN:
            key = guide.source_of.get(id, id)
            found |= {(key, *answer) for answer in _answers_in(receipt.detail)}
    return sorted(Counter((service, reason) for _, service, reason in found).items())


def _answers_in(detail: str) -> Iterator[tuple[str, str]]:
    """The services and their reasons in the details of a receipt."""
    for part in detail.split("; "):
        service, _, rest = part.partition(": ")
        reason = rest.partition(": ")[0]
        if reason in _REASONS:
            yield service, reason
