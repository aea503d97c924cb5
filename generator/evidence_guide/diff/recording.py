"""Announcements of changes since a release, drafted in `evidence/changes.yml`."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import chain, count, filterfalse
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
    (_Part.CLAIM, _Kind.NUMBERS): "A number in this has changed.",
    (_Part.STEP, _Kind.NUMBERS): "A number in this step has changed.",
    (_Part.STEP, _Kind.ADDED): "This step is new.",
    (_Part.STEP, _Kind.ADVICE): "This step has changed.",
    (_Part.STAGE, _Kind.ADDED): "This stage is new.",
    (_Part.STAGE, _Kind.NUMBERS): "A number in the signs that need help at once has changed.",
    (_Part.STAGE, _Kind.ADVICE): "The signs that need help at once have changed.",
    (_Part.TOPIC, _Kind.ADDED): "This topic is new.",
    (_Part.POPULAR_CLAIM, _Kind.ADDED): "We checked this, too.",
    (_Part.POPULAR_CLAIM, _Kind.NUMBERS): "A number in this has changed.",
    (_Part.POPULAR_CLAIM, _Kind.VERDICT): "We have changed our verdict on this.",
    (_Part.ROW, _Kind.NUMBERS): "Values in this table have changed.",
    (_Part.ROW, _Kind.FIGURES): "Values in this table have changed.",
    (_Part.TABLE, _Kind.ADDED): "This table is new.",
    (_Part.FINDING, _Kind.NUMBERS): "We had copied a figure of this study wrongly.",
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
Sentences = dict[str, list[str]]
"""The sentences for readers about a part, with the reasons of each."""
MOST_ID = 80
"""Maximum length of an id."""
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
    return _drafted(drafts, new) if drafts else "no more changes to announce"


def _drafted(drafts: list[Change], guide: Guide) -> str:
    """A message after writing the drafts."""
    path = guide.folder / "evidence" / "changes.yml"
    current = _current_text(path, guide)
    unlinked([path], guide.folder)
    write_files({path: with_drafts(current, drafts, guide)})
    return _message(path, len(drafts))


def _current_text(path: Path, guide: Guide) -> str:
    return text_in(path, guide.folder) if path.exists() else ""


def _message(path: Path, drafted: int) -> str:
    return (
        f"{path}: {drafted} line{'' if drafted == 1 else 's'} drafted; finish each `{UNFINISHED}`,"
        " make the words your readers' own, then run `evidence-guide check`"
    )


def announcements(old: Guide, new: Guide) -> Iterator[Change]:
    """A draft for each part with a difference to announce that no newer change is about."""
    for about, sentences in _sentences_by_part(old, new).items():
        yield _draft(about, sentences, new)


def _sentences_by_part(old: Guide, new: Guide) -> dict[str, Sentences]:
    found: dict[str, Sentences] = {}
    for difference in _unannounced(old, new):
        sentences = found.setdefault(_part_about(difference), {})
        reasons = sentences.setdefault(_sentence(difference), [])
        reasons.extend(_why(difference, old, new))
    return found


def _unannounced(old: Guide, new: Guide) -> Iterator[Difference]:
    """The differences to announce that no newer change is about."""
    announced = _announced(old, new)
    for difference in diff(old, new):
        if _sentence(difference) and _part_about(difference) not in announced:
            yield difference


def _part_about(difference: Difference) -> str:
    """The id of the part that a difference is about; for a row, its table."""
    return difference.id.partition("/")[0]


def _sentence(difference: Difference) -> str:
    """The sentence for readers about a difference, or an empty string."""
    general = SAYS.get((difference.part, difference.what), "")
    return _FIELDS.get(difference.field, general)


def _announced(old: Guide, new: Guide) -> set[str]:
    """Ids of the parts that changes since the earlier state are about."""
    announced: set[str] = set()
    for key in new.changes.keys() - old.changes.keys():
        announced.update(new.changes[key].item.about)
    return announced


def _why(difference: Difference, old: Guide, new: Guide) -> tuple[str, ...]:
    """The reasons that the evidence gives, without GRADE's terms."""
    if difference.part is not PartKind.CLAIM or difference.field != "certainty":
        return difference.why
    id = difference.id
    return plain_reasons(old.claims[id].item, new.claims[id].item)


def _draft(about: str, sentences: Sentences, new: Guide) -> Change:
    return Change.model_validate(
        {
            "id": _unused(f"change-{new.file.as_of}-{about}", new),
            "on": new.file.as_of.isoformat(),
            "says": " ".join(sentences),
            "about": (about,),
            "for": _readers_of(about, new),
            "because": f"{UNFINISHED}{_because(sentences)}",
        }
    )


def _readers_of(about: str, guide: Guide) -> object:
    """The profiles that a step is for; None for any other part."""
    step = guide.steps.get(about)
    return step.item.whom if step else None


def _because(sentences: Sentences) -> str:
    reasons = dict.fromkeys(chain.from_iterable(sentences.values()))
    return " ".join(reasons) or "say why."


def _unused(id: str, guide: Guide) -> str:
    """The id, with a number appended if it is in use."""
    return next(filterfalse(guide.changes.__contains__, _candidates(id)))


def _candidates(id: str) -> Iterator[str]:
    """An id, shortened to leave room, and the same with each number from 2 on."""
    short = id[: MOST_ID - _ROOM_FOR_NUMBER].rstrip("-")
    yield short
    for number in count(2):
        yield f"{short}-{number}"


def with_drafts(text: str, drafts: list[Change], guide: Guide) -> str:
    """The text of `changes.yml` with the drafts before its first change.

    Every other line stays as it is. Raises GuideError if changes share a line.
    """
    new = _inserted(text, drafts, guide) if guide.changes else _written(drafts, "  ", whole=True)
    _require_changes(new, len(drafts) + len(guide.changes))
    return new


def _inserted(text: str, drafts: list[Change], guide: Guide) -> str:
    """The text with the drafts before its first change."""
    lines = text.splitlines(keepends=True)
    first = _first_line(guide) - 1
    written = _written(drafts, _margin(lines[first]), whole=False)
    return "".join([*lines[:first], written, *lines[first:]])


def _first_line(guide: Guide) -> int:
    """The line of the first change in `changes.yml`."""
    return min(entry.place().line for entry in guide.changes.values())


def _written(drafts: list[Change], margin: str, *, whole: bool) -> str:
    """The lines of the drafts; of the whole file if there is none yet."""
    template = _environment().get_template("changes.yml.j2")
    return template.render(drafts=drafts, whole=whole, margin=margin)


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _require_changes(text: str, wanted: int) -> None:
    if _count_changes(text) != wanted:
        raise GuideError(
            "the drafts cannot be inserted into evidence/changes.yml; begin each change with"
            " `- id:` on a line of its own"
        )


def _count_changes(text: str) -> int | None:
    """The number of changes in the text of `changes.yml`; None if it cannot be read."""
    model, _ = parse(read_yaml(text, "evidence/changes.yml"), ChangesFile)
    return len(model.changes) if model else None


@cache
def _environment() -> Environment:
    return text_templates(
        "evidence_guide.diff",
        {"scalar": lambda value: json.dumps(str(value), ensure_ascii=False)},
    )
