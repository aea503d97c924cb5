"""What readers are owed about the changes since a release, drafted into `evidence/changes.yml` for a person to finish."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from evidence_guide.diagnostic import GuideError
from evidence_guide.diff import Difference, Part, What, commits, diff
from evidence_guide.diff.certainty import plainly
from evidence_guide.files.output import write
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.guide.validation import parse
from evidence_guide.guide.yaml_reader import read, text_in
from evidence_guide.model import Change, ChangesFile
from evidence_guide.rules.keeping import UNFINISHED

SAYS: dict[tuple[Part, What], str] = {
    (Part.CLAIM, What.CERTAINTY_DOWN): "We are less sure of this than before.",
    (Part.CLAIM, What.CERTAINTY_UP): "We are surer of this than before.",
    (Part.CLAIM, What.REWORDED): "We say this in other words than before.",
    (Part.STEP, What.ADDED): "This step is new.",
    (Part.STEP, What.ADVICE): "This step says something else than before.",
    (Part.STAGE, What.ADDED): "This stage is new.",
    (Part.STAGE, What.ADVICE): "The signs that need help at once are told otherwise than before.",
    (Part.TOPIC, What.ADDED): "This topic is new.",
    (Part.POPULAR_CLAIM, What.ADDED): "We checked this, too.",
    (Part.POPULAR_CLAIM, What.VERDICT): "We judge this otherwise than before.",
    (Part.ROW, What.FIGURES): "This table holds other values than before.",
    (Part.TABLE, What.ADDED): "This table is new.",
    (Part.FINDING, What.FIGURES): "What this study reports was copied wrongly before.",
    (Part.SOURCE, What.STANDING): "This source does not stand as it did before.",
}
"""What readers are told of each difference that they are owed; nothing here says anything about health, so nothing needs a citation."""
_FIELDS = {
    "for": "This step is for other people than before.",
    "strength": "We advise this more or less strongly than before.",
}
"""The same for single fields of a step."""
MOST_ID = 80


def record(folder: Path, base: str | None, head: str | None) -> str:
    """Adds the lines to `evidence/changes.yml`, and says what is left to do.

    Raises GuideError if the later state is not that of the files, into which the lines are written.
    """
    if head is not None:
        raise GuideError("`--record` writes into the files as they are; leave HEAD out")
    new = commits.sound(load(folder), commits.WORKING_TREE)
    old = commits.at(folder, base or commits.last_release(folder), new)
    drafts = list(drafted(old, new))
    if not drafts:
        return "readers are owed no more lines"
    path = new.folder / "evidence" / "changes.yml"
    unlinked([path], new.folder)
    write({path: added(text_in(path, new.folder) if path.exists() else "", drafts, new)})
    return f"{path}: {len(drafts)} line{'' if len(drafts) == 1 else 's'} drafted; finish each `{UNFINISHED}`, make the words your readers' own, then run `evidence-guide check`"


def drafted(old: Guide, new: Guide) -> Iterator[Change]:
    """A line for each part of which readers are owed one and that no line since the earlier state is about."""
    told = {
        id
        for key, entry in new.changes.items()
        if key not in old.changes
        for id in entry.item.about
    }
    found: dict[str, dict[str, list[str]]] = {}
    for difference in diff(old, new):
        says = _FIELDS.get(difference.field) or SAYS.get((difference.part, difference.what))
        about = difference.id.partition("/")[0]
        if says and about not in told:
            found.setdefault(about, {}).setdefault(says, []).extend(_why(difference, old, new))
    for about, sentences in found.items():
        yield _draft(about, sentences, new)


def _why(difference: Difference, old: Guide, new: Guide) -> tuple[str, ...]:
    """The reasons that the evidence gives, without GRADE's words for them."""
    graded = difference.part is Part.CLAIM and difference.field == "certainty"
    return (
        plainly(old.claims[difference.id].item, new.claims[difference.id].item)
        if graded
        else difference.why
    )


def _draft(about: str, sentences: dict[str, list[str]], new: Guide) -> Change:
    because = " ".join(dict.fromkeys(why for reasons in sentences.values() for why in reasons))
    step = new.steps.get(about)
    whom = step.item.whom if step else None
    return Change.model_validate(
        {
            "id": _fresh(f"change-{new.file.as_of}-{about}", new),
            "on": new.file.as_of.isoformat(),
            "says": " ".join(sentences),
            "about": (about,),
            "for": whom,
        }
        | {"because": f"{UNFINISHED}{because or 'say why.'}"}
    )


def _fresh(id: str, guide: Guide) -> str:
    """The id, or with a number behind it if it is in use."""
    tries = (id[: MOST_ID - 3].rstrip("-") + end for end in ("", *(f"-{n}" for n in range(2, 100))))
    return next(one for one in tries if one not in guide.changes)


def added(text: str, drafts: list[Change], guide: Guide) -> str:
    """The text of `changes.yml` with the drafts before its first change; every other line stays as it is.

    Raises GuideError if its changes do not stand on lines of their own.
    """
    lines = text.splitlines(keepends=True) if guide.changes else []
    first = min((entry.place().line for entry in guide.changes.values()), default=1) - 1
    margin = lines[first][: len(lines[first]) - len(lines[first].lstrip())] if lines else "  "
    written = (
        _environment()
        .get_template("changes.yml.j2")
        .render(drafts=drafts, whole=not lines, margin=margin)
    )
    new = "".join((*lines[:first], written, *lines[first:]))
    model, _ = parse(read(new, "evidence/changes.yml"), ChangesFile)
    if model is None or len(model.changes) != len(drafts) + len(guide.changes):
        raise GuideError(
            "the lines of evidence/changes.yml cannot be added to; begin each change with `- id:` on a line of its own"
        )
    return new


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("evidence_guide.diff"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 (YAML)
    )
    environment.filters["scalar"] = lambda value: json.dumps(str(value), ensure_ascii=False)
    return environment
