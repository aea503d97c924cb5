"""PDFs of the guide, which Typst reads as data, and pictures of its pages for links.

This is the only module that imports Typst.
"""

import json
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from importlib.util import find_spec
from io import BytesIO
from itertools import islice
from os import cpu_count
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import segno
import typst

from evidence_guide.diagnostic import GuideError, Place
from evidence_guide.files.output import Download
from evidence_guide.guide import Guide
from evidence_guide.pdf.editions import TEMPLATES, Edition, Paper, Wanted, editions
from evidence_guide.pdf.packing import packed
from evidence_guide.text import markup
from evidence_guide.text.characters import one_line
from evidence_guide.view import labels, shapes
from evidence_guide.view.data import exported
from evidence_guide.view.download_words import ANNEX, BOOK
from evidence_guide.view.site import Site
from evidence_guide.view.translation_notes import about, shown_in

FONTS = "font_source_sans_pro"
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
    fonts: typst.Fonts
    templates: Path


def downloads(
    guide: Guide,
    wanted: Wanted | None = None,
    templates: Path = TEMPLATES,
    view: shapes.GuideData | None = None,
) -> Iterator[Download]:
    """Every wanted PDF of a guide whose check found no error.

    `view` is the exported guide where it is at hand.
    Raises GuideError if Typst's check of PDF/UA-1 fails, if no font has a character, or if a
    hand-out does not fit.
    """
    press = _press(guide, templates, view or exported(Site(guide)))
    chosen = list(editions(guide, wanted or Wanted()))
    with ThreadPoolExecutor(cpu_count()) as pool:  # Typst works outside Python's lock
        contents = pool.map(partial(_printed, press), chosen)
        for edition, content in zip(chosen, contents, strict=True):
            yield _download(edition, content)


def _download(edition: Edition, content: bytes) -> Download:
    words = (edition.label, edition.about)
    return Download(edition.name, *words, content, edition.group, edition.cell)


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
    fonts = _fonts(guide)
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
    return " · ".join((*parts, labels.reviewed(file.reviewers, guide.label, tag)))


def _picture(words: dict[str, str], fonts: typst.Fonts) -> bytes:
    """A picture as PNG."""
    return _bytes(_card_compiler(words, fonts).compile(format="png", ppi=144))


def _card_compiler(words: dict[str, str], fonts: typst.Fonts) -> typst.Compiler:
    """Typst with the words of a picture."""
    inputs = {"card": json.dumps(words)}
    return _compiler(TEMPLATES / "card.typ", TEMPLATES.parent.parent, fonts, inputs)


def _compiler(
    template: Path, root: Path, fonts: typst.Fonts, inputs: dict[str, str]
) -> typst.Compiler:
    """Typst with a template and the data that it reads."""
    return typst.Compiler(template, root, fonts, ignore_system_fonts=True, sys_inputs=inputs)


def _bytes(made: object) -> bytes:
    """The result of Typst, which is one file for our templates."""
    return made if isinstance(made, bytes) else b""


def _press(guide: Guide, templates: Path, data: shapes.GuideData) -> Press:
    return Press(guide, data, _codes(data), _fonts(guide), templates)


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
    stages = tuple(stage for stage in view.stages if stage.id == id)
    return {"stages": stages, "claims": {}, "references": {}}


def _fonts(guide: Guide) -> typst.Fonts:
    """The fonts that come with the program, and the guide's own."""
    folders = [folder for folder in (_package(FONTS), guide.folder / "fonts") if folder.is_dir()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _package(name: str) -> Path:
    """The folder of an installed package, without running it."""
    found = find_spec(name)
    folders = found.submodule_search_locations if found else None
    return Path(folders[0] if folders else "")


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


def _printed(press: Press, edition: Edition) -> bytes:
    """The edition as PDF, in as few bytes as it may have."""
    return packed(_set(press, edition))


def _set(press: Press, edition: Edition) -> bytes:
    """The edition as Typst makes it, as roomy as it may be."""
    if edition.stage and not edition.large:
        return _fitted(press, edition)
    return _compiled(press, edition, _usual_fit(edition))


def _usual_fit(edition: Edition) -> Fit:
    return Fit(LARGE if edition.large else NORMAL)


def _fitted(press: Press, edition: Edition) -> bytes:
    """A hand-out in normal print, tighter and tighter until each part keeps to its side."""
    sides = 2 if press.guide.stages[edition.stage].item.choices else 1
    for fit in _FITS:
        content = _compiled(press, edition, fit)
        if _page_count(content) == sides:
            return content
    place = press.guide.stages[edition.stage].place()
    raise GuideError(
        f"{place}: {edition.name}, the hand-out of this stage, does not fit on {_SIDES[sides]} at "
        f"{HANDOUT:.0f} pt; name fewer or shorter steps in its `handout`, or shorten its red flags"
    )


def _compiled(press: Press, edition: Edition, fit: Fit) -> bytes:
    """The edition as PDF in one size."""
    compiler = _prepared(press, edition, fit)
    settings = _settings(press.guide, edition)
    try:
        return _bytes(compiler.compile(format="pdf", **settings))
    except typst.TypstError as error:
        raise GuideError(_complaint(press.guide, error.diagnostic or error.message)) from error


def _prepared(press: Press, edition: Edition, fit: Fit) -> typst.Compiler:
    """Typst with the guide and the edition as the templates read them."""
    inputs = _inputs(press, edition, fit)
    return _compiler(press.templates / "main.typ", press.templates, press.fonts, inputs)


def _inputs(press: Press, edition: Edition, fit: Fit) -> dict[str, str]:
    """The guide and the edition as JSON."""
    return {"guide": _data(press, edition), "edition": json.dumps(_wish(press, edition, fit))}


def _settings(guide: Guide, edition: Edition) -> dict[str, Any]:
    """The day of the guide, and the check against PDF/UA-1; a draft has no tags instead."""
    settings: dict[str, Any] = {"timestamp": datetime.combine(guide.file.as_of, time(), UTC)}
    if edition.draft:
        return settings | {"pdf_tags": False}
    return settings | {"pdf_standards": ["ua-1"]}


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
    if not missing:
        return f"the PDF cannot be made: {_first_paragraph(message)}"
    return (
        f"no font of the PDF has these characters: {_found(guide, missing)}; write them "
        "otherwise, or put a font that has them into the guide's folder `fonts/`"
    )


def _first_paragraph(message: str) -> str:
    """The first paragraph of a message, on one line."""
    return one_line(message.strip().split("\n\n")[0])


def _found(guide: Guide, texts: Iterable[str]) -> str:
    """The first places of some texts."""
    found: list[str] = []
    for text in texts:
        found += _located(guide, text)
    return "; ".join(found[:_FIRST])


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


def _page_count(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return len(document)
