"""The guide as it was at a commit: read through git into a folder of its own; the user's files are never touched."""

import subprocess
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.scratch import scratch, sweep
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load

RELEASES = "v*"
"""Tags of releases."""
WORKING_TREE = "the working tree"


def sound(guide: Guide, where: str) -> Guide:
    """The guide, if all its files can be read; otherwise much would seem removed that only cannot be read."""
    read = {
        "evidence/sources.bib",
        "evidence/evidence.lock",
        *(document.path for document in guide.documents),
    }
    trouble = [d for d in guide.trouble if d.place.path in read]
    if trouble:
        more = f" ({len(trouble)} complaints in all)" if len(trouble) > 1 else ""
        raise GuideError(
            f"the evidence of {where} cannot be read: {trouble[0].place}: {trouble[0].message}{more}"
        )
    return guide


def at(folder: Path, commit: str, like: Guide) -> Guide:
    """The guide of a folder as it was at a commit, read on the day of `like`.

    Raises GuideError if there is no git, no repository, no such commit, or no evidence that can be read at it.
    """
    name = _commit(folder, commit)
    if _git(folder, "cat-file", "-e", f"{name}:./evidence").returncode:
        raise GuideError(f"commit {commit} holds no evidence/ in this folder; name a later one")
    packed = _git(folder, "archive", "--format=tar", name, "evidence")
    if packed.returncode:
        raise GuideError(f"git cannot hand out commit {commit}: {_last(packed.stderr)}")
    place = Path(tempfile.gettempdir())
    sweep(place)
    with scratch(place, "diff") as work:
        _unpack(packed.stdout, work)
        return sound(load(work, like.today), f"commit {commit}")


def last_release(folder: Path) -> str:
    """The newest tag of a release that the commit in use comes from.

    Raises GuideError if there is none.
    """
    _commit(folder, "HEAD")
    done = _git(folder, "describe", "--tags", "--abbrev=0", f"--match={RELEASES}", "HEAD")
    if done.returncode:
        raise GuideError(
            f"no release is tagged `{RELEASES}` here; name the commit to compare with, such as `evidence-guide diff HEAD`"
        )
    return done.stdout.decode().strip()


def _commit(folder: Path, commit: str) -> str:
    if _git(folder, "rev-parse", "--git-dir").returncode:
        raise GuideError(
            f"{folder.resolve()} is not in a git repository that can be read: {_last(_git(folder, 'rev-parse', '--git-dir').stderr)}"
        )
    done = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}"
    )
    if done.returncode == 0:
        return done.stdout.decode().strip()
    if _git(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        raise GuideError(
            f"commit {commit} is not in this shallow clone; run `git fetch --unshallow` or fetch that commit"
        )
    raise GuideError(f"no commit is called {commit}; `git log --oneline` lists them")


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False)  # noqa: S607 (the user's own git)
    except FileNotFoundError:
        raise GuideError(
            "git is not installed, or the folder does not exist; earlier states of the evidence are read through git"
        ) from None


def _last(said: bytes) -> str:
    return (said.decode(errors="replace").strip().splitlines() or ["git says nothing"])[
        0
    ].removeprefix("fatal: ")


def _unpack(packed: bytes, to: Path) -> None:
    """Writes the plain files of an archive; links and what else a tree may hold are left out."""
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        for member in archive:
            path = to / member.name
            content = (
                archive.extractfile(member)
                if member.isfile() and path.resolve().is_relative_to(to.resolve())
                else None
            )
            if content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
