"""The command `from-issue`: the text of a filled issue form to a draft of a finding."""

import os
import re
from collections.abc import Mapping
from itertools import chain, count, pairwise
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide, yaml_reader
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.yaml_reader import text_in
from evidence_guide.intake import asking, forms, new
from evidence_guide.intake.adding import scaffold
from evidence_guide.intake.keys import same
from evidence_guide.intake.records import record
from evidence_guide.intake.writing import appended
from evidence_guide.model import Effect, Finding

FORM = Path(".github/ISSUE_TEMPLATE/new-evidence.yml")
"""The form, in the guide's folder; the ids of its fields are names of fields of the evidence."""
_UNANSWERED = frozenset({"", "_No response_", "None"})
_STUDY = {"design": "design", "population": "population", "read-what": "what", "read-at": "at"}
_WORDS = 4


class IssueDraft(NamedTuple):
    """What a filled form says: the finding's fields, what goes to the head of a new findings file, the source it names."""

    answers: dict[str, str]
    """By the form's ids."""
    unanswered: tuple[str, ...]
    """Labels of the questions without an answer that the form requires."""
    source: Source | None
    """The source in the bibliography, if it is there."""


def read_issue(guide: Guide, text: str) -> IssueDraft:
    """What the text of an issue answers; raises GuideError if it answers no question of the form."""
    labels, required = _form(guide.folder)
    answers = {
        labels[label]: answer
        for label, answer in _answers(text, labels).items()
        if answer not in _UNANSWERED
    }
    if not answers:
        raise GuideError(
            f"no heading is one of the form's, such as `### {next(iter(labels))}`; give the text of an issue that was opened with {FORM.name}"
        )
    unanswered = tuple(label for label in required if labels[label] not in answers)
    return IssueDraft(answers, unanswered, _source(guide, answers.get("source", "")))


def _form(folder: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """The ids of the questions of a guide's form by their labels, and the labels of those that must be answered."""
    path = folder / FORM
    if not os.path.lexists(path):
        raise GuideError(
            f"{path} is missing, and without the form its answers cannot be told apart; take it from git again, or from a guide that `evidence-guide init` makes"
        )
    document = yaml_reader.read_yaml(text_in(path, folder), str(path))
    body = document.value.get("body") if isinstance(document.value, dict) else None
    labels: dict[str, str] = {}
    required: list[str] = []
    for part in body if isinstance(body, list) else []:
        match part:
            case {"id": str(id), "attributes": {"label": str(label)}, **rest}:
                labels[label] = id
                if rest.get("validations") == {"required": "true"}:
                    required.append(label)
    if document.trouble or not labels:
        raise GuideError(
            f"{path}:{document.place().line}: this is no issue form with questions; take it from git again"
        )
    return labels, tuple(required)


def _answers(text: str, labels: Mapping[str, str]) -> dict[str, str]:
    """What stands below each heading that is a label of the form; other headings are part of an answer."""
    kept = text.splitlines()
    tokens = MarkdownIt("commonmark").parse(text)
    heads = [
        (token.map[0], following.content)
        for token, following in pairwise(tokens)
        if token.type == "heading_open" and token.tag == "h3" and token.map
    ]
    found: dict[str, tuple[int, int]] = {}
    for line, label in heads:
        if label in labels and label not in found:
            found[label] = (line, len(kept))
    starts = sorted(line for line, _ in found.values())
    ends = {line: next((later for later in starts if later > line), len(kept)) for line in starts}
    return {
        label: "\n".join(kept[line + 1 : ends[line]]).strip() for label, (line, _) in found.items()
    }


def _source(guide: Guide, word: str) -> Source | None:
    """The source in the bibliography that a DOI, PMID, PMCID or address names."""
    named = asking.identifier(word.strip())
    if named is None:
        return next(
            (entry.item for key, entry in guide.sources.items() if key == word.strip()), None
        )
    if named.kind == "url":
        return next(
            (
                entry.item
                for entry in guide.sources.values()
                if entry.item.fields.get("url") == named.value
            ),
            None,
        )
    twin = same(
        record("", {named.kind: named.value}), (entry.item for entry in guide.sources.values())
    )
    return twin[0] if twin else None


def finding_fields(guide: Guide, draft: IssueDraft) -> dict[str, object]:
    """The finding's fields, as they are written."""
    said = {id: " ".join(answer.split()) for id, answer in draft.answers.items()}
    found: dict[str, object] = {"id": _id(guide, draft, said)}
    found |= {field: said[field] for field in ("reports", "where", "passage") if field in said}
    if "figures" in said:
        found["figures"] = [
            figure.strip() for figure in said["figures"].split(";") if figure.strip()
        ]
    if "role" in said:
        found["role"] = said["role"]
    effect = {field: said[field] for field in Effect.model_fields if field in said}
    return found | ({"effect": effect} if {"measure", "value"} <= effect.keys() else {})


def _id(guide: Guide, draft: IssueDraft, said: Mapping[str, str]) -> str:
    """An id made of the source's key and the first long words of what is measured or reported."""
    words = [
        word
        for word in re.findall(r"[a-z0-9]+", said.get("outcome", said.get("reports", "")).lower())
        if len(word) > _WORDS - 1
    ][:_WORDS]
    stem = (
        "-".join(filter(None, [draft.source.id if draft.source else "source", *words]))[:70].strip(
            "-"
        )
        or "finding"
    )
    path = place(guide, draft)
    here = text_in(path, guide.folder) if path and path.exists() else ""
    return next(
        id
        for id in chain([stem], (f"{stem}-{n}" for n in count(2)))
        if id not in guide.findings and f"id: {id}\n" not in here
    )


def findings_file(guide: Guide, draft: IssueDraft) -> str:
    """The findings file with the draft in it: the one that is there, or a new one."""
    item = new.item(Finding, finding_fields(guide, draft))
    source = draft.source or Source(
        "", "misc", {"title": draft.answers.get("source", "a source that is not named")}
    )
    path = place(guide, draft)
    here = text_in(path, guide.folder) if path and path.exists() else ""
    filled = {name: " ".join(draft.answers.get(id, "").split()) for id, name in _STUDY.items()}
    head = here if here and here != scaffold(source) else scaffold(source, **filled)
    return appended(yaml_reader.read_yaml(head, str(path or "the draft")), "findings", item)


def is_there(guide: Guide, draft: IssueDraft) -> bool:
    """Whether the findings file holds this very draft already, under whatever id; the same issue is written once."""
    path = place(guide, draft)
    lines = (
        [line.strip() for line in text_in(path, guide.folder).splitlines()]
        if path and path.exists()
        else []
    )
    _, *own = [
        line.strip() for line in new.item(Finding, finding_fields(guide, draft)).splitlines()
    ]
    return any(lines[start : start + len(own)] == own for start in range(len(lines)))


def place(guide: Guide, draft: IssueDraft) -> Path | None:
    """Where the draft belongs, if its source is in the bibliography."""
    return (
        guide.folder / "evidence" / "findings" / f"{draft.source.id}.yml" if draft.source else None
    )


def missing_answers(guide: Guide, draft: IssueDraft) -> list[str]:
    """What is missing, one sentence each."""
    absent = [f"the form does not answer “{label}”" for label in draft.unanswered]
    named = draft.answers.get("source", "")
    if not draft.source:
        absent.append(
            f"no source in evidence/sources.bib is {named}: run `evidence-guide add {named}` first"
            if named
            else "the source is not named"
        )
    wrong = forms.unfit(Finding, new.item(Finding, finding_fields(guide, draft)))
    return absent + [complaint for complaint in wrong if " is missing" not in complaint]
