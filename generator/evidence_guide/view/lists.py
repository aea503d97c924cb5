"""Views of tables, popular claims, glossary words and sources."""

from collections.abc import Iterable

from lxml.html import fragment_fromstring

from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.model import (
    Column,
    Design,
    FindingsFile,
    PopularClaim,
    Row,
    Table,
    Term,
    meaning,
)
from evidence_guide.view import checks, labels, references, shapes
from evidence_guide.view.context import Context
from evidence_guide.view.source_depth import source_depths
from evidence_guide.view.texts import capitalised, joined, maybe_text, plain_words, text


def table_view(context: Context, item: Table) -> shapes.TableView:
    """A table, its cells in the order of its columns."""
    return shapes.TableView(
        id=item.id,
        page=context.page(f"tables/{item.id}.md"),
        title=text(item.title),
        caption=context.says(item.caption, item.because, f"{item.id}/caption"),
        review_by=item.review_by,
        review=context.review(item.review_by),
        columns=tuple(map(_column, item.columns)),
        rows=tuple(_row(context, item, row) for row in item.rows),
        notes=context.cited(item.notes, f"{item.id}/notes"),
    )


def _column(column: Column) -> shapes.ColumnView:
    return shapes.ColumnView(id=column.id, title=text(column.title), unit=maybe_text(column.unit))


def _cells(table: Table, row: Row) -> tuple[shapes.Text, ...]:
    """The cells of a row in the order of the columns."""
    return tuple(text(row.cells[column.id]) for column in table.columns)


def _row(context: Context, table: Table, row: Row) -> shapes.TextRow:
    """A row of a table."""
    return shapes.TextRow(
        id=row.id,
        key=f"{table.id}/{row.id}",
        cells=_cells(table, row),
        cites=context.cites(row.rests_on),
        ids=row.rests_on,
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
        verdict_words=capitalised(context.guide.label(item.verdict)),
        means=context.guide.label(means),
        says=context.says(item.says, item.because, f"{item.id}/says"),
        instead=context.says(item.instead, item.because, f"{item.id}/instead"),
        because=item.because,
    )


def term_view(context: Context, item: Term) -> shapes.TermView:
    """A glossary word."""
    return shapes.TermView(
        id=item.id,
        page=context.page("glossary.md", item.id),
        term=text(item.term),
        short=item.short,
        also=item.also,
        names=_names(context.guide, item),
        says=context.says(item.says, item.rests_on, f"{item.id}/says"),
    )


ALSO = " also: {}"
OUR_SEARCH = "Our search"


def _names(guide: Guide, item: Term) -> str:
    """The other names of a word, to be printed behind it."""
    names = ""
    if item.short:
        names += f" ({item.short})"
    if item.also:
        names += guide.label(ALSO).format(", ".join(item.also))
    return names


def source_view(context: Context, key: str) -> shapes.SourceView:
    """A source, how it was read and its standing."""
    guide = context.guide
    item, reading = guide.sources[key].item, guide.readings[key].item
    study = _study_facts(context, reading)
    return shapes.SourceView(
        key=key,
        page=context.page(f"sources/{key}.md"),
        label=item.label,
        design=reading.study.design,
        design_words=f"{capitalised(guide.label(reading.study.design))}.",
        study=study,
        facts=_fact_row(key, study.values()),
        read=labels.reading_label(reading.read, guide.label),
        standing=checks.standing_sentence(guide, key),
        links={guide.label(name): address for name, address in item.links.items()},
        findings=_ids(reading),
        depth=_depth(guide, key),
    )


def _depth(guide: Guide, key: str) -> shapes.DepthView:
    """How deeply a source was read, and how much rests on it."""
    found = source_depths(guide)[key]
    return shapes.DepthView(
        what=found.what,
        mirror=found.mirror,
        open_at=found.open_at,
        steps=found.steps,
        key_messages=found.messages,
        claims=found.claims,
    )


def _ids(reading: FindingsFile) -> tuple[str, ...]:
    """The findings of a source."""
    return tuple(finding.id for finding in reading.findings)


def _study_facts(context: Context, reading: FindingsFile) -> dict[str, shapes.FactView]:
    """The facts of a study by field, each with the label that the model declares."""
    first = _ids(reading)[:1]
    cites = context.cites(first)
    found: dict[str, shapes.FactView] = {}
    for field, label in meaning.labels(type(reading.study)).items():
        value = _written(context.guide, getattr(reading.study, field))
        if not value:
            continue
        key = f"{reading.source}/study/{field}"
        words, name = text(value), context.guide.label(label)
        found[field] = shapes.FactView(label=name, text=words, cites=cites, key=key, ids=first)
    return found


def _written(guide: Guide, value: object) -> str:
    """The value of a field of a study as text; groups are listed with their sizes."""
    if isinstance(value, tuple):
        return ", ".join(f"{group.who}: {guide.number(f'{group.are:,}')}" for group in value)
    if isinstance(value, Design):
        return guide.label(value)
    return "" if value is None else str(value)


def _fact_row(key: str, facts: Iterable[shapes.FactView]) -> shapes.TextRow:
    """The facts of a study as a row of short texts, such as `People: Adults in Exampleton`."""
    return shapes.TextRow(id=key, key=f"{key}/study", cells=tuple(map(_fact, facts)))


def _fact(fact: shapes.FactView) -> shapes.Text:
    """A fact with its label, as a sentence."""
    stop = "" if plain_words(fact.text).endswith(".") else "."
    return joined(f"{fact.label}: ", fact.text, stop)


def reference_view(context: Context, key: str, number: int) -> shapes.ReferenceView:
    """An entry of the numbered list."""
    source = context.guide.sources.get(key)
    if source is None:
        return _search_reference(context, key, number)
    html = references.reference_html(source.item)
    return shapes.ReferenceView(
        number=number,
        label=source.item.label,
        line=_line(source.item),
        text=str(fragment_fromstring(html, create_parent="div").text_content()),
        address=source.item.address,
    )


def _line(source: Source) -> str:
    """Who, when and what; a source without authors is known by its title."""
    if source.label.startswith(source.title):
        return source.label
    return f"{source.label}. {source.title}"


def _search_reference(context: Context, claim: str, number: int) -> shapes.ReferenceView:
    """The entry of the search behind a claim about a gap."""
    search = context.guide.claims[claim].item.search
    label, language = context.guide.label, context.site.language
    words = text(labels.search_label(search, label, language)) if search else ""
    return shapes.ReferenceView(
        number=number,
        label=label(OUR_SEARCH),
        line=plain_words(words),
        text=words,
        address=context.page(f"claims/{claim}.md"),
    )
