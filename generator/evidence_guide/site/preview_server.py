"""The server of the preview: the last good pages with complaints on top.

Browsers read their page again after each change.
"""

import os
import socketserver
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from evidence_guide.site.preview import Preview, with_banners

NOTHING = b"<!doctype html><html lang=en><title>Preview</title><body></body></html>"
"""The page under the complaints while nothing could be built yet."""


class PreviewServer(LiveReloadServer):
    """Serves pages while others are built elsewhere; MkDocs' own waits for each build."""

    def __init__(self, host: str, port: int, preview: Preview) -> None:
        super().__init__(lambda: None, host, port, os.devnull, shutdown_delay=0.05)
        self.preview = preview
        self.mount("/")
        self.watch(os.devnull)  # only then are pages read again after a change

    def mount(self, path: str) -> None:
        """Serves the pages below a path from now on."""
        self.mount_path = f"/{path.strip('/')}/".replace("//", "/")
        self.set_app(with_banners(self.serve_request, self.preview, self.mount_path))

    def watch(self, path: str, *_: object, **__: object) -> None:
        """Remembers a path that a plugin wants watched."""
        self._watched_paths[str(Path(path).absolute())] = 1

    def unwatch(self, path: str) -> None:
        """Forgets a path that a plugin wanted watched."""
        self._watched_paths.pop(str(Path(path).absolute()), None)

    @property
    def watched(self) -> list[Path]:
        """The paths that plugins want watched."""
        return [Path(path) for path in self._watched_paths if path != os.devnull]

    def listen(self) -> None:
        """Takes the port; requests wait until the server starts."""
        self.server_bind()
        self.server_activate()

    def start(self) -> None:
        """Answers requests in threads of its own."""
        self.serve_thread.start()

    def renew(self) -> None:
        """Lets every browser read its page again."""
        with self._epoch_cond:
            self._wanted_epoch = self._visible_epoch = self._next_epoch()
            self._epoch_cond.notify_all()

    def _next_epoch(self) -> int:
        """The time in milliseconds, or more if it has passed already."""
        return max(self._visible_epoch + 1, round(time.monotonic() * 1000))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Passes over readers who leave before their answer."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            socketserver.BaseServer.handle_error(self, request, client_address)

    def _serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes] | None:
        """The page that is asked for; while there is none yet, an empty one that is read again."""
        if self.preview.site or environ["PATH_INFO"].startswith("/livereload/"):
            return super()._serve_request(environ, start_response)
        return self._serve_nothing(start_response)

    def _serve_nothing(self, start_response: Any) -> list[bytes]:
        """The empty page."""
        epoch = self._visible_epoch
        page = self._inject_js_into_html(NOTHING, epoch)  # type: ignore[no-untyped-call]
        start_response(
            "200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(page)))]
        )
        return [page]
