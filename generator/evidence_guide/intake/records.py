"""Values of any export as a source of the guide: known fields, plain text, normalised ids."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from lxml import html

from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.guide.dates import shown_year
from evidence_guide.text import language_tags
from evidence_guide.text.raised import lowered, raised
from evidence_guide.text.web_addresses import fault, plain_doi, plain_pmcid, plain_pmid

FIELDS = (
    "title",
    "booktitle",
    "journal",
    "publisher",
    "institution",
    "edition",
    "year",
    "volume",
    "number",
    "pages",
    "doi",
    "pmid",
    "pmcid",
    "isbn",
    "language",
    "url",
    "urldate",
)
"""The fields that a record keeps, in the order in which they are written."""
BOOKS = frozenset({"book", "incollection", "inreference", "proceedings"})
"""Kinds of records that have an ISBN."""
_PARTS = frozenset({"incollection", "inproceedings", "inreference", "inbook"})
"""Kinds of records that are parts of a book."""
_ARTICLES = frozenset({"article", "magazine", "newspaper"})
"""Kinds of records that are parts of a journal."""
Fields = dict[str, str]
"""Values of a record by the names of its fields."""
_IDS = frozenset({"doi", "pmid", "pmcid"})
_RANGE = re.compile(r"\s*(?:--?|–|—|‐|‑)\s*")
_YEARS = re.compile(r"(?<!\d)(\d{4})\s*[-–/]\s*(\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?=\d{4}$|\D|$)")
_SHOWN = re.compile(r"–?(?:c\. )?\d{1,4}\??(?: BC)?(?:–(?:(?:c\. )?\d{1,4}\??(?: BC)?)?)?")
"""Years as readers are shown them."""
_NO_DATE = frozenset({"n.d.", "nd", "n. d.", "no date", "s.d.", "undated"})
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w+;")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories of characters that nobody sees."""
MOST = 1000
"""Characters that a field keeps; longer values are cut."""


class Problem(NamedTuple):
    """A record that cannot be read: the line on which it begins, and why."""

    line: int
    text: str


class Export(NamedTuple):
    """The records of a file without keys, and those that cannot be read."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()


def record(
    kind: str,
    fields: Mapping[str, str],
    authors: Iterable[Name] = (),
    editors: Iterable[Name] = (),
    line: int = 1,
) -> Source:
    """A source without a key yet; `line` is where it begins in its file."""
    kept = _kept(fields)
    if "url" not in kept and kept.keys() & _IDS:
        kept.update(_address(kept))
    named = tuple(map(_with_particle, authors))
    return Source("", kind, kept, named, tuple(map(_with_particle, editors)), line)


def _with_particle(name: Name) -> Name:
    """A name with the small words before its family name, such as `van der`, on their own."""
    words = name.family.split()
    small = [word for word in words if word[0].islower()]
    particle, family = words[: len(small)], words[len(small) :]
    if name.particle or not small or particle != small or not family:
        return name
    return replace(name, particle=" ".join(particle), family=" ".join(family))


def _kept(fields: Mapping[str, str]) -> Fields:
    """The known fields that have a value, in the order in which they are written."""
    every = {name: _value(name, fields.get(name, "")) for name in FIELDS}
    return {name: value for name, value in every.items() if value}


def _address(fields: Fields) -> Fields:
    """The address that follows from the ids of a record, as its field."""
    links = Source("", "", fields).links
    address = next(iter(links.values()), "")
    return {"url": address} if address else {}


def container(kind: str, title: str) -> Fields:
    """The journal of an article, or the book that holds a chapter or a conference paper."""
    if kind in _ARTICLES:
        return {"journal": title}
    if kind in _PARTS:
        return {"booktitle": title}
    return {}


def issuer(kind: str, name: str) -> Fields:
    """The publisher of a record, which is the institution of a report; articles have none."""
    if kind in _ARTICLES:
        return {}
    if kind in {"techreport", "phdthesis"}:
        return {"publisher": name, "institution": name}
    return {"publisher": name}


def _value(name: str, value: str) -> str:
    """A value in the form of the field."""
    form = _FORMS.get(name, str)
    return form(clean_text(value))


def _doi(text: str) -> str:
    return plain_doi(text) or text


def _pmid(text: str) -> str:
    return plain_pmid(text) or text


def _pmcid(text: str) -> str:
    return plain_pmcid(text) or text


_NEXT_ADDRESS = re.compile(r"[;,\s]+(?=https?://)")
_LACKS_SCHEME = re.compile(r"www\.[^\s/]+\.[^\s]+")


def _url(text: str) -> str:
    """The first of the addresses in a field; one without a scheme gets it."""
    address = _NEXT_ADDRESS.split(text)[0]
    if _LACKS_SCHEME.fullmatch(address):
        address = f"http://{address}"
    return "" if fault(address) else address


def _year(text: str) -> str:
    """The year in a date, or the years of a range; words such as `in press` are kept."""
    years = shown_year(text)
    if years != text or _SHOWN.fullmatch(text):
        return years
    found = _YEARS.search(text)
    if found:
        return "–".join(dict.fromkeys(found.groups()))
    one = _YEAR.search(text)
    return one[0] if one else _words_of_date(text)


def _words_of_date(text: str) -> str:
    """The words of a date without a year; empty if they say that there is none."""
    return "" if text.lower() in _NO_DATE else text


def _language(text: str) -> str:
    """The language of the title, unless it is English."""
    if text.lower().partition("-")[0] in {"en", "eng"} or language_tags.tag(text) == "en":
        return ""
    return text


def _title(text: str) -> str:
    return text if text.endswith(("...", "etc.")) else text.removesuffix(".")


def _pages(text: str) -> str:
    """A range of pages with its end written out: `730-9` ends at 739."""
    first, *rest = _RANGE.split(text, maxsplit=1)
    last = _last_page(first, "".join(rest))
    return f"{first}–{last}" if last and last != first else first


def _last_page(first: str, last: str) -> str:
    """The last page of a range; digits that it shares with the first page may be left out."""
    missing = len(first) - len(last)
    if first.isdigit() and last.isdigit() and missing > 0:
        return first[:missing] + last
    return last


_FORMS: dict[str, Callable[[str], str]] = {
    "doi": _doi,
    "pmid": _pmid,
    "pmcid": _pmcid,
    "url": _url,
    "year": _year,
    "title": _title,
    "pages": _pages,
    "language": _language,
}


def noted(name: str, notes: Iterable[str]) -> str:
    """An id that a program without a field for it keeps in a note.

    Zotero does: `PMID: 12345678`.
    """
    for note in notes:
        for line in note.splitlines():
            label, _, value = line.partition(":")
            if label.strip().upper() == name and value.strip():
                return value.split()[0]
    return ""


def clean_text(text: str) -> str:
    """Text without markup, hidden characters and surplus space."""
    if _MARKUP.search(text):
        text = _without_markup(text)
    shown = "".join(map(_shown, text))
    return " ".join(shown.split())[:MOST]


def _without_markup(text: str) -> str:
    """The text of HTML, its superscripts and subscripts as such."""
    root = html.fragment_fromstring(text.replace("\0", ""), create_parent="div")
    for tag, form in (("sup", raised), ("sub", lowered)):
        for element in list(root.iter(tag)):
            _set_in_form(element, form)
    return str(root.text_content())


def _set_in_form(element: html.HtmlElement, form: Callable[[str], str]) -> None:
    """Puts the text of an element in a form, without the elements in it."""
    inner = str(element.text_content()).strip()
    for child in list(element):
        child.drop_tree()
    element.text = form(inner) if inner else ""


def _shown(character: str) -> str:
    """A character as a reader sees it: space of one kind, and nothing for hidden ones."""
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _HIDDEN else character


def needs_editors(kind: str, authors: Collection[Name]) -> bool:
    """Whether a record names its editors: that of a book does, and one without authors."""
    return kind in BOOKS or not authors


def person(text: str) -> Name:
    """A name as exports write it: `Family, Given, Suffix`; without a comma, that of a body."""
    parts = clean_text(text).replace("{", "").replace("}", "").split(",")
    family, *rest = map(str.strip, parts)
    if family.rstrip(".").lower() in _MORE_PEOPLE:
        return Name(literal="others")
    if not any(rest):
        return _with_initials(family) or Name(literal=family)
    return Name(family=family, given=rest[0], suffix=" ".join(rest[1:]))


_MORE_PEOPLE = frozenset({"et al", "others"})
"""In the place of the people whom a record does not name."""
_INITIALS = re.compile(
    r"(?P<family>(?:[^\W\d_][\w'’‐-]*\s+){0,3}[^\W\d_][\w'’‐-]+)\s+"
    r"(?P<given>(?:[^\W\d_]\.[\s-]?)+|[A-Z]{1,2}(?=$))"
)
_STATES = frozenset({"UK", "US", "EU", "UN"})
"""Letters behind the name of a body that are no initials."""
_SMALL_WORDS = 1


def _with_initials(text: str) -> Name | None:
    """A person whose initials follow without a comma: `Liu R.`, `van der Berg J`."""
    found = _INITIALS.fullmatch(text)
    if found is None or found["given"] in _STATES:
        return None
    family, given = found["family"], found["given"]
    if "." not in given and _large_words(family) > _SMALL_WORDS:
        return None
    return Name(family=family, given=given.strip())


def _large_words(text: str) -> int:
    """How many words of a name begin with a capital."""
    return sum(not word[0].islower() for word in text.split())


def names_of(texts: Iterable[str]) -> tuple[Name, ...]:
    """The names among `texts`, in their order; two people may have one name."""
    return tuple([person(text) for text in texts if clean_text(text)])


def names_of_roles(*roles: Iterable[str]) -> tuple[Name, ...]:
    """The names in all roles; those of a role that repeats an earlier one count once."""
    found: tuple[Name, ...] = ()
    for texts in roles:
        names = names_of(texts)
        found += tuple([name for name in names if name not in found])
    return found


_DOI_IN_TEXT = re.compile(r"\b(10\.\d{4,9}/[^\s\"'<>]+[^\s\"'<>.,;:)\]])", re.IGNORECASE)


def doi_among(texts: Iterable[str]) -> str:
    """The DOI that a program keeps in another field: alone, behind `doi`, or in an address."""
    for text in texts:
        if plain_doi(text):
            return plain_doi(text)
        found = _DOI_IN_TEXT.search(text)
        if found and "doi" in text[: found.start()].lower():
            return plain_doi(found[1])
    return ""


def with_titles(sources: Iterable[Source]) -> Iterator[Source | Problem]:
    """The sources that have a title, and a problem for each that has none."""
    for source in sources:
        yield source if source.fields.get("title") else Problem(source.line, _NO_TITLE)


_NO_TITLE = (
    "this record has no title; complete it where you keep your references, and export it again"
)
