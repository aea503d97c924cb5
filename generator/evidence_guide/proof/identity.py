"""Whether a text is the source's own: its title is at the top, and no other DOI or PMID is."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz import fuzz

from evidence_guide.guide.bibtex import Source
from evidence_guide.proof.texts import NoTextReason, Text
from evidence_guide.text.web_addresses import plain_doi, plain_pmid

HEAD = 6_000
"""Characters at the top of a text in which its title and ids are searched."""
SHORT_TITLE = 20
"""A title with fewer letters is not distinctive; the author or publisher must be named too."""
ALIKE = 90
"""Least similarity (of 100) of two titles if DOI or PMID agree; never sufficient alone."""

_REFERENCES = re.compile(
    r"^\W*(?:\d+\.?\s*)?(?:references?|bibliography|literature(?: cited)?|works cited"
    r"|literatur(?:verzeichnis)?|bibliographie|bibliografía)\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"“”]+(?:\n\S+)?")
_PMID = re.compile(r"\bPMID:?\s*(\d{1,9})\b", re.IGNORECASE)
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
        return _own("its title is at the top" + (f", with {agreeing}" if agreeing else ""))
    if agreeing:
        return _identify_by_id(text, source, head, agreeing)
    if _is_at_own_address(text, source) and _has_similar_title(source, text, head):
        return _own("a similar title is at the top, at its own address")
    return _other(
        f"neither title nor DOI nor PMID of the source is at its top; {_title_of(text)}",
        NoTextReason.UNIDENTIFIED,
    )


def _identify_by_id(text: Text, source: Source, head: str, agreeing: str) -> Identity:
    """Whether a text with the source's DOI or PMID is its own although the title differs."""
    if _has_similar_title(source, text, head):
        return _own(f"a similar title is at the top, with {agreeing}")
    if not text.about.titles and _doi_of(source) in text.about.dois:
        return _own(f"it names {agreeing} as its own")
    return _other(f"it has {agreeing}, but {_title_of(text)}", NoTextReason.ANOTHER)


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
    title = next(iter(text.about.titles), "") or next(iter(text.content.splitlines()), "")
    language = f" (language: {text.about.language})" if text.about.language else ""
    return f"its title is “{title[:120]}”{language}"


def _head(content: str) -> str:
    """The top of a text, up to a reference list."""
    top = content[:HEAD]
    references = _REFERENCES.search(top)
    return top[: references.start()] if references else top


# DOI and PMID


def _doi_of(source: Source) -> str:
    return plain_doi(source.fields.get("doi", ""))


def _ids(text: Text, source: Source, head: str) -> tuple[str, str]:
    """A DOI or PMID that agrees with the source's and one that contradicts it, or "".

    Those in the metadata take precedence over printed ones.
    """
    pmid = plain_pmid(source.fields.get("pmid", ""))
    dois = text.about.dois or tuple(_printed_dois(head))
    pmids = text.about.pmids or tuple(_PMID.findall(head))
    by_doi = _compared("DOI", _doi_of(source), dois)
    by_pmid = _compared("PMID", pmid, pmids)
    return by_doi[0] or by_pmid[0], by_doi[1] or by_pmid[1]


def _compared(name: str, wanted: str, found: tuple[str, ...]) -> tuple[str, str]:
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
        for printed in (first, first + rest):
            yield plain_doi(_TRAILING.sub("", printed))


# Titles


def bare_letters(text: str) -> str:
    """Only letters and digits, in lower case and without accents, so that typography is ignored."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, decomposed))


def _has_title(source: Source, text: Text, head: str) -> bool:
    wanted = bare_letters(source.title)
    if not wanted:
        return False
    in_metadata = any(wanted in _readings(title) for title in text.about.titles)
    if not in_metadata and not _has_lines(wanted, head.splitlines(), source.title):
        return False
    return len(wanted) >= SHORT_TITLE or _names_author(source, text)


def _names_author(source: Source, text: Text) -> bool:
    people = [name.short for name in (*source.authors, *source.editors)]
    bodies = [source.fields.get(name, "") for name in ("publisher", "institution", "organization")]
    names = [bare_letters(name) for name in (*people, *bodies)]
    content = bare_letters(text.content)
    return any(len(name) >= _FEWEST_LETTERS and name in content for name in names)


def _readings(title: str) -> Iterator[str]:
    """A title in the metadata, whole and without the name of a site before or after it."""
    yield bare_letters(title)
    for cut in _SITE_NAME.finditer(title):
        before, after = title[: cut.start()], title[cut.end() :]
        yield bare_letters(before)
        if not _NOTICE.match(before):
            yield bare_letters(after)


def _has_lines(wanted: str, lines: list[str], title: str) -> bool:
    """Whether the title fills one or more lines, and the line above does not announce a notice."""
    shapes = [bare_letters(line) for line in lines]
    for start, shape in enumerate(shapes):
        if not shape or not wanted.startswith(shape[: len(wanted)]):
            continue
        below_notice = start > 0 and _is_notice(lines[start - 1])
        if below_notice and not _NOTICE.match(title):
            continue
        if _fills(wanted, shapes[start : start + _LONGEST_TITLE]):
            return True
    return False


def _fills(wanted: str, shapes: list[str]) -> bool:
    """Whether a title fills the first of these lines, but for a footnote mark."""
    tails = [
        joined.removeprefix(wanted) for joined in accumulate(shapes) if joined.startswith(wanted)
    ]
    return any(_TAIL.fullmatch(tail) for tail in tails)


def _is_notice(line: str) -> bool:
    return len(line) < _LONGEST_HEADING and _NOTICE.match(line) is not None


def _has_similar_title(source: Source, text: Text, head: str) -> bool:
    candidates = [*text.about.titles, *head.splitlines()[:_TOP_LINES]]
    if not _NOTICE.match(source.title):
        candidates = [candidate for candidate in candidates if not _NOTICE.match(candidate)]
    return any(_is_similar(source.title, candidate) for candidate in candidates)


def _is_similar(title: str, candidate: str) -> bool:
    """Whether two titles are nearly the same, or one lacks the other's subtitle."""
    wanted, shape = bare_letters(title), bare_letters(candidate)
    main = bare_letters(_SEPARATOR.split(title, maxsplit=1)[0])
    if fuzz.ratio(wanted, shape) >= ALIKE:
        return True
    if len(main) >= SHORT_TITLE and shape == main:
        return True
    extends = len(wanted) >= SHORT_TITLE and shape.startswith(wanted)
    return extends and _SEPARATOR.search(candidate) is not None
