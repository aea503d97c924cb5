"""Views of tables, popular claims, glossary words and sources."""

from collections.abc import Iterable

from lxml import html

from evidence_guide.model import FindingsFile, PopularClaim, Table, Term, meaning
from evidence_guide.view import labels, references, shapes
from evidence_guide.view.context import Context
from evidence_guide.view.texts import capitalised, joined, maybe_text, plain_words, text


def table_view(context: Context, item: Table) -> shapes.TableView:
    """A table, its cells in the order of its columns."""
    columns = (
        shapes.ColumnView(id=column.id, title=text(column.title), unit=maybe_text(column.unit))
        for column in item.columns
    )
    rows = []
    for row in item.rows:
        cells = tuple(text(row.cells[column.id]) for column in item.columns)
        cites = context.cites(row.rests_on)
        key = f"{item.id}/{row.id}"
        rows.append(shapes.TextRow(id=row.id, key=key, cells=cells, cites=cites, ids=row.rests_on))
    return shapes.TableView(
        id=item.id,
        page=context.page(f"tables/{item.id}.md"),
        title=text(item.title),
        caption=context.says(item.caption, item.because, f"{item.id}/caption"),
        review_by=item.review_by,
        review=context.review(item.review_by),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=context.cited(item.notes, f"{item.id}/notes"),
    )


def popular_view(context: Context, item: PopularClaim) -> shapes.PopularView:
    """A popular claim with its verdict."""
    sign, means = labels.VERDICTS[item.verdict]
    return shapes.PopularView(
        id=item.id,
        page=context.page("popular-claims.md", item.id),
        heard=text(item.heard),
        verdict=item.verdict,
        sign=sign,
        verdict_words=capitalised(item.verdict),
        means=means,
        says=context.says(item.says, item.because, f"{item.id}/says"),
        instead=context.says(item.instead, item.because, f"{item.id}/instead"),
        because=item.because,
    )


def term_view(context: Context, item: Term) -> shapes.TermView:
    """A glossary word."""
    short = f" ({item.short})" if item.short else ""
    also = f" also: {', '.join(item.also)}" if item.also else ""
    return shapes.TermView(
        id=item.id,
        page=context.page("glossary.md", item.id),
        term=text(item.term),
        short=item.short,
        also=item.also,
        names=short + also,
        says=context.says(item.says, item.rests_on, f"{item.id}/says"),
    )


def source_view(context: Context, key: str) -> shapes.SourceView:
    """A source, how it was read and how it stands."""
    guide = context.guide
    item, reading = guide.sources[key].item, guide.readings[key].item
    study = _study_facts(context, reading)
    return shapes.SourceView(
        key=key,
        page=context.page(f"sources/{key}.md"),
        label=item.label,
        design=reading.study.design,
        design_words=f"{capitalised(reading.study.design)}.",
        study=study,
        facts=_fact_row(key, study.values()),
        read=labels.reading_label(reading.read),
        standing=labels.standing(guide.lock.standings.get(key)),
        links=item.links,
        findings=tuple(finding.id for finding in reading.findings),
    )


def _study_facts(context: Context, reading: FindingsFile) -> dict[str, shapes.FactView]:
    """The facts of a study by field, each with the label that the model declares."""
    first = tuple(finding.id for finding in reading.findings[:1])
    cites = context.cites(first)
    found: dict[str, shapes.FactView] = {}
    for field, label in meaning.labels(type(reading.study)).items():
        value = getattr(reading.study, field)
        if value is None:
            continue
        found[field] = shapes.FactView(
            label=label,
            text=text(str(value)),
            cites=cites,
            key=f"{reading.source}/study/{field}",
            ids=first,
        )
    return found


def _fact_row(key: str, facts: Iterable[shapes.FactView]) -> shapes.TextRow:
    """The facts of a study as a row of short texts, such as `People: Adults in Exampleton`."""
    cells = []
    for fact in facts:
        stop = "" if plain_words(fact.text).endswith(".") else "."
        cells.append(joined(f"{fact.label}: ", fact.text, stop))
    return shapes.TextRow(id=key, key=f"{key}/study", cells=tuple(cells))


def reference_view(context: Context, key: str, number: int) -> shapes.ReferenceView:
    """An entry of the numbered list."""
    guide = context.guide
    if key not in guide.sources:
        search = guide.claims[key].item.search
        return shapes.ReferenceView(
            number=number,
            label="Our search",
            text=text(labels.search_label(search)) if search else "",
            address=context.page(f"claims/{key}.md"),
        )
    item = guide.sources[key].item
    fragment = html.fragment_fromstring(references.reference_html(item), create_parent="div")
    return shapes.ReferenceView(
        number=number,
        label=item.label,
        text=str(fragment.text_content()),
        address=item.address,
    )
