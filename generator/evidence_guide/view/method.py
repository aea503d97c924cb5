"""The view of the guide's method: its words, their meanings, and its counts."""

from collections.abc import Iterable, Iterator

from evidence_guide.guide import Guide
from evidence_guide.view import labels, shapes, shown
from evidence_guide.view.context import Context
from evidence_guide.view.texts import capitalised, text

MethodWords = tuple[shapes.MethodWord, ...]
PARTS = (
    "A **finding** says in our own words what one source reports in one passage. A **claim** rests "
    "on findings and says how sure it is. A **step** rests on claims and follows the published "
    "advice of a named body. Programs check at every change that each sentence has its citation, "
    "in the evidence and again in the finished pages."
)
CERTAINTY = (
    "Certainty follows [GRADE](https://www.gradeworkinggroup.org/). Evidence from randomised "
    "studies starts high, other evidence on effects starts low; named reasons move it down or up. "
    "Nobody types the level: it is computed from the reasons. The words follow the certainty: high "
    "is stated plainly, moderate says “probably”, low says “may”, very low says “very uncertain”."
)
PROOF = (
    "A program looks for each finding’s passage and figures in the source’s own text. That catches "
    "slips in copying; it says nothing about whether the finding is true. A text must first be "
    "shown to be the source’s own, and an abstract is called an abstract."
)
STANDING = (
    "Sources are looked up for corrections and retractions. A retracted source supports nothing."
)


HOLDS = "This guide holds {} sources, {} findings, {} claims and {} steps."
_COUNTED = ("sources", "findings", "claims", "steps")
"""What that sentence counts, in its order."""
TITLES = {
    "certainty": "How sure: certainty",
    "strength": "How strong: advice",
    "kinds": "Kinds of claims",
    "verdicts": "Verdicts on popular claims",
    "reading": "How the sources were read",
    "proof": "Word for word: passages that a program found in their sources",
}
"""The headings of the parts."""

_Counts = list[tuple[str, int]]
"""Words, each with the number of things that it applies to."""


def method(context: Context) -> shapes.Method:
    """The method in words, with the guide's counts."""
    return shapes.Method(
        counts=shown.item_counts(context.guide),
        levels=tuple(map(context.grade, labels.LEVELS)),
        strengths=strength_meanings(context.guide.label),
        parts=_parts(context.guide),
    )


def _parts(guide: Guide) -> tuple[shapes.MethodPart, ...]:
    """The parts of the chapter in their order."""
    return (*_words(guide), *_counts(guide))


def _words(guide: Guide) -> tuple[shapes.MethodPart, ...]:
    """The meanings of the guide's words; the first part has no heading of its own."""
    part, label = shapes.MethodPart, guide.label
    certainty = (text(label(CERTAINTY)),)
    return (
        part(title="", about=(text(label(PARTS)), _holds(guide))),
        part(title=label(TITLES["certainty"]), about=certainty, meanings=level_meanings(label)),
        part(title=label(TITLES["strength"]), meanings=strength_meanings(label)),
        part(title=label(TITLES["kinds"]), meanings=kind_meanings(label)),
        part(title=label(TITLES["verdicts"]), meanings=verdict_meanings(label)),
    )


def _counts(guide: Guide) -> tuple[shapes.MethodPart, ...]:
    """The sources counted by reading and standing, and the findings by proof."""
    part, label = shapes.MethodPart, guide.label
    depths = _counted(label, shown.depths(guide), "sources")
    proofs = _counted(label, shown.proofs(guide), "findings")
    standings = _counted(label, shown.standings(guide), "sources")
    return (
        part(title=label(TITLES["reading"]), counts=depths),
        part(title=label(TITLES["proof"]), about=(text(label(PROOF)),), counts=proofs),
        part(title="", about=(text(label(STANDING)),), counts=standings),
    )


def _holds(guide: Guide) -> str:
    """The counts of the whole guide as a sentence."""
    counts = shown.item_counts(guide)
    numbers = (counts[name] for name in _COUNTED)
    return guide.label(HOLDS).format(*numbers)


def level_meanings(label: labels.Translate) -> MethodWords:
    """The levels of certainty, each with its sign and meaning."""
    return tuple(_signed(labels.LEVELS.items(), label))


def strength_meanings(label: labels.Translate) -> MethodWords:
    """The strengths of advice with their meanings."""
    return tuple(_meaning(label(name), label(means)) for name, means in labels.STRENGTHS.values())


def kind_meanings(label: labels.Translate) -> MethodWords:
    """The kinds of claims with their meanings."""
    return tuple(_meaning(label(kind), label(means)) for kind, means in labels.KINDS.items())


def verdict_meanings(label: labels.Translate) -> MethodWords:
    """The verdicts on popular claims, each with its sign and meaning."""
    return tuple(_signed(labels.VERDICTS.items(), label))


_Signs = Iterable[tuple[str, tuple[str, str]]]
"""Words, each with its sign and its meaning."""


def _signed(words: _Signs, label: labels.Translate) -> Iterator[shapes.MethodWord]:
    for word, (sign, means) in words:
        yield _meaning(label(word), label(means), sign)


def _meaning(word: str, means: str, sign: str = "") -> shapes.MethodWord:
    """A word, behind its sign if it has one, with its meaning."""
    shown_word = f"{sign} {capitalised(word)}".lstrip()
    return shapes.MethodWord(word=shown_word, means=means)


def _counted(label: labels.Translate, found: _Counts, things: str) -> tuple[str, ...]:
    """Counts as lines: `Guideline: 3 sources`."""
    return tuple(_count_line(label, word, count, things) for word, count in found)


def _count_line(label: labels.Translate, word: str, count: int, things: str) -> str:
    what = label(things.removesuffix("s") if count == 1 else things)
    return f"{capitalised(label(word))}: {count} {what}"
