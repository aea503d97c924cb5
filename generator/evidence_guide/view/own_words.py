"""Every label of ours that a page or a PDF may show, in English; the tables of languages have it.

A test renders a whole guide and compares the labels that it asks for with this list.
"""

from collections.abc import Iterator
from enum import EnumType, StrEnum
from functools import cache
from itertools import product

from evidence_guide.guide import subject_words
from evidence_guide.guide.languages import REQUIRED, lacking
from evidence_guide.guide.lock import Proof
from evidence_guide.guide.source import JOINED, LINKS
from evidence_guide.model import Experts, Study, vocabulary
from evidence_guide.model.locales import LanguageTable
from evidence_guide.model.meaning import Reads
from evidence_guide.model.meaning import labels as field_labels
from evidence_guide.proof.standing import State
from evidence_guide.translation.language_tables import our_labels
from evidence_guide.view import (
    absolute_effects,
    checks,
    context,
    download_words,
    evidence,
    labels,
    lists,
    method,
    opinion_words,
    opinions,
    own_records,
    proof_words,
    readability,
    rereading_words,
    wording,
)
from evidence_guide.view.figures import forest
from evidence_guide.view.pages import changes
from evidence_guide.view.shapes.words import DRAFT, BookWords
from evidence_guide.view.site_words import english_labels

_OF_MODULES = (
    *(checks.REPLACED, checks.DISAGREES, checks.CONTINUES, context.REVIEW, DRAFT),
    *(
        evidence.RATING,
        evidence.SEARCHED_ON,
        evidence.PRINTED,
        evidence.UNIT,
        evidence.ABOUT_CLAIMS,
    ),
    *(evidence.MAP_CAPTION, evidence.TOPIC, evidence.NO_CERTAINTY),
    *(forest.STUDY, forest.ESTIMATE, forest.LOG_SCALE, forest.WITH_INTERVAL),
    *(forest.NO_DIFFERENCE, lists.ALSO, lists.OUR_SEARCH, changes.GONE),
    *(method.PARTS, method.CERTAINTY, method.PROOF, method.STANDING, method.HOLDS),
    *(method.TITLES, readability.KINDS, rereading_words.READ, rereading_words.READ_BY),
    *(rereading_words.UNREAD, rereading_words.SINCE, wording.WHETHER_TRUE, wording.CLAIMS),
    *(wording.CITATIONS, wording.CHECKED, wording.HOW_SURE, wording.HOW_STRONG),
    *(opinions.PARTLY, opinion_words.REVIEWED, opinion_words.SINCE),
    *(opinion_words.NUMBERED, own_records.EDITION, own_records.STAYS_AT),
    *(wording.IS_NOT, download_words.BOOKS, download_words.THE_BOOKS),
    *(download_words.CONTENTS, download_words.PRINT, download_words.DATA),
    *(download_words.FEED_TITLE, proof_words.NOT_MATCHED, proof_words.PROOFS),
    *(proof_words.FOUND, proof_words.SUPPLIED, proof_words.SENTENCES, proof_words.EXTENTS),
    *(proof_words.IN, proof_words.COMPARED, proof_words.REST),
)


@cache
def own_words() -> tuple[str, ...]:
    """Every label, each once."""
    return tuple(dict.fromkeys(filter(_has_letters, _all())))


def missing_words(table: LanguageTable) -> tuple[str, ...]:
    """The labels that a table lacks for a guide that is written in its language."""
    return tuple(word for word in own_words() if word not in table.labels)


def lacking_parts(table: LanguageTable | None) -> tuple[str, ...]:
    """What a table lacks for an original in its language, in words."""
    if table is None:
        return REQUIRED
    found = list(lacking(table))
    missing = missing_words(table)
    if missing and "labels" not in found:
        found.append(f"{len(missing)} labels, such as “{missing[0]}”")
    return tuple(found)


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _all() -> Iterator[str]:
    yield from our_labels()
    for group in english_labels().values():
        yield from group.values()
    yield from words_of_tables()
    yield from _strings(_OF_MODULES)
    yield from subject_words.all_words()
    yield from words_of_evidence()
    yield from (str(state) for state in (*Proof, *State, *Reads))
    yield from field_labels(Study).values()
    yield from (f"{side} {moved}" for side, moved in product(("down", "up"), labels.MOVED.values()))
    yield from (formula for _, formula in absolute_effects.RISKS.values())
    yield from (*LINKS, *JOINED, *map(str, Experts().model_dump().values()))
    yield from _book()


def words_of_tables() -> Iterator[str]:
    """The labels in the tables of `view.labels`."""
    yield from _strings(tuple(_label_tables()))


def _label_tables() -> Iterator[object]:
    for name, table in vars(labels).items():
        if _is_table(name, table):
            yield table
    yield tuple(labels.ENUMS)


def _is_table(name: str, value: object) -> bool:
    """Whether a name of `view.labels` is a table of labels, or a label."""
    return name.isupper() and name != "TRANSLATED" and isinstance(value, str | dict)


def words_of_evidence() -> Iterator[str]:
    """The words that evidence chooses from."""
    for kind in vars(vocabulary).values():
        if isinstance(kind, EnumType) and issubclass(kind, StrEnum):
            yield from map(str, kind)


def _book() -> Iterator[str]:
    """The labels of the book."""
    for field in BookWords.model_fields.values():
        if isinstance(field.default, str):
            yield field.default


def _strings(value: object) -> Iterator[str]:
    """Every text within tables of labels."""
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
