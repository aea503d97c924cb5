"""Which PDFs there are: the book and a hand-out for each stage, on two papers, in normal and in large print."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.text import markup

TEMPLATES = Path(__file__).parent / "typst"
"""The Typst templates that lay out all editions."""
BOOK = "book"
HANDOUTS = "handouts"
THE_BOOK = "The book"
"""The group of the book's editions."""
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
    """Which editions are wanted."""

    only: str = ""
    """`book`, `handouts` or the id of a stage; nothing means all."""
    papers: tuple[Paper, ...] = tuple(Paper)
    large: tuple[bool, ...] = (False, True)
    """Normal print, large print, or both."""
    draft: bool = False
    """Marked as a draft, and made without the check for accessibility."""


@dataclass(frozen=True)
class Margin:
    """The margins of a page in millimetres; header and footer stand in those above and below."""

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

    stage: str
    """Id of the stage of a hand-out; nothing for the book."""
    title: str
    paper: Paper
    large: bool
    draft: bool
    name: str
    """The file's name."""
    language: str = ""
    """What the language of a translated hand-out is called in it."""

    @property
    def margin(self) -> Margin:
        """Narrow where space is scarce, wide around a book's lines."""
        if self.large:
            return Margin(20, 24, 26)
        return Margin(16, 14, 17) if self.stage else Margin(31, 27, 27)

    @property
    def label(self) -> str:
        """Its title with its paper and print."""
        language = f" ({self.language})" if self.language else ""
        return f"{self.title}{language}, {self.paper.words}{', large print' if self.large else ''}"

    @property
    def group(self) -> str:
        """The heading under which readers find it."""
        return (
            f"Hand-outs: {self.language}"
            if self.language
            else "Hand-outs"
            if self.stage
            else THE_BOOK
        )

    @property
    def about(self) -> str:
        """For whom it is, in a sentence."""
        print_ = "in large print (18 pt)" if self.large else "on paper or on a screen"
        if not self.stage:
            return f"The whole guide {print_}, {self.paper.words}: steps, evidence, tables, glossary and every reference."
        pages = "as many pages as that needs" if self.large or self.language else "two pages"
        return f"What to do, {print_}, {self.paper.words}, {pages}: boxes to tick, questions to ask, key sources."


def editions(guide: Guide, wanted: Wanted) -> Iterator[Edition]:
    """The wanted editions, the book first; of a translated guide the hand-outs. Raises GuideError if `only` names nothing."""
    chosen = _chosen(guide, wanted.only)
    for paper in wanted.papers:
        for large in wanted.large:
            yield from (
                _edition(guide, stage, paper, large=large, draft=wanted.draft) for stage in chosen
            )


def _chosen(guide: Guide, only: str) -> tuple[str, ...]:
    """Stages of the wanted editions; nothing stands for the book."""
    stages = guide.file.stages
    groups = {"": ("", *stages), BOOK: ("",), HANDOUTS: stages, **{id: (id,) for id in stages}}
    if guide.translation:
        return tuple(stage for stage in groups.get(only, ()) if stage)
    if only not in groups:
        raise GuideError(
            f"`{only}` is neither `{BOOK}`, `{HANDOUTS}` nor one of the stages: {', '.join(stages)}"
        )
    return groups[only]


def _edition(guide: Guide, stage: str, paper: Paper, *, large: bool, draft: bool) -> Edition:
    title = markup.plain(guide.stages[stage].item.title) if stage else guide.file.title
    tag, language = (
        (guide.translation.table.language, guide.translation.table.name)
        if guide.translation
        else ("", "")
    )
    parts = (
        slug(guide),
        tag.lower(),
        stage or BOOK,
        paper,
        "large-print" if large else "",
        "draft" if draft else "",
    )
    return Edition(
        stage,
        title,
        paper,
        large,
        draft,
        "-".join(part for part in parts if part) + ".pdf",
        language,
    )


def slug(guide: Guide) -> str:
    """The guide's short name in file names: the last part of its address, or else its title."""
    last = urlsplit(guide.file.site_url).path.strip("/").rpartition("/")[2]
    return "-".join(re.findall(r"[a-z0-9]+", (last or guide.file.title).lower())) or "guide"
