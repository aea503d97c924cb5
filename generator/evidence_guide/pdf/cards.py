"""Pictures of the guide's pages, which chat programs and networks show for links to them."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.pdf.editions import TEMPLATES
from evidence_guide.pdf.fonts import font_folders
from evidence_guide.pdf.typst_process import compiler, loaded_fonts, one_file
from evidence_guide.text import markup
from evidence_guide.view import labels
from evidence_guide.view.opinions import reviewed_by
from evidence_guide.view.translation_notes import shown_in

_CARD = TEMPLATES / "card.typ"
_ROOT = TEMPLATES.parent.parent
"""The folder from which the template may read."""


class _Card(NamedTuple):
    """The words of a picture that represents a page."""

    page: str
    above: str
    title: str
    about: str

    def words(self) -> dict[str, str]:
        """The words without markup, by their place in the picture."""
        _, above, title, about = map(markup.plain, self)
        return {"above": above, "title": title, "about": about}


def cards(guide: Guide) -> Iterator[tuple[str, bytes]]:
    """Pictures that chat programs and networks show for a link to the guide or to a stage of it.

    Each is a page and a PNG of 1200 by 630 pixels.
    """
    fonts = loaded_fonts(font_folders(guide))
    shared = {"language": guide.file.language, "foot": _foot(guide)}
    for card in _cards(guide):
        yield card.page, _picture(shared | card.words(), fonts)


def _cards(guide: Guide) -> Iterator[_Card]:
    """The picture of the first page, and one for each stage."""
    file = guide.file
    yield _Card("index.md", file.publisher, file.title, file.about)
    for id in file.stages:
        stage = guide.stages[id].item
        yield _Card(f"stages/{id}.md", file.title, stage.title, stage.about)


def _foot(guide: Guide) -> str:
    """Version, day and reviewers of a guide."""
    file, tag = guide.file, shown_in(guide)
    parts = (f"{guide.label('Version')} {file.version}", labels.day(file.as_of, tag))
    return " · ".join((*parts, reviewed_by(guide, tag)))


def _picture(words: dict[str, str], fonts: Any) -> bytes:
    """A picture as PNG."""
    return one_file(_card_compiler(words, fonts).compile(format="png", ppi=144))


def _card_compiler(words: dict[str, str], fonts: Any) -> Any:
    """Typst with the words of a picture."""
    return compiler(str(_CARD), str(_ROOT), fonts, {"card": json.dumps(words)})
