"""A site on 127.0.0.1 as a web host serves it: below the path of its address, packed with gzip,
with its own page for what is not there.
"""

import functools
import gzip
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PACKED = ("text/", "application/json", "application/javascript", "image/svg")


@functools.lru_cache(maxsize=256)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


class _Host(SimpleHTTPRequestHandler):
    def __init__(
        self, *arguments: object, below: str = "", headers: Mapping[str, str], directory: str
    ) -> None:
        self.below, self.own = below, headers
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        file = self._file()
        body = file.read_bytes()
        kind = self.guess_type(str(file))
        self.send_response(HTTPStatus.NOT_FOUND if file.name == "404.html" else HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        for name, value in self.own.items():
            self.send_header(name, value)
        if kind.startswith(PACKED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = _packed(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # a reader who has gone on to another page
            self.wfile.write(body)

    def _file(self) -> Path:
        asked = Path(self.translate_path(self.path.removeprefix(self.below)))
        file = asked / "index.html" if asked.is_dir() else asked
        return file if file.is_file() else Path(self.directory, "404.html")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving(site: Path, below: str = "", headers: Mapping[str, str] = {}) -> Iterator[str]:
    """The address of a site while it is served, below a path and with more headers where wanted."""
    host = functools.partial(_Host, directory=str(site), below=below, headers=headers)
    server = ThreadingHTTPServer(("127.0.0.1", 0), host)
    server.daemon_threads = True
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    ).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
