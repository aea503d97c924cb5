"""`# guide: ignore[rule-id] reason`: complaints that a person decided to live with, counted and listed."""

import re
from typing import NamedTuple

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.guide import Guide
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.rules.rule import REGISTRY

_COMMENT = re.compile(r"#\s*guide:\s*ignore\[([^\]]*)\]\s*(.*)")


class Ignored(NamedTuple):
    """A complaint that is not shown, and why."""

    diagnostic: Diagnostic
    reason: str


class Comment(NamedTuple):
    """One ignore comment: where it stands, the line it speaks of, its rule and reason."""

    place: Place
    line: int
    rule: str
    reason: str


def comments(document: Document) -> list[Comment]:
    """The ignore comments of a document; one on a line of its own speaks of the next line."""
    found = []
    for number, line in enumerate(document.text.splitlines(), 1):
        match = _COMMENT.search(line)
        if match:
            alone = not line[: match.start()].strip()
            place = Place(document.path, number, match.start() + 1)
            found.append(Comment(place, number + alone, match[1].strip(), match[2].strip()))
    return found


def sift(guide: Guide, found: list[Diagnostic]) -> tuple[list[Diagnostic], list[Ignored]]:
    """The diagnostics to show, sorted, and those that a comment with a reason ignores."""
    asked = {
        (c.place.path, c.line, c.rule): c
        for document in guide.documents
        for c in comments(document)
    }
    shown, hidden, used = [], [], set()
    for diagnostic in dict.fromkeys(found):
        comment = asked.get((diagnostic.place.path, diagnostic.place.line, diagnostic.rule))
        if comment and comment.reason:
            used.add(comment)
            hidden.append(Ignored(diagnostic, comment.reason))
        else:
            shown.append(diagnostic)
    shown += [_complaint(comment) for comment in asked.values() if comment not in used]
    return sorted(shown, key=lambda d: (d.place, d.rule, d.message)), hidden


def _complaint(comment: Comment) -> Diagnostic:
    if comment.rule not in REGISTRY:
        return Diagnostic(
            comment.place,
            "sound-ignore",
            f"no rule is called `{comment.rule}`",
            "`evidence-guide explain` lists the rules",
        )
    if not comment.reason:
        return Diagnostic(
            comment.place,
            "sound-ignore",
            "no reason is given",
            f"write it behind the bracket: `# guide: ignore[{comment.rule}] because …`",
        )
    return Diagnostic(
        comment.place, "sound-ignore", f"nothing here breaks `{comment.rule}`", "remove the comment"
    )
