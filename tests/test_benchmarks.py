"""A tiny run of each benchmark, so that none rots; the bounds are enforced on request only."""

import re
from pathlib import Path

import pytest
from tests.benchmarks import bibliography, linear, pdf, run, variants, weight
from tests.benchmarks.made_guide import make
from tests.benchmarks.run import TEA, Cost, Row, Sizes
from tests.browser.weighing import Weight
from tests.variants import corpus

from evidence_guide import check, load

TINY = Sizes(TEA, sources=20, claims=40, edited=20, listed=10, texts=1, only="evening")
KEPT = Row("check", "the parsers", Cost(1.5, 90), Cost(1), 2)
BROKEN = Row("`--version`", "–", Cost(0.5), None, 0.4)


def test_a_made_guide_of_any_size_is_sound(tmp_path: Path) -> None:
    for sources, claims in ((1, 2), (3, 130)):
        assert check(load(make(tmp_path / str(claims), sources, claims))) == []


@pytest.mark.parametrize("name", [name for name in run.BENCHES if name != "large"])
def test_each_benchmark_measures_something(name: str) -> None:
    for row in run.rows([name], TINY):
        assert row.value > 0
        assert row.line().count("|") == 8


def test_a_large_site_is_measured_as_a_small_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands are those that are run for the other rows."""
    monkeypatch.setattr(run, "cost", lambda *command, **_: Cost(len(command), 50))
    assert [row.value for row in run.rows(["large"], TINY)] == [5 / 3, 0.1, 1]


def test_the_annex_can_be_timed(capsys: pytest.CaptureFixture[str]) -> None:
    pdf.main([], sources=3, claims=6)
    assert "pages with 3 references in" in capsys.readouterr().out


def test_each_reader_is_given_texts_of_two_lengths(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    short = {
        name: reader._replace(size=40, pieces=reader.pieces[:1])
        for name, reader in linear.READERS.items()
    }
    monkeypatch.setattr(linear, "READERS", short)
    assert linear.main([]) == 0
    assert capsys.readouterr().out.count("(1 is linear)") == len(short)


def test_variants_and_falsifications_are_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(variants, "corpus", lambda _: corpus(1))
    variants.main()
    found, refused = capsys.readouterr().out.splitlines()[:2]
    assert found.endswith("variants found")
    assert refused.endswith("falsifications refused")


def test_what_each_reader_has_of_a_bibliography_is_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bibliography.main(["5", "1"])
    assert re.search("^title +5", capsys.readouterr().out, re.MULTILINE)


def test_the_weight_of_a_page_is_a_line_of_a_table() -> None:
    cost = Weight(2048, 3, 1024, ())
    assert weight.row("tea", "", cost) == "| tea | `home` | 2.0 | 1.0 | 3 | none |"


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--gate",), 1)])
def test_a_broken_bound_fails_on_request(
    options: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "rows", lambda *_: iter([KEPT, BROKEN]))
    assert run.main([*options]) == code
    monkeypatch.setattr(run, "rows", lambda *_: iter([KEPT]))
    assert run.main([*options]) == 0


def test_the_table_replaces_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "measured.md"
    page.write_text("Before\n<!-- speed -->\n| old |\n\nAfter\n", "utf-8")
    monkeypatch.setattr(run, "PAGE", page)
    monkeypatch.setattr(run, "rows", lambda *_: iter([KEPT, BROKEN]))
    run.main(["--write"])
    assert page.read_text("utf-8") == (
        f"Before\n<!-- speed -->\n{run.HEAD}"
        "| check | the parsers | 1.50 | 1.00 | 1.50 | 2 | 90 |\n"
        "| `--version` | – | 0.50 | – | – | 0.4 | 0 |\n\nAfter\n"
    )
