"""Pages made from evidence: finished HTML, of which Markdown has to read only the headings."""

import re
from itertools import chain
from typing import NamedTuple

from markdown.util import BLOCK_LEVEL_ELEMENTS

_BLOCKS = re.compile(r"\n{2,}")
_TAG = re.compile(r"<([a-z][a-z0-9]*)")
_HEADING = re.compile(r"#{1,6} [^\n]+")
_IDS = re.compile(r"""\sid=(?:"([^"]+)"|'([^']+)')""")
_NOTICE = 'class="eg-notice"'
_PLACE = f"<hr {_NOTICE}>"
"""Takes the place of finished HTML while Markdown reads a page, which so shows its notice."""


class Parted(NamedTuple):
    """A page in two parts: what Markdown reads, and the HTML that is kept back until then."""

    text: str
    finished: tuple[str, ...] = ()

    def woven(self, html: str) -> str:
        """What Markdown made of the text, with what was kept back in its place."""
        kept = iter(self.finished)
        return re.sub(_PLACE, lambda _: next(kept), html) if self.finished else html

    def ids(self) -> set[str]:
        """The ids in what was kept back."""
        found = _IDS.findall("\n".join(self.finished))
        return set(filter(None, chain.from_iterable(found)))


def split_page(page: str) -> Parted:
    """A page in its two parts; one with more than headings and HTML is for Markdown alone."""
    blocks = _BLOCKS.split(page.strip("\n"))
    if _NOTICE not in page or "<!--" in page or not all(map(_is_plain, blocks)):
        return Parted(page)
    text = "\n\n".join(_PLACE if _is_html(block) else block for block in blocks)
    return Parted(text, tuple(filter(_is_html, blocks)))


def _is_plain(block: str) -> bool:
    """Whether Markdown leaves a block as it is, or reads it as a heading."""
    return _is_html(block) or bool(_HEADING.fullmatch(block))


def _is_html(block: str) -> bool:
    """Whether a block of a page begins with an element that Markdown takes for a block."""
    tag = _TAG.match(block)
    return tag is not None and tag[1] in BLOCK_LEVEL_ELEMENTS
