"""What each source found, as a script that a card loads once a reader opens one."""

import json
from collections.abc import Iterator

from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.view import checks, labels
from evidence_guide.view.texts import plain_words, text

FOUND = "assets/found.js"
"""A script and not JSON, because pages that are opened from a folder cannot fetch."""


def found_script(guide: Guide) -> Output:
    """The findings of each source in their order, and what was done to check it."""
    sources = {key: _of_source(guide, key) for key in guide.readings}
    known = {"language": guide.file.language, "sources": sources}
    listed = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return Output(FOUND, f"window.evidenceGuideFound = {listed}\n")


def _of_source(guide: Guide, key: str) -> dict[str, list[list[str]] | list[str]]:
    findings = guide.readings[key].item.findings
    return {
        "found": [list(_of_finding(guide, finding.id)) for finding in findings],
        "done": list(_done(guide, key)),
    }


def _of_finding(guide: Guide, finding: str) -> Iterator[str]:
    """The words of a finding, and where a program found it."""
    yield plain_words(text(guide.findings[finding].item.reports))
    proof = checks.proof(guide, finding)
    if proof:
        yield proof


def _done(guide: Guide, key: str) -> Iterator[str]:
    """What was done to check a source, in sentences."""
    standing = checks.standing(guide, key)
    if standing:
        yield standing
    reading = guide.readings[key].item
    first = reading.findings[0].id
    if all(checks.is_compared(guide, finding.id) for finding in reading.findings):
        yield labels.reread(reading.read, first)
