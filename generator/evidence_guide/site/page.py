"""One page while it is rendered: its address, its citations in order of appearance, and the text filters of the templates."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, partial
from posixpath import relpath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup
from rich.filesize import decimal

from evidence_guide.files.output import Output
from evidence_guide.guide import Entry
from evidence_guide.model import Term
from evidence_guide.model.locales import Note
from evidence_guide.site.glossing import Glossing
from evidence_guide.text import markup
from evidence_guide.translation.language_tables import language_table
from evidence_guide.view import labels, site_words
from evidence_guide.view import references as citing
from evidence_guide.view.addresses import edit, part_title, places, report
from evidence_guide.view.shapes import Phrase, StatementView, Text
from evidence_guide.view.site import Site
from evidence_guide.view.texts import plain_words

_DOCSTRING = MarkdownIt("zero").enable(["backticks", "emphasis"])


@dataclass
class Page:
    """A page of the site; templates reach everything through it."""

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

    def render(self, template: str, **context: Any) -> Output:
        """The page as Output."""
        if self.uri in self.site.kept:
            return self.site.kept[self.uri]._replace(origin=self.origin)
        text = (
            _environment(self.site.language)
            .get_template(template)
            .render(page=self, guide=self.site.guide, **context)
        )
        return Output(self.uri, re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", self.origin)

    def url(self, uri: str, anchor: str = "") -> str:
        """Address of another page or file of the site, relative to this page."""
        here, there = self.site.address(self.uri), self.site.address(uri)
        folder = here if here.endswith("/") or not here else here.rpartition("/")[0]
        path = relpath(there or ".", folder or ".")
        path += "/" if (there.endswith("/") or not there) and not path.endswith("/") else ""
        return path + (f"#{anchor}" if anchor else "")

    def prose(self, text: str) -> Markup:
        """HTML of a sentence, whose glossary words lead to their explanation when the page uses them first."""
        return self._marked(text, Markup(self.glossing.html(text)))  # noqa: S704 (the one parser of evidence texts escapes)

    def sentence(self, says: StatementView, *, gloss: bool = True) -> Markup:
        """HTML of a sentence of a view with its citation; its glossary words are links as in `prose`."""
        html = self.glossing.rendered(says.text) if gloss else markup.rendered(says.text)
        note = Note(says.note) if says.note else None
        return self._noted(Markup(html), note) + self.cite(says.ids)  # noqa: S704 (escaped by markup)

    def text(self, value: str) -> Markup:
        """HTML of a text; on a translated page with what must be told of it."""
        return self._marked(value, _text(value))

    def phrase(self, phrase: Phrase) -> Markup:
        """HTML of a phrase of a view; on a translated page with its note."""
        return self._noted(_shown(phrase.text), Note(phrase.note) if phrase.note else None)

    def _marked(self, text: str, html: Markup) -> Markup:
        return self._noted(html, self.note(text))

    def _noted(self, html: Markup, why: Note | None) -> Markup:
        return self._macro("noted", html=html, why=why, page=self) if why else html

    def note(self, text: str) -> Note | None:
        """What must be told of a text on a translated page."""
        return self.site.guide.translation.notes.get(text) if self.site.guide.translation else None

    def spoken(self, title: Phrase, *, inside: bool = False) -> str:
        """The `lang` attribute for an untranslated heading, in braces of its own or, with `inside`, bare."""
        translation = self.site.guide.translation
        if translation is None or title.note != Note.MISSING:
            return ""
        attribute = f"lang={translation.original}"
        return f" {attribute}" if inside else f" {{ {attribute} }}"

    @property
    def original(self) -> Markup:
        """The attribute of what stands in the original's language on a translated page; nothing on others."""
        return (
            Markup(' lang="{}"').format(self.site.guide.translation.original)
            if self.site.guide.translation
            else Markup()
        )

    def _macro(self, name: str, **context: Any) -> Markup:
        return Markup(getattr(_macros(self.site.language), name)(**context))  # noqa: S704 (rendered with autoescape)

    def words(self) -> list[Term]:
        """The glossary words that the page has used so far, by name."""
        return sorted(
            (self.site.guide.terms[id].item for id in self.glossing.used),
            key=lambda term: term.term.lower(),
        )

    def home(self, id: str) -> str:
        """Permanent address of a part of the guide, relative to this page."""
        place = places(self.site.guide)[id]
        return (
            f"#{place.anchor}"
            if place.anchor and place.uri == self.uri
            else self.url(place.uri, place.anchor)
        )

    def name(self, id: str) -> str:
        """What readers know a part of the guide by."""
        return part_title(self.site.guide, id)

    def report(self, id: str) -> str:
        """Address of the form that reports an error in a part of the guide."""
        return report(self.site.guide, id)

    def edit(self, id: str) -> str:
        """Address that opens the lines of a part of the guide for editing."""
        return edit(self.site.guide, places(self.site.guide)[id].entry)

    def cite(self, ids: Iterable[str], most: int | None = None) -> Markup:
        """Superscript numbers of the sources that ids of claims or findings rest on, each with a link to the passage; `most` as for the page."""
        marks, most = self.numbering.cite(ids), most or self.most
        return self._macro("cite", marks=marks[:most], more=marks[most:] if most else [])

    def cite_source(self, key: str) -> Markup:
        """Superscript number of a source, by the first of its findings."""
        return self.cite([self.site.guide.readings[key].item.findings[0].id])

    def references(self) -> list[tuple[citing.CitedEntry, Markup]]:
        """The entries of the reference list, each with its source's reference as HTML."""
        entries = self.numbering.references()
        return [(entry, self._reference(entry)) for entry in entries]

    def _reference(self, entry: citing.CitedEntry) -> Markup:
        html = citing.reference_html(entry.source) if entry.source else ""
        return Markup(html)  # noqa: S704 (escaped by view.references)  # noqa: S704 (escaped by citing)

    def notice(self) -> str:
        """HTML of the line that stands on every page, for a hand-written page."""
        return str(self._macro("notice", page=self, guide=self.site.guide)).strip()

    def reference_list(self) -> str:
        """HTML of the references for a hand-written page, without links within the site."""
        return str(self._macro("reference_list", page=self, local=False)).strip()

    def proof(self, finding_id: str) -> str:
        """Whether the finding was found in its source's own text, as a sentence."""
        return labels.proof(self.site.guide.lock.receipts.get(finding_id))

    def standing(self, source: str) -> str:
        """How a source stands, as a sentence."""
        return labels.standing(self.site.guide.lock.standings.get(source))

    def made(self, source: str) -> str:
        """How and when a source was made, in a few words."""
        guide = self.site.guide
        return labels.made(
            guide.readings[source].item.study.design, guide.sources[source].item.year
        )

    def passage(self, finding_id: str) -> str:
        """Address that opens a finding's source with the passage highlighted."""
        return citing.passage_of(self.site.guide, finding_id)


def fragment(template: str, language: str, **context: Any) -> str:
    """HTML that stands on no page, such as in the feed."""
    return _environment(language).get_template(template).render(**context).strip()


def origin(entry: Entry[Any]) -> str:
    """Path and line of an item, for the edit button."""
    place = entry.place()
    return f"{place.path}#L{place.line}"


@cache
def _environment(language: str) -> Environment:
    """Templates whose `words` are our labels in a language; without one they are English."""
    label = labels.teller(language_table(language))
    environment = Environment(
        loader=PackageLoader("evidence_guide.site"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{##",  # `{#` begins an anchor behind a heading
        comment_end_string="##}",
    )
    told: dict[str, Any] = {
        "day": partial(labels.day, language=language),
        "reviewed": partial(labels.reviewed, label=label, language=language),
    }
    told |= {"searched": labels.search_label, "size": decimal, "ending": ending}
    told |= {"people": labels.people_label, "more": labels.more, "computed": labels.computed}
    environment.filters |= {
        "text": _text,
        "shown": _shown,
        "bare": plain_words,
        "heading": _heading,
        "block": _block,
        "plain": markup.plain,
        "yaml": _yaml,
        "visible": _visible,
        "code": _code,
    } | told
    environment.globals |= {
        name.lower(): labels.in_words(value, label)
        for name, value in vars(labels).items()
        if name.isupper()
    }
    environment.globals["words"] = site_words.namespace(label)
    return environment


@cache
def _macros(language: str) -> Any:
    return _environment(language).get_template("macros.j2").module


def _text(value: str) -> Markup:
    return Markup(markup.inline_html(value))  # noqa: S704 (the one parser of evidence texts escapes)


def _shown(value: Text) -> Markup:
    """HTML of a text of a view."""
    return Markup(markup.rendered(value))  # noqa: S704 (it escapes)


def _heading(value: Text) -> Markup:
    return Markup(markup.heading(plain_words(value)))  # noqa: S704 (every mark is an entity)


def _block(value: str) -> Markup:
    """HTML that Markdown leaves alone: no blank line, no indentation, a blank line around it."""
    lines = (line.strip() for line in value.splitlines())
    return Markup("\n" + "\n".join(line for line in lines if line) + "\n\n")  # noqa: S704 (it was escaped when it was made)


def _yaml(value: Text) -> Markup:
    """A value of the front matter: themes print it into HTML as it is, so it is escaped already."""
    plain = markup.plain(str(plain_words(value)))
    return Markup(json.dumps(markup.escape(plain), ensure_ascii=False))  # noqa: S704 (escaped in this line)


def _code(value: str) -> Markup:
    """A docstring's sentence with its `code` as code."""
    return Markup(_DOCSTRING.renderInline(value))  # noqa: S704 (HTML is off)


def _visible(value: str) -> Markup:
    """An example's text with its line breaks kept and its hidden characters named."""
    named = re.sub("[\u200b-\u202e]", lambda m: f"\\u{ord(m[0]):04x}", value.rstrip("\n"))
    return Markup(markup.escape(named).replace("\n", "&#10;"))  # noqa: S704 (escaped in this line)


def ending(name: str) -> str:
    """What kind of file it is, by its name: PDF, ZIP, BIB."""
    return name.rpartition(".")[2].upper()
