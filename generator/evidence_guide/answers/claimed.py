"""What the claims of a guide say, in parts of a sentence or a few."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from evidence_guide.answers.answer_words import strict_folding
from evidence_guide.answers.said import Keys, Said, said
from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import Claim
from evidence_guide.text import markup
from evidence_guide.text.sentences import split_sentences

_SIMILAR, _BEGINNING = 80, 5
"""The least likeness, in percent, and the least common beginning of two forms of a word."""


_CLAUSES = re.compile(r"; |, (?:but|although|though|while|above all|mainly|so) ")
"""What parts a sentence without a condition."""


class Claimed(NamedTuple):
    """A claim with all that it says."""

    id: str
    claim: Claim
    parts: tuple[Said, ...]
    """Its sentences, pairs of them, and whole texts."""
    sentences: tuple[Said, ...]
    """Only its sentences."""
    whole: Said
    """All its texts, with those whom it applies to."""


class ClaimWords:
    """The words of all claims, and how much each of them says."""

    def __init__(self, claims: tuple[Claimed, ...]) -> None:
        """The words of these claims."""
        self._claims = len(claims)
        self._counts = Counter(key for one in claims for key in one.whole.keys)
        self._rarest = self._information(1) or 1
        self._forms: dict[str, Keys] = {}

    def weight(self, keys: Keys) -> float:
        """How much some words say: 1 for a word that only one claim has, less for common ones."""
        return sum(self._information(self._counts[key]) for key in sorted(keys)) / self._rarest

    def _information(self, count: int) -> float:
        return math.log(1 + self._claims / (1 + count))

    def share(self, keys: Keys, others: Keys) -> float:
        """How much of what some words say others say too, from 0 to 1."""
        whole = self.weight(keys)
        return self.weight(self.shared(keys, others)) / whole if whole else 0

    def shared(self, keys: Keys, others: Keys) -> Keys:
        """Those of some words that others have too, in any form."""
        return frozenset(key for key in keys if not others.isdisjoint(self.forms(key)))

    def forms(self, key: str) -> Keys:
        """A word with the other forms of it that claims have."""
        if key not in self._forms:
            self._forms[key] = frozenset([key, *self._like(key)])
        return self._forms[key]

    def _like(self, key: str) -> Iterator[str]:
        if len(key) >= _BEGINNING:
            for other in self._counts:
                if _begins_alike(key, other) and _is_form(key, other):
                    yield other


def _is_form(key: str, other: str) -> bool:
    return fuzz.ratio(key, other) >= _SIMILAR


@derived
def claim_words(guide: Guide) -> ClaimWords:
    """The words of all claims of a guide."""
    return ClaimWords(claims_said(guide))


@derived
def claims_said(guide: Guide) -> tuple[Claimed, ...]:
    """What each claim of a guide says."""
    return tuple(_claimed(guide, id, entry.item) for id, entry in guide.claims.items())


def _claimed(guide: Guide, id: str, claim: Claim) -> Claimed:
    texts = list(map(markup.plain, filter(None, (claim.title, claim.plain, claim.says))))
    alone = _each_said(guide, chain.from_iterable(map(split_sentences, texts)))
    others = _each_said(guide, chain.from_iterable(map(_other_parts, texts)))
    whole = " ".join([*texts, markup.plain(claim.applies_to or "")])
    return Claimed(id, claim, alone + others, alone, *_each_said(guide, [whole]))


def _each_said(guide: Guide, texts: Iterable[str]) -> tuple[Said, ...]:
    """What each of some texts says."""
    folding = strict_folding(guide)
    return tuple(said(text, guide, folding) for text in texts)


def _other_parts(text: str) -> Iterator[str]:
    """The clauses of the sentences of a text, pairs of sentences, and the text."""
    sentences = split_sentences(text)
    for sentence in sentences:
        clauses = _CLAUSES.split(sentence)
        yield from clauses if clauses[1:] else ()
    for one, other in pairwise(sentences):
        yield f"{one} {other}"
    if len(sentences) > 2:  # noqa: PLR2004 (more than one pair)
        yield text


def _begins_alike(key: str, other: str) -> bool:
    """Whether two words have the same first letters."""
    return other[:_BEGINNING] == key[:_BEGINNING]
