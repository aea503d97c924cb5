"""A small server on 127.0.0.1 that answers as it is told and remembers who asked what; and small
PDFs.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Reply(NamedTuple):
    """One answer; `length` is what is announced where it is not the truth, `pause` the seconds
    between bytes.
    """

    body: bytes | str = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None
    pause: float = 0


class Asked(NamedTuple):
    path: str
    headers: dict[str, str]


@dataclass
class Loopback:
    """The server: answers by path, or by the beginning of path and query; of several answers each
    is given once, the last for ever.
    """

    answers: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    address: str = ""

    def on(self, path: str, *replies: Reply) -> None:
        self.answers[path] = list(replies)

    def next(self, path: str) -> Reply:
        replies = self.answers.get(self._key(path), [Reply("no such page", status=404)])
        return replies.pop(0) if len(replies) > 1 else replies[0]

    def _key(self, path: str) -> str:
        for key in self.answers:
            if "?" in key and path.startswith(key):
                return key
        return path.partition("?")[0]

    @property
    def paths(self) -> list[str]:
        return [a.path for a in self.asked]


def _handler(server: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}))
            reply = server.next(self.path)
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            for name, value in (("Content-Type", reply.type), *reply.headers):
                self.send_header(name, value)
            self.send_header(
                "Content-Length", str(len(body) if reply.length is None else reply.length)
            )
            self.end_headers()
            try:
                for part in [body[i : i + 1] for i in range(len(body))] if reply.pause else [body]:
                    self.wfile.write(part)
                    self.wfile.flush()
                    time.sleep(reply.pause)
            except OSError:
                return  # whoever asked has gone

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    return Handler


@contextmanager
def loopback() -> Iterator[Loopback]:
    """A server that runs while it is needed."""
    told = Loopback()
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(told))
    http.daemon_threads = True
    told.address = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(
        target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    try:
        yield told
    finally:
        http.shutdown()
        http.server_close()


def pdf(*pages: str, title: str = "", encrypted: bool = False) -> bytes:
    """A PDF with these lines of text on its pages; an encrypted one cannot be opened."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, page in enumerate(pages):
        lines = " T* ".join(
            f"({line}) Tj" for line in page.replace("(", r"\(").replace(")", r"\)").splitlines()
        )
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {lines} ET" if page else ""
        resources = "<< /Font << /F1 3 0 R >> >>"
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {resources} "
                f"/Contents {5 + 2 * i} 0 R >>"
            )
        ]
        objects += [f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"]
    objects += [f"<< /Title ({title}) >>"]
    key = "00" * 32
    objects += [f"<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >>"]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{o:010} 00000 n \n" for o in offsets)
    lock = f" /Encrypt {len(objects)} 0 R /ID [<{key}> <{key}>]" if encrypted else ""
    trailer = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size "
        f"{len(objects) + 1} /Root 1 0 R /Info {len(objects) - 1} 0 R{lock} >>\n"
    )
    return out + f"{trailer}startxref\n{len(out)}\n%%EOF\n".encode()
