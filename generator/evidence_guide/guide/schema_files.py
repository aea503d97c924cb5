"""The JSON Schemas that editors use, as files of the guide."""

import os
from collections.abc import Mapping
from pathlib import Path

from evidence_guide.files.output import write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide
from evidence_guide.guide.yaml_reader import text_in
from evidence_guide.model.schemas import schemas


def stale_schemas(guide: Guide) -> dict[Path, str]:
    """The schemas whose files are missing or not current, by path.

    Raises GuideError if something other than a file takes the place of one.
    """
    folder = guide.folder / "evidence" / "schema"
    stale: dict[Path, str] = {}
    for schema in schemas():
        path = folder / schema.uri
        if _written(path, guide.folder) != schema.content:
            stale[path] = schema.content
    return stale


def _written(path: Path, within: Path) -> str | None:
    """The text of a file; None if there is none."""
    if not os.path.lexists(path):
        return None
    return text_in(path, within)


def write_schemas(guide: Guide, stale: Mapping[Path, str]) -> None:
    """Writes the schemas; raises GuideError if one would be written through a link."""
    unlinked(stale, guide.folder)
    write_files(stale)
