"""The guide at a commit, read through git into a temporary folder."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.scratch import scratch, sweep
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load

RELEASES = "v*"
"""Tags of releases."""
WORKING_TREE = "the working tree"
MOST_BYTES = 64 * 2**20
"""A commit whose evidence is larger is refused."""


class Blob(NamedTuple):
    """A plain file in a commit."""

    path: str
    id: str
    size: int


def require_readable(guide: Guide, where: str) -> Guide:
    """The guide. Raises GuideError if a file cannot be read: its items would seem removed."""
    read = {
        "evidence/sources.bib",
        "evidence/evidence.lock",
        *(document.path for document in guide.documents),
    }
    trouble = [d for d in guide.trouble if d.place.path in read]
    if trouble:
        more = f" ({len(trouble)} complaints in all)" if len(trouble) > 1 else ""
        raise GuideError(
            f"the evidence of {where} cannot be read:"
            f" {trouble[0].place}: {trouble[0].message}{more}"
        )
    return guide


def guide_at(folder: Path, commit: str, like: Guide) -> Guide:
    """The guide of a folder at a commit, with the same "today" as `like`.

    Raises GuideError if there is no git, no repository, no such commit, or no readable evidence.
    """
    name = _commit(folder, commit)
    if _git(folder, "cat-file", "-e", f"{name}:./evidence").returncode:
        raise GuideError(f"commit {commit} holds no evidence/ in this folder; name a later one")
    blobs = list(_blobs(folder, name, commit))
    place = Path(tempfile.gettempdir())
    sweep(place)
    with scratch(place, "diff") as work:
        for blob, content in zip(blobs, _contents(folder, blobs, commit), strict=True):
            _write(work, blob.path, content, commit)
        return require_readable(load(work, like.today), f"commit {commit}")


def last_release(folder: Path) -> str:
    """The newest release tag before the current commit.

    Raises GuideError if there is none.
    """
    _commit(folder, "HEAD")
    done = _git(folder, "describe", "--tags", "--abbrev=0", f"--match={RELEASES}", "HEAD")
    if done.returncode:
        raise GuideError(
            f"no release is tagged `{RELEASES}` here; name the commit to compare with, such as"
            " `evidence-guide diff HEAD`"
        )
    return done.stdout.decode().strip()


def _commit(folder: Path, commit: str) -> str:
    repository = _git(folder, "rev-parse", "--git-dir")
    if repository.returncode:
        raise GuideError(
            f"{folder.resolve()} is not in a git repository that can be read:"
            f" {_first_line(repository.stderr)}"
        )
    done = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}"
    )
    if done.returncode == 0:
        return done.stdout.decode().strip()
    if _git(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        raise GuideError(
            f"commit {commit} is not in this shallow clone; run `git fetch --unshallow` or fetch"
            " that commit"
        )
    raise GuideError(f"no commit is called {commit}; `git log --oneline` lists them")


def _git(folder: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
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

    Links and submodules are passed over. Raises GuideError if git cannot list them.
    """
    listed = _git(folder, "ls-tree", "-r", "-z", "--long", name, "evidence")
    if listed.returncode:
        raise GuideError(f"git cannot list commit {commit}: {_first_line(listed.stderr)}")
    total = 0
    for line in filter(None, listed.stdout.split(b"\0")):
        about, _, path = line.partition(b"\t")
        mode, _, id, size = about.decode().split()
        if mode not in _PLAIN:
            continue
        if size == "BAD":
            raise GuideError(f"commit {commit} is broken; `git fsck` says where")
        total += int(size)
        if total > MOST_BYTES:
            most = MOST_BYTES // 2**20
            raise GuideError(f"the evidence of commit {commit} is larger than {most} MiB")
        yield Blob(os.fsdecode(path), id, int(size))


_PLAIN = frozenset({"100644", "100755", "100664"})


def _contents(folder: Path, blobs: list[Blob], commit: str) -> Iterator[bytes]:
    """What files hold in a commit, byte by byte; raises GuideError if git cannot read one."""
    asked = "".join(f"{blob.id}\n" for blob in blobs).encode()
    answer = BytesIO(_git(folder, "cat-file", "--batch", given=asked).stdout)
    for blob in blobs:
        if answer.readline() != f"{blob.id} blob {blob.size}\n".encode():
            raise GuideError(f"commit {commit} is broken: git cannot read {blob.path}")
        yield answer.read(blob.size)
        answer.read(1)


def _write(folder: Path, name: str, content: bytes, commit: str) -> None:
    """Writes a file of a commit below a folder; raises GuideError if it cannot lie there."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise GuideError(f"commit {commit} holds a file outside of its folder: {name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise GuideError(f"{name} of commit {commit} cannot be read: {why}") from None
