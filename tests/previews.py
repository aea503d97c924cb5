"""A preview of the sample guide that runs, and what a reader of it sees."""

import http.client
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from lxml import html
from tests.children import running
from tests.conftest import copy

OVER = "//section[@id='evidence-guide-complaints']"
SECONDS = 120
"""Time in which something must come to hold."""
LONGEST = 900
"""Time for which a preview may be needed."""


class Answer(NamedTuple):
    """What a server answers."""

    status: int
    page: html.HtmlElement


class Served:
    """A preview of the sample guide that runs."""

    def __init__(self, folder: Path, port: int, process: subprocess.Popen[str]) -> None:
        self.folder, self.port, self.process = folder, port, process

    def answer(self, path: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read()
        assert len(text) == int(answer.getheader("Content-Length") or len(text))
        connection.close()
        return Answer(answer.status, html.document_fromstring(text or b"<html></html>"))

    def page(self, path: str) -> html.HtmlElement:
        return self.answer(path).page

    def banner(self, path: str) -> str:
        """The words over a page."""
        words = self.page(path).xpath(f"{OVER}//text()[not(ancestor::style)]")
        return " ".join(" ".join(words).split())

    def until(self, told: Callable[[], bool]) -> bool:
        """Whether something comes to hold within some time."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                if told():
                    return True
            except OSError:
                assert self.process.poll() is None, self.process.communicate(timeout=20)
            time.sleep(0.2)
        return False

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        (self.folder / name).write_text(text.replace(old, new, 1), "utf-8")


@contextmanager
def serving(
    folder: Path,
    files: Mapping[str, str | None] = {},
    **env: str,
) -> Iterator[Served]:
    """A preview of the sample guide with some files replaced, while it runs."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    where = copy(folder / "guide", files)
    words = ("--folder", str(where), "serve", "--address", f"127.0.0.1:{port}")
    with (folder / "log").open("w") as log:
        end = log.fileno()
        with running(*words, stdout=end, stderr=end, seconds=LONGEST, env=env) as process:
            yield Served(where, port, process)
