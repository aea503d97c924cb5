"""PDFs of the guide: Typst reads the exported guide as data; the only module that imports it."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import segno
import typst

from evidence_guide.diagnostic import GuideError, Place
from evidence_guide.guide import Guide
from evidence_guide.output import Download
from evidence_guide.render import shapes
from evidence_guide.render.data import exported
from evidence_guide.render.editions import Edition, Paper, Wanted, editions
from evidence_guide.render.page import Site

TEMPLATES = Path(str(files(__name__.rpartition(".")[0]))) / "typst"
FONTS = "font_source_sans_pro"
_SHEETS = {Paper.A4: "a4", Paper.LETTER: "us-letter"}
LARGE = 18
MOST_PAGES = 2
"""Of a hand-out in normal print."""
_FITTINGS: tuple[tuple[float, bool, int], ...] = ((10.5, True, 6), (10, True, 4), (9.5, True, 3), (10, False, 6), (9.5, False, 4), (9, False, 3))
"""Size, whether the small actions are shown, lines for notes: from roomy to tight, until a hand-out fits."""
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')


def downloads(guide: Guide, wanted: Wanted | None = None, templates: Path = TEMPLATES) -> Iterator[Download]:
    """Every wanted PDF of a guide whose check found no error.

    Raises GuideError if Typst's check of PDF/UA-1 fails, if no font has a character, or if a hand-out does not fit.
    """
    wanted = wanted or Wanted()
    press = Press(guide, templates)
    for edition in editions(guide, wanted):
        yield Download(edition.name, edition.title, edition.about, press.printed(edition))


class Press:
    """One Typst compiler with the guide's data, used for all editions."""

    def __init__(self, guide: Guide, templates: Path = TEMPLATES) -> None:
        self.guide = guide
        self.data = exported(Site(guide))
        self.json = self.data.model_dump_json()
        self.codes = codes(self.data)
        fonts = [path for path in (package(FONTS), guide.folder / "fonts") if path.is_dir()]
        self.compiler = typst.Compiler(root=str(templates), font_paths=typst.Fonts(include_system_fonts=False, font_paths=fonts), ignore_system_fonts=True)
        self.main = str(templates / "main.typ")

    def printed(self, edition: Edition) -> bytes:
        """The edition as PDF."""
        if not edition.stage or edition.large:
            return self.compiled(edition, LARGE if edition.large else 10.5)
        for size, how, notes in _FITTINGS:
            content = self.compiled(edition, size, how=how, notes=notes)
            if page_count(content) <= MOST_PAGES:
                return content
        place = self.guide.stages[edition.stage].place()
        raise GuideError(f"{place}: the hand-out of this stage needs more than {MOST_PAGES} pages; shorten its steps or split the stage")

    def compiled(self, edition: Edition, size: float, *, how: bool = True, notes: int = 6) -> bytes:
        """The edition as PDF in one size."""
        as_of = self.guide.file.as_of
        wish = {"stage": edition.stage, "paper": _SHEETS[edition.paper], "size": size, "large": edition.large, "draft": edition.draft, "how": how, "notes": notes}
        wish |= {"about": edition.about, "date": {"year": as_of.year, "month": as_of.month, "day": as_of.day}, "codes": self.codes}
        settings: dict[str, Any] = {"pdf_tags": False} if edition.draft else {"pdf_standards": ["ua-1"]}
        day = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
        inputs = {"guide": self.json, "edition": json.dumps(wish)}
        try:
            return bytes(self.compiler.compile(self.main, format="pdf", sys_inputs=inputs, timestamp=day, **settings))
        except typst.TypstError as error:
            raise GuideError(self.told(error)) from error

    def told(self, error: typst.TypstError) -> str:
        """What a Typst error means for the person who writes the guide."""
        missing = dict.fromkeys(_MISSING.findall(error.diagnostic))
        if not missing:
            return f"the PDF cannot be made: {error.diagnostic.strip() or error.message}"
        found = [f"{place}: `{text}`" for text in missing for place in self.places(text)]
        return f"no font of the PDF has these characters: {'; '.join(found[:10])}; write them otherwise, or put a font that has them into the guide's folder `fonts/`"

    def places(self, text: str) -> list[Place]:
        """Where the evidence holds a text first, in each file."""
        wanted = re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), text)
        hits = ((document.path, number, line.find(wanted)) for document in self.guide.documents for number, line in enumerate(document.text.splitlines(), 1))
        return [Place(path, number, column + 1) for path, number, column in hits if column >= 0][:3]


def package(name: str) -> Path:
    """The folder of an installed package, without running it."""
    found = find_spec(name)
    return Path((found.submodule_search_locations or [""])[0]) if found else Path()


def codes(data: shapes.GuideData) -> dict[str, str]:
    """QR codes of the guide's pages that an edition may show, as SVG by address."""
    pages = (data.site, *(part.page for part in (*data.stages, *data.topics)))
    return {page: _code(page) for page in pages}


def _code(address: str) -> str:
    svg = BytesIO()
    segno.make(address, micro=False, error="m").save(svg, kind="svg", border=2, xmldecl=False, nl=False)
    return svg.getvalue().decode()


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    with pypdfium2.PdfDocument(content) as document:
        return len(document)
