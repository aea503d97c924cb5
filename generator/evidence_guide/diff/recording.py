"""Announcements of changes since a release, drafted in `evidence/changes.yml`."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment

from evidence_guide.diagnostic import GuideError
from evidence_guide.diff import Difference, DifferenceKind, PartKind, commits, diff
from evidence_guide.diff.certainty import plain_reasons
from evidence_guide.files.output import write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.guide.validation import parse
from evidence_guide.guide.yaml_reader import read_yaml, text_in
from evidence_guide.model import Change, ChangesFile
from evidence_guide.rules.keeping import UNFINISHED
from evidence_guide.text.templates import text_templates

_Part, _Kind = PartKind, DifferenceKind
SAYS: dict[tuple[PartKind, DifferenceKind], str] = {
    (_Part.CLAIM, _Kind.CERTAINTY_DOWN): "We are less sure of this than before.",
    (_Part.CLAIM, _Kind.CERTAINTY_UP): "We are surer of this than before.",
    (_Part.CLAIM, _Kind.REWORDED): "We now put this differently.",
    (_Part.STEP, _Kind.ADDED): "This step is new.",
    (_Part.STEP, _Kind.ADVICE): "This step has changed.",
    (_Part.STAGE, _Kind.ADDED): "This stage is new.",
    (_Part.STAGE, _Kind.ADVICE): "The signs that need help at once have changed.",
    (_Part.TOPIC, _Kind.ADDED): "This topic is new.",
    (_Part.POPULAR_CLAIM, _Kind.ADDED): "We checked this, too.",
    (_Part.POPULAR_CLAIM, _Kind.VERDICT): "We have changed our verdict on this.",
    (_Part.ROW, _Kind.FIGURES): "Values in this table have changed.",
    (_Part.TABLE, _Kind.ADDED): "This table is new.",
    (_Part.FINDING, _Kind.FIGURES): "We had copied a figure of this study wrongly.",
    (_Part.SOURCE, _Kind.STANDING): "The standing of this source has changed.",
}
"""The sentence for readers about each difference that must be announced.

None of them says anything about the guide's subject, so none needs a citation."""
_FIELDS = {
    "for": "This step is for other people than before.",
    "strength": "We advise this more or less strongly than before.",
}
"""The same for single fields of a step."""
MOST_ID = 80
"""Most characters of an id."""
_ROOM_FOR_NUMBER = 3


def draft_announcements(folder: Path, base: str | None, head: str | None) -> str:
    """A message after drafting the announcements into `evidence/changes.yml`.

    Raises GuideError if `head` is given, for the drafts are written into the current files.
    """
    if head is not None:
        raise GuideError("`--record` writes into the files as they are; leave HEAD out")
    new = commits.require_readable(load(folder), commits.WORKING_TREE)
    old = commits.guide_at(folder, base or commits.last_release(folder), new)
    drafts = list(announcements(old, new))
    if not drafts:
        return "no more changes to announce"
    path = new.folder / "evidence" / "changes.yml"
    current = text_in(path, new.folder) if path.exists() else ""
    unlinked([path], new.folder)
    write_files({path: with_drafts(current, drafts, new)})
    return _message(path, len(drafts))


def _message(path: Path, count: int) -> str:
    return (
        f"{path}: {count} line{'' if count == 1 else 's'} drafted; finish each `{UNFINISHED}`,"
        " make the words your readers' own, then run `evidence-guide check`"
    )


def announcements(old: Guide, new: Guide) -> Iterator[Change]:
    """A draft for each part with a difference to announce that no newer change is about."""
    announced = _announced(old, new)
    found: dict[str, dict[str, list[str]]] = {}
    for difference in diff(old, new):
        says = _sentence(difference)
        about = difference.id.partition("/")[0]
        if says and about not in announced:
            reasons = found.setdefault(about, {}).setdefault(says, [])
            reasons.extend(_why(difference, old, new))
    for about, sentences in found.items():
        yield _draft(about, sentences, new)


def _sentence(difference: Difference) -> str:
    """The sentence for readers about a difference, or an empty string."""
    general = SAYS.get((difference.part, difference.what), "")
    return _FIELDS.get(difference.field, general)


def _announced(old: Guide, new: Guide) -> set[str]:
    """Ids of the parts that changes since the earlier state are about."""
    fresh = [entry.item for key, entry in new.changes.items() if key not in old.changes]
    return {id for change in fresh for id in change.about}


def _why(difference: Difference, old: Guide, new: Guide) -> tuple[str, ...]:
    """The reasons that the evidence gives, without GRADE's terms."""
    if difference.part is not PartKind.CLAIM or difference.field != "certainty":
        return difference.why
    return plain_reasons(old.claims[difference.id].item, new.claims[difference.id].item)


def _draft(about: str, sentences: dict[str, list[str]], new: Guide) -> Change:
    step = new.steps.get(about)
    return Change.model_validate(
        {
            "id": _unused(f"change-{new.file.as_of}-{about}", new),
            "on": new.file.as_of.isoformat(),
            "says": " ".join(sentences),
            "about": (about,),
            "for": step.item.whom if step else None,
            "because": f"{UNFINISHED}{_because(sentences)}",
        }
    )


def _because(sentences: dict[str, list[str]]) -> str:
    reasons = dict.fromkeys(why for each in sentences.values() for why in each)
    return " ".join(reasons) or "say why."


def _unused(id: str, guide: Guide) -> str:
    """The id, with a number appended if it is in use."""
    short = id[: MOST_ID - _ROOM_FOR_NUMBER].rstrip("-")
    candidate, number = short, 1
    while candidate in guide.changes:
        number += 1
        candidate = f"{short}-{number}"
    return candidate


def with_drafts(text: str, drafts: list[Change], guide: Guide) -> str:
    """The text of `changes.yml` with the drafts before its first change.

    Every other line stays as it is. Raises GuideError if changes share a line.
    """
    lines = text.splitlines(keepends=True) if guide.changes else []
    first = min((entry.place().line for entry in guide.changes.values()), default=1) - 1
    margin = _margin(lines[first]) if lines else "  "
    written = _written(drafts, margin, whole=not lines)
    new = "".join([*lines[:first], written, *lines[first:]])
    _require_changes(new, len(drafts) + len(guide.changes))
    return new


def _written(drafts: list[Change], margin: str, *, whole: bool) -> str:
    """The lines of the drafts; of the whole file if there is none yet."""
    template = _environment().get_template("changes.yml.j2")
    return template.render(drafts=drafts, whole=whole, margin=margin)


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _require_changes(text: str, count: int) -> None:
    model, _ = parse(read_yaml(text, "evidence/changes.yml"), ChangesFile)
    if model is None or len(model.changes) != count:
        raise GuideError(
            "the lines of evidence/changes.yml cannot be added to; begin each change with `- id:`"
            " on a line of its own"
        )


@cache
def _environment() -> Environment:
    return text_templates(
        "evidence_guide.diff",
        {"scalar": lambda value: json.dumps(str(value), ensure_ascii=False)},
    )
