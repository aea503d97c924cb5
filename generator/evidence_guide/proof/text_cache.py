"""Texts of sources on disk, where services said that texts are, and that they have none."""

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from platformdirs import user_cache_dir

from evidence_guide.diagnostic import GuideError
from evidence_guide.files import reading
from evidence_guide.files.output import write_files
from evidence_guide.guide.lock import Supplied
from evidence_guide.proof.pointers import Pointers
from evidence_guide.proof.refusals import Refusal
from evidence_guide.proof.texts import About, How, NoText, NoTextReason, Text

VERSION = 4
"""Version of the cache format; raised when extraction changes, so that texts are refetched."""
_MOST_BYTES = 100 * reading.MIB
_Kept = dict[str, Any]
"""What a cache file holds."""
_POINTING = " pointers"
_NOTHING = " nothing"
"""Endings of the names of files that hold no text."""
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
_BROKEN_FILE = (
    reading.RefusedFile,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
)


def is_file_name(key: str) -> bool:
    """Whether a key can name files: letters, digits, dots and dashes."""
    return bool(_KEY.fullmatch(key)) and ".." not in key


@dataclass(frozen=True)
class Cache:
    """Texts on disk, one file per source and service; nothing is written outside its folder."""

    folder: Path = field(default_factory=lambda: Path(user_cache_dir("evidence-guide")) / "texts")

    def path(self, key: str, service: str) -> Path:
        """The file of a text. Raises GuideError if the key is not a plain name."""
        if not is_file_name(key):
            fix = "give the source a key of letters, digits, dots and dashes"
            raise GuideError(f"`{key}` cannot name a file; {fix}")
        service = service.lower().replace(" ", "-")
        return self.folder / f"{key}@{service}.json"

    def get(self, key: str, service: str, address: str) -> Text | None:
        """The cached text of a source and service, if it is whole and came from this address."""
        try:
            return _checked_text(self._kept(key, service), service, address)
        except _BROKEN_FILE:
            return None  # a broken cache file can always be fetched again

    def put(self, key: str, asked: str, text: Text) -> None:
        """Caches a text; an interruption leaves the old file or the new one, whole.

        Raises GuideError if the folder cannot be written.
        """
        self._write(self.path(key, text.service), _cache_entry(asked, text))

    def pointers(self, key: str, service: str, address: str) -> Pointers:
        """The cached ids or addresses that a service named for a source, when asked for these."""
        try:
            kept = self._kept(key, f"{service}{_POINTING}")
            is_sound = kept["version"] == VERSION and kept["asked"] == address
            return tuple(map(str, kept["pointers"])) if is_sound else ()
        except _BROKEN_FILE:
            return ()

    def keep_pointers(self, key: str, service: str, asked: str, found: Pointers) -> None:
        """Caches the ids or addresses that a service named.

        Raises GuideError if the folder cannot be written.
        """
        self._write(self.path(key, f"{service}{_POINTING}"), _pointers_entry(asked, found))

    def refusal(self, key: str, service: str, address: str) -> Refusal | None:
        """The last answer of a service that it has nothing at an address, and when it said so."""
        try:
            return _checked_refusal(self._kept(key, f"{service}{_NOTHING}"), service, address)
        except _BROKEN_FILE:
            return None

    def keep_refusal(self, key: str, asked: str, refusal: Refusal) -> None:
        """Remembers that a service has nothing. Raises GuideError if that cannot be written."""
        path = self.path(key, f"{refusal.answer.service}{_NOTHING}")
        self._write(path, _refusal_entry(asked, refusal))

    def _kept(self, key: str, name: str) -> Any:
        return json.loads(reading.content(self.path(key, name), _MOST_BYTES))

    def _write(self, path: Path, content: bytes) -> None:
        try:
            self._make_room(path)
        except OSError as error:
            raise self._unwritable(error) from error
        write_files({path: content})

    def _make_room(self, path: Path) -> None:
        """Creates the folder, and removes a link in the place of a file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            path.unlink()

    def _unwritable(self, error: OSError) -> GuideError:
        return GuideError(
            f"the cache {self.folder} cannot be written ({error.strerror}); name another folder"
        )


def _pointers_entry(asked: str, found: Pointers) -> bytes:
    entry = {"version": VERSION, "asked": asked, "pointers": found}
    return json.dumps(entry).encode("utf-8", "surrogatepass")


def _cache_entry(asked: str, text: Text) -> bytes:
    entry = {"version": VERSION, "asked": asked, "sha256": text.sha256, **asdict(text)}
    return json.dumps(entry, default=date.isoformat).encode("utf-8", "surrogatepass")


def _refusal_entry(asked: str, refusal: Refusal) -> bytes:
    answer = refusal.answer
    entry = {"version": VERSION, "asked": asked, "on": refusal.on, "reason": answer.reason}
    entry |= {"address": answer.address, "detail": answer.detail}
    return json.dumps(entry, default=date.isoformat).encode("utf-8", "surrogatepass")


def _checked_refusal(kept: _Kept, service: str, address: str) -> Refusal | None:
    if kept["version"] != VERSION or kept["asked"] != address:
        return None
    reason = NoTextReason(kept["reason"])
    answer = NoText(reason, str(kept["address"]), str(kept["detail"]), service)
    return Refusal(answer, date.fromisoformat(kept["on"]))


def _checked_text(cached: _Kept, service: str, address: str) -> Text | None:
    """The text of a cache entry if it is whole, of this version, and from this address."""
    if cached["version"] != VERSION or cached["asked"] != address:
        return None
    text = _cached_text(cached, service)
    return text if text.sha256 == cached["sha256"] else None


def _cached_text(cached: _Kept, service: str) -> Text:
    return Text(
        cached["content"],
        How(cached["how"]),
        service,
        cached["address"],
        date.fromisoformat(cached["retrieved"]),
        _cached_about(cached["about"]),
        cached["note"],
        cached["raw"],
        Supplied.STORED,
    )


def _cached_about(about: _Kept) -> About:
    names = ("titles", "dois", "pmids", "pmcids")
    titles, dois, pmids, pmcids = (tuple(about[name]) for name in names)
    return About(titles, dois, pmids, about["language"], about["document"], pmcids)
