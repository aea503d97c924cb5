"""For the Makefile: removes folders that the program filled, and writes manifests."""

import sys
from pathlib import Path

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output_folder import MANIFEST, FolderKind, clear, listed, refuse_foreign


def remove(folder: Path, kind: FolderKind) -> None:
    """Removes a folder that holds only files of its manifest. Raises GuideError otherwise."""
    refuse_foreign(folder, kind)
    if folder.is_dir():
        clear(folder, kind)
        folder.rmdir()


def _write_manifest(folder: Path, kind: FolderKind) -> None:
    """Gives a folder a manifest that lists every file in it."""
    text = listed(folder, kind)
    (folder / MANIFEST).write_text(text, "utf-8", newline="\n")


def run_task(task: str, kind: str, *names: str) -> None:
    """Runs `remove KIND DIR...` to remove folders, or `list KIND DIR...` to give them manifests."""
    work = remove if task == "remove" else _write_manifest
    for folder in map(Path, names):
        work(folder, FolderKind(kind))


if __name__ == "__main__":
    try:
        run_task(*sys.argv[1:])
    except GuideError as error:
        sys.exit(f"evidence-guide: {error}")
