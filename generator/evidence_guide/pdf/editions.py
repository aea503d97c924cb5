"""The editions of a guide: the book and a hand-out for each stage, on two papers, in two prints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.text import markup

TEMPLATES = Path(__file__).parent / "typst"
"""The Typst templates of all editions."""
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
    """The editions to make."""

    only: str = ""
    """`book`, `handouts` or the id of a stage; empty for all."""
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

    stage: str
    """Id of the stage of a hand-out; empty for the book."""
    title: str
    paper: Paper
    large: bool
    draft: bool
    name: str
    """The file's name."""
    language: str = ""
    """The name that the language of a translated hand-out has for itself."""

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
            words += ", large print"
        return words

    @property
    def group(self) -> str:
        """The heading under which readers find it."""
        if not self.stage:
            return THE_BOOK
        return f"Hand-outs: {self.language}" if self.language else "Hand-outs"

    @property
    def about(self) -> str:
        """The use and the content of it, in a sentence."""
        if not self.stage:
            return (
                f"The whole guide {self._print}: "
                "steps, evidence, tables, glossary and every reference."
            )
        return (
            f"{self._sides} {self._print}: signs of danger and whom to call, "
            "at most five things to do, and the way to the evidence."
        )

    @property
    def _print(self) -> str:
        """The use and the paper."""
        print_ = "in large print (18 pt)" if self.large else "on paper or on a screen"
        return f"{print_}, {self.paper.words}"

    @property
    def _sides(self) -> str:
        """The length of a hand-out."""
        return "A few sides" if self.large else "One side"


def editions(guide: Guide, wanted: Wanted) -> Iterator[Edition]:
    """The wanted editions, the book first; of a translated guide only the hand-outs.

    Raises GuideError if `only` names nothing.
    """
    chosen = _chosen(guide, wanted.only)
    for paper, large, stage in product(wanted.papers, wanted.large, chosen):
        yield _edition(guide, stage, paper, large=large, draft=wanted.draft)


def _chosen(guide: Guide, only: str) -> tuple[str, ...]:
    """Stages of the wanted editions; an empty id is the book."""
    groups = _groups(guide)
    if guide.translation:
        return tuple(filter(None, groups.get(only, ())))
    if only not in groups:
        stages = ", ".join(guide.file.stages)
        raise GuideError(
            f"`{only}` is neither `{BOOK}`, `{HANDOUTS}` nor one of the stages: {stages}"
        )
    return groups[only]


def _groups(guide: Guide) -> dict[str, tuple[str, ...]]:
    """The stages that each value of `only` names."""
    stages = guide.file.stages
    single = {id: (id,) for id in stages}
    return {"": ("", *stages), BOOK: ("",), HANDOUTS: stages, **single}


def _edition(guide: Guide, stage: str, paper: Paper, *, large: bool, draft: bool) -> Edition:
    return Edition(
        stage=stage,
        title=_title(guide, stage),
        paper=paper,
        large=large,
        draft=draft,
        name=_file_name(guide, stage, paper, large=large, draft=draft),
        language=_language_name(guide),
    )


def _language_name(guide: Guide) -> str:
    """The name that the language of a translated guide has for itself; empty for the original."""
    return guide.translation.table.name if guide.translation else ""


def _title(guide: Guide, stage: str) -> str:
    """The title of a hand-out, or of the book."""
    if not stage:
        return guide.file.title
    return markup.plain(guide.stages[stage].item.title)


def _file_name(guide: Guide, stage: str, paper: Paper, *, large: bool, draft: bool) -> str:
    """The name of the file: `tea-evening-a4-large-print.pdf`."""
    tag = guide.translation.table.language.lower() if guide.translation else ""
    print_ = "large-print" if large else ""
    state = "draft" if draft else ""
    parts = (slug(guide), tag, stage or BOOK, paper, print_, state)
    return "-".join(filter(None, parts)) + ".pdf"


def slug(guide: Guide) -> str:
    """The guide's short name in file names: the last part of its address, or else its title."""
    name = _last_part(guide.file.site_url) or guide.file.title
    return "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "guide"


def _last_part(address: str) -> str:
    """The last folder of an address."""
    return urlsplit(address).path.strip("/").rpartition("/")[2]
