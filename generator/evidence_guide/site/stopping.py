"""Stops a build whose evidence, pages or audit are at fault, with every reason in the log."""

import logging
from pathlib import Path

from evidence_guide.diagnostic import GuideError, Severity
from evidence_guide.files.output_folder import FolderKind, checked
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.rules import check, report
from evidence_guide.site.audit import Audit
from evidence_guide.site.engine import MkDocsConfig, PluginError, has_warned
from evidence_guide.text import characters, html_allowed

log = logging.getLogger("mkdocs.plugins.evidence_guide")


def refuse_unsafe_html(html: str, name: str) -> None:
    """Logs the faults of a hand-written page, and stops the build if there are any."""
    found = html_allowed.faults(html)
    for fault in found:
        message, hint = characters.line(fault.message), characters.line(fault.hint)
        log.error("%s: %s; %s", name, message, hint)
    if found:
        raise PluginError(f"docs/{name} is not safe; the last good site was kept")


def stop_if_wrong(result: Audit, *, strict: bool) -> None:
    """Logs what an audit found, and stops the build if that is anything."""
    for diagnostic in result.diagnostics:
        log.error("%s", diagnostic)
    if result.diagnostics:
        raise PluginError(
            f"the audit of the built site failed: {result}; the last good site was kept"
        )
    if strict and has_warned():
        raise PluginError(
            "there were warnings, which stop a strict build; the last good site was kept"
        )


def sound_guide(folder: Path) -> Guide:
    """The guide in a folder, if nothing is wrong with it; every complaint is logged."""
    try:
        guide = load(folder)
    except GuideError as error:
        raise PluginError(characters.line(error)) from None
    found = check(guide)
    errors = [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
    for diagnostic in found:
        level = logging.ERROR if diagnostic.severity is Severity.ERROR else logging.INFO
        log.log(level, "%s", diagnostic)
    if errors:
        summary = report.summary_line(found)
        raise PluginError(f"the evidence is not sound: {summary}; nothing was written")
    return guide


def check_place(config: MkDocsConfig, place: Path, guide: Path) -> None:
    """Refuses, before any work, a place for the site that holds files of others.

    Raises PluginError.
    """
    try:
        checked(place, FolderKind.SITE, guide, Path(config.config_file_path).parent)
    except GuideError as error:
        raise PluginError(str(error)) from None
