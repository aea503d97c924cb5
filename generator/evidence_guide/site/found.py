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
    findings = [finding.id for finding in guide.readings[key].item.findings]
    shared = all(_compared(guide, id) for id in findings)
    return {
        "found": [list(_of_finding(guide, id, shared=shared)) for id in findings],
        "done": list(_done(guide, key, _compared(guide, findings[0]) if shared else "")),
    }


def _done(guide: Guide, key: str, again: str) -> Iterator[str]:
    """What was done to check a source and, where all share it, its findings."""
    yield from filter(None, [checks.standing_sentence(guide, key), again])


def _compared(guide: Guide, finding: str) -> str:
    """That a second reader compared a finding with its source; empty if nobody did."""
    if not checks.is_compared(guide, finding):
        return ""
    return labels.reread(guide.reading_of(finding).read, finding, guide.label)


def _of_finding(guide: Guide, finding: str, *, shared: bool) -> Iterator[str]:
    """The words of a finding, and what was done to check it unless all of a source share it."""
    yield plain_words(text(guide.findings[finding].item.reports))
    again = "" if shared else _compared(guide, finding)
    then = checks.continuation(guide, guide.findings[finding].item)
    yield from filter(None, [then, checks.match_sentence(guide, finding), again])
