"""The pages for contributors, which are not part of what readers are shown."""

from collections.abc import Iterable
from typing import Any

from evidence_guide.guide.markdown_citations import is_for_contributors


def contributors_pages(pages: Iterable[Any]) -> dict[str, frozenset[str]]:
    """The files of MkDocs' pages for contributors, and their addresses, which no search finds."""
    found = [page for page in pages if is_for_contributors(_text(page))]
    uris = frozenset(page.src_uri for page in found)
    return {"contributors": uris, "hidden": frozenset(page.url for page in found)}


def _text(page: Any) -> str:
    """The text of a page; the rules report characters that cannot be read."""
    return str(page.content_bytes.decode("utf-8", "replace"))
