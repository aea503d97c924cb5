"""All words that the pages of a guide may show: cited sentences, and labels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, product

from lxml import html
from pydantic import BaseModel
from rich.filesize import decimal

from evidence_guide import model, rules
from evidence_guide.files.output import Download
from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.site import translated
from evidence_guide.site.known_texts import Texts
from evidence_guide.site.layout import docstring_html
from evidence_guide.text import markup
from evidence_guide.text.characters import one_line
from evidence_guide.view import (
    checks,
    citation_lists,
    conversions,
    labels,
    own_records,
    readability,
    references,
    releases,
    shapes,
    shown,
    site_words,
    translation_notes,
)
from evidence_guide.view.absolute_effects import absolute
from evidence_guide.view.addresses import part_title, places
from evidence_guide.view.context import Context
from evidence_guide.view.data import exported
from evidence_guide.view.inventory import pieces
from evidence_guide.view.own_words import words_of_evidence, words_of_tables
from evidence_guide.view.pages import citing
from evidence_guide.view.pages.changes import changes, retired
from evidence_guide.view.pages.downloads import ending
from evidence_guide.view.pages.opinions import review_texts
from evidence_guide.view.pages.plan import plan_address
from evidence_guide.view.reporting import reporting_texts
from evidence_guide.view.sentences import statements, written_texts
from evidence_guide.view.site import Addresses, Site
from evidence_guide.view.texts import capitalised, plain_words

_PLACEHOLDER = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True)
class Vocabulary:
    """The texts of a guide's pages."""

    labels: Texts
    everything: Texts
    """Labels and sentences: all that a block with a citation may show."""
    spoken: Texts
    """The same and ids: all that may be read aloud beside the text."""

    def with_more(self, words: Sequence[str]) -> "Vocabulary":
        """These texts and some more words, which may be shown anywhere."""
        kinds = (self.labels, self.everything, self.spoken)
        return Vocabulary(*(texts.with_more(words) for texts in kinds))


def vocabulary(guide: Guide, original: Guide, downloads: Sequence[Download] = ()) -> Vocabulary:
    """The words of all pages of a guide in its language.

    `original` is the guide that it translates, or itself.
    """
    return _guide_words(guide, original).with_more(_offered(downloads))


def _offered(downloads: Sequence[Download]) -> tuple[str, ...]:
    """The words of all downloads."""
    return tuple(chain.from_iterable(map(_download, downloads)))


@derived
def _guide_words(guide: Guide, original: Guide) -> Vocabulary:
    """The same without the words about downloads."""
    view = exported(Site(guide))
    sentences = set(_sentences(guide, view)) - set(_names_alone(guide))
    allowed = {*_labels(guide, view), original.file.title} - sentences
    allowed.update(_own_words(guide), _languages(original))
    shown = Texts().with_more(allowed)
    everything = shown.with_more(sentences)
    return Vocabulary(shown, everything, everything.with_more(entry.id for entry in guide.entries))


def _download(download: Download) -> Iterator[str]:
    """The words about a download, with its kind and size."""
    yield from (download.name, download.title, download.about, download.group)
    yield from (ending(download.name), decimal(len(download.content)))
    yield from (*(download.cell or ()), decimal(len(download.content), precision=0))


def _languages(original: Guide) -> Iterator[str]:
    """The name of each language in that language."""
    for group in translated.alternates(original).values():
        for _, name, _ in group:
            yield name


def _sentences(guide: Guide, view: shapes.GuideData) -> Iterator[str]:
    """Every sentence that rests on something."""
    for statement in statements(guide):
        yield one_line(statement.text)
    yield from _viewed_sentences(view)


def _viewed_sentences(view: shapes.GuideData) -> Iterator[str]:
    """The sentences of the views, without those of sources."""
    for piece in pieces(view.model_copy(update={"sources": {}})):
        if isinstance(piece, shapes.StatementView):
            yield one_line(plain_words(piece.text))


def _names_alone(guide: Guide) -> Iterator[str]:
    """Texts that name something where they are not in a block with a citation.

    A title does so in a heading or a link, although a sentence may read the same; a cell when it
    is not in its row.
    """
    yield from Context(Site(guide)).titles.values()
    yield from _titles(guide)
    yield from _cells(guide)


def _cells(guide: Guide) -> Iterator[str]:
    """The cells of tables; one of them alone names something, a row of them states it."""
    for table in guide.tables.values():
        for row in table.item.rows:
            yield from map(one_line, map(markup.plain, row.cells.values()))


def _labels(guide: Guide, view: shapes.GuideData) -> Iterator[str]:
    """Every text that states nothing about the subject, or that names something."""
    yield from _own_words(guide)
    yield from _view_words(view)
    yield from _evidence_words(guide)


def _evidence_words(guide: Guide) -> Iterator[str]:
    """The names, numbers and notes of the evidence."""
    parts = (_titles, _names, _translation, _dates, _sources, _changes, _checks, review_texts)
    yield from reporting_texts(guide)
    yield from chain.from_iterable(part(guide) for part in parts)


def _titles(guide: Guide) -> Iterator[str]:
    for id in places(guide):
        yield part_title(guide, id)


def _names(guide: Guide) -> Iterator[str]:
    """The texts of items, and what the guide calls people and itself."""
    for texts in written_texts(guide).values():
        yield from texts
    yield from shown.whom(guide).values()
    yield from _profiles(guide)
    yield from (plan_address(guide), guide.file.repository)


def _profiles(guide: Guide) -> Iterator[str]:
    """The people of each profile, in words."""
    for profile in guide.file.profiles:
        yield shown.profile_words(guide, (profile.id,), guide.label)


def _translation(guide: Guide) -> Iterator[str]:
    """The state of a translation, in sentences."""
    yield from map(markup.plain, translation_notes.stands_for(guide))
    yield translation_notes.unmeasured(guide)
    if guide.translation:
        yield from _translated_stages(guide)


def _translated_stages(guide: Guide) -> Iterator[str]:
    """The state of each stage's translation."""
    for stage in guide.stages:
        yield from map(markup.plain, translation_notes.about(guide, stage))


def _own_words(guide: Guide) -> Iterator[str]:
    """The labels of pages, in parts where they hold a place for something else."""
    for text in _own_labels(guide):
        yield from _PLACEHOLDER.split(_without_tags(text))


def _own_labels(guide: Guide) -> Iterator[str]:
    """The labels of pages, as they are written."""
    yield from site_words.labels_as_html(guide.label)
    if guide.translation:
        yield from site_words.labels_as_html(str)
    yield from map(guide.label, words_of_tables())
    for word in map(guide.label, words_of_evidence()):
        yield from (word, capitalised(word))


def _without_tags(text: str) -> str:
    """The words of a piece of HTML."""
    if "<" not in text and "&" not in text:
        return text
    return str(html.fragment_fromstring(text, create_parent="p").text_content())


def _view_words(view: shapes.GuideData) -> Iterator[str]:
    """The labels of the views."""
    for piece in pieces(view):
        yield from _words_of_piece(piece)


def _words_of_piece(piece: object) -> Iterator[str]:
    """The labels in one part of a view."""
    if isinstance(piece, str):
        yield from _PLACEHOLDER.split(piece)
    elif isinstance(piece, shapes.TextRow):
        yield from map(plain_words, piece.cells)


def _dates(guide: Guide) -> Iterator[str]:
    """Every day of the evidence as readers of the language write it."""
    language = translation_notes.shown_in(guide)
    for day in _every_day(guide):
        yield labels.day(day, language)


def _every_day(guide: Guide) -> set[date]:
    """Every day that the evidence names."""
    found = {guide.file.as_of}
    for entry in guide.entries:
        found.update(_days(entry.item))
    return found


def _days(value: object) -> Iterator[date]:
    if isinstance(value, date):
        yield value
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from _days(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _days(part)


def _sources(guide: Guide) -> Iterator[str]:
    """References, proofs, and how sources were read."""
    for key in guide.sources:
        yield from _source(guide, key)
    for id, finding in guide.findings.items():
        yield from (checks.match_sentence(guide, id), checks.continuation(guide, finding.item))
        yield labels.reread(guide.reading_of(id).read, id, guide.label)
    yield from _searches(guide)
    yield from _own_citations(guide)
    for _, _, numbers in conversions.cut_offs(guide):
        yield from numbers


def _source(guide: Guide, key: str) -> Iterator[str]:
    """The reference of a source, and how it was read."""
    source, reading = guide.sources[key].item, guide.readings[key].item
    yield _without_tags(references.reference_html(source))
    yield reading.read.at
    yield from map(guide.label, source.links)


def _own_citations(guide: Guide) -> Iterator[str]:
    """How the guide and its parts are cited, and where its releases are."""
    yield from citing.FORMATS.values()
    yield from map(releases.permanent_address, guide.file.releases)
    if guide.translation:
        return
    for addresses, id in product(_PUBLISHED, own_records.cited_ids(guide)):
        context = Context(Site(guide, addresses))
        yield _without_tags(own_records.own_reference(context, id))


_PUBLISHED = (Addresses.FOLDERS, Addresses.FILES)
"""The forms of addresses that finished pages have."""


def _searches(guide: Guide) -> Iterator[str]:
    """The searches behind gaps, as references name them."""
    shown = (guide.label, translation_notes.shown_in(guide))
    for claim in guide.claims.values():
        if claim.item.search:
            for label, language in (shown, (str, "")):
                yield markup.plain(labels.search_label(claim.item.search, label, language))


def _changes(guide: Guide) -> Iterator[str]:
    """The changes; a translation has no page of them, and lacks some of their parts."""
    if guide.translation:
        return
    context = Context(Site(guide))
    for change in (*changes(context), *retired(context)):
        yield from map(plain_words, (change.says, change.because, change.whom or ""))


def _people(finding: model.Finding, label: labels.Translate) -> Iterator[str]:
    """Numbers of people, as an effect gives them."""
    found = absolute(finding)
    if found is None:
        return
    yield labels.more(found.more, label)
    if found.without:
        yield labels.people_label(found.without, label)
    if found.with_it:
        yield labels.people_label(found.with_it, label)


def _checks(guide: Guide) -> Iterator[str]:
    """The rules, what was set aside or computed, and how hard parts are to read."""
    yield from _rules()
    yield from _set_aside(guide)
    yield from _computed(guide)
    yield from _graded(guide)
    yield from citation_lists.gone(guide)


def _graded(guide: Guide) -> Iterator[str]:
    """The parts whose difficulty is measured; a translation has no page of them."""
    if guide.translation:
        return
    for graded in readability.grades(guide):
        yield from map(guide.label, (graded.part.title, graded.part.kind))


def _computed(guide: Guide) -> Iterator[str]:
    """The numbers computed from findings."""
    for finding in guide.findings.values():
        yield labels.computed(finding.item, guide.label, guide.number)
        yield from _people(finding.item, guide.label)


def _set_aside(guide: Guide) -> Iterator[str]:
    """The complaints that were set aside; a translation has no page of them."""
    if guide.translation:
        return
    for one in rules.ignored(guide):
        found = one.diagnostic
        yield from (str(found.place), found.rule, found.message)
        yield one.reason


def _rules() -> Iterator[str]:
    """The texts of all rules, as their page shows them."""
    for family in rules.FAMILIES:
        yield family.__doc__ or ""
        yield family.__name__.rsplit(".", 1)[1].capitalize()
    for rule in rules.rules():
        yield from map(_without_tags, map(docstring_html, (rule.sentence, rule.why)))
        yield from (rule.id, rule.example.file, rule.example.good, rule.example.bad)
