"""Nothing hidden, nothing that looks like something else, no unsafe address."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.model import Written
from evidence_guide.rules.rule import Complaint, rule
from evidence_guide.text import markup

_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_ALIKE = str.maketrans({"0": "o", "1": "l", "5": "s", "-": ""})


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may help\u202e you fall asleep.",
)
def no_hidden_characters(guide: Guide) -> Iterator[Complaint]:
    """No file holds control, bidirectional or zero-width characters.

    They make a reviewer see another text than the reader.
    """
    bib = next((entry.document for entry in guide.all(Source)), None)
    for document in (*guide.documents, *guide.pages, *([bib] if bib else [])):
        for match in _HIDDEN.finditer(document.text):
            line = document.text.count("\n", 0, match.start()) + 1
            column = match.start() - document.text.rfind("\n", 0, match.start())
            name = unicodedata.name(match[0], "control character").lower()
            yield (
                Place(document.path, line, column),
                f"hidden character U+{ord(match[0]):04X} ({name})",
                "delete it; retype the word if you cannot see it",
            )


@rule("evidence/claims/sleep.yml", "  - id: sleep-gap", "  - id: s1eep-faster")
def ids_look_different(guide: Guide) -> Iterator[Complaint]:
    """No two ids differ only in characters that look alike, such as 1 and l or 0 and o.

    A reviewer could not tell which of the two a claim cites.
    """
    seen: dict[str, str] = {}
    for entry in guide.entries:
        if not isinstance(entry.item, Written) or "id" not in type(entry.item).model_fields:
            continue
        first = seen.setdefault(entry.id.translate(_ALIKE), entry.id)
        if first != entry.id:
            yield (
                entry.place("id"),
                f"`{entry.id}` looks like `{first}`",
                "choose an id that cannot be mistaken",
            )


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may [help](http://example.org/) you fall asleep.",
)
def links_are_safe(guide: Guide) -> Iterator[Complaint]:
    """Every address in a text or in the bibliography is https, mailto or within the site.

    A link in a health guide must not lead where anybody can change what is read.
    """
    for source in guide.all(Source):
        url = source.item.fields.get("url", "")
        if url and urlsplit(url).scheme not in {"https", "http"}:
            yield source.place(), f"unsafe address `{url}`", "write an https address"
    for document in guide.documents:
        for route, text in _texts(document):
            place = document.place(route)
            for link in markup.links(text):
                if urlsplit(link).scheme not in {"https", "mailto", ""} or link.startswith("//"):
                    yield place, f"unsafe address `{link}`", "write an https address"


@lru_cache(maxsize=8192)
def _texts(document: Document) -> tuple[tuple[Route, str], ...]:
    """The texts of a document that may hold a link or a tag, with the way to each."""
    return tuple(_walk(document.value, ()))


def _walk(value: object, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, str):
        if "](" in value or "<" in value:
            yield route, value
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _walk(part, (*route, key))


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may <b>help</b> you fall asleep.",
)
def no_raw_html(guide: Guide) -> Iterator[Complaint]:
    """No text holds HTML; emphasis, links, sub- and superscript are written in Markdown.

    HTML would be shown as it stands, angle brackets and all.
    """
    for document in guide.documents:
        for route, text in _texts(document):
            tag = re.search(r"</?[a-zA-Z][^<>]*>", text)
            if tag:
                yield (
                    document.place(route),
                    f"`{tag[0]}` is shown as it stands",
                    "use *emphasis*, **strong**, [text](https://…), ~sub~ or ^super^",
                )
