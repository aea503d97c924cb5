"""`evidence/evidence.lock`: what each statement rested on when it was last accepted, so that no citation is lost unseen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evidence_guide.diagnostic import Diagnostic, Place

VERSION = 1


@dataclass(frozen=True)
class Lock:
    """The accepted citations of each statement, by its id."""

    citations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    present: bool = False

    @staticmethod
    def load(path: Path, folder: Path) -> tuple["Lock", tuple[Diagnostic, ...]]:
        """The lock that a file holds; an empty one, and why, where it is missing or unsound."""
        if not path.exists():
            return Lock(), ()
        name = path.relative_to(folder).as_posix()
        try:
            data = json.loads(path.read_bytes())
            if data["version"] == VERSION:
                return Lock({str(k): tuple(map(str, v)) for k, v in data["citations"].items()}, present=True), ()
            told = f"version {data['version']} is not {VERSION}"
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            told = f"the lock cannot be read: {error}"
        return Lock(), (Diagnostic(Place(name), "sound-lock", told, "take it from git again, or run `evidence-guide lock`"),)

    def text(self) -> str:
        """The file's content: sorted, one statement a line, the same for the same guide."""
        lines = (f"    {json.dumps(key)}: {json.dumps(list(ids))}" for key, ids in sorted(self.citations.items()))
        return f'{{\n  "version": {VERSION},\n  "citations": {{\n' + ",\n".join(lines) + "\n  }\n}\n"
