"""The answers of a reviewer kit, read strictly and appended to `evidence/reviews.yml`."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from evidence_guide.diagnostic import Diagnostic, GuideError, Place
from evidence_guide.files.output import Contents, write_files
from evidence_guide.files.reading import MIB, unlinked
from evidence_guide.guide import Guide, yaml_reader
from evidence_guide.guide.folder import MOST_REVIEWS, REVIEWS
from evidence_guide.guide.validation import parse
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.intake.layout import field_lines, flow
from evidence_guide.intake.list_members import appended
from evidence_guide.model import NamedReview, ReviewAnswer, ReviewBody, ReviewsFile, Title, Written
from evidence_guide.model.meaning import setting
from evidence_guide.proof.lookup import require_readable_lock
from evidence_guide.text.characters import character_name, hidden
from evidence_guide.text.nearest import near
from evidence_guide.view.judged import sentences_to_judge
from evidence_guide.view.opinions import answer_key, judgeable_ids, review_record, reviewer_key

T = TypeVar("T", bound=Written)
MOST_BYTES = MIB
"""The most bytes of a file of answers."""
_BEGINNING = "# yaml-language-server: $schema=schema/reviews.json\nreviews:\n"
_LOOK = "save the answers again from the reviewer kit"
_Fault = tuple[tuple[str | int, ...], str, str]
"""The way to a part of the file, the problem, and the fix."""


class SavedReview(ReviewBody):
    """The file that a reviewer kit saves."""

    format: Annotated[Literal["evidence-guide-review-1"], setting()]
    """The form of the file."""
    guide: Annotated[Title, setting()]
    """The title of the guide."""
    version: Annotated[Title, setting()]
    """The version of the guide that the kit was made from."""


class Imported(NamedTuple):
    """The result of taking in a file of answers."""

    name: str
    """The reviewer's name."""
    new: int
    known: int
    """How many answers were there already."""
    changed: int
    """How many of the new ones are about words that have changed since."""


def take_in(guide: Guide, file: Path) -> Imported:
    """Appends the answers of a file that the guide does not have yet.

    Raises GuideError, and writes nothing, if the file cannot be read or does not fit the guide.
    """
    require_readable_lock(guide)
    saved = read_saved(guide, file)
    new = _new_answers(guide, saved)
    if new:
        write_files(_files(guide, saved, new))
    known = sentences_to_judge(guide)
    seen = {sentence.saw for sentence in known.values()}
    changed = sum(answer.saw not in seen for answer in new)
    return Imported(saved.name, len(new), len(saved.answers) - len(new), changed)


def read_saved(guide: Guide, file: Path) -> SavedReview:
    """The answers in a file. Raises GuideError with the place, the problem and the fix."""
    name = str(file)
    text, trouble = yaml_reader.read_text(file, name, MOST_BYTES)
    _require_none(trouble)
    _require_json(text, name)
    document = yaml_reader.read_yaml(text, name)
    saved, complaints = _fitting(document, SavedReview)
    _require_none(complaints)
    if saved is None:
        raise GuideError(f"{name}: this is no file of answers; {_LOOK}")
    for route, problem, fix in _faults(guide, saved):
        raise GuideError(f"{document.place(route)}: {problem}; {fix}")
    return saved


def _require_none(complaints: Iterable[Diagnostic]) -> None:
    """Raises GuideError with the first complaint."""
    for complaint in complaints:
        raise GuideError(f"{complaint.place}: {complaint.message}; {complaint.hint or _LOOK}")


def _fitting(document: Document, kind: type[T]) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """A document as a model, or why it does not fit."""
    found: tuple[T | None, tuple[Diagnostic, ...]] = parse(document, kind)
    return found


def _require_json(text: str, name: str) -> None:
    """Raises GuideError unless a text is one object of JSON."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        raise GuideError(f"{place}: this is no JSON ({error.msg.lower()}); {_LOOK}") from None
    except (ValueError, RecursionError):
        raise GuideError(f"{name}: this is no JSON that a kit saves; {_LOOK}") from None
    if not isinstance(value, dict):
        raise GuideError(f"{name}: this is no file of answers; {_LOOK}")


def _faults(guide: Guide, saved: SavedReview) -> Iterator[_Fault]:
    """Whatever keeps answers from being taken in."""
    yield from _unknown_stage(guide, saved)
    if saved.language != guide.file.language:
        problem = f"the answers are about words in `{saved.language}`"
        yield ("language",), problem, f"this guide is written in `{guide.file.language}`"
    if saved.on > guide.today + timedelta(days=1):
        yield ("on",), f"{saved.on} is in the future", "correct the day of the review"
    yield from _hidden_signs(saved)
    yield from _unknown_answers(guide, saved.answers)


def _unknown_stage(guide: Guide, saved: SavedReview) -> Iterator[_Fault]:
    if saved.stage not in guide.stages and saved.stage not in guide.retired:
        hint = near(saved.stage, guide.stages, f"the answers are about “{saved.guide}”")
        yield ("stage",), f"no stage is called `{saved.stage}`", hint


def _hidden_signs(saved: SavedReview) -> Iterator[_Fault]:
    """The first character of each text that a reader would not see."""
    texts: list[tuple[tuple[str | int, ...], str]]
    texts = [((name,), getattr(saved, name)) for name in ("name", "role", "interests")]
    for number, answer in enumerate(saved.answers):
        texts.append((("answers", number, "comment"), answer.comment or ""))
    for route, text in texts:
        for _, sign in hidden(text):
            yield route, f"`{route[-1]}` holds {character_name(sign)}", "remove this character"


def _unknown_answers(guide: Guide, answers: Iterable[ReviewAnswer]) -> Iterator[_Fault]:
    """The answers about nothing in the guide, and those about what was answered before."""
    known, seen = judgeable_ids(guide), set[str]()
    for number, answer in enumerate(answers):
        route, key = ("answers", number, "of"), answer_key(answer)
        if answer.of not in known:
            hint = near(answer.of, known, "save the answers from a kit of this guide")
            yield route, f"nothing to judge is called `{answer.of}`", hint
        if key in seen:
            yield route, f"`{key}` is judged twice", "keep one of the two answers"
        seen.add(key)


def _new_answers(guide: Guide, saved: SavedReview) -> tuple[ReviewAnswer, ...]:
    """The answers that are not the latest of this reviewer already."""
    latest: dict[str, ReviewAnswer] = {}
    for entry in guide.all(NamedReview):
        if _is_by(entry.item, saved):
            latest.update({answer_key(answer): answer for answer in entry.item.answers})
    return tuple(one for one in saved.answers if latest.get(answer_key(one)) != one)


def _is_by(review: NamedReview, saved: SavedReview) -> bool:
    """Whether a review is by the reviewer of a file, in the same language."""
    same_name = reviewer_key(review.name) == reviewer_key(saved.name)
    return same_name and review.language == saved.language


def _files(guide: Guide, saved: SavedReview, new: tuple[ReviewAnswer, ...]) -> Contents:
    """The files to write: the reviews, and the lock that knows the new one."""
    path, lock = guide.folder / REVIEWS, guide.folder / "evidence" / "evidence.lock"
    unlinked([path, lock], guide.folder)
    document = _document(path, guide)
    text = appended(document, "reviews", _member(guide, saved, new), may_begin=True)
    if len(text.encode()) > MOST_REVIEWS:
        raise GuideError(f"{REVIEWS}: it would hold more than 4 MiB; nothing was written")
    found = _last_review(text)
    files: dict[Path, str | bytes] = {path: text}
    if lock.exists():
        files[lock] = _locked(guide, found)
    return files


def _locked(guide: Guide, review: NamedReview) -> str:
    """The lock with a review."""
    records = {**guide.lock.reviews, review.id: review_record(review)}
    return replace(guide.lock, reviews=records).text()


def _document(path: Path, guide: Guide) -> Document:
    """The file of reviews as it is, or a new one."""
    text = _BEGINNING
    if path.exists():
        text = yaml_reader.text_in(path, guide.folder, MOST_REVIEWS)
    return yaml_reader.read_yaml(text, REVIEWS)


def _last_review(text: str) -> NamedReview:
    """The review at the end of a file of reviews. Raises GuideError if the file is not sound."""
    found, complaints = _fitting(yaml_reader.read_yaml(text, REVIEWS), ReviewsFile)
    for complaint in complaints:
        raise GuideError(f"{complaint.place}: {complaint.message}; nothing was written")
    if found is None or not found.reviews:
        raise GuideError(f"{REVIEWS}: the review was not added; nothing was written")
    return found.reviews[-1]


def _member(guide: Guide, saved: SavedReview, new: tuple[ReviewAnswer, ...]) -> str:
    """A review as YAML, one answer a line."""
    fields = {name: getattr(saved, name) for name in ReviewBody.model_fields if name != "answers"}
    lines = [field_lines("id", _new_id(guide, saved, new))]
    lines += [field_lines(name, str(value)) for name, value in fields.items()]
    lines.append("answers:")
    lines += [f"  - {flow(_filled(answer))}" for answer in new]
    return "\n".join(lines)


def _filled(answer: ReviewAnswer) -> dict[str, Any]:
    """The fields of an answer that hold something."""
    return {name: str(value) for name, value in answer if value is not None}


def _new_id(guide: Guide, saved: SavedReview, new: tuple[ReviewAnswer, ...]) -> str:
    """An id of the review, made from its day and its answers."""
    texts = chain([saved.name, saved.stage], *(_filled(answer).values() for answer in new))
    digest = sha256("\n".join(texts).encode()).hexdigest()
    used = {entry.id for entry in guide.all(NamedReview)}
    ids = (f"review-{saved.on}-{digest[:size]}" for size in range(8, 64))
    return next(id for id in ids if id not in used)
