"""The title of a claim carries the whole message and no more than the claim says."""

import re
from collections import defaultdict
from collections.abc import Iterator

from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Claim
from evidence_guide.rules.rule import ENGLISH_ONLY, Complaint, Complaints, rule
from evidence_guide.text import markup
from evidence_guide.text.sentences import split_sentences

LONGEST = 90
"""Characters of a title; longer ones are cut off in search results and take four lines on a
phone.
"""
_TITLED = "title: Among students, fewer tea drinkers probably wake at night"
_WRITE_IT = "write the whole message in one line, with its hedge and for whom it holds"


@rule(
    "evidence/claims/sleep.yml",
    _TITLED,
    "title: Fewer tea drinkers probably wake",
)
def title_is_whole(claim: Entry[Claim], guide: Guide) -> Complaints:
    """A claim has one sentence of at most 90 characters as its title, which is not merely the
    first of several plain sentences.

    The title leads pages, lists and search: a reader who sees nothing else must not take half of
    the message for the whole.
    """
    fault = _fault(claim.item)
    if fault:
        field = "title" if claim.item.title else "plain"
        yield claim.place(field), fault, _WRITE_IT


def _fault(claim: Claim) -> str:
    """Why the title of a claim is not its whole message; empty if it is."""
    shown, sentences = markup.plain(claim.message), split_sentences(markup.plain(claim.plain))
    if not claim.title and len(sentences) > 1:
        return "the plain words are several sentences, so the claim needs a `title`"
    if len(split_sentences(shown)) > 1:
        return "a title is one sentence"
    if len(shown.rstrip(".")) > LONGEST:
        return f"a title of {len(shown)} characters, at most {LONGEST}"
    if claim.title and _is_first_part(shown, sentences):
        return "the title gives only the first part of the plain words"
    return ""


def _is_first_part(shown: str, sentences: list[str]) -> bool:
    """Whether a title is one of several sentences, or the beginning of one of them."""
    words, whole = _words(shown), [_words(sentence) for sentence in sentences]
    if len(whole) == 1:
        return whole[0] != words and whole[0][: len(words)] == words
    return any(sentence[: len(words)] == words for sentence in whole)


def _words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return re.findall(r"[\w']+", text.lower().replace("’", "'"))


_STRONG = (
    "always",
    "never",
    "all every each everyone everybody",
    "none nobody nothing",
    "only",
    "must",
    "cannot",
    "safe safely harmless",
    "proves proved proven proof",
    "cures cured cure",
    "best",
    "most majority",
    "definitely certainly surely",
)
"""Words that leave no room for doubt or exception; those of a line mean the same."""
_NO_EFFECT = re.compile(
    r"\b(?:no (?:clear |big |great |real )?(?:difference|effect|link|benefit|change)|"
    r"little or no|(?:made|makes|make) no)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:no|not|nor|neither|none|never|without|little|cannot|un\w+|fails?|lacks?)\b|n['’]t\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![:.?!“\"] )(?<!^)\b[A-Z][\w’']+")
_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9]+s?\b")
_ROOT = 4
"""Letters that a country shares with its people, such as India and Indian."""


@rule(
    "evidence/claims/sleep.yml",
    _TITLED,
    "title: Among all students, fewer tea drinkers probably wake at night",
    reads=ENGLISH_ONLY,
)
def title_says_no_more(claim: Entry[Claim], guide: Guide) -> Complaints:
    """A title holds no "always", "all" or "safe" and no name that its claim does not hold, and
    keeps the claim's "no difference".

    Shortening drops exceptions first; whoever reads only titles would never learn of them.
    """
    if claim.item.title:
        title = markup.plain(claim.item.title)
        for fault in _excesses(title, claim.item):
            yield claim.place("title"), fault, "say no more than the claim does, or fix the claim"


def _excesses(title: str, claim: Claim) -> Iterator[str]:
    """What a title says beyond its claim."""
    behind = markup.plain(f"{claim.says} {claim.plain} {claim.applies_to or ''}")
    for word in _too_strong(title, behind):
        yield f"the title says `{word}`, the claim does not"
    for name in _strange_names(title, behind):
        yield f"the title names `{name}`, the claim does not"
    if _NO_EFFECT.search(markup.plain(claim.plain)) and not _DENIES.search(title):
        yield "the plain words deny an effect, the title does not"


def _too_strong(title: str, behind: str) -> Iterator[str]:
    """The strong words of a title of which the text behind it holds no equivalent."""
    said = {*_words(behind)}
    for line in _STRONG:
        alike = set(line.split())
        if said.isdisjoint(alike):
            yield from [word for word in _words(title) if word in alike]


def _strange_names(title: str, behind: str) -> Iterator[str]:
    """The names in a title that the text behind it does not hold."""
    names = dict.fromkeys([*_NAME.findall(title), *_ABBREVIATION.findall(title)])
    for name in names:
        if not re.search(rf"\b{re.escape(name[:_ROOT])}|{_in_full(name)}", behind):
            yield name


def _in_full(name: str) -> str:
    """A pattern of the words that a name abbreviates, such as those of US or NHS."""
    return r"\b" + r"\w+ (?:and |for |of |the )*".join(map(re.escape, name))


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea warms the skin.",
    "plain: A cup holds 200 mL.",
)
def unique_title(guide: Guide) -> Complaints:
    """No two claims have the same title.

    In a list or among search results, nobody could tell them apart.
    """
    by_title: dict[str, list[Entry[Claim]]] = defaultdict(list)
    for claim in guide.claims.values():
        by_title[" ".join(_words(markup.plain(claim.item.message)))].append(claim)
    for first, *others in by_title.values():
        for claim in others:
            yield _twice(claim, first)


def _twice(claim: Entry[Claim], first: Entry[Claim]) -> Complaint:
    field = "title" if claim.item.title else "plain"
    message = f"`{first.id}` has the same title"
    return claim.place(field), message, "say what is different about this one", (first.id,)
