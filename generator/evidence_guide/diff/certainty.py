"""Changes of a claim's certainty, and reasons for it that are new, gone or different."""

from collections.abc import Iterator
from typing import Any

from evidence_guide.diff.difference import DifferenceKind
from evidence_guide.diff.fields import member_texts
from evidence_guide.model import Certainty, Claim, Level

_NONE = "not graded"
_LEVELS = list(Level)

Reasons = dict[str, str]
"""The starting level, and each reason by its route, such as `down.imprecision`."""


def certainty_changes(old: Claim, new: Claim) -> Iterator[dict[str, Any]]:
    """The fields of a difference (kind, before, after, why) for a changed certainty.

    If only the words of reasons changed, there is one difference for each of them.
    """
    was, now = _reasons(old.certainty), _reasons(new.certainty)
    if old.level == new.level:
        yield from _reworded(was, now)
        return
    yield {
        "what": _direction(old.level, new.level),
        "field": "certainty",
        "before": str(old.level or _NONE),
        "after": str(new.level or _NONE),
        "why": tuple(_why(was, now)),
    }


def _reworded(was: Reasons, now: Reasons) -> Iterator[dict[str, Any]]:
    for field in _changed(was, now):
        yield {
            "what": DifferenceKind.CERTAINTY,
            "field": f"certainty.{field}",
            "before": was.get(field, ""),
            "after": now.get(field, ""),
        }


def _changed(one: Reasons, other: Reasons) -> list[str]:
    """The fields, those of the first state first, whose reasons differ."""
    every = dict.fromkeys([*one, *other])
    return [field for field in every if one.get(field) != other.get(field)]


def plain_reasons(old: Claim, new: Claim) -> tuple[str, ...]:
    """The new reasons in their own words, and those that no longer count."""
    was, now = _reasons(old.certainty), _reasons(new.certainty)
    come = [now[field] for field in now if field != "start" and was.get(field) != now[field]]
    gone = [f"It no longer counts that: {was[field]}" for field in was if field not in now]
    return (*come, *gone)


def _direction(old: Level | None, new: Level | None) -> DifferenceKind:
    if old is None or new is None:
        return DifferenceKind.CERTAINTY
    if _LEVELS.index(new) > _LEVELS.index(old):
        return DifferenceKind.CERTAINTY_UP
    return DifferenceKind.CERTAINTY_DOWN


def _reasons(graded: Certainty | None) -> Reasons:
    if graded is None:
        return {}
    reasons = {"start": str(graded.start)}
    for side in ("down", "up"):
        for name, reason in getattr(graded, side):
            if reason is not None:
                reasons[f"{side}.{name}"] = "; ".join(member_texts(reason))
    return reasons


def _why(was: Reasons, now: Reasons) -> Iterator[str]:
    for field in _changed(now, was):
        if field == "start":
            yield f"starts at {now.get(field, _NONE)}, before at {was.get(field, _NONE)}"
        else:
            yield _reason_change(field, was, now)


def _reason_change(field: str, was: Reasons, now: Reasons) -> str:
    side, _, name = field.replace("_", " ").partition(".")
    if field not in now:
        return f"no longer rated {side} for {name} ({was[field]})"
    before = f" (before: {was[field]})" if field in was else ""
    return f"rated {side} for {name}: {now[field]}{before}"
