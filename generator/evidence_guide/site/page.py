"""One page while it is rendered: its address, its citations in order, and its glossary words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from posixpath import relpath
from typing import Any

from markupsafe import Markup

from evidence_guide.files.output import Output
from evidence_guide.guide import Entry
from evidence_guide.guide.bibtex import Source
from evidence_guide.model.locales import Note
from evidence_guide.site import layout
from evidence_guide.site.glossing import Glossing
from evidence_guide.site.twins import shown_page
from evidence_guide.text import markup
from evidence_guide.view import references as citing
from evidence_guide.view.addresses import edit, places, report
from evidence_guide.view.context import Context
from evidence_guide.view.linked import linked
from evidence_guide.view.lists import term_view
from evidence_guide.view.pages.citing import listed_in
from evidence_guide.view.pages.parts import PageNotice, html_of, note_label, notice
from evidence_guide.view.pages.sources import ReferenceList, reference_list
from evidence_guide.view.shapes import Phrase, StatementView, TermView, ViewObject
from evidence_guide.view.site import Site

_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass
class Page:
    """A page of the site; templates reach addresses, citations and glossary words through it."""

    site: Site
    uri: str
    origin: str | None = None
    most: int | None = None
    """How many numbers one citation shows; the others become one link to the references."""
    numbering: citing.Numbering = field(init=False)
    glossing: Glossing = field(init=False)

    def __post_init__(self) -> None:
        self.numbering = citing.Numbering(self.site.guide)
        self.glossing = Glossing(self.site.guide)

    @cached_property
    def context(self) -> Context:
        """The facts that views of this page need."""
        return Context(self.site)

    def render(
        self,
        template: str,
        view: ViewObject,
        overdue: date | None = None,
        translation: Sequence[str] = (),
    ) -> Output:
        """The page as Output: a template with the fields of a view.

        `overdue` is a review date that is past, `translation` the state of the translation.
        """
        if self.uri in self.site.kept:
            return self.site.kept[self.uri]._replace(origin=self.origin)
        lines = notice(self.context, overdue, translation)
        subject = self.site.guide.file.subject
        found = layout.environment(self.site.language, subject).get_template(template)
        text = found.render(page=self, notice=lines, **dict(view))
        content = _BLANK_LINES.sub("\n\n", text).strip() + "\n"
        shown = shown_page(self.site, self.uri, content, lines, view)
        return Output(self.uri, content, self.origin, linked(view, self.context), shown)

    def url(self, uri: str, anchor: str = "") -> str:
        """Address of another page or file of the site, relative to this page."""
        here, there = self.site.address(self.uri), self.site.address(uri)
        folder = here if _is_folder(here) else here.rpartition("/")[0]
        path = relpath(there or ".", folder or ".")
        if _is_folder(there) and not path.endswith("/"):
            path += "/"
        return f"{path}#{anchor}" if anchor else path

    def sentence(self, says: StatementView, *, gloss: bool = True) -> Markup:
        """HTML of a sentence with its citation; `gloss` links its glossary words."""
        html = self.glossing.rendered(says.text) if gloss else markup.runs_html(says.text)
        words = Markup(html)  # noqa: S704 (escaped by markup)
        return self._noted(words, says.note) + self.cite(says.ids)

    def phrase(self, phrase: Phrase) -> Markup:
        """HTML of a phrase of a view; on a translated page with its note."""
        return self._noted(html_of(phrase.text), phrase.note)

    def _noted(self, html: Markup, note: str) -> Markup:
        if not note:
            return html
        language = "" if note == Note.CHANGED else self.original
        label = note_label(self.site.guide, Note(note))
        return self._macro("noted", html=html, label=label, language=language)

    def spoken(self, title: Phrase, *, inside: bool = False) -> str:
        """The `lang` attribute of an untranslated heading, in braces unless `inside` others."""
        translation = self.site.guide.translation
        if translation is None or title.note != Note.MISSING:
            return ""
        attribute = f"lang={translation.original}"
        return f" {attribute}" if inside else f" {{ {attribute} }}"

    @property
    def original(self) -> Markup:
        """The `lang` attribute of words in the original's language; empty on its own pages."""
        translation = self.site.guide.translation
        if translation is None:
            return Markup()
        return Markup(' lang="{}"').format(translation.original)

    def _macro(self, name: str, **context: Any) -> Markup:
        macro = getattr(layout.macros(self.site.language), name)
        return Markup(macro(**context))  # noqa: S704 (rendered with autoescape)

    @property
    def used(self) -> list[TermView]:
        """The glossary words that the page has used so far, by name."""
        terms = [self.site.guide.terms[id].item for id in self.glossing.used]
        terms.sort(key=lambda term: term.term.lower())
        return [term_view(self.context, term) for term in terms]

    def home(self, id: str) -> str:
        """Permanent address of a part of the guide, relative to this page."""
        place = places(self.site.guide)[id]
        if place.anchor and place.uri == self.uri:
            return f"#{place.anchor}"
        return self.url(place.uri, place.anchor)

    def report(self, id: str) -> str:
        """Address of the form that reports an error in a part of the guide."""
        return report(self.site.guide, id)

    def edit(self, id: str) -> str:
        """Address that opens the lines of a part of the guide for editing."""
        return edit(self.site.guide, places(self.site.guide)[id].entry)

    def cite(self, ids: Iterable[str], most: int | None = None) -> Markup:
        """Superscript numbers of the sources behind claims or findings, linked to the passages.

        `most` is the number of marks that are shown, as for the page.
        """
        marks = self.numbering.cite(ids)
        limit = most or self.most or len(marks)
        shown, more = marks[:limit], marks[limit:]
        numbers = " ".join(str(mark.number) for mark in more)
        return self._macro("cite", marks=shown, more=more, count=f"+{len(more)}", numbers=numbers)

    @property
    def cited(self) -> bool:
        """Whether the page has cited anything so far."""
        return bool(self.numbering.numbers)

    @property
    def references(self) -> ReferenceList:
        """The reference list of the page so far."""
        return reference_list(self.context, self.numbering, listed_in(self.uri))

    def cited_sources(self) -> list[Source]:
        """The sources in that list, in its order."""
        return [entry.source for entry in self.numbering.references() if entry.source]

    def notice(self) -> str:
        """HTML of the notice for a hand-written page."""
        return str(self._macro("notice", page=self, notice=self._notice())).strip()

    def _notice(self) -> PageNotice:
        return notice(self.context, None, ())

    def reference_list(self) -> str:
        """HTML of the references for a hand-written page, without links within the site."""
        return str(self._macro("reference_list", page=self, local=False)).strip()


def _is_folder(address: str) -> bool:
    """Whether an address of the site names a folder; the empty one is its top."""
    return address.endswith("/") or not address


def origin(entry: Entry[Any]) -> str:
    """Path and line of an item, for the edit button."""
    place = entry.place()
    return f"{place.path}#L{place.line}"
