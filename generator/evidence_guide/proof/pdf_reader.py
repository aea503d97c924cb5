"""The text layer of a PDF, read in a process of its own: a PDF of one kilobyte can fill memory.

Run as a program it reads a PDF from standard input and writes its pages as JSON. It imports nothing
of ours, so that it begins at once.
"""

import contextlib
import json
import subprocess
import sys
from typing import Any, NamedTuple

import pypdfium2 as pdfium

MOST_PAGES = 3_000
MOST_BYTES = 320 * 2**20
"""Memory limit of the process, where the system can enforce one."""
PROCESSOR_SECONDS = 20
SECONDS = 120
"""Wall-clock limit, after which the process is stopped."""


class Pages(NamedTuple):
    """The text of each page, and the title of the document."""

    texts: tuple[str, ...]
    title: str


class UnreadablePdf(NamedTuple):
    """Why a PDF has no text, and whether it is too large to be read."""

    why: str
    too_large: bool = False


def pdf_pages(data: bytes) -> Pages | UnreadablePdf:
    """The pages of a PDF, or why they cannot be read."""
    command = [sys.executable, "-P", __file__]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return UnreadablePdf("reading it takes too long", too_large=True)
    if done.returncode:
        return UnreadablePdf("reading it takes too much time or memory", too_large=True)
    return _parsed_answer(done.stdout)


def _parsed_answer(answer: bytes) -> Pages | UnreadablePdf:
    """The answer of the process."""
    fields: dict[str, Any] = json.loads(answer)
    if "texts" in fields:
        return Pages(tuple(fields["texts"]), fields["title"])
    return UnreadablePdf(**fields)


def _read(data: bytes) -> Pages | UnreadablePdf:
    try:
        document: Any = pdfium.PdfDocument(data)
        try:
            return _pages_of(document)
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        is_locked = "assword" in str(error)
        return UnreadablePdf("the PDF is encrypted" if is_locked else "the PDF is broken")


def _pages_of(document: Any) -> Pages | UnreadablePdf:
    if len(document) > MOST_PAGES:
        return UnreadablePdf(f"{len(document)} pages", too_large=True)
    texts = tuple(map(_text, document))
    return Pages(texts, str(document.get_metadata_value("Title")))


def _text(page: Any) -> str:
    layer = page.get_textpage()
    text: str = layer.get_text_bounded()
    layer.close()
    page.close()
    return text


def _bound() -> None:
    """Limits this process; without the module `resource`, only the wall clock does."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 (Windows has none)

        bounds = {
            resource.RLIMIT_CPU: PROCESSOR_SECONDS,
            resource.RLIMIT_DATA: MOST_BYTES,
            resource.RLIMIT_CORE: 0,
        }
        for kind, most in bounds.items():
            _, hard = resource.getrlimit(kind)
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (least, least))


if __name__ == "__main__":
    _bound()
    sys.stdout.write(json.dumps(_read(sys.stdin.buffer.read())._asdict()))
