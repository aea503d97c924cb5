"""A site that another engine built: its policy and its twins, and the audit that our sites pass."""

from pathlib import Path
from urllib.parse import urlsplit

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.site import Addresses, empty_inline, outputs, secure
from evidence_guide.site.audit import Audit, audit
from evidence_guide.site.exported_settings import address_form, settings_of
from evidence_guide.site.policy import META
from evidence_guide.site.programs import Programs

HOME = "index.html"


def finish_site(guide: Guide, site: Path) -> Audit:
    """Gives every page the policy and its twins, and reads the site back.

    Inline code moves into files. Raises GuideError if there is no site, or if it was finished
    already.
    """
    _refuse_finished(site)
    settings = settings_of(guide)
    _write_twins(guide, site, address_form(settings))
    address = str(settings.get("site_url") or "/")
    secure(empty_inline(), site, None, urlsplit(address).path)
    return audit(site, guide)


def _write_twins(guide: Guide, site: Path, form: Addresses) -> None:
    """Writes the twins of all pages for programs."""
    programs = Programs()
    for output in outputs(guide, form):
        programs.add(output)
    programs.write(guide, site)


def _refuse_finished(site: Path) -> None:
    """Refuses a site whose inline code is in its files: what they hold would be lost."""
    if not (site / HOME).is_file():
        raise GuideError(f"{site} holds no {HOME}; name the folder of a built site")
    if META in (site / HOME).read_text("utf-8"):
        raise GuideError(f"{site} is finished already; build it again first")
