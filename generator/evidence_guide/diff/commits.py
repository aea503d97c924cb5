"""The guide at a commit, read through git into a temporary folder."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from evidence_guide.diagnostic import Diagnostic, GuideError
from evidence_guide.files.scratch import scratch, sweep
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load

RELEASES = "v*"
"""Tags of releases."""
_SOURCES, _LOCK = "evidence/sources.bib", "evidence/evidence.lock"
_PLAIN = frozenset({"100644", "100755", "100664"})
"""The modes of plain files in git."""
WORKING_TREE = "the working tree"
MOST_BYTES = 64 * 2**20
"""Maximum size of a commit's evidence."""


class Blob(NamedTuple):
    """A plain file in a commit."""

    path: str
    id: str
    size: int


Contents = Iterator[tuple[Blob, bytes]]
"""Files with their content."""


def require_readable(guide: Guide, where: str) -> Guide:
    """The guide. Raises GuideError if a file cannot be read: its items would seem removed."""
    trouble = _trouble_of_reading(guide)
    if trouble:
        why = _first_of(trouble)
        raise GuideError(f"the evidence of {where} cannot be read: {why}")
    return guide


def _first_of(trouble: list[Diagnostic]) -> str:
    """The first complaint, and how many there are if there are more."""
    first = f"{trouble[0].place}: {trouble[0].message}"
    if len(trouble) == 1:
        return first
    return f"{first} ({len(trouble)} complaints in all)"


def _trouble_of_reading(guide: Guide) -> list[Diagnostic]:
    """The complaints about the files that make up a guide."""
    read = _paths_read(guide)
    return [trouble for trouble in guide.trouble if trouble.place.path in read]


def _paths_read(guide: Guide) -> set[str]:
    """The bibliography, the lock and the files with evidence."""
    return {_SOURCES, _LOCK, *(document.path for document in guide.documents)}


def guide_at(folder: Path, commit: str, like: Guide) -> Guide:
    """The guide of a folder at a commit, with the same "today" as `like`.

    Raises GuideError if there is no git, no repository, no such commit, or no readable evidence.
    """
    blobs = list(_evidence_blobs(folder, commit))
    place = Path(tempfile.gettempdir())
    sweep(place)
    with scratch(place, "diff") as work:
        for blob, content in _with_contents(folder, blobs, commit):
            _write(work, blob.path, content, commit)
        then = load(work, like.today, is_earlier=True)
        return require_readable(then, f"commit {commit}")


def _evidence_blobs(folder: Path, commit: str) -> Iterator[Blob]:
    name = full_name(folder, commit)
    if run_git(folder, "cat-file", "-e", f"{name}:./evidence").returncode:
        raise GuideError(f"commit {commit} has no evidence/ in this folder; name a later one")
    return _blobs(folder, name, commit)


def last_release(folder: Path) -> str:
    """The newest release tag before the current commit.

    Raises GuideError if there is none.
    """
    full_name(folder, "HEAD")
    done = run_git(folder, "describe", "--tags", "--abbrev=0", f"--match={RELEASES}", "HEAD")
    if done.returncode:
        fix = "name the commit to compare with, such as `evidence-guide diff HEAD`"
        raise GuideError(f"no release is tagged `{RELEASES}` here; {fix}")
    return done.stdout.decode().strip()


def full_name(folder: Path, commit: str) -> str:
    """The full name of a commit. Raises GuideError if there is none of that name."""
    _require_repository(folder)
    done = run_git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}"
    )
    if done.returncode == 0:
        return done.stdout.decode().strip()
    if _is_shallow(folder):
        raise GuideError(
            f"commit {commit} is not in this shallow clone; run `git fetch --unshallow` or fetch"
            " that commit"
        )
    raise GuideError(f"no commit is called {commit}; `git log --oneline` lists them")


def _require_repository(folder: Path) -> None:
    repository = run_git(folder, "rev-parse", "--git-dir")
    if repository.returncode:
        why = _first_line(repository.stderr)
        raise GuideError(f"{folder.resolve()} is not in a git repository that can be read: {why}")


def _is_shallow(folder: Path) -> bool:
    answer = run_git(folder, "rev-parse", "--is-shallow-repository")
    return answer.stdout.strip() == b"true"


def run_git(folder: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What a command of git answers. Raises GuideError if git is not installed."""
    command = ["git", *words]
    try:
        return subprocess.run(command, cwd=folder, input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise GuideError(
            "git is not installed, or the folder does not exist; earlier states of the evidence are"
            " read through git"
        ) from None


def _first_line(message: bytes) -> str:
    lines = message.decode(errors="replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "git gives no reason"


def _blobs(folder: Path, name: str, commit: str) -> Iterator[Blob]:
    """The plain files of the evidence at a commit, whatever its `.gitattributes` leave out.

    Links and submodules are skipped. Raises GuideError if git cannot list them.
    """
    total = 0
    for line in _listed(folder, name, commit):
        for blob in _plain_blobs(line, commit):
            total += blob.size
            _require_size(total, commit)
            yield blob


def _listed(folder: Path, name: str, commit: str) -> Iterator[bytes]:
    """Each line in which git lists a file, link or submodule of the evidence."""
    listed = run_git(folder, "ls-tree", "-r", "-z", "--long", name, "evidence")
    if listed.returncode:
        raise GuideError(f"git cannot list commit {commit}: {_first_line(listed.stderr)}")
    return filter(None, listed.stdout.split(b"\0"))


def _plain_blobs(line: bytes, commit: str) -> Iterator[Blob]:
    """The file in a line of git's list, if it is a plain one."""
    about, _, path = line.partition(b"\t")
    mode, _, id, size = about.decode().split()
    if mode in _PLAIN:
        yield Blob(os.fsdecode(path), id, _size(size, commit))


def _size(written: str, commit: str) -> int:
    if written == "BAD":
        raise GuideError(f"commit {commit} is broken; `git fsck` says where")
    return int(written)


def _require_size(total: int, commit: str) -> None:
    if total > MOST_BYTES:
        most = MOST_BYTES // 2**20
        raise GuideError(f"the evidence of commit {commit} is larger than {most} MiB")


def _with_contents(folder: Path, blobs: list[Blob], commit: str) -> Contents:
    """Each file with its content at a commit; raises GuideError if git cannot read one."""
    answer = _batch(folder, blobs)
    for blob in blobs:
        yield blob, _next_content(answer, blob, commit)


def _batch(folder: Path, blobs: list[Blob]) -> BytesIO:
    """Git's answer with the contents of all files."""
    asked = "".join(f"{blob.id}\n" for blob in blobs)
    return BytesIO(run_git(folder, "cat-file", "--batch", given=asked.encode()).stdout)


def _next_content(answer: BytesIO, blob: Blob, commit: str) -> bytes:
    _require_head(answer.readline(), blob, commit)
    content = answer.read(blob.size)
    answer.read(1)
    return content


def _require_head(line: bytes, blob: Blob, commit: str) -> None:
    if line != f"{blob.id} blob {blob.size}\n".encode():
        raise GuideError(f"commit {commit} is broken: git cannot read {blob.path}")


def _write(folder: Path, name: str, content: bytes, commit: str) -> None:
    """Writes a file of a commit below a folder; raises GuideError if it cannot be there."""
    path = _path_within(folder, name, commit)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise _unwritable(name, commit, error) from None


def _path_within(folder: Path, name: str, commit: str) -> Path:
    path = folder / name
    if path.resolve().is_relative_to(folder.resolve()):
        return path
    raise GuideError(f"commit {commit} has a file outside its folder: {name}")


def _unwritable(name: str, commit: str, error: OSError) -> GuideError:
    why = (error.strerror or "unknown reason").lower()
    return GuideError(f"{name} of commit {commit} cannot be read: {why}")
