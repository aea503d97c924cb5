"""Every writing command, stopped at seeded moments: no input and no last output is harmed, and
running it again completes the work.

The law: run, interrupt at a moment, compare what is there with what was there, run again, compare with an uninterrupted run.
`python -m tests.interruptions --moments 50 --seed 1` prints how often each command was stopped in each way.
"""

import argparse
import contextlib
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.children import load_commands, read_once
from tests.conftest import TEA

from evidence_guide import __main__ as program
from evidence_guide.files.output_folder import MANIFEST
from evidence_guide.files.scratch import SUFFIX
from evidence_guide.guide.lock import Lock
from evidence_guide.intake.layout import bibtex_record  # noqa: F401 (the same)
from evidence_guide.site import building, previewer  # noqa: F401 (loaded once, before the forks)

load_commands()

HERE = Path(__file__).parent
KINDS = ("kill", "term", "interrupt", "full", "read-only")
"""SIGKILL, SIGTERM, Ctrl-C, a full disk, and a folder that cannot be written from some moment on.
"""
SECONDS = 600
"""After which a command counts as hanging."""
RECORDS = 300
WRITING = frozenset(
    {
        "os.mkdir",
        "os.rename",
        "os.remove",
        "os.rmdir",
        "os.link",
        "os.chmod",
        "os.chown",
        "ctypes.dlsym",
    }
)
"""Events of Python's audit that change a folder, beside `open` for writing."""
Files = dict[str, bytes]


class Command(NamedTuple):
    """A command, and how its guide comes to need it."""

    words: tuple[str, ...]
    before: tuple[str, ...] = ()
    """A command whose output is the last good one."""
    change: Callable[[Path], None] = lambda _: None
    """Makes a change in the working folder, so that old and new output differ."""
    whole: str = ""
    """A folder that is either as it was or as it will be."""


class Fault(NamedTuple):
    """What happens at a moment: before the nth event that writes, or after so many seconds."""

    kind: str = ""
    event: int = -1
    seconds: float = -1.0


class Outcome(NamedTuple):
    """How a run ended."""

    code: int
    told: str
    seconds: float
    events: int


def _edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(work: Path) -> None:
        path = work / "guide" / name
        text = path.read_text("utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        path.write_text(text.replace(old, new), "utf-8")

    return change


def _records(work: Path) -> None:
    record = (
        "TY  - JOUR\nTI  - Tea in the year {n}\nAU  - Author{n}, A\nPY  - 2020\nDO  - "
        "10.1000/new.{n}\nJO  - Journal\nER  - \n"
    )
    (work / "records.ris").write_text("".join(record.format(n=n) for n in range(RECORDS)), "utf-8")


def _untidy(work: Path) -> None:
    for path in (work / "guide/evidence").rglob("*.yml"):
        path.write_text(path.read_text("utf-8").replace("\n", "  \n", 1) + "\n\n", "utf-8")


def _issue(work: Path) -> None:
    from tests.test_from_issue import FILLED, issue

    form = work / "guide/.github/ISSUE_TEMPLATE/new-evidence.yml"
    form.parent.mkdir(parents=True)
    shutil.copyfile(HERE.parent / ".github/ISSUE_TEMPLATE/new-evidence.yml", form)
    (work / "issue.md").write_text(issue(FILLED), "utf-8")


def _history(work: Path) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    for words in (
        ("init", "--quiet"),
        ("add", "--all"),
        ("commit", "--quiet", "--message", "first"),
    ):
        subprocess.run(
            ["git", *who, *words],  # noqa: S607
            cwd=work / "guide",
            check=True,
            capture_output=True,
            timeout=60,
        )
    _edit(
        "evidence/claims/sleep.yml",
        "Tea may help you fall asleep.",
        "Tea may help you doze off quickly.",
    )(work)


def _texts(work: Path) -> None:
    shutil.copytree(HERE / "texts", work / "texts")
    lock = work / "guide/evidence/evidence.lock"
    lock.write_text(Lock(citations=Lock.load(lock, work)[0].citations).text(), "utf-8")


_NEW = (
    "--id",
    "term-nap",
    "--term",
    "nap",
    "--says",
    "A short sleep.",
    "--rests-on",
    "doe2020-sleep",
)
COMMANDS: dict[str, Command] = {
    "build": Command(
        ("build",), ("build",), _edit("docs/about.md", "# About", "# About us"), "guide/site"
    ),
    "pdf": Command(
        ("pdf", "--only", "evening", "--paper", "a4", "--to", "pdf"),
        ("pdf", "--only", "evening", "--paper", "a4", "--to", "pdf"),
        _edit("evidence/guide.yml", "title: Tea and sleep", "title: Tea and good sleep"),
    ),
    "build --to": Command(
        ("build", "--to", "out"),
        ("build", "--to", "out"),
        _edit("docs/about.md", "# About", "# About us"),
        "out",
    ),
    "add": Command(("add", "--offline", "records.ris"), change=_records),
    "new": Command(("new", "term", *_NEW)),
    "lock": Command(
        ("lock",),
        change=_edit(
            "evidence/claims/sleep.yml",
            "Tea may help you fall asleep.",
            "Tea may help you doze off.",
        ),
    ),
    "verify": Command(
        ("verify", "--offline", "--texts", "texts", "--cache", "cache"), change=_texts
    ),
    "check --fix": Command(("check", "--fix"), change=_untidy),
    "translate": Command(
        ("translate", "es"),
        change=_edit(
            "evidence/claims/sleep.yml",
            "Tea may help you fall asleep.",
            "Tea may help you doze off.",
        ),
    ),
    "init": Command(("init", "new"), whole="new"),
    "from-issue": Command(("from-issue", "issue.md", "--write"), change=_issue),
    "diff --record": Command(("diff", "HEAD", "--record"), change=_history),
}


def run(work: Path, words: Sequence[str], fault: Fault = Fault()) -> Outcome:  # noqa: B008 (a value)
    """Runs a command in a child of this process, which has loaded everything, with a fault at its
    moment.
    """
    report = work.parent / "report"
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        _child(work, words, fault, report)
    code = _ended(pid, fault, started)
    told = report.read_text("utf-8", errors="replace")
    told, _, events = told.partition("\0")
    return Outcome(code, told, time.monotonic() - started, int(events or 0))


def _ended(pid: int, fault: Fault, started: float) -> int:
    """The exit code of a child, which is sent its signal when the time has come."""
    number = {"kill": signal.SIGKILL, "term": signal.SIGTERM, "interrupt": signal.SIGINT}.get(
        fault.kind
    )
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        passed = time.monotonic() - started
        if number and 0 <= fault.seconds <= passed and _is_running(pid):
            os.kill(pid, number)
            number = None
        if passed > SECONDS:
            os.kill(pid, signal.SIGKILL)
            raise TimeoutError(f"still running after {SECONDS} seconds")
        time.sleep(0.002)


def _is_running(pid: int) -> bool:
    """Whether a child has come to the program's first line, from where on it handles SIGTERM."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    caught = int(status.partition("SigCgt:")[2].split()[0], 16)
    return bool(caught >> (signal.SIGTERM - 1) & 1)


def _child(work: Path, words: Sequence[str], fault: Fault, report: Path) -> None:
    """What runs in the child: the program, as from a shell in the working folder."""
    code = 70
    counted = [0]
    try:
        output = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        nothing = os.open(os.devnull, os.O_RDWR)
        for old, new in ((0, nothing), (1, nothing), (2, output)):
            os.dup2(new, old)
        os.chdir(work)
        os.environ |= {
            "TMPDIR": str(work / "tmp"),
            "SOURCE_DATE_EPOCH": "1768900000",
            "NO_COLOR": "1",
            "HOME": str(work / "tmp"),
        }
        tempfile.tempdir = None
        sys.argv = [
            "evidence-guide",
            *([] if words[0] == "init" else ["--folder", "guide"]),
            *words,
        ]
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        sys.addaudithook(_hook(str(work), fault, counted))
        program.run()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    except BaseException:  # noqa: BLE001 (shown as the traceback that it is)
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(BaseException):
            sys.stderr.flush()
            os.write(2, f"\0{counted[0]}".encode())
        os._exit(code)


def _hook(work: str, fault: Fault, counted: list[int]) -> Callable[[str, tuple[Any, ...]], None]:
    """Counts the events that write below the working folder, and does what a fault says at its
    moment.
    """

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if not _writes(event, args, work):
            return
        now, counted[0] = counted[0], counted[0] + 1
        if fault.event < 0 or now < fault.event:
            return
        if fault.kind in {"full", "read-only"}:
            raise _refused(fault.kind, event, args)
        if now == fault.event:
            os.kill(
                os.getpid(),
                {"kill": signal.SIGKILL, "term": signal.SIGTERM, "interrupt": signal.SIGINT}[
                    fault.kind
                ],
            )

    return hook


def _refused(kind: str, event: str, args: tuple[Any, ...]) -> OSError:
    number = errno.ENOSPC if kind == "full" else errno.EROFS
    return OSError(number, os.strerror(number), None if event == "ctypes.dlsym" else args[0])


def _writes(event: str, args: tuple[Any, ...], work: str) -> bool:
    if event == "open":
        path, mode, flags = args
        writing = (
            any(sign in mode for sign in "wax+")
            if isinstance(mode, str)
            else bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        )
        return writing and _below(path, work)
    if event == "ctypes.dlsym":
        return args[1] == "renameat2"
    return event in WRITING and _below(args[0], work)


def _below(path: object, work: str) -> bool:
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    return os.path.abspath(os.fsdecode(path)).startswith(work)  # noqa: PTH100 (follows no link)


class Place:
    """The working folder of one command: a small file system of its own where the disk is to fill
    up, else a plain folder.
    """

    def __init__(self, folder: Path) -> None:
        self.template, self.work = folder / "template", folder / "work"
        self.work.mkdir(parents=True)

    def fresh(self, megabytes: float = 0) -> None:
        """The working folder as the template has it, on a disk of so many megabytes, or on the
        usual one.
        """
        self.clear()
        if megabytes:
            _mount(self.work, f"size={int(megabytes * 1024)}k")
        for child in self.template.iterdir():
            if child.is_dir():
                shutil.copytree(child, self.work / child.name, symlinks=True)
            else:
                shutil.copy2(child, self.work / child.name)

    def clear(self) -> None:
        """Removes everything, the disk too."""
        if self.work.is_mount():
            subprocess.run(["umount", str(self.work)], check=True, timeout=60)  # noqa: S607
        for child in self.work.iterdir():
            shutil.rmtree(child) if child.is_dir() else child.unlink()

    def enlarge(self) -> None:
        """Gives the disk room again."""
        if self.work.is_mount():
            _mount(self.work, "remount,size=1g")


def _mount(folder: Path, options: str) -> None:
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)],  # noqa: S607
        check=True,
        capture_output=True,
        timeout=60,
    )


def mounts(folder: Path) -> bool:
    """Whether this process may make a small disk of its own."""
    try:
        _mount(folder, "size=64k")
    except (OSError, subprocess.SubprocessError):
        return False
    subprocess.run(["umount", str(folder)], check=True, timeout=60)  # noqa: S607
    return True


def files(work: Path) -> Files:
    """Every file below a folder by name, git's own aside, and every empty folder with a slash at
    the end.
    """
    found: Files = {}
    for place, folders, names in os.walk(work):
        folders[:] = [name for name in folders if name != ".git"]
        here = Path(place)
        found |= {
            (here / name).relative_to(work).as_posix(): (here / name).read_bytes() for name in names
        }
        if not folders and not names and here != work:
            found[f"{here.relative_to(work).as_posix()}/"] = b""
    return found


def harm(before: Files, after: Files, done: Files, command: Command, kind: str) -> Iterator[str]:
    """What an interruption did to inputs and to the last good output."""
    for name in sorted(before.keys() | after.keys()):
        if _may_differ(name):
            continue
        possible = (before.get(name), done.get(name))
        if after.get(name) not in possible and not _is_lock(name, after.get(name)):
            yield (
                f"{name} is neither as it was nor as it will be ({len(after.get(name) or b'')} "
                "bytes)"
            )
    cannot_tidy = command.words[0] == "init" and kind in {"kill", "read-only"}
    if command.whole and not cannot_tidy:  # what it leaves is on a manifest, for the next run
        states = [
            {
                name: content
                for name, content in state.items()
                if name.startswith(f"{command.whole}/") and not _is_scratch(name)
            }
            for state in (before, after, done)
        ]
        if states[1] not in (states[0], states[2]):
            yield f"{command.whole} is a mixture of what was there and what will be"


def _may_differ(name: str) -> bool:
    """Whether a file may be of neither state for a while: scratch folders, manifests, temporary
    files, folders without a file yet.
    """
    return (
        _is_scratch(name)
        or name.endswith((f"/{MANIFEST}", "/"))
        or name.startswith(("tmp/", "cache/"))
    )


def _is_scratch(name: str) -> bool:
    """Whether a file lies in a scratch folder, whose name is longer than that of a manifest."""
    return any(part.endswith(SUFFIX) and part != MANIFEST for part in Path(name).parts)


def _is_lock(name: str, content: bytes | None) -> bool:
    """Whether a lock is whole: `verify` writes it after each source."""
    if not name.endswith("evidence.lock") or content is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "evidence.lock")
        path.write_bytes(content)
        return not Lock.load(path, Path(folder))[1]


def fault_for(kind: str, seconds: float, events: int, chance: random.Random) -> Fault:
    """A moment of a run, mostly just before one of its writes."""
    by_signal = kind in {"kill", "term", "interrupt"}
    if by_signal and chance.random() < 0.3:
        return Fault(kind, seconds=chance.uniform(0, seconds))
    return Fault(kind, event=chance.randrange(max(events, 1)))


def complaints(outcome: Outcome, fault: Fault, expected: int) -> Iterator[str]:
    """What is wrong with how a stopped run ended."""
    if "Traceback" in outcome.told:
        yield f"a traceback: {outcome.told[-1500:]}"
    allowed = {expected, 2, *([-signal.SIGKILL] if fault.kind == "kill" else [])}
    if outcome.code not in allowed:
        yield f"exit code {outcome.code}, not one of {sorted(allowed)}: {outcome.told[-500:]}"
    lines = [line for line in outcome.told.splitlines() if line.startswith("evidence-guide: ")]
    if outcome.code == 2 != expected and len(lines) != 1:
        yield f"{len(lines)} sentences instead of one: {outcome.told[-500:]}"


class Trial(NamedTuple):
    """A command made ready: its working folder, what is there before and after an uninterrupted
    run, how that run went.
    """

    command: Command
    place: Place
    before: Files
    done: Files
    outcome: Outcome
    megabytes: tuple[float, float]
    """What the files take before, and the most that the run needs beside them."""


def ready(name: str, folder: Path) -> Trial:
    """Runs a command once without interruption."""
    command, place = COMMANDS[name], Place(folder)
    shutil.copytree(TEA, place.work / "guide")
    (place.work / "tmp").mkdir()
    if command.before:
        outcome = run(place.work, command.before)
        assert outcome.code == 0, outcome.told
    command.change(place.work)
    shutil.copytree(place.work, place.template, symlinks=True)
    before = files(place.work)
    outcome = run(place.work, command.words)
    assert outcome.code in {0, 1}, outcome.told
    done = files(place.work)
    assert not [name for name in done if _is_scratch(name)]
    size = sum(4096 + len(content) for content in before.values())
    most = sum(
        4096 + len(content)
        for name, content in done.items()
        if before.get(name) != content or name.startswith((command.whole or "?") + "/")
    )
    return Trial(command, place, before, done, outcome, (size / 2**20 * 1.5 + 0.2, most / 2**20))


def stopped(trial: Trial, kind: str, chance: random.Random, *, disks: bool) -> list[str]:
    """Interrupts a run at a moment and runs again; what breaks the law."""
    room = kind == "full" and disks
    fault = (
        Fault() if room else fault_for(kind, trial.outcome.seconds, trial.outcome.events, chance)
    )
    trial.place.fresh(trial.megabytes[0] + chance.uniform(0, trial.megabytes[1]) if room else 0)
    first = run(trial.place.work, trial.command.words, fault)
    found = [
        *complaints(first, fault, trial.outcome.code),
        *harm(trial.before, files(trial.place.work), trial.done, trial.command, kind),
    ]
    trial.place.enlarge()
    again = run(trial.place.work, trial.command.words)
    after = files(trial.place.work)
    differing = sorted(
        name
        for name in after.keys() | trial.done.keys()
        if after.get(name) != trial.done.get(name) and not name.startswith(("cache/", "tmp/"))
    )
    if differing or "Traceback" in again.told or again.code not in {0, 1, 2}:
        found.append(
            f"running it again (exit code {again.code}) left {len(differing)} files "
            f"otherwise: {differing[:5]} {again.told[-500:]}"
        )
    trial.place.clear()
    return [f"{kind} at {fault}: {told}" for told in found]


def trials(
    names: Sequence[str], kinds: Sequence[str], moments: int, seed: int
) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Interrupts each command in each way at so many moments; how often each was, and what broke
    the law.
    """
    counts: Counter[tuple[str, str]] = Counter()
    broken: list[str] = []
    with tempfile.TemporaryDirectory(prefix="interruptions-") as scratch:
        folder = Path(scratch).resolve()
        disks = mounts(folder)
        read_once()
        for name in names:
            trial = ready(name, folder / name.replace(" ", ""))
            for kind in kinds:
                chance = random.Random(f"{seed} {name} {kind}")  # noqa: S311 (the same moments again)
                for _ in range(moments):
                    broken += [
                        f"{name}: {told}" for told in stopped(trial, kind, chance, disks=disks)
                    ]
                    counts[name, kind] += 1
                print(
                    (
                        f"{name:14} {kind:10} {counts[name, kind]:4} moments, {len(broken)} "
                        "complaints so far"
                    ),
                    file=sys.stderr,
                    flush=True,
                )
    return counts, broken


def table(counts: Counter[tuple[str, str]], names: Sequence[str], kinds: Sequence[str]) -> str:
    """How often each command was stopped in each way."""
    head = f"{'command':14}" + "".join(f"{kind:>11}" for kind in kinds)
    rows = [f"{name:14}" + "".join(f"{counts[name, kind]:11}" for kind in kinds) for name in names]
    return "\n".join([head, *rows])


def main() -> int:
    """Runs the trials that the options ask for; 1 where the law was broken."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument(
        "--moments", type=int, default=50, help="for each command and each kind of interruption"
    )
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--commands", nargs="*", default=list(COMMANDS), choices=list(COMMANDS))
    options.add_argument("--kinds", nargs="*", default=list(KINDS), choices=list(KINDS))
    asked = options.parse_args()
    counts, broken = trials(asked.commands, asked.kinds, asked.moments, asked.seed)
    print(table(counts, asked.commands, asked.kinds))
    print(
        "\n".join(
            [
                *broken,
                f"{counts.total()} interruptions, {len(broken)} complaints (seed {asked.seed})",
            ]
        )
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
