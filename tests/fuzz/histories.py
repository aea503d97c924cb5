"""Repositories for `diff`: hostile names, attributes, merges and broken objects."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from random import Random

from tests.fuzz import guides, odd
from tests.fuzz.case import Entry, Special
from tests.fuzz.workspace import base_files

WHO = b"committer A <a@example.org> 1795996800 +0000\n"
NAMES = (
    b"guide/evidence/claims/a\n::warning::fuzzed.yml", b"guide/evidence/claims/\xff.yml",
    b"guide/evidence/claims/a\tb.yml", b'guide/evidence/claims/"q".yml',
    b"guide/evidence/claims/-x.yml", b"guide/evidence/\xe2\x80\xae.yml",
    b"guide/evidence/claims/" + b"x" * 250 + b".yml", b"guide/evidence/claims/a\\b.yml",
)  # fmt: skip
ATTRIBUTES = (
    b"evidence/claims export-ignore\n", b"* export-subst\n", b"* text eol=crlf\n",
    b"* working-tree-encoding=UTF-16\n", b"* filter=x\n", b"* -text diff=x\n",
    b"*.yml binary export-ignore\n", b"[attr]x export-ignore\n* x\n",
)  # fmt: skip
REVISIONS = (
    "HEAD~1",
    "HEAD~1",
    "HEAD~1",
    "v1.0",
    "HEAD",
    "HEAD~9",
    "HEAD^{tree}",
    "-x",
    "--output=x",
    "@{u}",
    ":/x",
    "HEAD:guide",
    "",
    " ",
    "a..b",
    "main@{1}",
    "..",
    "é",
)


def made(pick: Random) -> tuple[str, dict[str, Entry | None]]:
    """A guide's name, and a repository with its last commit more or less checked out."""
    name = pick.choice(("tea", "tea", "honey"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
        states = [{}, *(_changes(name, pick) for _ in range(pick.choice((1, 2))))]
        _git(folder, "fast-import", "--quiet", given=_stream(name, states, pick))
        return name, {**_repository(folder, pick), **_checked_out(name, states[-1], pick)}


def _git(folder: Path, *words: str, given: bytes = b"") -> None:
    kept = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "LANG": "C.UTF-8",
    }
    subprocess.run(
        ["git", *words],  # noqa: S607 (the user's own git)
        cwd=folder,
        input=given,
        check=False,
        capture_output=True,
        env=kept,
        timeout=60,
    )


def _changes(name: str, pick: Random) -> guides.Changed:
    return guides.gentle(name, pick) if pick.random() < 0.6 else guides.mutated(name, pick)


def _stream(name: str, states: list[guides.Changed], pick: Random) -> bytes:
    """What `git fast-import` makes the commits of."""
    parts = []
    for number, state in enumerate(states, 1):
        lines = [
            _file(os.fsencode(path), entry) for path, entry in (base_files(name) | state).items()
        ]
        if pick.random() < 0.3:
            lines.append(_file(pick.choice(NAMES), base_files(name)["guide/evidence/guide.yml"]))
        if pick.random() < 0.3:
            lines.append(
                _file(
                    pick.choice((b".gitattributes", b"guide/.gitattributes")),
                    pick.choice(ATTRIBUTES),
                )
            )
        if pick.random() < 0.1:
            lines.append(b"M 160000 " + b"1" * 40 + b" guide/evidence/claims/module\n")
        before = b"from :%d\n" % (number - 1) if number > 1 else b""
        merge = b"merge :1\n" if number == 3 and pick.random() < 0.5 else b""
        head = b"commit refs/heads/main\nmark :%d\n" % number
        parts.append(head + WHO + _data(b"x") + before + merge + b"deleteall\n" + b"".join(lines))
        if number == 1:
            parts.append(b"reset refs/tags/v1.0\nfrom :1\n\n")
    return b"".join(parts)


def _file(path: bytes, entry: Entry | None) -> bytes:
    quoted = b'"' + path.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'
    if isinstance(entry, Special):
        return (
            b"M 120000 inline " + quoted + b"\n" + _data(os.fsencode(entry.to or "x"))
            if entry.kind == "link"
            else b""
        )
    return b"M 100644 inline " + quoted + b"\n" + _data(entry) if entry is not None else b""


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _repository(folder: Path, pick: Random) -> dict[str, Entry | None]:
    """The repository's own files; now and then one of them is broken."""
    files: dict[str, Entry | None] = {}
    shutil.rmtree(folder / ".git" / "logs", ignore_errors=True)  # they hold the time of day
    for path in sorted((folder / ".git").rglob("*")):
        name = path.relative_to(folder).as_posix()
        files[name] = Special("folder") if path.is_dir() else path.read_bytes()
    inside = [name for name, entry in files.items() if isinstance(entry, bytes)]
    if inside and pick.random() < 0.15:
        broken = pick.choice(inside)
        content = files[broken]
        files[broken] = odd.bytes_changed(content, pick) if isinstance(content, bytes) else None
    return files


def _checked_out(name: str, state: guides.Changed, pick: Random) -> guides.Changed:
    """The files as the last commit has them, or changed once more."""
    return state if pick.random() < 0.6 else state | guides.gentle(name, pick)
