"""Whether a text is the source's own: its title is at the top, and no other DOI or PMID is."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import unquote

from rapidfuzz import fuzz

from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import Supplied
from evidence_guide.proof.source_ids import source_doi, source_pmcid, source_pmid
from evidence_guide.proof.texts import NoTextReason, Text
from evidence_guide.text.web_addresses import plain_doi

HEAD = 6_000
"""Characters at the top of a text in which its title and ids are searched."""
SHORT_TITLE = 20
"""A title with fewer letters is not distinctive; the author or publisher must be named too."""
ALIKE = 90
"""Minimum similarity (0 to 100) of two titles if DOI or PMID agree; never enough alone."""

_REFERENCES = re.compile(
    r"^\W*(?:\d+\.?\s*)?(?:references?|bibliography|literature(?: cited)?|works cited"
    r"|literatur(?:verzeichnis)?|bibliographie|bibliografía)\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"“”]+(?:\n\S+)?")
_PMID = re.compile(r"\bPMID:?\s*(\d{1,9})\b", re.IGNORECASE)
_BOOK = re.compile(r"\bNBK\d+")
"""The id of a book in NCBI's Bookshelf."""
_LIBRARY = r"nlm\.nih\.gov/(?:\S*[/=])?"
_NO_MORE_OF_ID = r"(?![\w-]|\.(?!pdf|epdf|html?|xml|full|abstract)\w)"
_TAIL = re.compile(r"\d{0,3}|[a-z]")
"""The footnote mark that may follow a title."""
_TRAILING = re.compile(r"[.,;:)\]}>'’*]+$")
_SEPARATOR = re.compile(r"\s*(?:[|–—·•»:]|\s[-:]\s|\?)\s*")
_NOTICE = re.compile(
    r"\W*(?:correct(?:ion|ed)|corrigend|errat|retract|withdrawa|comment|repl(?:y|ies)\b|response"
    r"|letter|re\b|expression of concern|editorial|addend|author['’]s repl)",
    re.IGNORECASE,
)
_SITE_NAME = re.compile(r"\s+[|–—·•»-]\s+|\s*\|\s*")
_FEWEST_LETTERS = 3
"""Letters of a name; initials prove nothing."""
_LONGEST_HEADING = 60
_LONGEST_TITLE = 12
"""Lines of a printed title."""
_TOP_LINES = 40

Compared = tuple[str, str]
"""An id that agrees with the source's, and one that contradicts it; either may be empty."""


@dataclass(frozen=True)
class Identity:
    """Whether a text is the source's own, why, and the reason for having no text if it is not."""

    own: bool
    because: str
    reason: NoTextReason = NoTextReason.UNIDENTIFIED


def identify(text: Text, source: Source) -> Identity:
    """Whether a text is the source's own.

    Its whole title fills lines at the top, or is the title in the metadata; any DOI or PMID there
    must be the source's. A similar title (without subtitle, or with one word changed) suffices
    only if DOI or PMID agree, or if a source without either was read at its own address. A title
    in a reference list does not count.
    """
    head = _head(text.content)
    agreeing, other = _ids(text, source, head)
    if other:
        return _other(f"it is {other}, {_title_of(text)}", NoTextReason.ANOTHER)
    if _has_title(source, text, head):
        return _own_by_title(agreeing)
    if agreeing:
        return _identify_by_id(text, source, head, agreeing)
    return _identify_by_address(text, source, head)


def shows_id(text: Text, source: Source) -> bool:
    """Whether a text shows the source's identifier at its top, or the source has none.

    Another version of a review has the same title. If the program fetched the text, the identifier
    may also be in the address that answered.
    """
    ids = tuple(filter(None, (source_doi(source), source_pmid(source), source_pmcid(source))))
    head = _head(text.content)
    if not ids or _ids(text, source, head)[0] or _names_any(ids, head):
        return True
    own = (*ids, *_BOOK.findall(source.fields.get("url", "")))
    return text.by is not Supplied.BY_HAND and _names_any(own, unquote(text.address))


def _names_any(ids: tuple[str, ...], text: str) -> bool:
    """Whether a text holds one of some ids, which no other id or version continues."""
    return any(re.search(_whole_id(id), text, re.IGNORECASE) for id in ids)


def _whole_id(id: str) -> str:
    """The pattern of an id; a PMID is only a number, so it needs the address of its library."""
    name = rf"{_LIBRARY}{id}" if id.isdecimal() else re.escape(id)
    return rf"(?<!\w){name}{_NO_MORE_OF_ID}"


def _own_by_title(agreeing: str) -> Identity:
    with_id = f", with {agreeing}" if agreeing else ""
    return _own(f"its title is at the top{with_id}")


def _identify_by_id(text: Text, source: Source, head: str, agreeing: str) -> Identity:
    """Whether a text with the source's DOI or PMID is its own although the title differs."""
    if _has_similar_title(source, text, head):
        return _own(f"a similar title is at the top, with {agreeing}")
    if not text.about.titles and source_doi(source) in text.about.dois:
        return _own(f"it names {agreeing} as its own")
    return _other(f"it has {agreeing}, but {_title_of(text)}", NoTextReason.ANOTHER)


def _identify_by_address(text: Text, source: Source, head: str) -> Identity:
    """Whether a text without the source's title and ids was read at the source's own address."""
    if _is_at_own_address(text, source) and _has_similar_title(source, text, head):
        return _own("a similar title is at the top, at its own address")
    because = f"neither title nor DOI nor PMID of the source is at its top; {_title_of(text)}"
    return _other(because, NoTextReason.UNIDENTIFIED)


def _own(because: str) -> Identity:
    return Identity(own=True, because=because)


def _other(because: str, reason: NoTextReason) -> Identity:
    return Identity(own=False, because=because, reason=reason)


def _is_at_own_address(text: Text, source: Source) -> bool:
    """Whether a source without DOI or PMID was read at its own address."""
    if source.fields.get("doi") or source.fields.get("pmid"):
        return False
    return text.address == source.fields.get("url")


def _title_of(text: Text) -> str:
    titles = [*text.about.titles, *text.content.splitlines()[:1], ""]
    title = next(filter(None, titles), "")
    language = _language_in_words(text.about.language)
    return f"its title is “{title[:120]}”{language}"


def _language_in_words(language: str) -> str:
    return f" (language: {language})" if language else ""


def _head(content: str) -> str:
    """The top of a text, up to a reference list."""
    top = content[:HEAD]
    references = _REFERENCES.search(top)
    return top[: references.start()] if references else top


# DOI and PMID


def _ids(text: Text, source: Source, head: str) -> Compared:
    """A DOI or PMID that agrees with the source's and one that contradicts it, or "".

    Those in the metadata take precedence over printed ones.
    """
    agreeing_doi, other_doi = _compared_dois(text, source, head)
    agreeing_pmid, other_pmid = _compared_pmids(text, source, head)
    agreeing_pmcid, other_pmcid = _compared("PMCID", source_pmcid(source), text.about.pmcids)
    agreeing = agreeing_doi or agreeing_pmid or agreeing_pmcid
    return agreeing, other_doi or other_pmid or other_pmcid


def _compared_dois(text: Text, source: Source, head: str) -> Compared:
    found = text.about.dois or tuple(_printed_dois(head))
    return _compared("DOI", source_doi(source), found)


def _compared_pmids(text: Text, source: Source, head: str) -> Compared:
    found = text.about.pmids or tuple(_PMID.findall(head))
    return _compared("PMID", source_pmid(source), found)


def _compared(name: str, wanted: str, found: tuple[str, ...]) -> Compared:
    """The wanted id if it was found, or else another that was found instead."""
    if not wanted or not found:
        return "", ""
    if wanted in found:
        return f"{name} {wanted}", ""
    return "", f"{name} {found[0]}"


def _printed_dois(head: str) -> Iterator[str]:
    """DOIs in running text, without punctuation; both readings of one that is split over lines."""
    for found in _DOI.finditer(head):
        first, _, rest = found[0].partition("\n")
        yield _without_punctuation(first)
        yield _without_punctuation(first + rest)


def _without_punctuation(printed: str) -> str:
    return plain_doi(_TRAILING.sub("", printed))


# Titles


def bare_letters(text: str) -> str:
    """Only letters and digits, in lower case and without accents, so that typography is ignored."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, decomposed))


def _has_title(source: Source, text: Text, head: str) -> bool:
    wanted = bare_letters(source.title)
    if not wanted or not _is_titled(wanted, source, text, head):
        return False
    return len(wanted) >= SHORT_TITLE or _names_author(source, text)


def _is_titled(wanted: str, source: Source, text: Text, head: str) -> bool:
    """Whether a title is in the metadata or fills lines at the top."""
    if any(wanted in _readings(title) for title in text.about.titles):
        return True
    return _has_lines(wanted, head.splitlines(), source.title)


def _names_author(source: Source, text: Text) -> bool:
    content = bare_letters(text.content)
    names = map(bare_letters, _author_names(source))
    return any(len(name) >= _FEWEST_LETTERS and name in content for name in names)


def _author_names(source: Source) -> Iterator[str]:
    """The names of people and bodies behind a source."""
    for person in (*source.authors, *source.editors):
        yield person.short
    for field in ("publisher", "institution", "organization"):
        yield source.fields.get(field, "")


def _readings(title: str) -> Iterator[str]:
    """A title in the metadata, whole and without the name of a site before or after it."""
    yield bare_letters(title)
    for cut in _SITE_NAME.finditer(title):
        before = title[: cut.start()]
        yield bare_letters(before)
        if not _NOTICE.match(before):
            yield bare_letters(title[cut.end() :])


def _has_lines(wanted: str, lines: list[str], title: str) -> bool:
    """Whether the title fills one or more lines, and the line above does not announce a notice."""
    shapes = list(map(bare_letters, lines))
    for start in range(len(lines)):
        filled = _fills(wanted, shapes[start : start + _LONGEST_TITLE])
        if filled and not _is_of_notice(start, lines, title):
            return True
    return False


def _is_of_notice(start: int, lines: list[str], title: str) -> bool:
    """Whether the line above a title announces a notice, and the source itself is none."""
    return start > 0 and _is_notice(lines[start - 1]) and not _NOTICE.match(title)


def _fills(wanted: str, shapes: list[str]) -> bool:
    """Whether a title fills the first of these lines, but for a footnote mark."""
    first = shapes[0]
    if not first or not wanted.startswith(first[: len(wanted)]):
        return False
    return any(_is_whole_title(wanted, joined) for joined in accumulate(shapes))


def _is_whole_title(wanted: str, joined: str) -> bool:
    """Whether joined lines are a title, but for a footnote mark."""
    tail = joined.removeprefix(wanted)
    return joined.startswith(wanted) and _TAIL.fullmatch(tail) is not None


def _is_notice(line: str) -> bool:
    return len(line) < _LONGEST_HEADING and _NOTICE.match(line) is not None


def _has_similar_title(source: Source, text: Text, head: str) -> bool:
    title = source.title
    candidates = [*text.about.titles, *head.splitlines()[:_TOP_LINES]]
    return any(_may_be_of(title, other) and _is_similar(title, other) for other in candidates)


def _may_be_of(title: str, candidate: str) -> bool:
    """Whether a candidate is no notice, unless the source's own title is one."""
    return _NOTICE.match(title) is not None or not _NOTICE.match(candidate)


def _is_similar(title: str, candidate: str) -> bool:
    """Whether two titles are nearly the same, or one lacks the other's subtitle."""
    wanted, shape = bare_letters(title), bare_letters(candidate)
    if fuzz.ratio(wanted, shape) >= ALIKE or _is_main_title(shape, title):
        return True
    return _extends(shape, wanted) and _SEPARATOR.search(candidate) is not None


def _extends(shape: str, wanted: str) -> bool:
    """Whether letters begin with those of a title that is distinctive."""
    return len(wanted) >= SHORT_TITLE and shape.startswith(wanted)


def _is_main_title(shape: str, title: str) -> bool:
    """Whether the letters are those of a title without its subtitle."""
    main = bare_letters(_SEPARATOR.split(title, maxsplit=1)[0])
    return len(main) >= SHORT_TITLE and shape == main
