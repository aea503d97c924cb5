"""The audit reads what the reader gets: a sentence without its citation is named with its page and
YAML place.
"""

import re

import pytest

from evidence_guide import Guide
from evidence_guide.site.audit import audit_page

REFS = '<ol class="eg-refs" data-uncited="reference list"><li id="ref-1">Doe</li></ol>'
CITE = '<sup class="eg-cite"><a href="#ref-1">1</a></sup>'


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (f'<p data-cited="sleep-faster">Tea may help you fall asleep.{CITE}</p>{REFS}', []),
        (f'<p data-cited="sleep-faster">Tea.</p>{REFS}', ["“Tea.”"]),
        (
            (
                '<p data-cited="sleep-faster">Tea.<sup class="eg-cite"><a '
                'href="#ref-1">1</a></sup></p>'
            ),
            ["“Tea.1”"],
        ),
        ("<h2>A heading</h2><p data-uncited='notice'>No advice.</p>", []),
        ("<p>Tea is good.</p>", ["“Tea is good.”"]),
        ("<ul><li>Tea is good.</li></ul>", ["“Tea is good.”"]),
        ("<div>Tea is good.<p data-uncited='x'>y</p></div>", ["“Tea is good.y”"]),
        (f'<table><tr data-cited="cups/tea"><td>Tea</td></tr></table>{REFS}', ["“Tea”"]),
        (
            (
                "<table><caption>Cups</caption><tr "
                f'data-cited="cups/tea"><td>Tea{CITE}</td></tr></table>{REFS}'
            ),
            ["“Cups”"],
        ),
        ("<p>123 – 456</p>", []),
    ],
)
def test_what_is_not_marked_or_not_cited_is_found(body: str, told: list[str], tea: Guide) -> None:
    found = audit_page(
        f"<html><body><article>{body}</article></body></html>", "p.html", tea
    ).diagnostics
    assert [re.search("“.*”", d.message)[0] for d in found] == told  # type: ignore[index]


SAYS = "Tea may shorten the time to sleep by 12 minutes, although one trial found 9 minutes more."


@pytest.mark.parametrize(
    ("key", "shown", "sound"),
    [
        ("sleep-faster", SAYS, True),
        ("sleep-faster", f"<strong>In short:</strong> {SAYS}", True),
        ("sleep-faster", SAYS.replace("12", "13"), False),
        ("sleep-faster", SAYS.replace("although", "and"), False),
        ("sleep-faster", f"{SAYS} In 99 of 100.", False),
        ("sleep-faster", f'{SAYS} <span class="eg-chip">2 of 4</span>', True),
        ("sleep-faster", "A cup holds 200 mL.", False),
        ("drink-tea/how/0", "A cup holds 200 mL.", True),
        ("drink-tea/how/0", "A cup holds 20 mL.", False),
        (
            "doe2020-sleep",
            "<td>Doe 2020</td><td>Time to sleep</td><td>-12</td><td>95% CI -20 to -4</td>",
            True,
        ),
        (
            "doe2020-sleep",
            "<td>Doe 2020</td><td>Time to sleep</td><td>-12</td><td>95% CI -20 to -5</td>",
            False,
        ),
        ("nobody", "A cup holds 200 mL.", False),
    ],
)
def test_a_statement_reads_on_the_page_as_it_was_checked(
    key: str, shown: str, sound: bool, tea: Guide
) -> None:
    found = audit_page(
        f'<article><div data-cited="{key}">{shown}{CITE}</div>{REFS}</article>', "p.html", tea
    ).diagnostics
    assert [d.rule for d in found] == ([] if sound else ["altered-sentence"])


def test_the_complaint_names_the_yaml_place_and_the_page(tea: Guide) -> None:
    (found,) = audit_page(
        '<article><p data-cited="drink-tea/how/0">A cup.</p></article>',
        "stages/evening/index.html",
        tea,
    ).diagnostics
    assert str(found) == (
        "evidence/stages/evening.yml:8:5: error uncited-sentence: a sentence on "
        "stages/evening/index.html has no citation: “A cup.”\n"
        "    give it what it rests on, or mark in the template why it may stand uncited"
    )


def test_what_may_stand_uncited_is_counted_by_reason(tea: Guide) -> None:
    result = audit_page(
        (
            '<article><p data-uncited="label">A</p><p data-uncited="label">B</p><p '
            'data-uncited="notice">C</p></article>'
        ),
        "p.html",
        tea,
    )
    assert dict(result.uncited) == {"label": 2, "notice": 1}
