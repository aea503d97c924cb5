"""What a source prints agrees with itself, as far as rounding allows."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import NamedTuple

from evidence_guide.diagnostic import Place, Route, Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import Claim, Count, Effect, EffectMeasure, Finding, FindingsFile, Study
from evidence_guide.rules.rule import Complaint, Complaints, RoutedTexts, numbered, rule
from evidence_guide.rules.wording import claim_texts
from evidence_guide.text import markup
from evidence_guide.text.printed import (
    EstimateScale,
    Interval,
    PValue,
    in_the_middle,
    p_fits,
    share_fits,
    share_is_possible,
)
from evidence_guide.text.printed_results import Share, estimates, p_value, shares
from evidence_guide.text.quantities import printed_quantities

_LOOK_AGAIN = (
    "read the source again: correct our slip, or say in `inconsistent` what the source itself "
    "prints and why it may differ"
)
Fault = tuple[Route, str]
"""What is wrong, and in which part of the item."""


@rule(
    "evidence/findings/doe2020.yml",
    'figures: ["0.2 degrees", "0.1, 0.3"]',
    'figures: ["0.2 degrees", "0.1, 0.3", "41 of 70 (57%)"]',
)
def share_fits_count(finding: Entry[Finding], guide: Guide) -> Complaints:
    """Every percentage fits the counts beside it: 41 of 70 is 59%, and of 7 people no whole number
    is 50%.

    Checked are `counts`, and "41 of 70 (59%)" or "16 (41%)" in figures and what they report. The
    printed percentage may be any value that rounds to it (GRIM: Brown and Heathers 2017).
    """
    yield from _complaints(finding, _wrong_shares(finding.item, guide))


def _complaints(finding: Entry[Finding], faults: Iterator[Fault]) -> Complaints:
    """Complaints about a finding, unless it says that the source disagrees with itself."""
    if finding.item.inconsistent is None:
        for route, fault in faults:
            yield _complaint(finding.place(*route), fault)


def _complaint(place: Place, fault: str) -> Complaint:
    return place, f"{fault}: the source's own inconsistency, or our slip", _LOOK_AGAIN


def _wrong_shares(finding: Finding, guide: Guide) -> Iterator[Fault]:
    yield from _wrong_counts(finding)
    texts = _texts_with_shares(finding, guide)
    if texts:
        yield from _unfit_texts(texts, _wholes(guide, guide.source_of[finding.id]))


def _wrong_counts(finding: Finding) -> Iterator[Fault]:
    """The shares that do not fit the counts declared beside them."""
    for number, count in enumerate(finding.counts):
        fault = _fault_of_count(count)
        if fault:
            yield ("counts", number), fault


def _texts_with_shares(finding: Finding, guide: Guide) -> list[tuple[Route, str]]:
    return [text for text in _printed_texts(finding, guide) if "%" in text[1]]


def _unfit_texts(texts: list[tuple[Route, str]], wholes: Collection[int]) -> Iterator[Fault]:
    for route, text in texts:
        for share in _unfit_shares(text, wholes):
            yield route, f"“{share.text}” does not fit its counts"


def _fault_of_count(count: Count) -> str:
    """Why a share does not fit its counts; empty if it does."""
    if count.are is None:
        return _fault_of_share(count.share, count.of)
    fits = share_fits(count.share, count.are, count.of)
    return "" if fits else f"{count.are} of {count.of} are not {count.share}%"


def _fault_of_share(share: Decimal, of: int) -> str:
    """Why no number of people can be a share of some; empty if one can."""
    return "" if share_is_possible(share, of) else f"no whole number of {of} people is {share}%"


def _unfit_shares(text: str, wholes: Collection[int]) -> Iterator[Share]:
    """The shares in a text that fit neither the whole beside them nor, without one, any other."""
    for share in shares(text):
        if _is_unfit(share, {share.of} if share.of else wholes):
            yield share


def _is_unfit(share: Share, wholes: Collection[int]) -> bool:
    """Whether there are wholes and a share fits none of them."""
    return bool(wholes) and not any(map(share.fits, wholes))


def _printed_texts(finding: Finding, guide: Guide) -> RoutedTexts:
    """The texts of a finding that hold results, each with the way to it."""
    yield from numbered("figures", map(markup.plain, guide.figures_of(finding.id)))
    yield ("reports",), guide.english(markup.plain(finding.reports))


@derived
def _wholes(guide: Guide, source: str) -> frozenset[int]:
    """The whole numbers that a share of a finding of a source may be a share of."""
    file = guide.readings[source].item
    found = _people(file.study)
    for finding in file.findings:
        found.update(_printed_wholes(finding, guide))
    return frozenset(found - {0})


def _people(study: Study) -> set[int]:
    """The numbers of participants of a study and of its groups; 0 where they are unknown."""
    return {study.participants or 0, *(group.are for group in study.groups)}


def _printed_wholes(finding: Finding, guide: Guide) -> Iterator[int]:
    """The whole numbers in the texts of a finding."""
    for _, text in _printed_texts(finding, guide):
        values = [str(quantity.value) for quantity in printed_quantities(text)]
        yield from map(int, filter(str.isdecimal, values))


@rule(
    "evidence/claims/sleep.yml",
    "says: A cup holds 200 mL.",
    "says: A cup holds 200 mL, as 35% of 39 cups do.",
)
def said_share_is_possible(claim: Entry[Claim], guide: Guide) -> Complaints:
    """A share that a claim puts beside a number of people is a share of them: 35% of 39 people is
    no whole number of people.

    Both numbers may be printed, and still not belong together: some people were left out of one.
    """
    for name, said in claim_texts(claim.item):
        for share in _unfit_shares(guide.english(said), set()):
            message = f"“{share.text}” is not a whole number of people"
            yield claim.place(name), message, _APART


_APART = 'read again of whom it is a share, or say both apart: "35% in a study of 39 people"'


@rule(
    "evidence/findings/doe2020.yml",
    "participants: 120",
    "participants: 120\n  groups: [{who: Tea, are: 60}, {who: Hot water, are: 61}]",
)
def groups_add_up(file: Entry[FindingsFile], guide: Guide) -> Complaints:
    """The groups of a study add up to its participants.

    People who were counted twice, or lost without a word, change the result.
    """
    fault = _fault_of_groups(file.item.study)
    if fault:
        yield _complaint(file.place("study", "groups"), fault)


def _fault_of_groups(study: Study) -> str:
    """Why the groups of a study do not add up; empty if they do, or if the source says why."""
    if not study.groups or study.inconsistent is not None:
        return ""
    return _fault_of_total(_total(study), study.participants)


def _fault_of_total(total: int, participants: int | None) -> str:
    if total == participants:
        return ""
    return f"the groups add up to {total}, the study has {participants} participants"


def _total(study: Study) -> int:
    """How many people the groups of a study count."""
    return sum(group.are for group in study.groups)


class PrintedResult(NamedTuple):
    """An estimate with its interval, where a finding has it."""

    route: Route
    interval: Interval
    scales: tuple[EstimateScale, ...]
    """The scales on which it may have been computed."""
    p: PValue | None
    people: int | None


@rule(
    "evidence/findings/doe2020.yml",
    "value: 0.2, low: 0.1, high: 0.3",
    "value: 0.2, low: 0.1, high: 0.9",
    Severity.WARNING,
)
def estimate_is_in_the_middle(finding: Entry[Finding], guide: Guide) -> Complaints:
    """An estimate is in the middle of its interval, that of a ratio on the logarithmic scale.

    A wrong digit in one of the three moves it away. Some methods give uneven intervals, such as
    exact ones for few events; then `inconsistent` says so.
    """
    yield from _complaints(finding, _off_centre(finding.item, guide))


def _off_centre(finding: Finding, guide: Guide) -> Iterator[Fault]:
    for result in _results(finding, guide):
        value, low, high, _ = result.interval
        if not _is_centred(result):
            yield result.route, f"{value} is not in the middle of {low} to {high}"


def _is_centred(result: PrintedResult) -> bool:
    """Whether an estimate can be in the middle of its interval, on one of its scales."""
    return any(in_the_middle(result.interval, scale) for scale in result.scales)


@rule(
    "evidence/findings/doe2020.yml",
    "value: -12, low: -20, high: -4",
    "value: -12, low: -20, high: -4, p: = 0.3",
    Severity.WARNING,
)
def p_fits_interval(finding: Entry[Finding], guide: Guide) -> Complaints:
    """A P value fits the interval beside it: below 0.05 where a 95% interval excludes no effect,
    and about what the interval gives.

    One of the two was misprinted, or they come from different tests (statcheck: Nuijten and others
    2016; P from an interval: Altman and Bland 2011).
    """
    yield from _complaints(finding, _wrong_p(finding.item, guide))


def _wrong_p(finding: Finding, guide: Guide) -> Iterator[Fault]:
    for result in _results(finding, guide):
        p, (value, low, high, _) = result.p, result.interval
        if p and not _has_p(result, p):
            yield result.route, f"P {p.sign} {p.number} does not fit {value} ({low} to {high})"


def _has_p(result: PrintedResult, p: PValue) -> bool:
    """Whether a result can have a P value, on one of its scales."""
    return any(p_fits(result.interval, scale, p, result.people) for scale in result.scales)


def _results(finding: Finding, guide: Guide) -> Iterator[PrintedResult]:
    """The estimates of a finding that have an interval: its effect, and those in its texts."""
    people = guide.reading_of(finding.id).study.participants
    if finding.effect:
        yield from _of_effect(finding.effect, people)
    for route, text in _printed_texts(finding, guide):
        for interval, scale, p, _ in estimates(text):
            yield PrintedResult(route, interval, (scale,), p, people)


def _of_effect(effect: Effect, people: int | None) -> Iterator[PrintedResult]:
    """An effect as a result, if it has an interval."""
    if effect.interval:
        interval = Interval(effect.value, *effect.interval, effect.level)
        scales, p = _scales(effect.measure), p_value(effect.p or "")
        yield PrintedResult(("effect",), interval, scales, p, effect.participants or people)


def _scales(measure: EffectMeasure) -> tuple[EstimateScale, ...]:
    """The scales on which an effect may have been computed."""
    if measure is EffectMeasure.CORRELATION:
        return (EstimateScale.FISHER,)
    if measure is EffectMeasure.PERCENT_DIFFERENCE:
        return EstimateScale.PERCENT, EstimateScale.LINEAR
    return (EstimateScale.LOG,) if measure.null else (EstimateScale.LINEAR,)


@rule(
    "evidence/findings/roe2021.yml",
    "    where: Abstract, Results",
    "    inconsistent: The shares in the table add up to 101%.\n    where: Abstract, Results",
)
def inconsistency_is_found(guide: Guide) -> Complaints:
    """`inconsistent` is written only where numbers of the source disagree.

    Left over, it would hide the next slip.
    """
    for finding in guide.findings.values():
        if finding.item.inconsistent is not None and not any(_all_faults(finding.item, guide)):
            yield finding.place("inconsistent"), "no numbers here disagree", _REMOVE
    for file in guide.readings.values():
        study = file.item.study
        if study.inconsistent is not None and _total(study) == study.participants:
            yield file.place("study", "inconsistent"), "the groups add up", _REMOVE


_REMOVE = "remove it"


def _all_faults(finding: Finding, guide: Guide) -> Iterator[Fault]:
    yield from _wrong_shares(finding, guide)
    yield from _off_centre(finding, guide)
    yield from _wrong_p(finding, guide)
