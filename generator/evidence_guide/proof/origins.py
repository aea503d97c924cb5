"""Where a text that was supplied by hand comes from: its sidecar, the file `KEY.from`."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from evidence_guide.files import reading
from evidence_guide.proof.texts import NoText, NoTextReason
from evidence_guide.text.web_addresses import fault

_MOST_BYTES = 10_000


class Origin(NamedTuple):
    """The address at which a text was read, and the day."""

    address: str
    on: date


def read_origin(text: Path, today: date) -> Origin | NoText:
    """The origin in the sidecar of a text, or why it says none.

    The sidecar has two lines, `address: https://…` and `date: 2026-11-25`; no text can have been
    read after today.
    """
    sidecar = text.with_suffix(".from")
    try:
        lines = reading.content(sidecar, _MOST_BYTES).decode("utf-8").splitlines()
    except (reading.RefusedFile, UnicodeDecodeError):
        return _unknown(text, "write its `address` and `date` into")
    origin = _origin(text, dict(map(_field, lines)))
    if isinstance(origin, Origin) and origin.on > today:
        return _unknown(text, f"the day {origin.on} is in the future: correct it in")
    return origin


def _origin(text: Path, fields: dict[str, str]) -> Origin | NoText:
    address = fields.get("address", "")
    if not address or fault(address, ("http", "https")):
        return _unknown(text, "write a web address (`address: https://…`) into")
    try:
        on = date.fromisoformat(fields.get("date", ""))
    except ValueError:
        return _unknown(text, "write a day (`date: 2026-11-25`) into")
    return Origin(address, on)


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()


def _unknown(text: Path, what: str) -> NoText:
    detail = f"nothing says where {text.name} comes from: {what} {text.stem}.from"
    return NoText(NoTextReason.UNIDENTIFIED, text.name, detail)
