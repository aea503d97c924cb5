"""A client of yaml-language-server, as an editor is: JSON-RPC over standard input and output."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
}


class LanguageServer:
    """A running server and what it has told so far."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.process = subprocess.Popen(
            [shutil.which("node") or "node", program, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.number = 0
        self.told: dict[str, list[Any]] = {}
        markdown = {"contentFormat": ["markdown"]}
        can = {
            "textDocument": {
                "hover": markdown,
                "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                "publishDiagnostics": {},
            }
        }
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities=can)
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=SETTINGS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate(timeout=20)

    def ask(self, method: str, **params: Any) -> Any:
        """The answer to a request."""
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            message = self._hear()
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, **params: Any) -> None:
        """Sends a notice, to which there is no answer."""
        self._send({"method": method, "params": params})

    def opened(self, *paths: Path) -> dict[str, list[str]]:
        """The complaints about files that are opened, by name, each with its line; files without
        complaints are left out.
        """
        for path in paths:
            document = {
                "uri": path.as_uri(),
                "languageId": "yaml",
                "version": 1,
                "text": path.read_text("utf-8"),
            }
            self.tell("textDocument/didOpen", textDocument=document)
        while any(path.as_uri() not in self.told for path in paths):
            self._hear()
        found = {path.name: self.told.pop(path.as_uri()) for path in paths}
        return {
            name: [f"{d['range']['start']['line'] + 1}: {d['message']}" for d in told]
            for name, told in found.items()
            if told
        }

    def at(self, what: str, path: Path, text: str) -> Any:
        """What an editor shows behind a piece of the file's text: its `hover`, or its
        `completion`.
        """
        before = path.read_text("utf-8").partition(text)[0] + text
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return self.ask(
            f"textDocument/{what}", textDocument={"uri": path.as_uri()}, position=position
        )

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        data = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def _hear(self) -> Any:
        """The next message; requests of the server are answered with nothing, complaints kept."""
        out = self.process.stdout
        assert out is not None
        header = b"".join(iter(out.readline, b"\r\n"))
        assert header, "the server has ended"
        length = next(
            int(line.split(b":")[1])
            for line in header.splitlines()
            if line.lower().startswith(b"content-length")
        )
        message = json.loads(out.read(length))
        if "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        if message.get("method") == "textDocument/publishDiagnostics":
            self.told[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message
