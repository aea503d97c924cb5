"""Topics open with their key messages, and sort their claims under headings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from evidence_guide.diagnostic import Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Cited, ClaimsFile, Level
from evidence_guide.model.claims import Heading
from evidence_guide.rules.rule import Complaint, Complaints, absent, policy_of, rule, unknown
from evidence_guide.rules.word_lists import hedges, holds_any
from evidence_guide.rules.wording import sentence_lengths
from evidence_guide.text import markup

_Topic = Entry[ClaimsFile]
_Fault = tuple[str, str]
"""What is wrong with a part of a topic, and how to fix it."""
FEW_CLAIMS = 5
"""A topic with fewer claims is read as a whole."""
FEWEST_MESSAGES, MOST_MESSAGES = 2, 3
FLAT = 8
"""Most claims of a topic without headings."""
MOST_UNDER_ONE = 12
"""Most claims under one heading."""
_MESSAGE = (
    "  - {says: Tea may help you fall asleep., because: [sleep-faster]}\n"
    "  - {says: The Board of Tea advises tea in the evening., because: [sleep-advice]}\n"
)


@rule(
    "evidence/claims/sleep.yml",
    _MESSAGE,
    "  - {says: Tea may help you fall asleep., because: [sleep-faster]}\n",
)
def topic_has_key_messages(topic: _Topic, guide: Guide) -> Complaints:
    """A topic of five claims or more opens with two or three key messages.

    Most readers leave after the first screen; it must hold the answer.
    """
    found = len(topic.item.key_messages)
    if found > MOST_MESSAGES:
        yield _too_many(topic, found)
    elif found < FEWEST_MESSAGES and len(topic.item.claims) >= FEW_CLAIMS:
        yield _too_few(topic, found)


def _too_many(topic: _Topic, found: int) -> Complaint:
    message = f"{found} key messages, at most {MOST_MESSAGES}"
    return topic.place("key_messages"), message, "join them, or leave the least one out"


def _too_few(topic: _Topic, found: int) -> Complaint:
    claims = len(topic.item.claims)
    message = f"{found} key messages for {claims} claims, at least {FEWEST_MESSAGES}"
    field = "key_messages" if found else "title"
    return topic.place(field), message, "sum up what a reader needs most in `key_messages`"


@rule(
    "evidence/claims/sleep.yml",
    "{says: Tea may help you fall asleep., because: [sleep-faster]}",
    "{says: Tea helps you fall asleep., because: [sleep-faster]}",
)
def key_message_fits_certainty(topic: _Topic, guide: Guide) -> Complaints:
    """A key message is as careful as the least certain claim that it rests on, and as short as
    plain words are.

    It is what most readers remember of the topic.
    """
    for number, message in enumerate(topic.item.key_messages):
        for fault, hint in _faults(message, guide):
            yield topic.place("key_messages", number, "says"), fault, hint


def _faults(message: Cited, guide: Guide) -> Iterator[_Fault]:
    """The faults of a key message, each with its fix."""
    level = _least_certain(message, guide)
    known = hedges(guide)
    if (
        level
        and level in known
        and not holds_any(_hedges_up_to(level, known), markup.plain(message.says))
    ):
        yield _too_certain(level, known[level])
    yield from _long_sentences(message.says, policy_of(guide).sentence_words)


def _too_certain(level: Level, words: Iterable[str]) -> _Fault:
    asked = " or ".join(f'"{word}"' for word in words)
    return f"a claim behind it is of {level} certainty, but it is said plainly", f"say {asked}"


def _long_sentences(says: str, most: int) -> Iterator[_Fault]:
    for words in sentence_lengths(says):
        if words > most:
            yield f"a sentence of {words} words, at most {most}", "make two of it"


def _least_certain(message: Cited, guide: Guide) -> Level | None:
    """The lowest certainty of the claims that a key message rests on."""
    levels = [claim.level for claim in guide.claims_of(message.because)]
    return min(filter(None, levels), key=list(Level).index, default=None)


def _hedges_up_to(level: Level, known: Mapping[Level, tuple[str, ...]]) -> list[str]:
    """The hedges of a level and of those below it."""
    order = list(Level)
    found: list[str] = []
    for lower in order[: order.index(level) + 1]:
        found += known.get(lower, ())
    return found


@rule(
    "evidence/claims/sleep.yml",
    "claims: [sleep-advice, sleep-cup,",
    "claims: [sleep-advice, sleep-cup, sleep-cup,",
)
def claim_has_one_heading(topic: _Topic, guide: Guide) -> Complaints:
    """Where a topic has headings, every claim of it is under exactly one.

    A claim under none would not be shown, and one under two would be read twice.
    """
    if not topic.item.headings:
        return
    known = {claim.id: number for number, claim in enumerate(topic.item.claims)}
    counts: Counter[str] = Counter()
    for number, heading in enumerate(topic.item.headings):
        route: Route = ("headings", number, "claims")
        for place, id in absent(topic, route, heading.claims, known):
            yield unknown(place, "claim of this topic", id, known, "remove the id")
        yield from _repeated(topic, route, heading.claims, counts)
    yield from _left_out(topic, known, counts)


def _repeated(
    topic: _Topic, route: Route, ids: tuple[str, ...], counts: Counter[str]
) -> Complaints:
    """Complaints about the claims that are under a heading already; it counts them."""
    for place, id in enumerate(ids):
        counts[id] += 1
        if counts[id] > 1:
            yield topic.place(*route, place), f"`{id}` has a heading already", "keep one", (id,)


def _left_out(
    topic: _Topic, known: Mapping[str, int], counts: Mapping[str, int]
) -> Iterator[Complaint]:
    """Complaints about the claims that are under no heading."""
    for id, number in known.items():
        if not counts.get(id):
            message = f"`{id}` is under no heading of `{topic.id}`"
            yield topic.place("claims", number), message, "add its id to `headings`", (id,)


@rule(
    "evidence/claims/sleep.yml",
    "title: Advice and amounts,",
    "title: A cup of 200 mL,",
)
def headings_guide_readers(topic: _Topic, guide: Guide) -> Complaints:
    """A topic of more than eight claims has headings, each with at most twelve claims, a title of
    its own and no number in it.

    Sixty claims in a row are read by nobody, and a heading that states something needs a source.
    """
    headings = topic.item.headings
    if not headings and len(topic.item.claims) > FLAT:
        yield _unsorted(topic)
    for number, heading in enumerate(headings):
        place = topic.place("headings", number, "title")
        for fault, hint in _heading_faults(heading, headings[:number], guide):
            yield place, fault, hint


def _unsorted(topic: _Topic) -> Complaint:
    """The complaint about many claims without a heading."""
    message = f"{len(topic.item.claims)} claims without a heading, at most {FLAT}"
    return topic.place("title"), message, "sort them under `headings`"


def _heading_faults(heading: Heading, before: Iterable[Heading], guide: Guide) -> Iterator[_Fault]:
    """The faults of a heading, each with its fix."""
    claims = len(heading.claims)
    if claims > MOST_UNDER_ONE:
        message = f"{claims} claims under one heading, at most {MOST_UNDER_ONE}"
        yield message, "make two headings of it"
    if any(other.title == heading.title for other in before):
        yield f"“{heading.title}” appears twice", "give each heading a title of its own"
    if guide.numbers_in(markup.plain(heading.title)):
        yield "a heading with a number states something", "name what the claims share"
