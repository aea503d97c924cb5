"""One reviewer kit, audited as those of a built site are, and written to a file."""

from collections.abc import Iterator
from pathlib import Path

from lxml import html

from evidence_guide.diagnostic import Diagnostic, GuideError, Place, Unsound
from evidence_guide.files import reading
from evidence_guide.files.output import Output, write_files
from evidence_guide.guide import Guide
from evidence_guide.site.audit import audit_page
from evidence_guide.site.review_kits import blocked_in_file, review_kit
from evidence_guide.site.unaccounted import Vocabularies, unaccounted_in
from evidence_guide.text.nearest import near
from evidence_guide.view.site import Site
from evidence_guide.view.views import Views


def write_review_kit(guide: Guide, stage: str, to: Path) -> int:
    """Writes the reviewer kit of a stage of a sound guide; the number of things to judge.

    Raises GuideError if no stage has this name or another file would be replaced, and Unsound if
    the audit finds a fault.
    """
    if stage not in guide.file.stages:
        hint = near(stage, guide.file.stages, f"stages are: {', '.join(guide.file.stages)}")
        raise GuideError(f"no stage is called `{stage}`; {hint}")
    _require_free(to)
    made = review_kit(Views(Site(guide)), stage)
    found = list(_faults(guide, made))
    if found:
        raise Unsound(found)
    write_files({to: made.content})
    return made.content.count('<fieldset class="judge"')


def _require_free(to: Path) -> None:
    """Raises GuideError if a file is there that is no reviewer kit."""
    if to.is_file() and not _is_kit(to):
        message = f"{to} is no reviewer kit, and would be overwritten"
        raise GuideError(f"{message}; name another file with `--to`")


def _is_kit(path: Path) -> bool:
    """Whether a file is a reviewer kit; one that cannot be read is none."""
    try:
        return _MARK in reading.content(path, _MOST)
    except reading.RefusedFile:
        return False


_MOST = 16 * reading.MIB
"""The most bytes of a file that is read to find out."""
_MARK = b'"evidence-guide-review-1"'
"""The form of the answers, which the script of every kit names."""


def _faults(guide: Guide, made: Output) -> Iterator[Diagnostic]:
    """What the audit of a site would find in a kit."""
    tree = html.document_fromstring(made.content)
    for what in blocked_in_file(tree, made.uri):
        yield Diagnostic(Place(made.uri), "blocked-by-policy", what, "fix the template")
    yield from audit_page(made.content, made.uri, guide).diagnostics
    yield from unaccounted_in(tree, made.uri, Vocabularies(guide))
