"""What was and was not checked of the sources of a page, said once."""

from collections.abc import Collection, Iterator

from markupsafe import Markup

from evidence_guide.guide import Guide
from evidence_guide.view import checks
from evidence_guide.view.pages.parts import words_of

_Ids = Collection[str]


def check_sentences(guide: Guide, findings: _Ids, sources: _Ids) -> tuple[Markup, ...]:
    """What was and was not checked of findings and sources, in sentences for readers."""
    if not findings:
        return ()
    return tuple(_checked(guide, findings, sources))


def _checked(guide: Guide, findings: _Ids, sources: _Ids) -> Iterator[Markup]:
    words = words_of(guide).shared
    compared = sum(checks.is_compared(guide, id) for id in findings)
    matched = sum(checks.is_matched(guide, id) for id in findings)
    looked_up = sum(checks.is_looked_up(guide, key) for key in sources)
    texts = (words.compared_all, words.compared_some, words.compared_none)
    yield _share(compared, len(findings), texts)
    texts = (words.matched_all, words.matched_some, words.matched_none)
    yield _share(matched, len(findings), texts)
    others = matched - sum(checks.is_fetched(guide, id) for id in findings)
    if others:
        yield words.matched_otherwise.format(others)
    texts = (words.looked_up_all, words.looked_up_some, words.looked_up_none)
    yield _share(looked_up, len(sources), texts)


def _share(done: int, of: int, words: tuple[Markup, Markup, Markup]) -> Markup:
    """The sentence for all, for some or for none."""
    everything, some, nothing = words
    if done == of:
        return everything
    if done == 0:
        return nothing
    return some.format(done, of)
