"""Changes of a claim's certainty, and reasons for it that are new, gone or different."""

from collections.abc import Iterable, Iterator
from typing import Any

from evidence_guide.diff.difference import DifferenceKind
from evidence_guide.diff.fields import joined_texts
from evidence_guide.model import Certainty, Claim, Level

_NONE = "not graded"
_LEVELS = list(Level)

Fields = dict[str, Any]
"""Fields of a difference."""
Reasons = dict[str, str]
"""The starting level, and each reason by its route, such as `down.imprecision`."""


def certainty_changes(old: Claim, new: Claim) -> Iterator[Fields]:
    """The fields of a difference (kind, before, after, why) for a changed certainty.

    If only the words of reasons changed, there is one difference for each of them.
    """
    was, now = _reasons(old.certainty), _reasons(new.certainty)
    if old.level == new.level:
        yield from _reworded(was, now)
    else:
        yield _moved(old.level, new.level, tuple(_why(was, now)))


def _moved(old: Level | None, new: Level | None, why: tuple[str, ...]) -> Fields:
    return {
        "what": _direction(old, new),
        "field": "certainty",
        "before": str(old or _NONE),
        "after": str(new or _NONE),
        "why": why,
    }


def _reworded(was: Reasons, now: Reasons) -> Iterator[Fields]:
    for field in _changed(was, now):
        yield {
            "what": DifferenceKind.CERTAINTY,
            "field": f"certainty.{field}",
            "before": was.get(field, ""),
            "after": now.get(field, ""),
        }


def _changed(one: Reasons, other: Reasons) -> Iterator[str]:
    """The fields, those of the first state first, whose reasons differ."""
    for field in dict.fromkeys([*one, *other]):
        if one.get(field) != other.get(field):
            yield field


def plain_reasons(old: Claim, new: Claim) -> tuple[str, ...]:
    """The new reasons in their own words, and those that no longer count."""
    was, now = _reasons(old.certainty), _reasons(new.certainty)
    return (*_new_reasons(was, now), *_gone_reasons(was, now))


def _gone_reasons(was: Reasons, now: Reasons) -> Iterator[str]:
    for field, reason in was.items():
        if field not in now:
            yield f"It no longer counts that: {reason}"


def _new_reasons(was: Reasons, now: Reasons) -> Iterator[str]:
    for field, reason in now.items():
        if field != "start" and was.get(field) != reason:
            yield reason


def _direction(old: Level | None, new: Level | None) -> DifferenceKind:
    if old is None or new is None:
        return DifferenceKind.CERTAINTY
    if _LEVELS.index(new) > _LEVELS.index(old):
        return DifferenceKind.CERTAINTY_UP
    return DifferenceKind.CERTAINTY_DOWN


def _reasons(graded: Certainty | None) -> Reasons:
    if graded is None:
        return {}
    return {"start": str(graded.start), **_rated("down", graded.down), **_rated("up", graded.up)}


def _rated(side: str, reasons: Iterable[tuple[str, object]]) -> Reasons:
    """The reasons for rating a certainty down or up."""
    rated = {}
    for name, reason in reasons:
        if reason is not None:
            rated[f"{side}.{name}"] = joined_texts(reason)
    return rated


def _why(was: Reasons, now: Reasons) -> Iterator[str]:
    for field in _changed(now, was):
        if field == "start":
            yield _new_start(was, now)
        else:
            yield _reason_change(field, was, now)


def _new_start(was: Reasons, now: Reasons) -> str:
    before, after = was.get("start", _NONE), now.get("start", _NONE)
    return f"starts at {after}, before at {before}"


def _reason_change(field: str, was: Reasons, now: Reasons) -> str:
    side, _, name = field.replace("_", " ").partition(".")
    if field not in now:
        return f"no longer rated {side} for {name} ({was[field]})"
    return f"rated {side} for {name}: {now[field]}{_reason_before(field, was)}"


def _reason_before(field: str, was: Reasons) -> str:
    return f" (before: {was[field]})" if field in was else ""
