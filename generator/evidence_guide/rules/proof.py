"""Every finding has a receipt that fits it, and no retracted source carries anything."""

import re
from collections.abc import Iterator

from evidence_guide.diagnostic import Place, Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.facts import derived
from evidence_guide.guide.lock import OPEN, Proof, Receipt, Supplied, finding_digest, sealed
from evidence_guide.model import Claim, Depth, Finding, FindingsFile, Step
from evidence_guide.model.vocabulary import ProofPolicy
from evidence_guide.proof.neighbours import unanswered
from evidence_guide.rules.rule import (
    ENGLISH_ONLY,
    Complaint,
    Complaints,
    Finder,
    policy_of,
    rule,
    unknown,
)
from evidence_guide.text import markup
from evidence_guide.text.quantities import traced
from evidence_guide.view.citation_lists import Support, supports

_FAILED = {
    Proof.NOT_FOUND: (
        "passage",
        "copy its first and last words again from the source, or remove the finding",
    ),
    Proof.PART: ("passage", "begin and end the passage where sentences begin and end"),
    Proof.AMBIGUOUS: ("passage", "add words to its ends until it occurs in one place only"),
    Proof.FIGURE: (
        "figures",
        "copy the figures again from the passage, or remove those that are not in it",
    ),
}
"""For each result that is an error: the field to fix, and how."""
RETRACTED = frozenset({"retracted", "withdrawn"})
SUPERSEDED = "superseded"


@rule("evidence/evidence.lock", '"finding": "7a0a25061af9f5b4"', '"finding": "0000000000000000"')
def receipt_fits(guide: Guide) -> Complaints:
    """A finding's receipt vouches for the finding as it is now.

    Who edits a passage or a figure has not proved the new one, and an edited receipt is no proof.
    """
    for id, receipt in guide.lock.receipts.items():
        finding = guide.findings.get(id)
        if finding and not _fits(finding, receipt, guide):
            yield _changed_finding(finding)
        elif finding and sealed(receipt) != receipt:
            yield _broken_seal(finding)


def _changed_finding(finding: Entry[Finding]) -> Complaint:
    message = f"`{finding.id}` has changed since it was looked up"
    return finding.place("passage"), message, f"run `evidence-guide verify {finding.id}`"


def _broken_seal(finding: Entry[Finding]) -> Complaint:
    message = f"the proof of `{finding.id}` was edited, or written by an older version"
    return finding.place("passage"), message, f"run `evidence-guide verify {finding.id}`"


@rule(
    "evidence/findings/poe2019.yml",
    "reports: Students who drank tea fell asleep 9 minutes later.",
    "reports: Students who drank tea fell asleep 8 minutes later.",
)
def report_shows_figures(finding: Entry[Finding], guide: Guide) -> Complaints:
    """Every number in digits in `reports` is among the finding's `figures`, or in its passage.

    Readers are shown it as what the source found, and `verify` looks only for figures. A number in
    words, such as *about a third*, may sum a figure up.
    """
    printed = guide.figures_of(finding.id)
    known = _numerals(" ".join((*printed, finding.item.passage)))
    for quantity in guide.numbers_in(finding.item.reports):
        if _numerals(quantity.text) <= known or traced(quantity, printed):
            continue
        message = f"`{quantity.text.strip()}` in `reports` is not among the figures"
        yield finding.place("reports"), message, _PRINT_IT


_PRINT_IT = "copy it from the passage into `figures`, or leave it out"
_NUMERAL = re.compile(r"\d+(?:[.,·]\d+)*")


def _numerals(text: str) -> set[str]:
    """The numbers in digits of a text, without their signs and units."""
    return {number.replace(",", "").replace("·", ".") for number in _NUMERAL.findall(text)}


_CELLS = re.compile(r"\s\|\s")
"""The mark that a copy puts between the cells of a table."""
_UNFINISHED = re.compile(
    r"(?:\b(?:an?|the|of|in|on|at|to|for|with|by|from|and|or|but|nor|than|that|which|who|whose"
    r"|whom|when|where|while|because|if|is|are|was|were|be|been|has|have|had|may|might|can|could"
    r"|should|would|will|must|its|their|per|between|among|into|onto|through|no)"
    r"|-[a-z]?|[,;:(\[–—])$"
)
"""Ends after which a sentence goes on, or a word does."""
_SMALL = re.compile(r"[a-z]+\b")
_ABSTRACTS = (Depth.ABSTRACT, Depth.PART_OF_ABSTRACT)


@rule(
    "evidence/findings/doe2020.yml",
    "passage: Participants given tea … sooner than others.",
    "passage: Participants given tea … sooner | than",
)
def passage_is_whole_sentences(finding: Entry[Finding], guide: Guide) -> Complaints:
    """A passage begins and ends where sentences do, and holds no mark that a copy puts between the
    cells of a table.

    Half a sentence may say the opposite of the whole, and neither is found in the source itself.
    """
    fault, hint = _fault_of_passage(finding, guide)
    if fault:
        yield finding.place("passage"), f"the passage {fault}", hint


def _fault_of_passage(finding: Entry[Finding], guide: Guide) -> tuple[str, str]:
    """What is wrong with a passage, and the fix; empty if nothing is."""
    passage = finding.item.passage.strip()
    if _CELLS.search(passage):
        return "holds ` | `, which no source prints", "write the words of its cells with ` … `"
    if _UNFINISHED.search(passage):
        last = passage.split()[-1]
        return f"ends in mid-sentence, with `{last}`", "end it where the sentence ends"
    if _SMALL.match(passage) and _is_of_abstract(finding, guide):
        first = passage.split()[0]
        return f"begins in mid-sentence, with `{first}`", "begin it where the sentence begins"
    return "", ""


def _is_of_abstract(finding: Entry[Finding], guide: Guide) -> bool:
    """Whether a passage is in an abstract, where no list has members that begin in small."""
    reading = guide.readings.get(guide.source_of.get(finding.id, ""))
    if reading is None or not finding.item.where.startswith("Abstract"):
        return False
    return reading.item.read.what in _ABSTRACTS


@rule(
    "evidence/evidence.lock",
    '"doe2020-sleep": {"proof": "proved"',
    '"doe2020-slept": {"proof": "proved"',
    Severity.WARNING,
)
def receipt_has_finding(guide: Guide) -> Complaints:
    """Every receipt belongs to a finding.

    A receipt without finding is left over, and the next finding of that name must not inherit it.
    """
    if FindingsFile in guide.unread:
        return
    for id in guide.lock.receipts:
        if id not in guide.findings:
            place = Place("evidence/evidence.lock")
            yield place, f"no finding is called `{id}`", "run `evidence-guide verify`", (id,)


@rule(
    "evidence/evidence.lock",
    '"doe2020-sleep": {"proof": "proved"',
    '"doe2020-sleep": {"proof": "passage not found"',
)
def passage_stands_in_source(guide: Guide) -> Complaints:
    """A passage that was looked for in its source's own text was found there, as whole sentences,
    with all its figures.

    A finding that its source does not state is corrected or removed, never excused.
    """
    for id, receipt in guide.lock.receipts.items():
        finding = guide.findings.get(id)
        if finding and receipt.proof in _FAILED:
            name, hint = _FAILED[receipt.proof]
            key = guide.source_of[id]
            yield finding.place(name), _failure(receipt, key), hint, (key,)


@rule(
    "evidence/evidence.lock",
    '"doe2020-sleep": {"proof": "proved"',
    '"doe2020-sleep": {"proof": "proved", "then": "However, only in June."',
)
def limit_is_answered(guide: Guide) -> Complaints:
    """Where the next sentence of a source may limit a passage, or the words left out of a passage
    deny something, `and_then` says what the source says there.

    A reader who opens the passage must not find a *however* that the finding kept back.
    """
    for id, receipt in guide.lock.receipts.items():
        finding = guide.findings.get(id)
        if finding and receipt.proof is Proof.PROVED and _fits(finding, receipt, guide):
            for limit in unanswered(finding.item, receipt):
                yield finding.place("passage"), f"`{id}`: {limit}", _SAY_THEN, (id,)


_SAY_THEN = (
    "read on in the source, and write `and_then` in your own words and without numbers; if it does"
    " not limit the finding, say what it is about"
)


def _fits(finding: Entry[Finding], receipt: Receipt, guide: Guide) -> bool:
    return receipt.finding == finding_digest(finding.item, guide.source_of[finding.id])


def _failure(receipt: Receipt, key: str) -> str:
    """What a failed look-up says."""
    return f"{receipt.proof} in the {receipt.how or 'text'} of `{key}`{_detail(receipt)}"


def _detail(receipt: Receipt) -> str:
    return f" ({receipt.detail})" if receipt.detail else ""


@rule("evidence/evidence.lock", '"doe2020-warm": {"proof"', '"doe2020-warn": {"proof"')
def finding_is_looked_up(finding: Entry[Finding], guide: Guide) -> Complaints:
    """Where the guide's policy says so, every finding is proved.

    With the policy `told` its pages say instead that it has not been proved, and why. With
    `fetched`, a text supplied by hand or a stored copy is not enough.
    """
    policy = policy_of(guide).proof
    if policy is not ProofPolicy.TOLD and not _is_looked_up(finding.id, guide):
        yield _not_proved(finding)
    elif policy is ProofPolicy.FETCHED and guide.lock.receipts[finding.id].by != Supplied.PROGRAM:
        by = guide.lock.receipts[finding.id].by
        message = f"`{finding.id}` is only proved by a text that was supplied otherwise ({by})"
        yield finding.place("id"), message, "run `evidence-guide verify` with an empty cache"


def _is_looked_up(id: str, guide: Guide) -> bool:
    """Whether the passage of a finding was looked for in a text."""
    receipt = guide.lock.receipts.get(id)
    return receipt is not None and receipt.proof not in OPEN


def _not_proved(finding: Entry[Finding]) -> Complaint:
    command = f"`evidence-guide verify {finding.id}`"
    hint = f"run {command}, with `--texts DIR` for texts of your own"
    return finding.place("id"), f"`{finding.id}` is not proved", hint


@rule("evidence/evidence.lock", '"state": "ok"', '"state": "retracted"')
def retracted_supports_nothing(guide: Guide) -> Complaints:
    """Nothing rests on a source that was retracted or withdrawn: no claim, term or row, for or
    against.

    What its authors or its journal have taken back is no evidence.
    """
    for support in supports(guide):
        for id in support.ids:
            key = guide.source_of.get(id, "")
            retraction = _retraction(key, guide)
            if retraction:
                yield _lost_support(support, id, key, retraction)


def _lost_support(support: Support, id: str, key: str, retraction: str) -> Complaint:
    owner = support.entry.id
    message = f"`{key}` was {retraction}: `{owner}` loses its support"
    hint = "remove the finding and weigh again what is left"
    return support.place(id), message, hint, (key, owner, id)


def _retraction(key: str, guide: Guide) -> str:
    """What became of a source that was taken back, and when; empty for any other."""
    standing = guide.lock.standings.get(key)
    if standing is None or standing.state not in RETRACTED:
        return ""
    return f"{standing.state} on {standing.on}" if standing.on else str(standing.state)


@rule(
    "evidence/sources.bib",
    "doi = {10.1000/roe.2021}",
    "doi = {10.1000/roe.2021}, superseded_by = {doe2002}",
)
def known_successor(source: Entry[Source], guide: Guide) -> Complaints:
    """What took the place of a source (`superseded_by`) is another source of the guide.

    A reader who learns that a source is out of date must find what is valid now.
    """
    key = source.item.superseded_by
    if key and (key not in guide.sources or key == source.id):
        hint = "add the newer publication, read it, and name its key"
        yield unknown(source.place("superseded_by"), "other source", key, guide.sources, hint)


@rule(
    "evidence/sources.bib",
    "author = {{Board of Tea}}",
    "superseded_by = {doe2020}, author = {{Board of Tea}}",
)
def superseded_is_not_followed(step: Entry[Step], guide: Guide) -> Complaints:
    """No step follows advice that rests on a superseded source.

    Who follows a step acts on the advice of today.
    """
    for number, id in enumerate(step.item.follows):
        for finding, key in _superseded(id, guide):
            message = f"`{id}` rests on `{finding}`, and `{key}` has been superseded"
            hint = "follow advice that is valid now, or let the claim rest on that"
            yield step.place("follows", number), message, hint, (id, finding, key)


@rule(
    "evidence/sources.bib",
    "author = {{Board of Tea}}",
    "superseded_by = {doe2020}, author = {{Board of Tea}}",
    Severity.WARNING,
    reads=ENGLISH_ONLY,
)
def superseded_is_said(claim: Entry[Claim], guide: Guide) -> Complaints:
    """A claim that rests on a superseded source says so: "since replaced by" in `says`, and in the
    plain words at least in which year it was said.

    What a body said once may not be what it says now.
    """
    superseded = list(_superseded(claim.id, guide))
    field = _silent_field(claim.item) if superseded else ""
    for finding, key in superseded if field else ():
        message = f"`{field}` does not say that `{key}` has been superseded"
        yield claim.place(field), message, _SAY_SINCE, (finding, key)


_SAY_SINCE = 'say it ("…, since replaced by …"), or rest the claim on the newer source'


def _silent_field(claim: Claim) -> str:
    """The field of a claim that does not say that something is of the past; empty if none."""
    if not _SINCE.search(markup.plain(claim.says)):
        return "says"
    plain = markup.plain(claim.plain)
    return "" if _SINCE.search(plain) or _YEAR.search(plain) else "plain"


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SINCE = re.compile(
    r"\b(?:supersed\w+|replac\w+|since then|until|no longer|older|newer|later|earlier|"
    r"former(?:ly)?|withdrawn|out of date)\b",
    re.IGNORECASE,
)


def _superseded(id: str, guide: Guide) -> Iterator[tuple[str, str]]:
    """The findings that a claim rests on and whose source has been superseded, with its key."""
    claim, superseded = guide.claims.get(id), _superseded_sources(guide)
    for finding in claim.item.rests_on if claim and superseded else ():
        key = guide.source_of.get(finding, "")
        if key in superseded:
            yield finding, key


@derived
def _superseded_sources(guide: Guide) -> frozenset[str]:
    """The keys of the sources that have been superseded."""
    keys = {*guide.sources, *guide.lock.standings}
    return frozenset(key for key in keys if _is_superseded(key, guide))


def _is_superseded(key: str, guide: Guide) -> bool:
    """Whether a source has been superseded, by its own record or by the services asked."""
    source, standing = guide.sources.get(key), guide.lock.standings.get(key)
    is_replaced = source is not None and source.item.superseded_by != ""
    return is_replaced or (standing is not None and standing.state == SUPERSEDED)


@rule(
    "retraction_watch.csv",
    "Record ID,OriginalPaperDOI,RetractionNature\n",
    "Record,Paper,Nature\n",
    finder=Finder.STANDING,
)
def sound_retraction_data(guide: Guide) -> Complaints:
    """The file of Retraction Watch that `evidence-guide standing` is given has its columns and
    readable records.

    A record that is passed over may be the retraction of a source.
    """
    yield from ()
