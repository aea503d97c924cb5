"""Typst, for one document in a process of its own, whose memory is free again afterwards.

This is the only module that imports Typst. Run as a program it reads a document as JSON from
standard input and writes the finished one. It imports nothing of ours, so that it begins at once.
"""

import json
import signal
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import typst

PROGRAM = (sys.executable, "-P", __file__)
"""The command that sets one document."""


class Draft(NamedTuple):
    """A document to set."""

    template: str
    root: str
    """The folder that templates may read."""
    fonts: tuple[str, ...]
    """Folders."""
    data: str
    """JSON that each try reads."""
    tries: tuple[str, ...]
    """JSON about the layout; the first with the right number of pages is taken."""
    pages: int
    """The right number of pages; 0 for any."""
    day: str
    """The day of the document, in ISO's form."""
    options: dict[str, Any]
    """Further ones of Typst's compiler."""

    def message(self) -> bytes:
        """The document for the process."""
        return json.dumps(self._asdict()).encode()


class TypesetPdf(NamedTuple):
    """A finished document, or the reason why there is none."""

    content: bytes
    trouble: str = ""
    """What Typst complains about; empty as well if no try has the right number of pages."""

    def message(self) -> bytes:
        """The answer of the process: a line with the trouble, and the document."""
        return json.dumps(self.trouble).encode() + b"\n" + self.content


def read_typeset(answer: bytes) -> TypesetPdf:
    """The answer of the process."""
    trouble, _, content = answer.partition(b"\n")
    return TypesetPdf(content, json.loads(trouble))


def loaded_fonts(folders: Sequence[str]) -> typst.Fonts:
    """The fonts in some folders, and none of the system's."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(map(Path, folders)))


def compiler(
    template: str, root: str, fonts: typst.Fonts, inputs: Mapping[str, str]
) -> typst.Compiler:
    """Typst with a template and the data that it reads."""
    settings: dict[str, Any] = {"ignore_system_fonts": True, "sys_inputs": dict(inputs)}
    return typst.Compiler(Path(template), Path(root), fonts, **settings)


def one_file(made: object) -> bytes:
    """The result of Typst, which is one file for our templates."""
    return made if isinstance(made, bytes) else b""


def set_document(draft: Draft) -> TypesetPdf:
    """The first try with the right number of pages."""
    fonts = loaded_fonts(draft.fonts)
    try:
        for layout in draft.tries:
            content = _compiled(draft, layout, fonts)
            if draft.pages in {0, _page_count(content)}:
                return TypesetPdf(content)
    except typst.TypstError as error:
        return TypesetPdf(b"", str(error.diagnostic or error.message))
    return TypesetPdf(b"")


def _compiled(draft: Draft, layout: str, fonts: typst.Fonts) -> bytes:
    """The document as PDF, in one layout."""
    inputs = {"guide": draft.data, "edition": layout}
    document = compiler(draft.template, draft.root, fonts, inputs)
    day = datetime.fromisoformat(draft.day)
    return one_file(document.compile(format="pdf", timestamp=day, **draft.options))


def _page_count(content: bytes) -> int:
    import pypdfium2  # noqa: PLC0415 (most documents may have any number of pages)

    with pypdfium2.PdfDocument(content) as document:
        return len(document)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    answer = set_document(Draft(**json.load(sys.stdin.buffer))).message()
    sys.stdout.buffer.write(answer)
