"""The figures of this guide show its numbers."""

from decimal import Decimal

from evidence_guide import Guide
from evidence_guide.model import Level
from evidence_guide.text.markup import plain
from evidence_guide.text.quantities import leading_range
from evidence_guide.view.figures import bars, forests, landscape, timeline


def test_one_plot_never_mixes_measures_or_units(real: Guide) -> None:
    for claim in real.claims.values():
        plots = forests(real, (*claim.item.rests_on, *claim.item.disputed_by))
        assert len({(plot.measure, plot.unit) for plot in plots}) == len(plots)
        for plot in plots:
            assert {
                (real.findings[id].item.effect.measure, real.findings[id].item.effect.unit)
                for id in plot.ids
            } == {(plot.measure, plot.unit)}  # type: ignore[union-attr]


def test_every_point_and_interval_of_the_real_guide_stands_where_its_numbers_say(
    real: Guide,
) -> None:
    seen = 0
    for id, finding in real.findings.items():
        for plot in forests(real, [id]):
            (study,), effect = plot.studies, finding.item.effect
            assert effect
            ends = [] if effect.low is None or effect.high is None else [effect.low, effect.high]
            near = {tick.label: tick.x for tick in plot.ticks}
            assert str(effect.value) in study.printed.text
            assert all(str(end) in study.printed.text for end in ends)
            assert (study.x < plot.null.x) == (effect.value < effect.measure.null)
            assert all(
                (x < plot.null.x) == (end < effect.measure.null)
                for x, end in zip(study.ends or (), ends, strict=True)
            )
            assert all(
                (x < study.x) == (Decimal(label) < effect.value)
                for label, x in near.items()
                if x != study.x
            )
            seen += 1
    assert seen > 40


def test_the_timeline_has_every_step_once_and_in_order(real: Guide) -> None:
    for leg in timeline(real).legs:
        steps = real.stages[leg.id].item.steps
        assert [(stop.number, stop.strength) for stop in leg.stops] == [
            (n, step.strength) for n, step in enumerate(steps, 1)
        ]
        assert [stop.x for stop in leg.stops] == sorted({stop.x for stop in leg.stops})


def test_the_map_counts_every_claim_once(real: Guide) -> None:
    drawn = landscape(real)
    assert sum(disc.claims for area in drawn.areas for disc in area.discs) == len(real.claims)
    high = sum(
        disc.claims for area in drawn.areas for disc in area.discs if disc.level is Level.HIGH
    )
    assert high == sum(claim.item.level is Level.HIGH for claim in real.claims.values())


def test_numbers_in_the_figures_of_the_real_guide_are_those_of_its_tables(real: Guide) -> None:
    for id in ("foods", "recommended-intakes"):
        table = real.tables[id].item
        drawn = bars(real, table)
        assert drawn
        for panel in drawn.panels:
            cells = {f"{id}/{row.id}": plain(row.cells[panel.column.id]) for row in table.rows}
            assert all(bar.printed.text == cells[bar.key] for bar in panel.bars)
            assert all(bool(bar.parts) == bool(leading_range(cells[bar.key])) for bar in panel.bars)
