"""What no command may do, whatever it is given: each oracle looks at one run and names faults."""

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.case import Command
from tests.fuzz.child import Ended
from tests.fuzz.pages import faults_of_site
from tests.fuzz.workspace import SECRET, Look

MEBIBYTES = 500
CODES = (0, 1, 2)
TRACEBACK = "Traceback (most recent call last)"
FRAME = re.compile(r'^ *File "[^"]*?([^"/]+/[^"/]+\.py)", line \d+, in (\S+)', re.MULTILINE)
ERROR = re.compile(
    r"^([A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Exit|Abort|Warning|Overflow\w*))\b",
    re.MULTILINE,
)
OURS = re.compile("evidence_guide/|(?:intake|render|rules|proof|diff|model|quantities|figures)/")
STUCK = re.compile(r'^ +File "[^"]*?(evidence_guide/[^"]+\.py)", line \d+ in (\S+)', re.MULTILINE)


class Fault(NamedTuple):
    """A kind of fault, the place or words by which two are the same, and details."""

    kind: str
    what: str
    detail: str = ""


class Run(NamedTuple):
    """One command with how it ended and the workspace before and after it."""

    command: Command
    ended: Ended
    before: Look
    after: Look
    root: Path


def faults(run: Run) -> list[Fault]:
    """Everything that went wrong in a run."""
    return [fault for oracle in ORACLES for fault in oracle(run)]


def _crashed(run: Run) -> Iterator[Fault]:
    """No traceback, on either stream."""
    said = run.ended.err + run.ended.out
    if TRACEBACK in said:
        yield Fault("traceback", crash(said), said[-3000:])


def crash(said: str) -> str:
    """The last error of a traceback and the innermost place of ours, which name a bug."""
    said = said.rpartition(TRACEBACK)[2]
    frames = [f"{file}:{name}" for file, name in FRAME.findall(said)]
    ours = [frame for frame in frames if OURS.search(frame)] or frames
    names = ERROR.findall(said)
    return f"{names[-1] if names else 'error'} at {ours[-1] if ours else 'nowhere'}"


def _ended_well(run: Run) -> Iterator[Fault]:
    """Exit code 0, 1 or 2, in time, not killed, with little memory."""
    if run.ended.late:
        where = STUCK.findall(run.ended.err)
        place = ":".join(where[0]) if where else "unknown"
        yield Fault("time-out", f"at {place}", f"after {run.ended.seconds:.0f} s")
    elif run.ended.code is None:
        yield Fault("killed", run.command.words[0])
    elif run.ended.code not in CODES and TRACEBACK not in run.ended.err:
        yield Fault("exit code", str(run.ended.code), run.ended.err[-2000:])
    if run.ended.mebibytes > MEBIBYTES:
        yield Fault("memory", verb(run), f"{run.ended.mebibytes:.0f} MiB")


def verb(run: Run) -> str:
    """The command's own name, behind the options of the group."""
    words = run.command.words
    return words[2] if words[:1] == ("--folder",) else words[0]


def _told(run: Run) -> Iterator[Fault]:
    """Every failure is told, and one that could not run in a single sentence."""
    ended = run.ended
    if ended.late or ended.code not in CODES:
        return
    if ended.code and not (ended.out + ended.err).strip():
        yield Fault("silence", f"{verb(run)} ends with {ended.code} and says nothing")
    lines = [line for line in ended.err.split("\n") if line.strip()]
    usage = bool(lines) and lines[0].startswith("Usage: ")
    ours = [line for line in lines if line.startswith("evidence-guide: ")]
    if ended.code == 2 and not usage and (len(ours) != 1 or lines[-1] != ours[0]):
        yield Fault("not one sentence", f"{verb(run)} ends with 2", ended.err[-1000:])


def _parses(run: Run) -> Iterator[Fault]:
    """What is promised as JSON is JSON; no line is a workflow command unless asked for."""
    words = run.command.words
    form = words[words.index("--format") + 1] if "--format" in words else "text"
    if form in {"json", "sarif"} and run.ended.code in {0, 1}:
        try:
            json.loads(run.ended.out)
        except ValueError as error:
            yield Fault(
                "unparseable", f"{verb(run)} --format {form}", f"{error}\n{run.ended.out[:500]}"
            )
    said = run.ended.err if form == "github" else f"{run.ended.out}\n{run.ended.err}"
    if re.search(r"^[ \t]*::[a-z-]+", said.replace("\r", "\n"), re.MULTILINE):
        yield Fault("workflow command", verb(run), said[-1000:])


def _watched(run: Run) -> Iterator[Fault]:
    """No other host, no file outside, no other program."""
    for line in run.ended.watched:
        kind, _, what = line.partition(": ")
        names = {"host": "foreign host", "outside": "written outside", "program": "foreign program"}
        yield Fault(names.get(kind, kind), re.sub(r"/\S*/", "…/", what), line)


def _kept(run: Run) -> Iterator[Fault]:
    """Every file that is there before is there afterwards, with the same bytes."""
    for path, seen in run.before.items():
        now = run.after.get(path)
        if now == seen or _mine(path) or seen[0] == "folder":
            continue
        if now is None and not _one_of(path, run.command.changes):
            yield Fault("lost file", f"{verb(run)}: {_stem(path)}", path)
        elif now is not None and not _one_of(path, run.command.changes):
            yield Fault("changed input", f"{verb(run)}: {_stem(path)}", path)


def _left(run: Run) -> Iterator[Fault]:
    """Nothing new but what the command is for."""
    for path, (kind, _) in run.after.items():
        if path in run.before or _one_of(path, run.command.creates):
            continue
        if kind == "folder" and any(p.startswith(path) for p in run.command.creates):
            continue
        if path.startswith("home/") and _mine(path):
            continue
        yield Fault("leftover", f"{verb(run)}: {re.sub(r'[a-z0-9_]{8}$', '*', _stem(path))}", path)


def _mine(path: str) -> bool:
    """Whether a file is git's own bookkeeping or a cache in the home of the case."""
    return path.startswith(("home/.cache/", "home/.config/")) or path.endswith("/.git/index")


def _stem(path: str) -> str:
    return "/".join(path.split("/")[:3])


def _one_of(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def _silent_about_secrets(run: Run) -> Iterator[Fault]:
    """A file outside the guide is neither printed nor copied."""
    if SECRET in run.ended.out or SECRET in run.ended.err:
        yield Fault("leak", f"{verb(run)} prints a file outside the guide")
    new = [path for path, seen in run.after.items() if run.before.get(path) != seen]
    for path in new:
        if run.after[path][0] == "file" and SECRET.encode() in (run.root / path).read_bytes():
            yield Fault("leak", f"{verb(run)} copies a file outside the guide", path)


def _safe_pages(run: Run) -> Iterator[Fault]:
    """A built site asks no other host and runs nothing that a stranger wrote."""
    site = run.root / "guide" / "site"
    if run.ended.code == 0 and verb(run) == "build" and site.is_dir():
        yield from (Fault(kind, what, detail) for kind, what, detail in faults_of_site(site))


ORACLES = (
    _crashed, _ended_well, _told, _parses, _watched, _kept, _left, _silent_about_secrets,
    _safe_pages,
)  # fmt: skip


def grown(root: Path, command: Command) -> dict[str, list[bytes]]:
    """The lines of every file that a command may change, by path."""
    found = {}
    for path in sorted((root / "guide" / "evidence").rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not path.is_symlink() and _one_of(name, command.changes):
            found[name] = path.read_bytes().splitlines()
    return found
