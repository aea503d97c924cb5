"""The pages that the program makes from the evidence, by their paths below `docs/`."""

from collections.abc import Iterator

from evidence_guide.guide import Guide
from evidence_guide.model import Was
from evidence_guide.translation.translated_guide import languages
from evidence_guide.view.addresses import places
from evidence_guide.view.reporting import reporting_pages

_ALWAYS = (
    "about-this-guide.md",
    "audit.md",
    "changes.md",
    "cite.md",
    "claims/index.md",
    "downloads.md",
    "index.md",
    "method.md",
    "plan.md",
    "rules.md",
    "sources/index.md",
    "stages/index.md",
)
"""Pages of every guide. A new page needs a line here once a hand-written page links to it."""


def page_uris(guide: Guide) -> frozenset[str]:
    """The pages of the guide as it is now, in the language in which it was written."""
    return frozenset((*_ALWAYS, *_placed(guide), *_tools(guide), *reporting_pages(guide)))


def _placed(guide: Guide) -> Iterator[str]:
    for part in places(guide).values():
        yield part.uri


def _tools(guide: Guide) -> Iterator[str]:
    for id in guide.tools:
        yield f"tools/{id}.md"


_RETIRED_FOLDERS = {
    Was.SOURCE: "sources",
    Was.CLAIM: "claims",
    Was.STAGE: "stages",
    Was.TOPIC: "topics",
    Was.TABLE: "tables",
    Was.CHOICE: "choices",
}
"""The folder of each kind of part that has pages of its own."""


def retired_uris(guide: Guide) -> dict[str, list[str]]:
    """The pages that used to be there, each with the ids that it showed.

    A source's page goes with the last of its findings.
    """
    found: dict[str, list[str]] = {}
    for id, entry in guide.retired.items():
        uri = _retired_uri(guide, id, entry.item.was)
        if uri:
            found.setdefault(uri, []).append(id)
    return found


def _retired_uri(guide: Guide, id: str, was: Was) -> str:
    """The page that showed a part of the guide, if that is gone too."""
    if was in _RETIRED_FOLDERS:
        return f"{_RETIRED_FOLDERS[was]}/{id}.md"
    if was is Was.FINDING and source_key(id) not in guide.sources:
        return f"sources/{source_key(id)}.md"
    return ""


def source_key(finding: str) -> str:
    """The key of the source that a finding's id begins with."""
    return finding.partition("-")[0]


def is_former_or_translated(guide: Guide, uri: str) -> bool:
    """Whether an address belongs to a retired part of the guide, or to a translated page."""
    return _is_former(guide, uri) or uri.partition("/")[0] in languages(guide)


def _is_former(guide: Guide, uri: str) -> bool:
    """Whether an address belongs to a retired part of the guide."""
    folder, _, name = uri.rpartition("/")
    return bool(folder) and name.removesuffix(".md") in guide.retired
