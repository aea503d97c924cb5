"""Finished PDFs in fewer bytes: Typst writes the objects of a tagged file one by one."""

from io import BytesIO
from typing import Final

import pikepdf

_LEVEL: Final = 9
"""Of compression; the bytes must not depend on the default of a library."""


def packed(content: bytes) -> bytes:
    """The same PDF with its objects in compressed streams; the same bytes for the same PDF."""
    pikepdf.settings.set_flate_compression_level(_LEVEL)
    with pikepdf.open(BytesIO(content)) as document:
        return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    made = BytesIO()
    document.save(
        made,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return made.getvalue()
