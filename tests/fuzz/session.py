"""A session: cases until the time is over, in several processes, and what failed."""

import multiprocessing as mp
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.children import read_once
from tests.fuzz import running, shrinking, targets
from tests.fuzz.case import Case, Command, read, text_of
from tests.fuzz.oracles import Fault
from tests.fuzz.planting import PLANTED
from tests.fuzz.workspace import ROOT

KEPT = ROOT / "build" / "fuzz"


class Asked(NamedTuple):
    """How long, from which seed, and how much of what there is."""

    seconds: float
    seed: int
    only: tuple[str, ...] = ()
    """The only targets, which take turns; without any, all by their shares."""
    cases: int = 10**9
    """The most cases."""
    workers: int = 2
    kept: Path = KEPT
    start: int = 0
    """The number of the first case."""


class Done(NamedTuple):
    """One case that was run."""

    case: Case
    result: running.Result
    seconds: float


def session(asked: Asked) -> bool:
    """Runs cases until the time is over; whether nothing failed."""
    read_once()
    started = time.monotonic()
    tally = Tally()
    for done in _all(asked):
        for fault in tally.new(done):
            print(kept(done, fault, asked.kept), flush=True)
    print(tally.table(time.monotonic() - started), flush=True)
    return tally.sound


def _all(asked: Asked) -> Iterator[Done]:
    """Every case of a session, from all workers, as they end."""
    context = mp.get_context("fork")
    end = time.monotonic() + asked.seconds
    queue: mp.SimpleQueue[Done | None] = context.SimpleQueue()
    workers = [
        context.Process(target=_work, args=(asked, worker, end, queue))
        for worker in range(asked.workers)
    ]
    for worker in workers:
        worker.start()
    open_ends = len(workers)
    while open_ends:
        done = queue.get()
        open_ends -= done is None
        if done is not None:
            yield done
    for worker in workers:
        worker.join(60)


def _work(asked: Asked, worker: int, end: float, queue: "mp.SimpleQueue[Done | None]") -> None:
    """One worker's cases: every second one, if there are two workers."""
    turns = targets.schedule(asked.only)
    known: set[tuple[str, str]] = set()
    try:
        for number in range(asked.start + worker, asked.start + asked.cases, asked.workers):
            if time.monotonic() > end:
                break
            queue.put(_one(targets.case(asked.seed, number, turns), known, end))
    finally:
        running.forget()
        queue.put(None)


def _one(case: Case, known: set[tuple[str, str]], end: float) -> Done:
    """Runs a case; one that fails in a new way is made small."""
    started = time.monotonic()
    result = running.run(case)
    seconds = time.monotonic() - started
    new = [fault for fault in result.faults if fault[:2] not in known]
    known.update(fault[:2] for fault in new)
    if new and time.monotonic() < end:
        case = shrinking.smallest(case, lambda smaller: _fails(smaller, new[0]))
    return Done(case, result, seconds)


def _fails(case: Case, fault: Fault) -> bool:
    return any(other[:2] == fault[:2] for other in running.run(case).faults)


def kept(done: Done, fault: Fault, folder: Path) -> str:
    """Keeps a case that failed; the line that says so, with the command that runs it again."""
    place = folder / done.case.name
    place.mkdir(parents=True, exist_ok=True)
    (place / "case.json").write_text(text_of(done.case), "utf-8")
    faults = "\n".join(f"{one.kind}: {one.what}\n{one.detail}\n" for one in done.result.faults)
    said = f"{faults}\n{done.result.said}"
    (place / "said.txt").write_text(said, "utf-8", errors="backslashreplace")
    shown = place.relative_to(ROOT) if place.is_relative_to(ROOT) else place
    words = f"{fault.kind}: {fault.what}".encode("ascii", "backslashreplace").decode()
    return f"{words}\n    python -m tests.fuzz --replay {shown}/case.json"


class Tally:
    """Cases, seconds and failures by target."""

    def __init__(self) -> None:
        self.cases: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()
        self.kills = 0
        self.faults: dict[str, Counter[str]] = defaultdict(Counter)
        self.seen: set[tuple[str, str]] = set()

    def new(self, done: Done) -> list[Fault]:
        """Counts a case; the faults of a kind that no case before it had."""
        target = done.case.target
        self.cases[target] += 1
        self.seconds[target] += done.seconds  # type: ignore[assignment] # no whole number
        self.kills += done.result.kills
        kinds = {fault.kind for fault in done.result.faults}
        self.faults[target].update(kinds)
        first = {fault[:2]: fault for fault in reversed(done.result.faults)}
        new = [fault for signature, fault in first.items() if signature not in self.seen]
        self.seen.update(first)
        return new

    @property
    def sound(self) -> bool:
        """Whether nothing failed."""
        return not any(self.faults.values())

    def table(self, seconds: float) -> str:
        """The summary."""
        rows = ["| target | cases | seconds | failures |", "|---|---|---|---|"]
        for target, count in self.cases.items():
            told = ", ".join(
                f"{number} {kind}" for kind, number in self.faults[target].most_common()
            )
            rows.append(f"| {target} | {count} | {self.seconds[target]:.0f} | {told or 'none'} |")
        rows.append(
            f"{self.cases.total()} cases in {seconds:.0f} s, {self.kills} killed, "
            f"{len(self.seen)} different failures"
        )
        return "\n".join(rows)


def replay(path: Path) -> bool:
    """Runs a kept case again and prints what comes of it; whether nothing failed."""
    result = running.run(read(path))
    running.forget()
    sys.stdout.write(result.said.encode("utf-8", "backslashreplace").decode())
    for fault in result.faults:
        print(f"{fault.kind}: {fault.what} {fault.detail[-300:]}")
    return not result.faults


def planted() -> bool:
    """Plants every bug once, and prints what finds it; whether all are found."""
    read_once()
    sound = True
    for kind in PLANTED:
        form = "json" if kind == "unparseable" else "text"
        seconds = 2 if kind == "time-out" else 60
        command = Command((*targets.GUIDE, "check", "--format", form), seconds=seconds)
        case = Case("check", "planted-1", "tea", {}, (command,))
        kinds = sorted({fault.kind for fault in running.run(case, kind).faults})
        sound &= kind in kinds
        print(f"{kind}: {', '.join(kinds) or 'not found'}")
    return sound
