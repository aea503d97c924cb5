"""The verdict on each sentence of a text: what the guide says of it, as far as a program can see.

A sentence is compared with one claim at a time. Every one of its words must be in the claim; then
its numbers, its direction and its certainty decide. Wherever one of these is unclear, there is no
verdict.
"""

from collections.abc import Iterator
from typing import NamedTuple

from evidence_guide.answers.answer_words import any_of, loose_folding, strict_folding
from evidence_guide.answers.claimed import Claimed, ClaimWords, claim_words, claims_said
from evidence_guide.answers.located import PlacedSentence, sentences_in
from evidence_guide.answers.number_fit import numbers_fit
from evidence_guide.answers.said import Keys, Said, said
from evidence_guide.answers.urgency import played_down
from evidence_guide.answers.verdict import AGREED, UNCLEAR, AnswerVerdict, Fit
from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import Claim, ClaimKind, Level
from evidence_guide.rules.word_lists import causal_word
from evidence_guide.text.quantities import Conversions, equivalents

_SAME_SENTENCE, _SAME_MATTER = 0.6, 0.4
"""The least share of a sentence in one part of a claim, and of that part in the sentence."""
_OTHERWISE_SAME = 0.8
"""The least share of a sentence in a part of a claim that contradicts it."""
_FEWEST_WORDS, _LEAST_WEIGHT = 2, 1.0
"""What a sentence must say to be judged: `It falls later` may be about anything."""
_NUMBER_WEIGHT = 0.4
_SUBJECT = 0.2
"""Words that weigh no more are the subject of most claims, which a part of one may leave out."""
_NEAR = 0.5
"""The least share of a sentence in a claim that is named as the nearest."""


class Judged(NamedTuple):
    """A sentence with its verdict."""

    sentence: PlacedSentence
    verdict: AnswerVerdict
    claim: str
    """The id of the claim that decided, or of the nearest; empty if none is near."""
    why: str
    """What differs; empty if nothing does."""


class _Comparison(NamedTuple):
    """A verdict by one part of a claim."""

    verdict: AnswerVerdict
    share: float
    claim: str
    why: str


def judge(text: str, guide: Guide) -> list[Judged]:
    """The verdict on each sentence of a text. Raises GuideError if a guide cannot be compared."""
    _require_comparable(guide)
    found = list(sentences_in(text))
    before = ["", *(sentence.text for sentence in found)]
    return [_judged(one, last, guide) for one, last in zip(found, before, strict=False)]


def _require_comparable(guide: Guide) -> None:
    if guide.table is not None:
        raise GuideError(
            f"this guide is in `{guide.file.language}`; only English sentences can be compared"
        )
    if guide.unread:
        raise GuideError("some files of the guide cannot be read; run `evidence-guide check`")


def _judged(sentence: PlacedSentence, before: str, guide: Guide) -> Judged:
    danger = played_down(sentence.text, before, guide)
    if danger:
        return Judged(sentence, AnswerVerdict.URGENCY, danger.claim, danger.why)
    found = _decisive([*_comparisons(sentence.text, guide)])
    if found:
        return Judged(sentence, found.verdict, found.claim, found.why)
    return Judged(sentence, AnswerVerdict.NOT_JUDGED, _nearest(sentence.text, guide), "")


def _decisive(found: list[_Comparison]) -> _Comparison | None:
    """The weightiest verdict; None if a claim says the opposite of what it says as clearly."""
    best = max(found, key=_rank, default=None)
    if best is None or best.verdict is not AnswerVerdict.SUPPORTED:
        return best
    against = [one for one in found if one.verdict in _AGAINST and one.share >= best.share]
    return None if against else best


def _rank(found: _Comparison) -> tuple[int, float]:
    return _ORDER.index(found.verdict), found.share


_ORDER = (
    AnswerVerdict.HEDGE,
    AnswerVerdict.DIRECTION,
    AnswerVerdict.NUMBER,
    AnswerVerdict.UNIT,
    AnswerVerdict.SUPPORTED,
)
"""Verdicts, the weightier last: what one claim supports is not contradicted by another."""


def _comparisons(text: str, guide: Guide) -> Iterator[_Comparison]:
    """The verdicts of all claims that say something about the same."""
    if text.endswith("?") or any_of("pointers").search(text):
        return
    sentence = said(text, guide, strict_folding(guide))
    for claimed in claims_said(guide):
        yield from _compared(sentence, claimed, guide)


def _compared(sentence: Said, claimed: Claimed, guide: Guide) -> list[_Comparison]:
    """The verdicts of one claim, if every word of a sentence is in it and its parts agree."""
    if not _is_covered(sentence, claimed, claim_words(guide)):
        return []
    found = [*_by_parts(sentence, claimed, guide)]
    verdicts = {one.verdict for one in found}
    return [] if verdicts & _AGAINST and verdicts - _AGAINST else found


_AGAINST = {AnswerVerdict.DIRECTION, AnswerVerdict.NUMBER, AnswerVerdict.UNIT}


def _is_covered(sentence: Said, claimed: Claimed, words: ClaimWords) -> bool:
    """Whether a sentence says enough, and everything in it is in a claim."""
    weight = words.weight(sentence.keys) + _NUMBER_WEIGHT * len(sentence.numbers)
    if len(sentence.keys) < _FEWEST_WORDS or weight < _LEAST_WEIGHT:
        return False
    whole = claimed.whole
    if words.shared(sentence.keys, whole.keys) != sentence.keys:
        return False
    return sentence.limits <= whole.limits and sentence.digits <= whole.digits


def _by_parts(sentence: Said, claimed: Claimed, guide: Guide) -> Iterator[_Comparison]:
    """The verdicts of the parts of a claim."""
    words = claim_words(guide)
    for part in claimed.parts:
        share = _share(sentence, part, words)
        if share and _denies_alike(sentence, part, claimed, words):
            verdict, why = _verdict(sentence, part, claimed, guide)
            if verdict is not AnswerVerdict.NOT_JUDGED:
                yield _Comparison(verdict, share, claimed.id, why)


def _share(sentence: Said, part: Said, words: ClaimWords) -> float:
    """How much of each of two is in the other; nothing if one only touches the other."""
    of_sentence = words.share(sentence.keys, part.keys)
    of_part = words.share(part.keys, sentence.keys)
    if of_sentence < _SAME_SENTENCE or of_part < _SAME_MATTER:
        return 0
    return of_sentence + of_part


def _denies_alike(sentence: Said, part: Said, claimed: Claimed, words: ClaimWords) -> bool:
    """Whether a claim denies something just where a sentence does."""
    if sentence.denies != part.denies:
        return False
    missing = sentence.keys - words.shared(sentence.keys, part.keys)
    elsewhere = [other for other in claimed.parts if words.shared(missing, other.keys)]
    return not elsewhere or any(other.denies == sentence.denies for other in elsewhere)


def _verdict(sentence: Said, part: Said, claimed: Claimed, guide: Guide) -> Fit:
    """The verdict of one part of a claim, with what differs."""
    words = claim_words(guide)
    if not _is_about_its_numbers(sentence, part, words):
        return UNCLEAR
    found = [
        numbers_fit(sentence.numbers, part.numbers, _conversions(guide)),
        _direction_fit(sentence, part, claimed.claim),
    ]
    wrong = [fit for fit in found if fit[0] is not AnswerVerdict.SUPPORTED]
    if not wrong:
        return _certainty_fit(sentence, part, claimed, guide)
    is_certain = len(wrong) == 1 and _is_about_same(sentence, part, words)
    return wrong[0] if is_certain else UNCLEAR


def _is_about_its_numbers(sentence: Said, part: Said, words: ClaimWords) -> bool:
    """Whether a part of a claim has all that a sentence says around its numbers and dates."""
    around: Keys = frozenset().union(*(number.around for number in sentence.numbers))
    if words.weight(around - words.shared(around, part.keys)) > _SUBJECT:
        return False
    return not sentence.digits or sentence.digits == part.digits


def _is_about_same(sentence: Said, part: Said, words: ClaimWords) -> bool:
    """Whether a sentence says the same otherwise, and of one of the places that a claim names."""
    if words.share(sentence.keys, part.keys) < _OTHERWISE_SAME:
        return False
    return not part.names or not part.names.isdisjoint(sentence.keys)


@derived
def _conversions(guide: Guide) -> Conversions:
    policy = guide.file.policy
    return {"molar masses": dict(policy.molar_masses), "units": equivalents(policy.units)}


def _direction_fit(sentence: Said, part: Said, claim: Claim) -> Fit:
    """Whether a sentence says more where a part of a claim does, or where that leaves it open."""
    one, other = set(sentence.signs), set(part.signs)
    if not other and claim.level is Level.VERY_LOW and "whether" in part.text.lower():
        return AGREED
    if sentence.signs == part.signs or (one == other and len(one) == 1):
        return AGREED
    is_opposite = len(one) == len(other) == 1
    return (AnswerVerdict.DIRECTION if is_opposite else AnswerVerdict.NOT_JUDGED), ""


def _certainty_fit(sentence: Said, part: Said, claimed: Claimed, guide: Guide) -> Fit:
    """Whether a sentence is as careful as a claim."""
    claim = claimed.claim
    is_link = claim.kind is ClaimKind.ASSOCIATION or any_of("links").search(part.text)
    if is_link and causal_word(sentence.text, guide):
        return AnswerVerdict.HEDGE, _LINK
    if claim.level in {None, Level.HIGH}:
        is_open = any_of("possible").search(part.text) and not _may(sentence.text)
        return (AnswerVerdict.NOT_JUDGED if is_open else AnswerVerdict.SUPPORTED), ""
    return _hedge_fit(sentence, claimed, str(claim.level), claim_words(guide))


def _hedge_fit(sentence: Said, claimed: Claimed, level: str, words: ClaimWords) -> Fit:
    """Whether a sentence keeps the hedge of the sentence of a claim that is most like it."""
    hedge = any_of("hedges", level)
    if hedge.search(sentence.text):
        return AGREED
    like = max(claimed.sentences, key=lambda one: words.share(sentence.keys, one.keys))
    if hedge.search(like.text):
        return UNCLEAR if _may(sentence.text) else (AnswerVerdict.HEDGE, f"{level} certainty")
    is_result = any_of("studies").search(sentence.text) is not None
    return (AnswerVerdict.SUPPORTED if is_result else AnswerVerdict.NOT_JUDGED), ""


def _may(text: str) -> bool:
    """Whether a text says only that something is possible."""
    return any_of("possible").search(text) is not None


_LINK = "a link, not a cause"


def _nearest(text: str, guide: Guide) -> str:
    """The id of the claim that holds most of the words of a sentence; empty if none is near."""
    words = claim_words(guide)
    keys = loose_folding(guide).keys(text)
    shares = {one.id: words.share(keys, one.whole.keys) for one in claims_said(guide)}
    best = max(shares, key=shares.__getitem__, default="")
    return best if best and len(keys) > 1 and shares[best] >= _NEAR else ""
