"""Topics and titles: each claim's title is its whole message, and topics open with key messages."""

from collections.abc import Callable

import pytest
from tests.conftest import TEA

from evidence_guide import Guide, check
from evidence_guide.view.addresses import part_title
from evidence_guide.view.site import Site
from evidence_guide.view.views import Views

SLEEP = "evidence/claims/sleep.yml"
TITLE = "title: Among students, fewer tea drinkers probably wake at night"
PLAIN = "plain: Fewer tea drinkers probably wake at night."
MESSAGE = "{says: Tea may help you fall asleep., because: [sleep-faster]}"

Guided = Callable[..., Guide]


def told(guide: Guide, *rules: str) -> list[tuple[str, str]]:
    """What the check says under some rules."""
    return [(d.rule, d.message) for d in check(guide) if d.rule in rules]


def with_plain(guide_of: Guided, title: str, plain: str) -> Guide:
    """The sample guide with another title and other plain words of one claim."""
    text = (TEA / SLEEP).read_text("utf-8")
    return guide_of({SLEEP: text.replace(TITLE, title).replace(PLAIN, plain)})


WHOLE = "plain: Fewer tea drinkers probably wake at night. All of them were students."


@pytest.mark.parametrize(
    ("title", "problem"),
    [
        (
            "title: Fewer tea drinkers probably wake at night",
            "the title gives only the first part of the plain words",
        ),
        (
            "title: Fewer tea drinkers probably wake",
            "the title gives only the first part of the plain words",
        ),
        ("title: Tea probably helps at night. Students know it", "a title is one sentence"),
        (f"title: Tea probably helps {'at night ' * 9}", "a title of 99 characters, at most 90"),
    ],
)
def test_half_a_message_is_no_title(title: str, problem: str, guide_of: Guided) -> None:
    guide = with_plain(guide_of, title, WHOLE)
    assert told(guide, "title-is-whole") == [("title-is-whole", problem)]


def test_a_title_that_holds_the_rest_of_the_message_is_whole(guide_of: Guided) -> None:
    guide = with_plain(guide_of, TITLE, WHOLE)
    assert told(guide, "title-is-whole", "title-says-no-more") == []


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("title: Among students, fewer tea drinkers wake at night", "verb-fits-certainty"),
        ("title: Among students, more tea drinkers probably wake", "direction-fits-findings"),
        ("title: Among students, tea probably wakes 5% fewer", "number-is-traced"),
        ("title: Tea is probably safe at night among students", "title-says-no-more"),
        ("title: Fewer tea drinkers in Norway probably wake at night", "title-says-no-more"),
    ],
)
def test_a_title_is_as_careful_as_its_claim(title: str, rule: str, guide_of: Guided) -> None:
    assert rule in {d.rule for d in check(with_plain(guide_of, title, PLAIN))}


def test_a_title_keeps_no_difference(guide_of: Guided) -> None:
    plain = "plain: Tea probably makes no difference to how often you wake."
    guide = with_plain(guide_of, "title: Tea probably changes how often you wake", plain)
    assert told(guide, "title-says-no-more") == [
        ("title-says-no-more", "the plain words deny an effect, the title does not")
    ]


def test_a_title_may_abbreviate_a_name_that_the_claim_holds_in_full(guide_of: Guided) -> None:
    plain = "plain: Fewer tea drinkers in the United States probably wake at night."
    guide = with_plain(guide_of, "title: US tea drinkers probably wake less often", plain)
    assert told(guide, "title-says-no-more") == []


def test_a_claim_is_known_by_its_title_or_else_by_its_plain_words(tea: Guide) -> None:
    views = Views(Site(tea))
    assert views.claim("sleep-wake").title == part_title(tea, "sleep-wake")
    assert views.claim("sleep-wake").title == TITLE.removeprefix("title: ")
    assert views.claim("sleep-warm").title == "Tea warms the skin"


def test_claims_are_shown_in_the_order_of_their_headings(tea: Guide) -> None:
    topic = Views(Site(tea)).topic("sleep")
    assert [heading.title for heading in topic.headings] == ["What tea does", "Advice and amounts"]
    assert topic.claims == (*topic.headings[0].claims, *topic.headings[1].claims)
    assert topic.claims[:2] == ("sleep-faster", "sleep-wake")


def test_a_key_message_cites_what_its_claims_rest_on(tea: Guide) -> None:
    first, _ = Views(Site(tea)).topic("sleep").key_messages
    assert first.text == "Tea may help you fall asleep."
    assert first.cites == ("doe2020", "poe2019", "roe2021")


def test_a_claim_under_no_heading_is_missed(changed: Callable[[str, str, str], Guide]) -> None:
    guide = changed(SLEEP, "sleep-gap, sleep-warm]", "sleep-gap]")
    assert told(guide, "claim-has-one-heading") == [
        ("claim-has-one-heading", "`sleep-warm` is under no heading of `sleep`")
    ]


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        (
            "{says: Tea helps you fall asleep., because: [sleep-faster]}",
            "a claim behind it is of low certainty, but it is said plainly",
        ),
        (
            f"{{says: Tea may help you {'and you ' * 12}sleep., because: [sleep-faster]}}",
            "a sentence of 29 words, at most 25",
        ),
    ],
)
def test_a_key_message_is_careful_and_short(
    message: str, problem: str, changed: Callable[[str, str, str], Guide]
) -> None:
    guide = changed(SLEEP, MESSAGE, message)
    assert told(guide, "key-message-fits-certainty") == [("key-message-fits-certainty", problem)]


def test_a_number_in_a_key_message_is_traced(changed: Callable[[str, str, str], Guide]) -> None:
    message = "{says: Tea may save you 13 minutes., because: [sleep-faster]}"
    assert "number-is-traced" in {d.rule for d in check(changed(SLEEP, MESSAGE, message))}
