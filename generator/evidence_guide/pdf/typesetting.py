"""What Typst draws: PDFs of the guide, which it reads as data, and pictures of its pages for links; the only module that imports it."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from io import BytesIO
from os import cpu_count
from pathlib import Path
from typing import Any

import pypdfium2
import segno
import typst

from evidence_guide.diagnostic import GuideError, Place
from evidence_guide.files.output import Download
from evidence_guide.guide import Guide
from evidence_guide.pdf.editions import TEMPLATES, Edition, Paper, Wanted, editions
from evidence_guide.text import markup
from evidence_guide.view import labels as words
from evidence_guide.view import shapes
from evidence_guide.view.data import exported
from evidence_guide.view.site import Site
from evidence_guide.view.translation_notes import about

FONTS = "font_source_sans_pro"
SHEETS = {Paper.A4: "a4", Paper.LETTER: "us-letter"}
NORMAL, LARGE = 10.5, 18.0
MOST_PAGES = 2
"""Of a hand-out in normal print."""
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')


@dataclass(frozen=True)
class Fit:
    """How roomy an edition is."""

    size: float = NORMAL
    how: bool = True
    """Whether a hand-out shows the small actions of each step."""
    notes: int = 6
    """Lines for notes."""


_FITS = (
    Fit(),
    Fit(10, notes=4),
    Fit(9.5, notes=3),
    Fit(10, how=False),
    Fit(9.5, how=False, notes=4),
    Fit(9, how=False, notes=3),
)
"""From roomy to tight, until a hand-out keeps to its pages."""


@dataclass(frozen=True)
class Press:
    """What all editions are made with."""

    guide: Guide
    data: str
    """The exported guide as JSON."""
    codes: dict[str, str]
    """QR codes of pages, as SVG by address."""
    fonts: typst.Fonts
    templates: Path


def downloads(
    guide: Guide,
    wanted: Wanted | None = None,
    templates: Path = TEMPLATES,
    view: shapes.GuideData | None = None,
) -> Iterator[Download]:
    """Every wanted PDF of a guide whose check found no error; `view` is the exported guide where it is at hand.

    Raises GuideError if Typst's check of PDF/UA-1 fails, if no font has a character, or if a hand-out does not fit.
    """
    press = _press(guide, templates, view or exported(Site(guide)))
    chosen = list(editions(guide, wanted or Wanted()))
    with ThreadPoolExecutor(cpu_count()) as pool:  # Typst works outside Python's lock
        for edition, content in zip(
            chosen, pool.map(partial(_printed, press), chosen), strict=True
        ):
            yield Download(edition.name, edition.label, edition.about, content, edition.group)


def cards(guide: Guide) -> Iterator[tuple[str, bytes]]:
    """The page and the PNG of each picture that stands for the guide, and for a stage of it, where an address is passed on; 1200 by 630 pixels."""
    file, fonts = guide.file, _fonts(guide)
    told = {
        "language": file.language,
        "foot": f"Version {file.version} · {words.day(file.as_of)} · {words.reviewed(file.reviewers)}",
    }
    stages = ((f"stages/{id}.md", guide.stages[id].item) for id in file.stages)
    pages = (
        ("index.md", file.publisher, file.title, file.about),
        *((page, file.title, stage.title, stage.about) for page, stage in stages),
    )
    for page, above, title, text in pages:
        inputs = {
            "card": json.dumps(
                told
                | {
                    "above": markup.plain(above),
                    "title": markup.plain(title),
                    "about": markup.plain(text),
                }
            )
        }
        compiler = typst.Compiler(
            TEMPLATES / "card.typ",
            TEMPLATES.parent.parent,
            fonts,
            ignore_system_fonts=True,
            sys_inputs=inputs,
        )
        made = compiler.compile(format="png", ppi=144)
        yield page, made if isinstance(made, bytes) else b""


def _press(guide: Guide, templates: Path, data: shapes.GuideData) -> Press:
    return Press(guide, data.model_dump_json(), _codes(data), _fonts(guide), templates)


def _fonts(guide: Guide) -> typst.Fonts:
    """The fonts that come with the program, and the guide's own."""
    folders = [folder for folder in (_package(FONTS), guide.folder / "fonts") if folder.is_dir()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _package(name: str) -> Path:
    """The folder of an installed package, without running it."""
    found = find_spec(name)
    return Path(((found and found.submodule_search_locations) or [""])[0])


def _codes(data: shapes.GuideData) -> dict[str, str]:
    pages = (
        data.site,
        *(stage.page for stage in data.stages),
        *(topic.page for topic in data.topics),
    )
    return {page: _code(page) for page in pages}


def _code(address: str) -> str:
    svg = BytesIO()
    segno.make(address, micro=False, error="m").save(
        svg, kind="svg", border=2, xmldecl=False, nl=False
    )
    return svg.getvalue().decode()


def _printed(press: Press, edition: Edition) -> bytes:
    """The edition as PDF, as roomy as it may be."""
    if not edition.stage or edition.large:
        return _compiled(press, edition, Fit(LARGE if edition.large else NORMAL))
    for fit in _FITS:
        content = _compiled(press, edition, fit)
        if _page_count(content) <= MOST_PAGES:
            return content
    if press.guide.translation:  # its translator cannot shorten what it says
        return _compiled(press, edition, Fit())
    place = press.guide.stages[edition.stage].place()
    raise GuideError(
        f"{place}: the hand-out of this stage needs more than {MOST_PAGES} pages; shorten its steps or split the stage"
    )


def _compiled(press: Press, edition: Edition, fit: Fit) -> bytes:
    """The edition as PDF in one size."""
    day = press.guide.file.as_of
    inputs = {"guide": press.data, "edition": json.dumps(_wish(press, edition, fit))}
    settings: dict[str, Any] = {"pdf_tags": False} if edition.draft else {"pdf_standards": ["ua-1"]}
    compiler = typst.Compiler(
        press.templates / "main.typ",
        press.templates,
        press.fonts,
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )
    try:
        made = compiler.compile(
            format="pdf", timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC), **settings
        )
    except typst.TypstError as error:
        raise GuideError(_told(press.guide, error.diagnostic or error.message)) from error
    return made if isinstance(made, bytes) else b""


def _wish(press: Press, edition: Edition, fit: Fit) -> dict[str, Any]:
    """What the templates are told of the edition."""
    day = press.guide.file.as_of
    return {
        "stage": edition.stage,
        "about": markup.plain(press.guide.stages[edition.stage].item.about)
        if edition.language
        else edition.about,
        **_tongue(press.guide, edition.stage),
        "paper": SHEETS[edition.paper],
        "margin": asdict(edition.margin),
        "large": edition.large,
        "draft": edition.draft,
        "size": fit.size,
        "how": fit.how,
        "notes": fit.notes,
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "codes": press.codes,
    }


def _tongue(guide: Guide, stage: str) -> dict[str, Any]:
    """What the templates are told of the translation: the original's language, and the sentences about the translation."""
    translation = guide.translation
    if translation is None:
        return {"original": guide.file.language, "translation": []}
    return {
        "original": translation.original,
        "translation": [markup.plain(sentence) for sentence in about(guide, stage)],
    }


def _told(guide: Guide, complaint: str) -> str:
    """What a complaint of Typst means for the person who writes the guide."""
    missing = dict.fromkeys(_MISSING.findall(complaint))
    if not missing:
        first = complaint.strip().split("\n\n")[0]
        return f"the PDF cannot be made: {' '.join(first.split())}"
    found = [f"{place}: `{text}`" for text in missing for place in _places(guide, text)]
    return f"no font of the PDF has these characters: {'; '.join(found[:10])}; write them otherwise, or put a font that has them into the guide's folder `fonts/`"


def _places(guide: Guide, text: str) -> list[Place]:
    """The first places where the evidence holds a text, given as Rust prints it."""
    wanted = re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), text)
    hits = (
        (document.path, number, line.find(wanted))
        for document in guide.documents
        for number, line in enumerate(document.text.splitlines(), 1)
    )
    return [Place(path, number, column + 1) for path, number, column in hits if column >= 0][:3]


def _page_count(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return len(document)
