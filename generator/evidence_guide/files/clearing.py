"""For the Makefile: removes folders that the program filled, and lists what is in one."""

import sys
from pathlib import Path

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output_folder import MANIFEST, FolderKind, clear, listed, refuse_foreign


def remove(folder: Path, kind: FolderKind) -> None:
    """Removes a folder that holds nothing but what its manifest lists. Raises GuideError if it holds something else."""
    refuse_foreign(folder, kind)
    if folder.is_dir():
        clear(folder, kind)
        folder.rmdir()


def run_task(task: str, kind: str, *names: str) -> None:
    """For the Makefile: `remove KIND DIR...` removes folders that are ours, `list KIND DIR...` makes them ours."""
    for folder in map(Path, names):
        if task == "remove":
            remove(folder, FolderKind(kind))
        else:
            (folder / MANIFEST).write_text(listed(folder, FolderKind(kind)), "utf-8", newline="\n")


if __name__ == "__main__":
    try:
        run_task(*sys.argv[1:])
    except GuideError as told:
        sys.exit(f"evidence-guide: {told}")
