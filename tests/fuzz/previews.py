"""A preview while files change: it answers, follows, recovers, and leaves nothing behind."""

import contextlib
import http.client
import os
import re
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from tests.fuzz import child
from tests.fuzz.case import Case
from tests.fuzz.oracles import Fault, crash
from tests.fuzz.workspace import base_files, look, put

PATIENCE = 60.0
"""Seconds within which a preview must begin, answer and recover."""
ANSWER = 20.0
SETTLE = 2.5
"""Seconds that an edit is left alone before pages are asked for."""
PAGES = ("", "about/", "nowhere/", "search/search_index.json")
BEGUN = re.compile(r"The preview: (http://\S+)")
OVER = "evidence-guide-complaints"


def run(case: Case, root: Path, said: Path) -> tuple[list[Fault], str, int]:
    """The faults of a preview, all that it printed, and how often it had to be killed."""
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    before = look(root)
    words = (*case.commands[0].words, "--address", f"127.0.0.1:{port}")
    running = child.start(child.command(words), root, said)
    found = _followed(case, root, running)
    _restore(case, root)
    ended = _stopped(running)
    found += _afterwards(ended, before, root)
    return found, ended.out + ended.err, int(ended.code is None)


def _followed(case: Case, root: Path, running: child.Running) -> list[Fault]:
    """What goes wrong while the preview is asked for pages between edits."""
    if not _within(PATIENCE, lambda: bool(_address(running)), running):
        return [Fault("preview", "does not begin")]
    address = _address(running)
    sound = OVER not in _page(address)[1]
    found: list[Fault] = []
    for step in case.edits:
        put(root, step)
        time.sleep(SETTLE)
        found += _asked(address, running)
        if found:
            return found
    _restore(case, root)
    if not _within(PATIENCE, lambda: _recovered(address, sound=sound), running):
        return [Fault("preview", "does not recover when all files are as they were")]
    return []


def _address(running: child.Running) -> str:
    """Where the preview says that it is; nothing until it says so."""
    said = BEGUN.search(running.files[0].read_text("utf-8", errors="replace"))
    return said[1] if said else ""


def _asked(address: str, running: child.Running) -> list[Fault]:
    for path in PAGES:
        try:
            status, _ = _page(address + path)
        except (OSError, http.client.HTTPException) as error:
            if _gone(running):
                return [Fault("preview", "ends at an edit")]
            return [Fault("preview", f"does not answer: {type(error).__name__}", path)]
        if status not in {200, 404}:
            return [Fault("preview", f"answers {status}", path)]
    return []


def _restore(case: Case, root: Path) -> None:
    """Puts every file back that was changed, and takes away what was new."""
    was = base_files(case.base)
    for step in case.edits:
        put(root, {path: was.get(path) for path in step})
    put(root, {path: was[path] for path in was if not (root / path).is_file()})


def _recovered(address: str, *, sound: bool) -> bool:
    """Whether the first page is shown again, with a complaint over it only if there was one."""
    status, text = _page(address)
    return status == 200 and len(text) > 1000 and (OVER not in text) is sound


def _page(address: str) -> tuple[int, str]:
    parts = urlsplit(address)
    asked = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=ANSWER)
    with contextlib.closing(asked):
        asked.request("GET", parts.path)
        answer = asked.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")


def _within(seconds: float, holds: Callable[[], bool], running: child.Running) -> bool:
    """Whether something comes to hold in time, while the preview lives."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not _gone(running):
        with contextlib.suppress(OSError, http.client.HTTPException):
            if holds():
                return True
        time.sleep(0.1)
    return False


def _gone(running: child.Running) -> bool:
    """Whether the child has ended; it is left for whoever waits for it."""
    return os.waitid(os.P_PID, running.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _stopped(running: child.Running) -> child.Ended:
    """Ends the preview as Ctrl-C does."""
    os.kill(running.pid, signal.SIGINT)
    return child.wait(running, ANSWER)


def _afterwards(ended: child.Ended, before: dict[str, tuple[str, str]], root: Path) -> list[Fault]:
    found = []
    said = ended.out + ended.err
    if "Traceback (most recent call last)" in said:
        found.append(Fault("traceback", crash(said), said[-3000:]))
    if ended.late:
        found.append(Fault("time-out", "a preview does not end at Ctrl-C", ended.err[-2000:]))
    elif ended.code not in {0, 2}:
        found.append(Fault("exit code", f"a preview ends with {ended.code}", said[-1000:]))
    if ended.mebibytes > 500:
        found.append(Fault("memory", "serve", f"{ended.mebibytes:.0f} MiB"))
    found += [Fault("foreign host", line) for line in ended.watched]
    now = look(root)
    files = {path for path, (kind, _) in now.items() if kind != "folder"}
    new = sorted(path for path in files - set(before) if not path.startswith("home/"))
    found += [Fault("leftover", "serve", path) for path in new[:1]]
    changed = sorted(
        path for path in before if before[path][0] == "file" and now.get(path) != before[path]
    )
    return found + [Fault("changed input", "serve", path) for path in changed[:1]]
