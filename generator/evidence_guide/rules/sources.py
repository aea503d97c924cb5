"""Every source can be found, is named once, and has findings."""

from collections.abc import Iterator

from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.model import FindingsFile
from evidence_guide.rules.rule import Complaints, rule, unknown
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid, plain_pmid


@rule("evidence/findings/doe2020.yml", "source: doe2020", "source: doe2002")
def known_source(file: Entry[FindingsFile], guide: Guide) -> Complaints:
    """Every findings file is named for its source, which stands in `sources.bib`.

    A finding without a publication cannot be looked up.
    """
    key = file.item.source
    if key not in guide.sources:
        hint = f"add `{key}` to evidence/sources.bib"
        yield unknown(file.place("source"), "source", key, guide.sources, hint)
    elif not file.document.path.endswith(f"/{key}.yml"):
        yield (
            file.place("source"),
            f"the file is not named for its source `{key}`",
            f"rename it to evidence/findings/{key}.yml",
        )


@rule("evidence/sources.bib", "doi = {10.1000/roe.2021}", "doi = {10.1000/doe.2020}")
def unique_source(guide: Guide) -> Complaints:
    """No DOI, PMID or PMCID stands in two records.

    One study cited under two keys would count twice.
    """
    seen: dict[tuple[str, str], str] = {}
    for source in guide.all(Source):
        for name, value in _identifiers(source.item):
            first = seen.setdefault((name, value), source.id)
            if first != source.id:
                yield (
                    source.place(name),
                    f"{name} {value} is that of `{first}` too",
                    "keep one record and cite that",
                    (first,),
                )


def _identifiers(source: Source) -> Iterator[tuple[str, str]]:
    """The DOI, PMID and PMCID of a source, as far as it has them."""
    for name in _IDENTIFIERS:
        value = source.fields.get(name, "").lower().removeprefix("https://doi.org/")
        if value:
            yield name, value


@rule("evidence/sources.bib", "doi = {10.1000/roe.2021}", "doi = {10.1000roe.2021}")
def sound_identifier(source: Entry[Source], guide: Guide) -> Complaints:
    """A DOI, PMID or PMCID has the form that its registry gives it.

    It is the way to the source, for a reader and for `evidence-guide verify`.
    """
    for name, (form, shape) in _IDENTIFIERS.items():
        value = source.item.fields.get(name)
        if value is not None and not form(value):
            yield source.place(name), f"`{value}` is no {name.upper()}", f"write it as `{shape}`"


_IDENTIFIERS = {
    "doi": (plain_doi, "10.1000/xyz"),
    "pmid": (plain_pmid, "12345678"),
    "pmcid": (plain_pmcid, "PMC1234567"),
}


@rule("evidence/sources.bib", "  author = {{Board of Tea}},\n", "")
def source_can_be_found(source: Entry[Source], guide: Guide) -> Complaints:
    """Every source has a title, a year or a day of access, a DOI, PMID, PMCID, ISBN or address, and
    without the first three an author or body.

    A reader must be able to find it.
    """
    yield from _lacks_title_or_author(source)
    item = source.item
    if item.year == "n.d." and not item.fields.get("urldate"):
        yield (
            source.place(),
            f"`{source.id}` has no year",
            "add `year = {...}`, or `urldate = {...}` for an undated page",
        )
    if not item.links and "isbn" not in item.fields:
        yield (
            source.place(),
            f"`{source.id}` cannot be looked up",
            "add `doi`, `pmid`, `pmcid`, `isbn` or `url`",
        )


def _lacks_title_or_author(source: Entry[Source]) -> Complaints:
    item = source.item
    if not item.fields.get("title"):
        yield source.place(), f"`{source.id}` has no title", "add `title = {...}`"
    is_registered = not item.fields.keys().isdisjoint(_IDENTIFIERS)
    if not item.authors and not item.editors and not is_registered:
        yield (
            source.place(),
            f"`{source.id}` has no author",
            "add `author = {Last, First}` or `author = {{Name of the body}}`",
        )


@rule(
    "evidence/sources.bib",
    "",
    "@misc{poe2022, author = {Poe, Ann}, title = {Unread}, year = 2022, "
    "url = {https://example.org/}}\n",
)
def source_is_used(source: Entry[Source], guide: Guide) -> Complaints:
    """Every source has findings.

    A bibliography is a list of what was used, not of what was met.
    """
    if source.id not in guide.readings and FindingsFile not in guide.unread:
        yield (
            source.place(),
            f"source `{source.id}` has no findings",
            f"write evidence/findings/{source.id}.yml, or remove the record",
        )
