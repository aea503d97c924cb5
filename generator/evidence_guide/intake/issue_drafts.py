"""The text of a filled issue form as a draft of a finding."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from markdown_it import MarkdownIt

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide, yaml_reader
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.yaml_reader import MOST_BYTES, Document, text_in
from evidence_guide.intake import forms, identifiers, new_items
from evidence_guide.intake.encoding import data_of, piped, text_of
from evidence_guide.intake.identifiers import Identifier
from evidence_guide.intake.keys import same
from evidence_guide.intake.list_members import appended
from evidence_guide.intake.new_records import scaffold
from evidence_guide.intake.records import record
from evidence_guide.model import Effect, Finding

FORM = Path(".github/ISSUE_TEMPLATE/new-evidence.yml")
"""The form, in the guide's folder; the ids of its fields are names of fields of the evidence."""
_Answers = Mapping[str, str]
"""The answers of an issue by the ids of their fields."""
_Fields = Mapping[str, object]
"""Fields of a finding as they are written."""
_UNANSWERED = frozenset({"", "_No response_", "None"})
_STUDY = {"design": "design", "population": "population", "read-what": "what", "read-at": "at"}
"""Ids of the form that belong to the head of a findings file, with the names of its fields."""
_COPIED = ("reports", "where", "passage", "role")
"""Fields of a finding that are answers of the form."""
_WORDS = 4
"""Words of an answer that a new id takes."""
_LONG = 4
"""Letters of the shortest word that a new id takes."""
_LONGEST_ID = 70


class IssueDraft(NamedTuple):
    """The answers of a filled form, and the source that they are about."""

    answers: dict[str, str]
    """By the form's ids."""
    unanswered: tuple[str, ...]
    """Labels of the questions without an answer that the form requires."""
    source: Source | None
    """The source in the bibliography, if it is there."""


class _Form(NamedTuple):
    """The questions of a form."""

    ids: dict[str, str]
    """The id of each question by its label."""
    required: tuple[str, ...]
    """Labels of the questions that must be answered."""

    def unanswered(self, answers: _Answers) -> tuple[str, ...]:
        """The labels of required questions without an answer."""
        return tuple([label for label in self.required if self.ids[label] not in answers])


def issue_text(file: Path) -> str:
    """The text of an issue in a file, or on standard input if the file is `-`."""
    is_piped = str(file) == "-"
    data = piped(MOST_BYTES) if is_piped else data_of(file, MOST_BYTES)
    return text_of(data, str(file))


def read_issue(guide: Guide, text: str) -> IssueDraft:
    """The answers in the text of an issue; raises GuideError if it answers no question."""
    form = _form(guide.folder)
    answers = _answers(text, form)
    _require_answers(answers, form)
    source = _source(guide, answers.get("source", ""))
    return IssueDraft(answers, form.unanswered(answers), source)


def _require_answers(answers: _Answers, form: _Form) -> None:
    """Raises GuideError if an issue answers no question of the form."""
    if not answers:
        raise GuideError(
            f"no heading is one of the form's, such as `### {next(iter(form.ids))}`; give the text"
            f" of an issue that was opened with {FORM.name}"
        )


def _answers(text: str, form: _Form) -> dict[str, str]:
    """The answers of a filled form by the ids of its questions."""
    answers: dict[str, str] = {}
    for label, answer in _sections(text, form.ids):
        if answer not in _UNANSWERED:
            answers[form.ids[label]] = answer
    return answers


def _form(folder: Path) -> _Form:
    """The form of a guide; raises GuideError if it is missing or has no questions."""
    path = folder / FORM
    _require_form(path)
    document = yaml_reader.read_yaml(text_in(path, folder), str(path))
    form = _questions(document)
    if document.trouble or not form.ids:
        raise _no_form(f"{path}:{document.place().line}")
    return form


def _no_form(place: str) -> GuideError:
    return GuideError(f"{place}: this is not an issue form with questions; take it from git again")


def _require_form(path: Path) -> None:
    if not os.path.lexists(path):
        raise GuideError(
            f"{path} is missing, and without the form its answers cannot be separated; take it"
            " from git again, or from a guide that `evidence-guide init` makes"
        )


def _questions(document: Document) -> _Form:
    """The questions in the body of a form."""
    ids: dict[str, str] = {}
    required: list[str] = []
    for part in _body(document):
        match part:
            case {"id": str(id), "attributes": {"label": str(label)}, **rest}:
                ids[label] = id
                if rest.get("validations") == {"required": "true"}:
                    required.append(label)
    return _Form(ids, tuple(required))


def _body(document: Document) -> list[Any]:
    """The parts of a form."""
    form = document.value
    body = form.get("body") if isinstance(form, dict) else None
    return body if isinstance(body, list) else []


def _sections(text: str, labels: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each label of the form that is a heading, with the text below it.

    Other headings are part of an answer.
    """
    lines = text.splitlines()
    starts = _starts(text, labels)
    for (label, start), end in zip(starts.items(), _ends(starts, lines), strict=True):
        yield label, "\n".join(lines[start + 1 : end]).strip()


def _ends(starts: Mapping[str, int], lines: list[str]) -> list[int]:
    """The line on which each section ends: the beginning of the next, or the end of the text."""
    return [*starts.values(), len(lines)][1:]


def _starts(text: str, labels: Collection[str]) -> dict[str, int]:
    """The line of the first heading that is a label, by the label."""
    starts: dict[str, int] = {}
    for line, label in _headings(text):
        if label in labels:
            starts.setdefault(label, line)
    return starts


def _headings(text: str) -> Iterator[tuple[int, str]]:
    """The line and text of each heading of level 3, from top to bottom."""
    for token, following in pairwise(MarkdownIt("commonmark").parse(text)):
        if token.type == "heading_open" and token.tag == "h3" and token.map:
            yield token.map[0], following.content


def _source(guide: Guide, word: str) -> Source | None:
    """The source in the bibliography that a key, DOI, PMID, PMCID or address names."""
    word = word.strip()
    named = identifiers.identifier(word)
    if named:
        return _identified(guide, named)
    entry = guide.sources.get(word)
    return entry.item if entry else None


def _identified(guide: Guide, named: identifiers.Identifier) -> Source | None:
    """The source in the bibliography with an identifier."""
    sources = [entry.item for entry in guide.sources.values()]
    if named.kind == "url":
        return _at_address(sources, named.value)
    return _with_id(sources, named)


def _with_id(sources: Iterable[Source], named: Identifier) -> Source | None:
    twin = same(record("", {named.kind: named.value}), sources)
    return twin[0] if twin else None


def _at_address(sources: Iterable[Source], address: str) -> Source | None:
    for source in sources:
        if source.fields.get("url") == address:
            return source
    return None


def finding_fields(guide: Guide, draft: IssueDraft) -> dict[str, object]:
    """The fields of the finding that the answers give."""
    answers = _one_line_answers(draft)
    found: dict[str, object] = {"id": _id(guide, draft, answers)}
    found.update(_chosen(answers, _COPIED))
    found.update(_numbers(answers))
    return found


def _numbers(answers: _Answers) -> Iterator[tuple[str, object]]:
    """The fields with numbers that the answers give."""
    if "figures" in answers:
        yield "figures", _figures(answers["figures"])
    if "measure" in answers and "value" in answers:
        yield "effect", _chosen(answers, Effect.model_fields)


def _chosen(answers: _Answers, fields: Iterable[str]) -> dict[str, str]:
    """The answers for these fields."""
    return {field: answers[field] for field in fields if field in answers}


def _one_line_answers(draft: IssueDraft) -> dict[str, str]:
    return {id: " ".join(answer.split()) for id, answer in draft.answers.items()}


def _figures(answer: str) -> list[str]:
    """The figures in an answer, which semicolons separate."""
    return list(filter(None, map(str.strip, answer.split(";"))))


def _id(guide: Guide, draft: IssueDraft, answers: _Answers) -> str:
    """A free id: the source's key and the first long words of the outcome or of the report."""
    here = _text_here(guide, draft)

    def is_free(id: str) -> bool:
        return id not in guide.findings and f"id: {id}\n" not in here

    return next(filter(is_free, _ids(_stem(draft, answers))))


def _ids(stem: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"


def _stem(draft: IssueDraft, answers: _Answers) -> str:
    """The beginning of an id, from the source's key and what was measured or reported."""
    key = draft.source.id if draft.source else "source"
    text = answers.get("outcome", answers.get("reports", ""))
    stem = "-".join(filter(None, [key, *_long_words(text)]))
    return stem[:_LONGEST_ID].strip("-") or "finding"


def _long_words(text: str) -> list[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return [word for word in words if len(word) >= _LONG][:_WORDS]


def findings_file(guide: Guide, draft: IssueDraft) -> str:
    """The findings file with the draft in it: the one that is there, or a new one."""
    item = new_items.item(Finding, finding_fields(guide, draft))
    path = place(guide, draft)
    document = yaml_reader.read_yaml(_head(guide, draft), str(path or "the draft"))
    return appended(document, "findings", item)


def _head(guide: Guide, draft: IssueDraft) -> str:
    """The findings file as it is; where nobody has filled it in, a new one with the answers."""
    source = draft.source or _unnamed_source(draft)
    here = _text_here(guide, draft)
    if here and here != scaffold(source):
        return here
    return scaffold(source, **_study(draft))


def _study(draft: IssueDraft) -> dict[str, str]:
    """The answers that belong to the head of a findings file."""
    answers = _one_line_answers(draft)
    return {name: answers.get(id, "") for id, name in _STUDY.items()}


def _unnamed_source(draft: IssueDraft) -> Source:
    title = draft.answers.get("source", "a source that is not named")
    return Source("", "misc", {"title": title})


def _text_here(guide: Guide, draft: IssueDraft) -> str:
    """The text of the findings file; "" if there is none."""
    path = place(guide, draft)
    if path is None or not path.exists():
        return ""
    return text_in(path, guide.folder)


def is_there(guide: Guide, draft: IssueDraft) -> bool:
    """Whether the findings file holds this draft already, whatever its id and form.

    It does if one of its findings has the passage, and the report or the figures, of the draft.
    """
    own = finding_fields(guide, draft)
    return any(_is_same(each, own) for each in _written_findings(_text_here(guide, draft)))


def _written_findings(text: str) -> list[_Fields]:
    """The findings in the text of a findings file, as they are written."""
    value = yaml_reader.read_yaml(text, "the findings file").value
    members = value.get("findings") if isinstance(value, dict) else None
    found = members if isinstance(members, list) else []
    return [each for each in found if isinstance(each, dict)]


def _is_same(written: _Fields, own: _Fields) -> bool:
    """Whether two findings are about the same words of a source."""
    if not _agree("passage", written, own):
        return False
    return _agree("reports", written, own) or _agree("figures", written, own)


def _agree(name: str, written: _Fields, own: _Fields) -> bool:
    value = written.get(name)
    return bool(value) and _folded(value) == _folded(own.get(name))


def _folded(value: object) -> str:
    """A value as one line."""
    return " ".join(str(value).split())


def place(guide: Guide, draft: IssueDraft) -> Path | None:
    """The findings file to which the draft belongs, if its source is in the bibliography."""
    if draft.source is None:
        return None
    return guide.folder / "evidence" / "findings" / f"{draft.source.id}.yml"


def save_draft(guide: Guide, draft: IssueDraft, text: str) -> str:
    """Writes the findings file unless it holds the draft already; returns which of them it was.

    Raises GuideError if the source is not in the bibliography.
    """
    path = place(guide, draft)
    if path is None:
        raise GuideError("nothing was written: the source has no record yet")
    result = "is there already" if is_there(guide, draft) else _write_draft(guide, path, text)
    return f"{path}: the draft {result}; `evidence-guide check` says what is left to do"


def _write_draft(guide: Guide, path: Path, text: str) -> str:
    """Writes a findings file, and says so."""
    unlinked([path], guide.folder)
    write_files({path: text})
    return "is written"


def missing_answers(guide: Guide, draft: IssueDraft) -> list[str]:
    """A sentence for each answer that is missing or cannot be right."""
    absent = [f"the form does not answer “{label}”" for label in draft.unanswered]
    if draft.source is None:
        absent.append(_missing_source(draft.answers.get("source", "")))
    return absent + _wrong_answers(guide, draft)


def _wrong_answers(guide: Guide, draft: IssueDraft) -> list[str]:
    """Why answers do not fit the model; those that are missing are reported by their labels."""
    item = new_items.item(Finding, finding_fields(guide, draft))
    return [wrong for wrong in forms.unfit(Finding, item) if " is missing" not in wrong]


def _missing_source(name: str) -> str:
    if not name:
        return "the source is not named"
    return f"no source in evidence/sources.bib is {name}: run `evidence-guide add {name}` first"
