"""Sentences that play down a sign of danger: those that call for help at once or the same day."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from evidence_guide.answers.answer_words import any_of, loose_folding, strict_folding
from evidence_guide.answers.claimed import claim_words
from evidence_guide.answers.said import Keys
from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import ClaimKind, HowSoon, RedFlag
from evidence_guide.text import markup
from evidence_guide.text.sentences import split_sentences

_ITEM = re.compile(r",? or |[,;.] |,? and ")
_CONDITION = re.compile(r"(?P<if>.*), and you have (?P<signs>.*)")
_DENIED = re.compile(r"(?:\b(?:not|never|cannot|without)|n['’]t)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_REACH = 30
"""Characters before words that may deny them."""
_MOST = 0.7
"""The least share of a sign in a sentence that speaks of it."""


class Danger(NamedTuple):
    """A sign of danger."""

    claim: str
    """The id of a claim that it rests on."""
    why: str
    """How soon to act, in words."""
    signs: tuple[Keys, ...]
    """What may be seen; one is enough."""
    condition: Keys
    """What must be so besides."""
    about: Keys
    """All its words."""


def played_down(text: str, before: str, guide: Guide) -> Danger | None:
    """The sign of danger that a sentence plays down; None if it does not.

    A sentence such as `This can wait` is read with the one before it.
    """
    if not _puts_off(text):
        return None
    whole = f"{before} {text}" if any_of("pointers").search(text) else text
    keys = _keys(whole, guide)
    named = [danger for danger in _dangers(guide) if _is_named(danger, keys, guide)]
    words = claim_words(guide)
    return max(named, key=lambda danger: words.share(keys, danger.about), default=None)


def _puts_off(text: str) -> bool:
    """Whether a sentence says that something is harmless, or can wait."""
    if _is_said(any_of("dismissals"), text):
        return True
    return _is_said(any_of("delays"), text) and not any_of("urgent").search(text)


def _is_said(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text holds a pattern that it does not deny."""
    found = pattern.finditer(text)
    return any(
        not _DENIED.search(text[max(0, one.start() - _REACH) : one.start()]) for one in found
    )


def _keys(text: str, guide: Guide) -> Keys:
    """The words of a text as the glossary and as the search for readers' words know them."""
    return strict_folding(guide).keys(text) | loose_folding(guide).keys(text)


def _is_named(danger: Danger, keys: Keys, guide: Guide) -> bool:
    """Whether a sentence with these words speaks of a sign."""
    words = claim_words(guide)
    if danger.condition and not words.shared(danger.condition, keys):
        return False
    return any(words.share(sign, keys) >= _MOST for sign in danger.signs)


@derived
def _dangers(guide: Guide) -> tuple[Danger, ...]:
    """The signs of danger of a guide, the gravest first."""
    flags = sorted(_flags(guide), key=lambda flag: list(HowSoon).index(flag.how_soon))
    return (*(_of_flag(flag, guide) for flag in flags), *_in_claims(guide))


def _flags(guide: Guide) -> Iterator[RedFlag]:
    """The signs of stages and steps that call for help at once or the same day."""
    listed = [stage.item.urgent for stage in guide.stages.values()]
    listed += [step.item.urgent for step in guide.steps.values()]
    for flags in listed:
        yield from (flag for flag in flags if flag.how_soon is not HowSoon.SOON)


def _of_flag(flag: RedFlag, guide: Guide) -> Danger:
    text = split_sentences(markup.plain(flag.says))[0]
    parts = _CONDITION.fullmatch(text)
    condition = _keys(parts["if"], guide) if parts else frozenset()
    signs = _signs(parts["signs"] if parts else text, guide)
    return Danger(flag.because[0], _WHEN[flag.how_soon], signs, condition, _keys(text, guide))


_AT_ONCE = "get help at once"
_WHEN = {HowSoon.NOW: _AT_ONCE, HowSoon.TODAY: "get help the same day"}


def _in_claims(guide: Guide) -> Iterator[Danger]:
    """The advice of claims to get help at once or the same day."""
    for id, entry in guide.claims.items():
        if entry.item.kind is ClaimKind.GUIDANCE:
            for sentence in split_sentences(markup.plain(entry.item.plain)):
                if any_of("urgent").search(sentence):
                    signs = _signs(sentence, guide)
                    yield Danger(id, _AT_ONCE, signs, frozenset(), _keys(sentence, guide))


def _signs(text: str, guide: Guide) -> tuple[Keys, ...]:
    """What a text lists, each as its words; single common words are no signs."""
    items = _ITEM.split(any_of("urgent").sub(" ", text))
    words = claim_words(guide)
    found = map(strict_folding(guide).keys, items)
    return tuple(keys for keys in found if words.weight(keys) > _TELLING)


_TELLING = 0.8
"""Words that weigh less than this in all are found in too many claims to be a sign."""
