"""Plain words keep whose advice it is, where and for whom it holds, and what it is against."""

import re
from collections.abc import Iterator

from evidence_guide.diagnostic import Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Claim, ClaimKind, Level
from evidence_guide.rules.rule import ENGLISH_ONLY, Complaints, policy_of, rule
from evidence_guide.text import markup
from evidence_guide.text.characters import uncapitalised

_ROOT = 3
"""Letters that a name shares with the words made from it, such as Spain and Spanish."""
_NAME = re.compile(r"(?<![\w’'-])(?:[A-Z][a-zà-ÿ]+|[A-Z][A-Z-]+)(?![\w-])")
_LONG_NAME = re.compile(r"(?:[A-Z][a-z]+(?: (?:of|for|the))* ?){2,}")
_ORDINARY = frozenset(
    re.findall(
        r"\w+",
        "A According After All Among An And As At Before Below Between Both But By For From How "
        "If In It Its Low More Most No None Not Of On Only Or People Some That The There These "
        "They This Though Two What When Whether While With Women Your",
    )
)
"""Words with a capital only because a sentence begins with them."""
_SPEAKER = re.compile(
    r"\b(?:experts?|doctors?|specialists?|researchers?|scientists?|dietitians?|pharmacists?|"
    r"agenc(?:y|ies)|authorit(?:y|ies)|bod(?:y|ies)|boards?|societ(?:y|ies)|committees?|"
    r"regulators?|ministr(?:y|ies)|governments?|charit(?:y|ies)|academ(?:y|ies)|countries|"
    r"databases?|guidelines?|guides?|leaflets?|labels?|labs?|laborator(?:y|ies)|consensus|"
    r"offices?|authors?|reviewers?)\b",
    re.IGNORECASE,
)
"""A word for somebody who speaks, in place of a name."""
_JUDGES = re.compile(
    r"\b(?:usually|mostly|most of|often|rare(?:ly)?|common(?:ly)?|unlikely|likely|enough|"
    r"sufficient|safe|harmless|few|a lot|hardly)\b",
    re.IGNORECASE,
)
"""A word that weighs instead of stating, such as how often or whether it is enough."""


_ADVISES = re.compile(r"\bshould\b", re.IGNORECASE)


def _names(text: str) -> set[str]:
    """The names in a text, and the initials of those of several words."""
    words = {word for word in _NAME.findall(text) if word not in _ORDINARY}
    return words.union(map(_initials, _LONG_NAME.findall(text)))


def _initials(name: str) -> str:
    words = [word for word in name.split() if word not in _ORDINARY]
    return "".join(re.findall(r"\b[A-Z]", " ".join(words)))


def _names_one_of(names: set[str], text: str, guide: Guide) -> bool:
    """Whether a text holds one of some names, or a word made from it."""
    return any(_is_named(name, text, guide) for name in names)


def _is_named(name: str, text: str, guide: Guide) -> bool:
    """Whether a text holds a name, a word made from it, or what it abbreviates."""
    in_full = _names(policy_of(guide).abbreviations.get(name, ""))
    roots = [re.escape(word[:_ROOT]) for word in (name, *in_full) if len(word) > 1]
    return bool(roots) and re.search(rf"\b(?:{'|'.join(roots)})", text) is not None


@rule(
    "evidence/claims/sleep.yml",
    "plain: The Board of Tea advises tea in the evening.",
    "plain: Drink no coffee in the evening.",
    Severity.WARNING,
    reads=ENGLISH_ONLY,
)
def plain_names_the_body(claim: Entry[Claim], guide: Guide) -> Complaints:
    """Where a claim is the advice or the value of a body, or the judgement of one source, its plain
    words name the body as `says` does, or what kind of body it is; so does every "should".

    Who reads "You need no more" takes it for a fact; who reads "says the Board of Tea" can weigh it
    against what others say.
    """
    if _speaks_for_others(claim.item, guide):
        says, plain = markup.plain(claim.item.says), markup.plain(claim.item.plain)
        if not _SPEAKER.search(plain) and not _names_one_of(_names(says), plain, guide):
            yield claim.place("plain"), "the plain words do not say whose word this is", _NAME_IT


_NAME_IT = 'name the body as `says` does, or say what it is, such as "a US agency says"'


def _speaks_for_others(claim: Claim, guide: Guide) -> bool:
    """Whether a claim repeats what somebody advises, sets or judges."""
    if _ADVISES.search(claim.plain):
        return True
    if claim.kind is ClaimKind.ESTABLISHED_FACT:
        return _is_of_one_source(claim, guide) and _JUDGES.search(claim.plain) is not None
    return claim.kind.advises or claim.kind is ClaimKind.REFERENCE_VALUE


def _is_of_one_source(claim: Claim, guide: Guide) -> bool:
    return len({guide.source_of.get(id, "") for id in claim.rests_on}) == 1


_ELSEWHERE = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|surveys?|hospitals?|cit(?:y|ies)|towns?|countr(?:y|ies)|"
    r"worldwide|region|places?)\b",
    re.IGNORECASE,
)
"""A word by which a reader knows that a number was counted in one place."""
_SHARE = re.compile(
    r"\b(?:most|mostly|often|common(?:ly)?|rare(?:ly)?|usually|on average|\d+ in \d+)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:^|[;:,] )[Ii]n (?:the )?((?:[A-Z][\w’]*(?: and | )?)+)")
"""A place at the beginning of a sentence or of a part of it."""


@rule(
    "evidence/claims/sleep.yml",
    "    kind: established fact\n    rests_on: [teaboard2022-cup]",
    "    kind: frequency\n    applies_to: Homes in Teania\n    certainty: {start: high}\n"
    "    rests_on: [teaboard2022-cup]",
    Severity.WARNING,
    reads=ENGLISH_ONLY,
)
def plain_keeps_the_place(claim: Entry[Claim], guide: Guide) -> Complaints:
    """Where `applies_to` names the place of a frequency, the plain words name it too, or say that
    it is one study's; so do those of a fact that `says` opens with "In the US".

    How common something is, and what is on a label, differs from country to country.
    """
    plain = markup.plain(claim.item.plain)
    scope = _scope(claim.item)
    places = _names(scope)
    if places and not _ELSEWHERE.search(plain) and not _names_one_of(places, plain, guide):
        yield claim.place("plain"), f"the plain words lose the place of “{scope}”", _SAY_WHERE


_SAY_WHERE = 'begin with "In …", or say that one study found it'


def _scope(claim: Claim) -> str:
    """The words of a claim that say where it holds; empty if it holds anywhere."""
    if claim.kind is ClaimKind.ESTABLISHED_FACT:
        return " ".join(_PLACE.findall(markup.plain(claim.says)))
    if claim.kind is ClaimKind.FREQUENCY and _is_count(claim):
        return uncapitalised(markup.plain(claim.applies_to or ""))
    return ""


def _is_count(claim: Claim) -> bool:
    """Whether a claim says how many, and not merely that something happens."""
    is_sure = claim.level in {Level.MODERATE, Level.HIGH}
    return is_sure or _SHARE.search(markup.plain(claim.plain)) is not None


_EXCLUDED = re.compile(r"\bwho (?:are|is|were|have|do) not (\w+)")


@rule(
    "evidence/claims/sleep.yml",
    "    kind: effect\n    rests_on: [doe2020-warm]",
    "    kind: effect\n    applies_to: Adults who do not smoke\n    rests_on: [doe2020-warm]",
    Severity.WARNING,
    reads=ENGLISH_ONLY,
)
def plain_keeps_the_exclusion(claim: Entry[Claim], guide: Guide) -> Complaints:
    """Where `applies_to` says of whom an effect or advice was not shown ("who do not smoke"),
    the plain words say so too.

    Those are often the very readers of the guide.
    """
    excluded = _EXCLUDED.search(claim.item.applies_to or "")
    if excluded and _is_for_readers(claim.item):
        plain = markup.plain(claim.item.plain).lower()
        if not _holds_a_word_of(excluded[1], plain):
            yield claim.place("plain"), f"the plain words lose “{excluded[0]}”", _SAY_WHO_NOT


_SAY_WHO_NOT = "name in the plain words whom it was not shown for"


def _is_for_readers(claim: Claim) -> bool:
    """Whether readers may act on a claim."""
    is_firm = claim.level is not Level.VERY_LOW
    return is_firm and claim.kind in {ClaimKind.EFFECT, ClaimKind.ASSOCIATION, ClaimKind.GUIDANCE}


_AGAINST = re.compile(
    r"\b(?:compared (?:with|to)|against|versus|instead of|rather than|in place of) "
    r"((?:[\w’-]+ ?)+)"
)
_NOTHING = re.compile(
    r"\b(?:placebo|none|no|without|sham|not|did|nothing|controls?|usual|those)\b|^\d"
)
"""What is no treatment of its own, and need not be named."""
_BRACKETS = re.compile(r"\([^)]*\)")
_CONTENT = re.compile(r"[a-z]{4,}")
_BEGINNING = 4
"""Letters that two forms of one word share."""


@rule(
    "evidence/claims/sleep.yml",
    "by 0.2 degrees.\n    plain: Tea warms the skin.",
    "by 0.2 degrees compared with hot water.\n    plain: Tea warms the skin.",
    Severity.WARNING,
    reads=ENGLISH_ONLY,
)
def plain_keeps_the_comparator(claim: Entry[Claim], guide: Guide) -> Complaints:
    """Where an effect was found against another treatment, the plain words name that treatment.

    "Better than hot water" is not "better than nothing"; readers take what is not named for
    nothing.
    """
    if claim.item.kind is ClaimKind.EFFECT and claim.item.level is not Level.VERY_LOW:
        plain = markup.plain(claim.item.plain).lower()
        for other in _other_treatments(claim.item):
            if not _holds_a_word_of(other, plain):
                yield claim.place("plain"), f"the plain words lose “{other}”", _AGAINST_WHAT


_AGAINST_WHAT = "say what it was compared with, in plain words"


def _other_treatments(claim: Claim) -> Iterator[str]:
    """The treatments that `says` compares with, without placebo and the like."""
    for other in _AGAINST.findall(_BRACKETS.sub("", markup.plain(claim.says))):
        if not _NOTHING.search(other):
            yield other.strip()


def _holds_a_word_of(phrase: str, text: str) -> bool:
    words = _CONTENT.findall(phrase.lower())
    return not words or any(word[:_BEGINNING] in text for word in words)
