"""Waiting until files change."""

import logging
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from evidence_guide.diagnostic import GuideError

CHANGES = frozenset({"created", "deleted", "modified", "moved"})
"""Kinds of events after which a file says something else; reading it is none."""
STILL = 0.1
"""Seconds without a change after which an editor has finished writing."""


logging.getLogger("watchdog").addHandler(
    logging.NullHandler()
)  # it would say on standard error that it was ended


class _Listener(FileSystemEventHandler):
    """Puts the path of every changed file into a queue; what editors keep beside a file is hidden or ends in `~`."""

    def __init__(self) -> None:
        self.queue: Queue[Path] = Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog in a thread of its own."""
        if event.event_type in CHANGES and not event.is_directory:
            for name in {str(event.src_path), str(event.dest_path)} - {""}:
                path = Path(name)
                if not path.name.startswith(".") and not path.name.endswith("~"):
                    self.queue.put(path)


def changes(folders: list[Path]) -> Iterator[list[Path]]:
    """At first nothing, once the folders are watched; then after each change the files that changed, sorted; ends never."""
    listener, observer = _Listener(), Observer()
    for folder in folders:
        observer.schedule(listener, str(folder), recursive=True)
    try:
        observer.start()
    except OSError as error:
        raise GuideError(
            f"files cannot be watched here ({(error.strerror or 'unknown reason').lower()}); run `evidence-guide check` by hand"
        ) from None
    try:
        yield []
        while True:
            yield sorted({listener.queue.get(), *_more(listener.queue)})
    finally:
        observer.stop()
        observer.join(2)  # a thread that still waits for the system ends with the program


def _more(queue: Queue[Path]) -> Iterator[Path]:
    """What else changes until all is still."""
    try:
        while True:
            yield queue.get(timeout=STILL)
    except Empty:
        return
