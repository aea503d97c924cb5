"""The pages that the program makes from the evidence, by their paths below `docs/`."""

from collections.abc import Iterator

from evidence_guide.guide import Guide
from evidence_guide.translation.translated_guide import languages
from evidence_guide.view.addresses import places

_ALWAYS = (
    "about-this-guide.md",
    "audit.md",
    "changes.md",
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
    return frozenset((*_ALWAYS, *_placed(guide), *_tools(guide)))


def _placed(guide: Guide) -> Iterator[str]:
    for part in places(guide).values():
        yield part.uri


def _tools(guide: Guide) -> Iterator[str]:
    for id in guide.tools:
        yield f"tools/{id}.md"


def is_former_or_translated(guide: Guide, uri: str) -> bool:
    """Whether an address belongs to a retired part of the guide, or to a translated page."""
    folder, _, name = uri.rpartition("/")
    is_former = bool(folder) and name.removesuffix(".md") in guide.retired
    return is_former or uri.partition("/")[0] in languages(guide)
