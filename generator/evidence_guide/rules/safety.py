"""Nothing hidden, nothing that looks like something else, no unsafe address."""

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide import Entry, Guide, markdown_citations
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.facts import derived
from evidence_guide.guide.folder import REVIEWS
from evidence_guide.guide.source import Name
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.model import Written
from evidence_guide.rules.rule import Complaint, Complaints, rule
from evidence_guide.text import characters, markup, web_addresses

_ALIKE = str.maketrans({"0": "o", "1": "l", "5": "s", "-": ""})


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may help\u202e you fall asleep.",
)
def no_hidden_characters(guide: Guide) -> Complaints:
    """No file holds control, bidirectional, zero-width or other hidden characters, as themselves or
    as an escape, an entity or a LaTeX command.

    They make a reviewer see another text than the reader. A joiner between letters or emoji that it
    joins is no hidden character.
    """
    settings = [guide.settings] if guide.settings else []
    bibliography = [entry.document for entry in guide.all(Source)][:1]
    for document in (*guide.documents, *guide.pages, *settings, *bibliography):
        yield from _literal(document)
    for document in (*_in_markdown(guide), *settings):
        yield from _escaped(document)
    yield from _decoded(guide)
    yield from _locked(guide)


def _in_markdown(guide: Guide) -> Iterator[Document]:
    """The documents whose texts are Markdown; those of reviewers are shown as they are."""
    for document in guide.documents:
        if document.path != REVIEWS:
            yield document


@derived
def _literal(document: Document) -> tuple[Complaint, ...]:
    """Hidden characters in the text of a file."""
    hint = "delete it; retype the word if you cannot see it"
    found: list[Complaint] = []
    line, start, counted = 1, 0, 0
    for at, sign in characters.hidden(document.text):
        line += document.text.count("\n", counted, at)
        start = max(start, document.text.rfind("\n", counted, at) + 1)
        counted = at
        found.append((Place(document.path, line, at - start + 1), _unseen(sign), hint))
    return tuple(found)


def _unseen(sign: str) -> str:
    return f"hidden character {characters.character_name(sign)}"


_ESCAPED = "delete the escape, entity or LaTeX command that makes it"


@derived
def _escaped(document: Document) -> tuple[Complaint, ...]:
    """Hidden characters of values that the text of the file does not show as they are."""
    if not (_may_hold(document, "&") or _literal(document)):
        return ()
    found: list[Complaint] = []
    for route, value in strings(document):
        start, end = document.spans.get(route, (0, 0))
        signs = _signs(value, document.text[start:end])
        found += [(document.place(route), _unseen(sign), _ESCAPED) for sign in signs]
    return tuple(found)


def _may_hold(document: Document, *signs: str) -> bool:
    """Whether a value can hold some signs: the file shows them, has escapes, or cuts texts up."""
    text = document.text
    is_plain = "\\" not in text and not document.path.endswith(".po")
    return not is_plain or any(sign in text for sign in signs)


def _signs(value: str, raw: str) -> list[str]:
    """The hidden characters of a value once its HTML entities are read that its raw text lacks."""
    return [sign for sign in _unescaped_signs(value) if sign not in raw]


@lru_cache(maxsize=65536)
def _unescaped_signs(value: str) -> tuple[str, ...]:
    return tuple(_distinct_signs(html.unescape(value)))


def _decoded(guide: Guide) -> Complaints:
    """The same in what the bibliography says once its LaTeX is read."""
    for source in guide.all(Source):
        for name, sign in _signs_in_record(source):
            yield source.place(name), _unseen(sign), _ESCAPED


def _signs_in_record(source: Entry[Source]) -> Iterator[tuple[str, str]]:
    """The hidden characters in what a record says, each with its field."""
    for name, value in _decoded_fields(source.item).items():
        for sign in _signs(value, source.document.text):
            yield name, sign


def _decoded_fields(record: Source) -> dict[str, str]:
    """The fields of a record and the names of its people, as text."""
    authors = _names(record.authors)
    editors = _names(record.editors)
    return {**record.fields, "author": authors, "editor": editors}


def _names(people: Iterable[Name]) -> str:
    """All parts of the names of some people."""
    return " ".join(" ".join(vars(person).values()) for person in people)


def _locked(guide: Guide) -> Complaints:
    """The same in the lock, whose lines are those that `evidence-guide lock` writes."""
    if not _hides(guide.lock.text()):
        return
    for line, text in enumerate(guide.lock.text().split("\n"), 1):
        place = Place("evidence/evidence.lock", line)
        for sign in _distinct_signs(_read_json(text)):
            yield place, _unseen(sign), "delete it, and run `evidence-guide lock` again"


def _distinct_signs(text: str) -> dict[str, None]:
    """The hidden characters of a text, each once."""
    return dict.fromkeys(sign for _, sign in characters.hidden(text))


@lru_cache(maxsize=4)
def _hides(lock: str) -> bool:
    """Whether anything in the text of a lock is hidden."""
    return any(True for _ in characters.hidden(_read_json(lock)))


def _read_json(text: str) -> str:
    """The text with its JSON escapes read, near enough to see what they hide."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


@rule("evidence/claims/sleep.yml", "  - id: sleep-gap", "  - id: s1eep-faster")
def ids_look_different(guide: Guide) -> Complaints:
    """No two ids differ only in characters that look alike, such as 1 and l or 0 and o.

    A reviewer could not tell which of the two a claim cites.
    """
    seen: dict[str, str] = {}
    for entry in guide.entries:
        if not _has_id(entry.item):
            continue
        first = seen.setdefault(entry.id.translate(_ALIKE), entry.id)
        if first != entry.id:
            yield _looks_like(entry, first)


def _looks_like(entry: Entry[Any], first: str) -> Complaint:
    message = f"`{entry.id}` looks like `{first}`"
    return entry.place("id"), message, "choose an id that cannot be mistaken", (first,)


def _has_id(item: object) -> bool:
    return isinstance(item, Written) and "id" in type(item).model_fields


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may [help](http://example.org/) you fall asleep.",
)
def links_are_safe(guide: Guide) -> Complaints:
    """Every address in a text or in the bibliography is https, mailto or within the site.

    A link in a guide must not lead where anybody can change what is read.
    """
    for source in guide.all(Source):
        yield from _unsafe_address(source)
    for document in _in_markdown(guide):
        for route, text in _texts(document):
            yield from _unsafe_links(document.place(route), text)


def _unsafe_address(source: Entry[Source]) -> Complaints:
    """The complaint about the address of a source that is unsafe."""
    url = source.item.fields.get("url", "")
    fault = web_addresses.fault(url) if url else ""
    if fault:
        yield source.place("url"), _unsafe(url, fault), web_addresses.HINT


def _unsafe_links(place: Place, text: str) -> Complaints:
    for link in markup.link_addresses(text):
        fault = _text_link_fault(link)
        if fault:
            yield place, _unsafe(link, fault), web_addresses.SHORT_HINT


def _unsafe(address: str, fault: str) -> str:
    return f"unsafe address `{address}`: {fault}"


def _text_link_fault(link: str) -> str:
    """Why a link in a text is unsafe; a path within the site is safe."""
    schemes = web_addresses.SCHEMES - {"http"}
    if web_addresses.scheme_of(link):
        return web_addresses.fault(link, schemes)
    return web_addresses.link_fault(link, schemes)


_RoutedText = tuple[Route, str]
"""A text of a document, and the way to it."""


@derived
def _texts(document: Document) -> tuple[_RoutedText, ...]:
    """The texts of a document that may hold a link or a tag, with the way to each."""
    if not _may_hold(document, "](", "<"):
        return ()
    return tuple((route, text) for route, text in strings(document) if _may_hold_markup(text))


def _may_hold_markup(text: str) -> bool:
    return "](" in text or "<" in text


def strings(document: Document) -> Iterator[tuple[Route, str]]:
    """Every text of a document, keys too, with the way to it."""
    return _walk(document.value, ())


def _walk(value: object, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield (*route, key), key
            yield from _walk(part, (*route, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _walk(part, (*route, number))


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may <b>help</b> you fall asleep.",
)
def no_raw_html(guide: Guide) -> Complaints:
    """No text holds HTML; emphasis, links, sub- and superscript are written in Markdown.

    HTML would be shown as it is written, angle brackets and all.
    """
    for document in _in_markdown(guide):
        for route, text in _texts(document):
            tag = re.search(r"</?[a-zA-Z][^<>]*>", text)
            if tag and not _is_around_pages(route):
                yield document.place(route), f"`{tag[0]}` is shown as it is written", _IN_MARKDOWN


def _is_around_pages(route: Route) -> bool:
    """Whether a text is a translation of a setting, which `translation-keeps-markup` looks at."""
    kind, key = (*route, "", "")[:2]
    return kind == "texts" and str(key).startswith(("site/", "menu/"))


_IN_MARKDOWN = "use *emphasis*, **strong**, [text](https://…), ~sub~ or ^super^"


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may help you fall asleep [@doe2020-sleep].",
)
def no_citation_in_text(guide: Guide) -> Complaints:
    """No text of the evidence holds a citation such as `[@id]`; the fields beside it name the ids.

    Only hand-written pages cite within their text. Elsewhere the brackets would be shown.
    """
    known = {*guide.claims, *guide.findings, *guide.sources}
    for document in _in_markdown(guide):
        for route, written, key in _written_citations(document):
            if not key or key.lower() in known:
                yield document.place(route), f"`{written}` would be shown as it is", _IN_FIELDS


@derived
def _written_citations(document: Document) -> tuple[tuple[Route, str, str], ...]:
    """What looks like a citation in a document, with the way to it and its key if it is bare."""
    found: list[tuple[Route, str, str]] = []
    if not _may_hold(document, "@"):
        return ()
    for route, text in strings(document):
        found += [(route, written, key) for written, key in _citations_in(text)]
    return tuple(found)


def _citations_in(text: str) -> Iterator[tuple[str, str]]:
    """Each citation in a text, and its key if it has no brackets."""
    for citation in markdown_citations.find(text):
        yield f"[@{'; @'.join(citation.ids)}]", ""
    for one in markdown_citations.misread(text):
        yield one.text, one.key


_IN_FIELDS = "name the ids in `rests_on`, `because` or `why`, and take them out of the text"
