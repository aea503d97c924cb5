"""How the certainty of a claim moved, and which of its reasons came, went or became others."""

from collections.abc import Iterator
from typing import Any

from evidence_guide.diff.difference import What
from evidence_guide.diff.fields import texts
from evidence_guide.model import Certainty, Claim, Level

_NONE = "not graded"


def certainty(old: Claim, new: Claim) -> Iterator[dict[str, Any]]:
    """What, before, after and why of a certainty that moved; if only the words of its reasons changed, each with its own."""
    was, now = _reasons(old.certainty), _reasons(new.certainty)
    if old.level == new.level:
        for field in dict.fromkeys((*was, *now)):
            if was.get(field) != now.get(field):
                yield {
                    "what": What.CERTAINTY,
                    "field": f"certainty.{field}",
                    "before": was.get(field, ""),
                    "after": now.get(field, ""),
                }
        return
    before, after = (str(claim.level or _NONE) for claim in (old, new))
    yield {
        "what": _way(old.level, new.level),
        "field": "certainty",
        "before": before,
        "after": after,
        "why": tuple(_why(was, now)),
    }


def plainly(old: Claim, new: Claim) -> tuple[str, ...]:
    """The reasons that came, in their own words, and those that no longer count."""
    was, now = _reasons(old.certainty), _reasons(new.certainty)
    gone = (f"It no longer counts that: {was[field]}" for field in was if field not in now)
    return (
        *(text for field, text in now.items() if field != "start" and was.get(field) != text),
        *gone,
    )


def _way(old: Level | None, new: Level | None) -> What:
    if old is None or new is None:
        return What.CERTAINTY
    return (
        What.CERTAINTY_UP
        if list(Level).index(new) > list(Level).index(old)
        else What.CERTAINTY_DOWN
    )


def _reasons(graded: Certainty | None) -> dict[str, str]:
    """Where it starts and each reason by the way to it, such as `down.imprecision`."""
    if graded is None:
        return {}
    moved = {
        f"{side}.{name}": "; ".join(texts(reason))
        for side in ("down", "up")
        for name, reason in getattr(graded, side)
        if reason is not None
    }
    return {"start": str(graded.start), **moved}


def _why(was: dict[str, str], now: dict[str, str]) -> Iterator[str]:
    for field in dict.fromkeys((*now, *was)):
        side, _, name = field.replace("_", " ").partition(".")
        if was.get(field) == now.get(field):
            continue
        if not name:
            yield f"starts at {now.get(field, _NONE)}, before at {was.get(field, _NONE)}"
        elif field not in now:
            yield f"no longer rated {side} for {name} ({was[field]})"
        else:
            yield f"rated {side} for {name}: {now[field]}" + (
                f" (before: {was[field]})" if field in was else ""
            )
