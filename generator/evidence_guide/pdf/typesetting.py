"""PDFs of the guide, which Typst reads as data, each in a process of its own."""

import json
import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import Any

import segno

from evidence_guide.diagnostic import GuideError, Place
from evidence_guide.files.output import Download
from evidence_guide.guide import Guide
from evidence_guide.pdf.editions import TEMPLATES, Edition, Paper, Wanted, editions
from evidence_guide.pdf.fonts import font_folders
from evidence_guide.pdf.packing import packed
from evidence_guide.pdf.side_by_side import Finished, Processes, in_order
from evidence_guide.pdf.typst_process import PROGRAM, Draft, read_typeset
from evidence_guide.text import markup
from evidence_guide.text.characters import one_line
from evidence_guide.view import shapes
from evidence_guide.view.data import exported
from evidence_guide.view.download_words import ANNEX, BOOK
from evidence_guide.view.site import Site
from evidence_guide.view.translation_notes import about

SHEETS = {Paper.A4: "a4", Paper.LETTER: "us-letter"}
NORMAL, HANDOUT, LARGE = 10.5, 12.0, 18.0
"""The size of the running text in the book, in a hand-out, and in large print, in points."""
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
"""A character as Rust prints it."""
_SIDES = {1: "one side", 2: "two sides"}
"""The sides of a hand-out; the second one has the options side by side."""
_FIRST = 10
"""Most places that a complaint about characters names."""
_FIRST_OF_EACH = 3
"""Most of them for the same character."""


@dataclass(frozen=True)
class Fit:
    """The size of the print and the space between its lines."""

    size: float = NORMAL
    leading: float = 0.62
    """The space between lines, in ems."""
    gap: float = 0.85
    """The space between the steps of a hand-out, in ems."""
    notes: int = 0
    """Lines for notes."""


_FITS = (
    Fit(HANDOUT, notes=5),
    Fit(HANDOUT, notes=3),
    Fit(HANDOUT),
    Fit(HANDOUT, 0.55, 0.7),
    Fit(HANDOUT, 0.48, 0.55),
)
"""From roomy to tight, until a hand-out keeps to its side; the size stays."""


@dataclass(frozen=True)
class Press:
    """The data, fonts and templates that all editions share."""

    guide: Guide
    view: shapes.GuideData
    codes: dict[str, str]
    """QR codes of pages, as SVG by address."""
    fonts: tuple[str, ...]
    """Folders."""
    templates: Path


def downloads(
    guide: Guide,
    wanted: Wanted | None = None,
    templates: Path = TEMPLATES,
    view: shapes.GuideData | None = None,
) -> Generator[Download, None, None]:
    """Every wanted PDF of a guide whose check found no error; closed early, it stops all work.

    `view` is the exported guide where it is at hand.
    Raises GuideError if Typst's check of PDF/UA-1 fails, if no font has a character, if a
    hand-out does not fit, or if its process is stopped.
    """
    press = _press(guide, templates, view or exported(Site(guide)))
    chosen = list(editions(guide, wanted or Wanted()))
    yield from in_order(partial(_download, press), chosen)


def drafts(guide: Guide, wanted: Wanted) -> Iterator[Draft]:
    """Every wanted PDF of a guide as the process reads it that sets it."""
    press = _press(guide, TEMPLATES, exported(Site(guide)))
    for edition in editions(guide, wanted):
        yield _draft(press, edition)


def _download(press: Press, processes: Processes, edition: Edition) -> Download:
    """The edition as PDF, in as few bytes as it may have."""
    content = packed(_set(press, processes, edition))
    words = (edition.label, edition.about)
    return Download(edition.name, *words, content, edition.group, edition.cell)


def _press(guide: Guide, templates: Path, data: shapes.GuideData) -> Press:
    return Press(guide, data, _codes(data), font_folders(guide), templates)


_NONE: dict[str, Any] = {
    "topics": (),
    "findings": {},
    "tables": (),
    "populars": (),
    "terms": (),
    "abbreviations": (),
    "sources": {},
    "index": (),
}
"""Parts of a guide that not every edition prints; Typst is faster without them."""
_USED: dict[str, frozenset[str]] = {
    BOOK: frozenset({"tables", "terms", "abbreviations", "index"}),
    ANNEX: frozenset({"topics", "findings", "populars", "sources", "index"}),
    "": frozenset(),
}
"""Those of them that each edition prints."""


def _data(press: Press, edition: Edition) -> str:
    """The guide as JSON, as far as an edition needs it."""
    used = _USED[edition.part]
    unused = {name: empty for name, empty in _NONE.items() if name not in used}
    if edition.stage:
        unused |= _of_one_stage(press.view, edition.stage)
    return press.view.model_copy(update=unused).model_dump_json()


def _of_one_stage(view: shapes.GuideData, id: str) -> dict[str, Any]:
    """What a hand-out has in place of all stages, claims and references."""
    return {
        "stages": tuple(stage for stage in view.stages if stage.id == id),
        "claims": {},
        "references": {},
    }


def _codes(data: shapes.GuideData) -> dict[str, str]:
    """The QR codes of the pages that PDFs point to, by address."""
    stages = [stage.page for stage in data.stages]
    topics = [topic.page for topic in data.topics]
    return {page: _code(page) for page in (data.site, data.plan_page, *stages, *topics)}


_BARE: dict[str, Any] = {"border": 2, "xmldecl": False, "nl": False}
"""A QR code that can be placed within a page."""


def _code(address: str) -> str:
    """A QR code as SVG."""
    svg = BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(svg, kind="svg", **_BARE)
    return svg.getvalue().decode()


def _set(press: Press, processes: Processes, edition: Edition) -> bytes:
    """The edition as Typst makes it, as roomy as it may be."""
    done = processes.run(PROGRAM, _draft(press, edition).message())
    if done.status:
        raise GuideError(_stopped(edition, done))
    sheet = read_typeset(done.answer)
    if sheet.trouble:
        raise GuideError(_complaint(press.guide, sheet.trouble))
    if not sheet.content:
        raise GuideError(_too_long(press.guide, edition))
    return sheet.content


def _draft(press: Press, edition: Edition) -> Draft:
    """The edition for the process that sets it."""
    return Draft(
        template=str(press.templates / "main.typ"),
        root=str(press.templates),
        fonts=press.fonts,
        data=_data(press, edition),
        tries=tuple(_tries(press, edition)),
        pages=_sides(press.guide, edition),
        day=datetime.combine(press.guide.file.as_of, time(), UTC).isoformat(),
        options=_options(edition),
    )


def _tries(press: Press, edition: Edition) -> Iterator[str]:
    """The layouts to try, as JSON."""
    for fit in _fits(edition):
        yield json.dumps(_wish(press, edition, fit))


def _fits(edition: Edition) -> tuple[Fit, ...]:
    """The layouts to try: those of a hand-out in normal print are tighter and tighter."""
    return _FITS if _is_fitted(edition) else (_usual_fit(edition),)


def _is_fitted(edition: Edition) -> bool:
    """Whether each part must keep to its side."""
    return bool(edition.stage) and not edition.large


def _usual_fit(edition: Edition) -> Fit:
    return Fit(LARGE if edition.large else NORMAL)


def _sides(guide: Guide, edition: Edition) -> int:
    """The pages that an edition must have; 0 for any number."""
    if not _is_fitted(edition):
        return 0
    return 2 if guide.stages[edition.stage].item.choices else 1


def _too_long(guide: Guide, edition: Edition) -> str:
    """The complaint about a hand-out that does not keep to its sides."""
    place = guide.stages[edition.stage].place()
    sides = _SIDES[_sides(guide, edition)]
    return (
        f"{place}: {edition.name}, the hand-out of this stage, does not fit on {sides} at "
        f"{HANDOUT:.0f} pt; name fewer or shorter steps in its `handout`, or shorten its red flags"
    )


def _stopped(edition: Edition, done: Finished) -> str:
    """The complaint about a process that did not finish."""
    if done.complaint:
        return f"{edition.name} cannot be made: {done.complaint}"
    return (
        f"{edition.name} cannot be made, because the system stopped its process (exit code "
        f"{done.status}); make sure that a gigabyte of memory is free, and run the command again"
    )


def _options(edition: Edition) -> dict[str, Any]:
    """The check against PDF/UA-1; a draft has no tags instead."""
    return {"pdf_tags": False} if edition.draft else {"pdf_standards": ["ua-1"]}


def _wish(press: Press, edition: Edition, fit: Fit) -> dict[str, Any]:
    """The edition as the templates read it."""
    return {
        "part": edition.part,
        "stage": edition.stage,
        "about": _about(press.guide, edition),
        **_tongue(press.guide, edition.stage),
        "paper": SHEETS[edition.paper],
        "margin": asdict(edition.margin),
        "large": edition.large,
        "draft": edition.draft,
        **asdict(fit),
        "date": _parts(press.guide.file.as_of),
        "codes": press.codes,
    }


def _parts(day: date) -> dict[str, int]:
    """A day as Typst reads it."""
    return {"year": day.year, "month": day.month, "day": day.day}


def _about(guide: Guide, edition: Edition) -> str:
    """The description in the file; that of a translated hand-out is the stage's own."""
    if not edition.language:
        return edition.about
    return markup.plain(guide.stages[edition.stage].item.about)


def _tongue(guide: Guide, stage: str) -> dict[str, Any]:
    """The original's language and the sentences about the translation, for the templates."""
    translation = guide.translation
    if translation is None:
        return {"original": guide.file.language, "translation": []}
    return {"original": translation.original, "translation": _plain(about(guide, stage))}


def _plain(sentences: Iterable[str]) -> list[str]:
    return list(map(markup.plain, sentences))


def _complaint(guide: Guide, message: str) -> str:
    """A complaint of Typst in the terms of the person who writes the guide."""
    missing = dict.fromkeys(_MISSING.findall(message))
    if missing:
        return _without_font(_found(guide, missing))
    return f"the PDF cannot be made: {_first_paragraph(message)}"


def _without_font(places: str) -> str:
    """The complaint about characters that no font has, which are found at these places."""
    return (
        f"no font of the PDF has these characters: {places}; write them "
        "otherwise, or put a font that has them into the guide's folder `fonts/`"
    )


def _first_paragraph(message: str) -> str:
    """The first paragraph of a message, on one line."""
    return one_line(message.strip().split("\n\n")[0])


def _found(guide: Guide, texts: Iterable[str]) -> str:
    """The first places of some texts."""
    found = chain.from_iterable(_located(guide, text) for text in texts)
    return "; ".join(islice(found, _FIRST))


def _located(guide: Guide, text: str) -> list[str]:
    """A text with each of its places."""
    return [f"{place}: `{text}`" for place in _places(guide, text)]


def _places(guide: Guide, text: str) -> list[Place]:
    """The first places where the evidence holds a text, given as Rust prints it."""
    wanted = _ESCAPED.sub(_character, text)
    return list(islice(_hits(guide, wanted), _FIRST_OF_EACH))


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))


def _hits(guide: Guide, wanted: str) -> Iterator[Place]:
    """The place of a text in each line that holds it."""
    for document in guide.documents:
        for number, line in enumerate(document.text.splitlines(), 1):
            column = line.find(wanted)
            if column >= 0:
                yield Place(document.path, number, column + 1)
