"""Hostile texts of sources for `verify --texts`: HTML, XML, PDF and plain text."""

import zlib
from random import Random

from tests.fuzz import odd
from tests.fuzz.case import Entry, Special
from tests.fuzz.records import BOMBS
from tests.fuzz.workspace import GUIDES

TEXTS = GUIDES.parent / "texts"
KEYS = ("doe2020", "roe2021", "poe2019", "teaboard2022", "moe2023", "drinks2023")
ENDINGS = ("txt", "html", "xml", "pdf")
TAGS = (
    "p",
    "div",
    "b",
    "sup",
    "table",
    "td",
    "script",
    "style",
    "template",
    "svg",
    "math",
    "select",
    "frameset",
    "body",
    "ref-list",
    "sec",
    "title",
    "abstract",
)

FOLDERS: tuple[Entry, ...] = (Special("fifo"), Special("link", "in"), b"no folder")
"""What may be in the place of the folder of texts."""


def made(pick: Random) -> dict[str, Entry | None]:
    """A folder of texts by source key."""
    if pick.random() < 0.05:
        return {"in": pick.choice(FOLDERS)}
    files: dict[str, Entry | None] = {"in": Special("folder")}
    for key in pick.sample(KEYS, pick.randint(1, 4)):
        ending = pick.choice(ENDINGS)
        shown = pick.choice((ending, ending, ending, ending.upper(), "docx"))
        name = f"in/{pick.choice(('', '', '', '.', '#'))}{key}.{shown}"
        special = pick.random() < 0.1
        files[name] = pick.choice(odd.SPECIALS) if special else _content(key, ending, pick)
        if pick.random() < 0.8:
            files[f"in/{key}.from"] = (TEXTS / f"{key}.from").read_bytes()
    return files


def _content(key: str, ending: str, pick: Random) -> bytes:
    (path,) = (path for path in TEXTS.glob(f"{key}.*") if path.suffix != ".from")
    text = path.read_text("utf-8")
    if pick.random() < 0.3:
        text = odd.worded(text, pick)
    data = {"txt": _plain, "html": _page, "xml": _article, "pdf": _pdf}[ending](text, pick)
    return odd.bytes_changed(data, pick, data) if pick.random() < 0.5 else data


def _plain(text: str, pick: Random) -> bytes:
    return pick.choice(
        (text, text * 500, text.replace(" ", ""), text.replace(" ", "-\n"), " " * 10**6)
    ).encode("utf-8", "replace")


def _page(text: str, pick: Random) -> bytes:
    head = pick.choice(
        (
            "",
            "<!doctype html>",
            "<meta charset=x>",
            "<meta charset=utf-16>",
            "<meta http-equiv=refresh content='0;url=//evil.example'>",
            '<?xml encoding="x"?>',
        )
    )
    return f"{head}<title>x</title>{_nested(text, pick)}".encode("utf-8", "replace")


def _article(text: str, pick: Random) -> bytes:
    head = pick.choice(("", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="x"?>', *BOMBS))
    body = text.replace("&", "&amp;").replace("<", "&lt;")
    said = f"&e;{body}" if "ENTITY" in head else body
    return f"{head}<article><body>{_nested(said, pick)}</body></article>".encode("utf-8", "replace")


def _nested(text: str, pick: Random) -> str:
    """A text within odd elements, some deep and some not closed."""
    depth = pick.choice((0, 1, 5, 300, 50_000))
    tags = [pick.choice(TAGS) for _ in range(min(depth, 5))] or ["p"]
    opened = "".join(f"<{tags[i % len(tags)]}>" for i in range(depth))
    closed = "".join(f"</{tags[i % len(tags)]}>" for i in reversed(range(depth)))
    comment = pick.choice(
        ("", "<!--", "<![CDATA[", "]]>", "<!-- x -->", "&nbsp;", "&#x110000;", "&#0;", "&bomb;")
    )
    return f"{opened}{comment}{text}{pick.choice((closed, ''))}"


def _pdf(text: str, pick: Random) -> bytes:
    """A small PDF, sound or with lies in its tables and streams."""
    line = text[:200].replace("\\", "").replace("(", "").replace(")", "").replace("\n", " ")
    stream = pick.choice(
        (
            f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET".encode("latin-1", "replace"),
            b"q " * 10**5,
            b"BT (x) Tj " * 10**4,
            b"",
        )
    )
    coded = pick.random() < 0.5
    if coded:
        stream = zlib.compress(pick.choice((stream, b"\0" * 50_000_000)))
    others = pick.choice(("", "/Filter /DCTDecode", "/Filter [/x /x]"))
    filters = "/Filter /FlateDecode" if coded else others
    width, length = pick.choice((612, 0, -1, 10**12)), pick.choice((len(stream), 0, 10**9))
    kids = pick.choice(("3 0 R", "2 0 R", "3 0 R " * 2000, "9 0 R", ""))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (fuzzed) >> >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pick.choice((1, 0, -1, 10**9))} >>".encode(),
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} 792] /Contents 4 0 R >>".encode(),
        f"<< /Length {length} {filters} >>\nstream\n".encode() + stream + b"\nendstream",
    ]
    body = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, made) for number, made in enumerate(objects, 1)
    )
    trailer = b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return body + trailer % pick.choice((0, 9, 10**9))
