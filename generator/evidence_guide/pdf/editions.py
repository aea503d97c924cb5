"""The editions of a guide: book, annex and hand-outs, on two papers, in two prints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import Cell
from evidence_guide.guide import Guide
from evidence_guide.guide.languages import own_table
from evidence_guide.text import markup
from evidence_guide.view.download_words import ANNEX, BOOK, BOOKS, CONTENTS, PRINT, THE_BOOKS
from evidence_guide.view.labels import Translate, teller

TEMPLATES = Path(__file__).parent / "typst"
"""The Typst templates of all editions."""
HANDOUTS = "handouts"
POINTS = 72 / 25.4
"""In a millimetre."""


class Paper(StrEnum):
    """A sheet; the value is the name in files and options."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def words(self) -> str:
        """The name for readers."""
        return {Paper.A4: "A4", Paper.LETTER: "US Letter"}[self]


@dataclass(frozen=True)
class Wanted:
    """The editions to make."""

    only: str = ""
    """`book`, `annex`, `handouts` or the id of a stage; empty for all."""
    papers: tuple[Paper, ...] = tuple(Paper)
    large: tuple[bool, ...] = (False, True)
    """Normal print, large print, or both."""
    draft: bool = False
    """Marked as a draft, and made without the check for accessibility."""


@dataclass(frozen=True)
class Margin:
    """The margins of a page in millimetres; header and footer are in those above and below."""

    side: float
    top: float
    bottom: float

    @property
    def top_points(self) -> float:
        """The upper one in points."""
        return self.top * POINTS

    @property
    def bottom_points(self) -> float:
        """The lower one in points."""
        return self.bottom * POINTS


@dataclass(frozen=True)
class Edition:
    """One PDF to make."""

    part: str
    """`book` or `annex`; empty for a hand-out."""
    stage: str
    """Id of the stage of a hand-out; empty for book and annex."""
    title: str
    paper: Paper
    large: bool
    draft: bool
    name: str
    """The file's name."""
    language: str = ""
    """The name that the language of a translated hand-out has for itself."""
    tag: str = ""
    """The same language as a tag."""
    translate: Translate = str
    """Puts our words into the language of the original, in which downloads are named."""

    @property
    def margin(self) -> Margin:
        """Narrow where space is scarce, wide around a book's lines."""
        if self.large:
            return Margin(20, 24, 26)
        if self.stage:
            return Margin(15, 12, 16)
        return Margin(31, 27, 27)

    @property
    def label(self) -> str:
        """Its title with its paper and print."""
        words = self.title
        if self.language:
            words += f" ({self.language})"
        words += f", {self.paper.words}"
        if self.large:
            words += self.translate(PRINT["large"])
        return words

    @property
    def group(self) -> str:
        """The heading under which readers find it."""
        if self.part:
            return self.translate(THE_BOOKS)
        handouts = self.translate(PRINT["hand-outs"])
        return f"{handouts}: {self.language}" if self.language else handouts

    @property
    def cell(self) -> Cell:
        """Its place in the table of what can be printed."""
        row = self.part or self.stage
        return Cell(row, *self._heading, self._column, self._link, self.tag)

    @property
    def _heading(self) -> tuple[str, str]:
        """The heading of its row in that table, and a sentence below it."""
        if self.part:
            return self.title, self.translate(CONTENTS[self.part])
        return self.translate(PRINT["hand-out"]).format(self.title), ""

    @property
    def _column(self) -> str:
        """The column of that table: its language, its print or its paper."""
        if self.language:
            return self.language
        return self.translate(PRINT["print"]) if self.large else self.paper.words

    @property
    def _link(self) -> str:
        """The words that lead to it in that column."""
        if self.language and self.large:
            return f"{self.paper.words}{self.translate(PRINT['large'])}"
        return self.paper.words

    @property
    def about(self) -> str:
        """The use and the content of it, in a sentence."""
        return f"{self.translate(CONTENTS[self.part])} {self._print}"

    @property
    def _print(self) -> str:
        """The print and the paper."""
        pattern = PRINT["on in large"] if self.large else PRINT["on"]
        return self.translate(pattern).format(self.paper.words)


def editions(guide: Guide, wanted: Wanted) -> Iterator[Edition]:
    """The wanted editions, the book first; of a translated guide only the hand-outs.

    Raises GuideError if `only` names nothing.
    """
    chosen = _chosen(guide, wanted.only)
    for paper, large, (part, stage) in product(wanted.papers, wanted.large, chosen):
        yield _edition(guide, part, stage, paper, large=large, draft=wanted.draft)


_Choice = tuple[str, str]
"""`book` or `annex` and no stage, or nothing and the id of a stage."""


def _chosen(guide: Guide, only: str) -> tuple[_Choice, ...]:
    """The wanted editions."""
    groups = _groups(guide)
    if guide.translation:
        return tuple(choice for choice in groups.get(only, ()) if choice[1])
    if only not in groups:
        stages = ", ".join(guide.file.stages)
        raise GuideError(
            f"`{only}` is neither `{BOOK}`, `{ANNEX}`, `{HANDOUTS}` nor one of the stages: {stages}"
        )
    return groups[only]


def _groups(guide: Guide) -> dict[str, tuple[_Choice, ...]]:
    """The editions that each value of `only` names."""
    handouts = tuple(("", id) for id in guide.file.stages)
    single = {id: (("", id),) for id in guide.file.stages}
    books = {part: ((part, ""),) for part in BOOKS}
    both = tuple((part, "") for part in BOOKS)
    return {"": (*both, *handouts), HANDOUTS: handouts, **single, **books}


def _edition(  # noqa: PLR0913 (each argument is a choice)
    guide: Guide, part: str, stage: str, paper: Paper, *, large: bool, draft: bool
) -> Edition:
    translate = _original_words(guide)
    return Edition(
        part=part,
        stage=stage,
        title=translate(BOOKS[part]) if part else markup.plain(guide.stages[stage].item.title),
        paper=paper,
        large=large,
        draft=draft,
        name=_file_name(guide, part or stage, paper, large=large, draft=draft),
        language=_language_name(guide),
        tag=_tag(guide),
        translate=translate,
    )


def _original_words(guide: Guide) -> Translate:
    """What puts our words into the language in which the guide was written."""
    original = guide.translation.original if guide.translation else guide.language
    return teller(own_table(original))


def _language_name(guide: Guide) -> str:
    """The name that the language of a translated guide has for itself; empty for the original."""
    return guide.translation.table.name if guide.translation else ""


def _tag(guide: Guide) -> str:
    """The language of a translated guide as a tag; empty for the original."""
    return guide.translation.table.language.lower() if guide.translation else ""


def _file_name(guide: Guide, what: str, paper: Paper, *, large: bool, draft: bool) -> str:
    """The name of the file: `tea-evening-a4-large-print.pdf`."""
    print_ = "large-print" if large else ""
    state = "draft" if draft else ""
    parts = (slug(guide), _tag(guide), what, paper, print_, state)
    return "-".join(filter(None, parts)) + ".pdf"


def slug(guide: Guide) -> str:
    """The guide's short name in file names: the last part of its address, or else its title."""
    name = _last_part(guide.file.site_url) or guide.file.title
    return "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "guide"


def _last_part(address: str) -> str:
    """The last folder of an address."""
    return urlsplit(address).path.strip("/").rpartition("/")[2]
