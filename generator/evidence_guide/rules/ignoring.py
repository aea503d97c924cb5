"""`# guide: ignore[rule-id] reason`: complaints that somebody accepted, counted and listed."""

import re
from typing import NamedTuple

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.guide import Guide
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.rules.rule import REGISTRY, Complaints, rule

_Key = tuple[str, int, str]
"""The path, line and rule of a complaint."""

_COMMENT = re.compile(r"#\s*guide:\s*ignore\[([^\]]*)\]\s*(.*)")


class Ignored(NamedTuple):
    """A complaint that is not shown, and why."""

    diagnostic: Diagnostic
    reason: str


class Comment(NamedTuple):
    """One ignore comment: where it is, the line it is about, its rule and reason."""

    place: Place
    line: int
    rule: str
    reason: str


def comments(document: Document) -> list[Comment]:
    """The ignore comments of a document; one on a line of its own speaks of the next line."""
    found = []
    start = 0
    for number, line in enumerate(document.text.splitlines(keepends=True), 1):
        match = _COMMENT.search(line)
        if match and not _is_quoted(start + match.start(), document):
            found.append(_read_comment(document.path, number, match))
        start += len(line)
    return found


def _is_quoted(position: int, document: Document) -> bool:
    """Whether the text at a position is in quotes or in a block, and so no comment."""
    return any(start <= position < end for start, end in document.quoted)


def _read_comment(path: str, number: int, match: re.Match[str]) -> Comment:
    """The comment in a line of a file."""
    place = Place(path, number, match.start() + 1)
    is_alone = not match.string[: match.start()].strip()
    return Comment(place, number + is_alone, match[1].strip(), match[2].strip())


@rule(
    "evidence/claims/sleep.yml",
    "    kind: effect",
    "    # guide: ignore[verb-fits-certainty] once needed\n    kind: effect",
)
def sound_ignore(guide: Guide) -> Complaints:
    """Every comment `# guide: ignore[rule-id] reason` names a rule, gives a reason, and has an
    effect.

    An exception that nobody needs any more would hide the next mistake in its line.
    """
    yield from ()  # only `sift` knows which comments were needed


def sift(guide: Guide, found: list[Diagnostic]) -> tuple[list[Diagnostic], list[Ignored]]:
    """The diagnostics to show, sorted, and those that a comment with a reason ignores."""
    asked = _asked(guide)
    shown: list[Diagnostic] = []
    hidden: list[Ignored] = []
    needless = dict(asked)
    for diagnostic in dict.fromkeys(found):
        key = _key(diagnostic)
        if key in asked and asked[key].reason:
            needless.pop(key, None)
            hidden.append(Ignored(diagnostic, asked[key].reason))
        else:
            shown.append(diagnostic)
    shown += [_complaint(comment, guide) for comment in needless.values()]
    return sorted(shown, key=_order), hidden


def _key(diagnostic: Diagnostic) -> _Key:
    """What a comment that ignores a diagnostic names."""
    return diagnostic.place.path, diagnostic.place.line, diagnostic.rule


def _order(diagnostic: Diagnostic) -> tuple[Place, str, str]:
    return diagnostic.place, diagnostic.rule, diagnostic.message


def _asked(guide: Guide) -> dict[_Key, Comment]:
    """The ignore comments of a guide by path, line and rule."""
    found = {}
    for document in guide.documents:
        for comment in comments(document):
            found[comment.place.path, comment.line, comment.rule] = comment
    return found


def _complaint(comment: Comment, guide: Guide) -> Diagnostic:
    """The complaint about a comment that ignores nothing."""
    message, hint = _fault(comment)
    return REGISTRY["sound-ignore"].made([(comment.place, message, hint)], guide)[0]


def _fault(comment: Comment) -> tuple[str, str]:
    """The problem of a comment that ignores nothing, and its fix."""
    if comment.rule not in REGISTRY:
        return f"no rule is called `{comment.rule}`", "`evidence-guide explain` lists the rules"
    if not comment.reason:
        example = f"# guide: ignore[{comment.rule}] because …"
        return "no reason is given", f"write it after the bracket: `{example}`"
    return f"nothing here breaks `{comment.rule}`", "remove the comment"
