"""Our words for readers in other languages, and the quantities that a translation must keep."""

from collections import Counter
from functools import cache, lru_cache

from evidence_guide.guide import yaml_reader
from evidence_guide.guide.foreign_numbers import all_in_english
from evidence_guide.guide.languages import TABLES, is_english, language_table
from evidence_guide.model.locales import LanguageTable
from evidence_guide.text.quantities import Quantity, quantities

__all__ = [
    "TABLES",
    "LanguageTable",
    "differences",
    "language_table",
    "missing_labels",
    "our_labels",
]

Texts = tuple[str, ...]
Meaning = tuple[str, str, str, str, str]
"""Comparison, value, unit, rate and kind of a quantity."""
Quantities = Counter[Meaning]
_PLAIN_KINDS = frozenset({"plain", "range end"})


@cache
def our_labels() -> Texts:
    """Every English label of a translated page or PDF; each table must have all of them."""
    text = TABLES.joinpath("labels.yml").read_text("utf-8")
    labels = yaml_reader.read_yaml(text, "labels.yml").value
    return tuple(map(str, labels)) if isinstance(labels, list) else ()


def missing_labels(of: LanguageTable) -> Texts:
    """The labels that a table lacks."""
    if is_english(of.language):
        return ()
    return tuple(label for label in our_labels() if label not in of.labels)


def differences(
    original: str, translation: str, of: LanguageTable, written_in: str = "en"
) -> tuple[Texts, Texts]:
    """Quantities of a text that its translation lacks, and those that it adds.

    Value, digits, sign, comparison, unit and rate must be the same.
    """
    (english,) = all_in_english((original,), written_in)
    ours, theirs = _counted(english), _counted(*all_in_english((translation,), of.language))
    return _in_words(ours - theirs), _in_words(theirs - ours)


@lru_cache(maxsize=65536)
def _counted(text: str) -> Quantities:
    return Counter(map(_meaning, quantities(text)))


def _meaning(quantity: Quantity) -> Meaning:
    return quantity.comparison, str(quantity.value), quantity.unit, quantity.per, str(quantity.kind)


def _in_words(found: Quantities) -> Texts:
    return tuple(map(_quantity_in_words, found.elements()))


def _quantity_in_words(meaning: Meaning) -> str:
    *_, kind = meaning
    words = _without_kind(meaning)
    return words if kind in _PLAIN_KINDS else f"{words} ({kind})"


def _without_kind(meaning: Meaning) -> str:
    comparison, value, unit, per, _ = meaning
    rate = f"per {per}" if per else ""
    return " ".join(filter(None, (comparison, value, unit, rate)))
