"""Whether a text is the source's own: its title stands at the top, and no other DOI or PMID does."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz import fuzz

from evidence_guide.guide.bibtex import Source
from evidence_guide.proof.texts import Reason, Text
from evidence_guide.text.web_addresses import plain_doi, plain_pmid

HEAD = 6_000
"""Characters at the top of a text in which its title and ids are looked for."""
SHORT_TITLE = 20
"""A title with fewer letters and digits could be anybody's; it needs the author's or publisher's name beside it."""
ALIKE = 90
"""How alike (of 100) two titles are that belong together when DOI or PMID agree; never enough alone."""

_REFERENCES = re.compile(
    r"^\W*(?:\d+\.?\s*)?(?:references?|bibliography|literature(?: cited)?|works cited|literatur(?:verzeichnis)?|bibliographie|bibliografía)\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"“”]+(?:\n\S+)?")
_PMID = re.compile(r"\bPMID:?\s*(\d{1,9})\b", re.IGNORECASE)
_TAIL = re.compile(r"\d{0,3}|[a-z]")
"""What may follow a title in its line: a footnote's mark."""
_TRAILING = re.compile(r"[.,;:)\]}>'’*]+$")
_SEPARATOR = re.compile(r"\s*(?:[|–—·•»:]|\s[-:]\s|\?)\s*")
_NOTICE = re.compile(
    r"\W*(?:correct(?:ion|ed)|corrigend|errat|retract|withdrawa|comment|repl(?:y|ies)\b|response|letter|re\b|expression of concern|editorial|addend|author['’]s repl)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Identity:
    """Whose text it is: the source's own, or (with a reason of `texts.Reason`) not; and by what it was known."""

    own: bool
    because: str
    reason: Reason = Reason.UNIDENTIFIED


def is_of(text: Text, source: Source) -> Identity:
    """Whether a text is the source's own.

    Its whole title stands as lines of its own at the top, or is its title in the metadata; a DOI or PMID printed
    there must be the source's. A like title (no subtitle, one word otherwise) does only where DOI or PMID agree,
    or where a source without them was read at its own address. A title in a reference list counts for nothing.
    """
    head = _head(text.content)
    agree, other = _ids(text, source, head)
    if other:
        return Identity(own=False, because=f"it is {other}, {_named(text)}", reason=Reason.ANOTHER)
    if _stands(source, text, head):
        return Identity(
            own=True, because="its title stands at the top" + (f", with {agree}" if agree else "")
        )
    here = text.address == source.fields.get("url") and not (
        source.fields.get("doi") or source.fields.get("pmid")
    )
    if (agree or here) and _is_like(source.title, text, head):
        return Identity(
            own=True,
            because=f"a like title stands at the top, {'with ' + agree if agree else 'at its own address'}",
        )
    if (
        agree
        and not text.about.titles
        and plain_doi(source.fields.get("doi", "")) in text.about.dois
    ):
        return Identity(own=True, because=f"it names {agree} as its own")
    if agree:
        return Identity(
            own=False, because=f"it has {agree}, but {_named(text)}", reason=Reason.ANOTHER
        )
    return Identity(
        own=False,
        because=f"neither title nor DOI nor PMID of the source stands at its top; {_named(text)}",
    )


def _named(text: Text) -> str:
    title = next(iter(text.about.titles), "") or next(iter(text.content.splitlines()), "")
    language = f" (language: {text.about.language})" if text.about.language else ""
    return f"its title is “{title[:120]}”{language}"


def _head(content: str) -> str:
    """The top of a text, up to a reference list."""
    top = content[:HEAD]
    references = _REFERENCES.search(top)
    return top[: references.start()] if references else top


def _ids(text: Text, source: Source, head: str) -> tuple[str, str]:
    """The DOI or PMID that agrees with the source's, and one that contradicts it, each in words or ""; metadata go before print."""
    doi, pmid = plain_doi(source.fields.get("doi", "")), plain_pmid(source.fields.get("pmid", ""))
    agree = other = ""
    for name, wanted, found in (
        ("DOI", doi, text.about.dois or tuple(_printed_dois(head))),
        ("PMID", pmid, text.about.pmids or tuple(_PMID.findall(head))),
    ):
        if wanted and wanted in found:
            agree = agree or f"{name} {wanted}"
        elif wanted and found:
            other = other or f"{name} {found[0]}"
    return agree, other


def _printed_dois(head: str) -> Iterator[str]:
    """DOIs in running text, without what punctuation follows; one broken at a line's end is given in both readings."""
    for found in _DOI.finditer(head):
        first, _, rest = found[0].partition("\n")
        for printed in (first, first + rest):
            yield plain_doi(_TRAILING.sub("", printed))


def folded(text: str) -> str:
    """Letters and digits only, lower case, without accents: what is left of a title in any typography."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def _stands(source: Source, text: Text, head: str) -> bool:
    wanted = folded(source.title)
    if not wanted:
        return False
    found = any(wanted in _readings(title) for title in text.about.titles) or _has_lines(
        wanted, head.splitlines(), source.title
    )
    return found and (len(wanted) >= SHORT_TITLE or _names_author(source, text))


def _names_author(source: Source, text: Text) -> bool:
    names = [n.short for n in (*source.authors, *source.editors)] + [
        source.fields.get(f, "") for f in ("publisher", "institution", "organization")
    ]
    whole = folded(text.content)
    return any(len(folded(name)) > 2 and folded(name) in whole for name in names)  # noqa: PLR2004 (initials say nothing)


def _readings(title: str) -> Iterator[str]:
    """What a title in the metadata may say: all of it, or a part before or after the name of a site."""
    yield folded(title)
    for cut in re.finditer(r"\s+[|–—·•»-]\s+|\s*\|\s*", title):
        yield folded(title[: cut.start()])
        if not _NOTICE.match(title[: cut.start()]):
            yield folded(title[cut.end() :])


def _has_lines(wanted: str, lines: list[str], title: str) -> bool:
    """Whether the title fills whole lines, one or several, and no line above calls it a correction or a comment."""
    shapes = [folded(line) for line in lines]
    for start, shape in enumerate(shapes):
        if not shape or not wanted.startswith(shape[: len(wanted)]):
            continue
        if lines[start - 1 : start] and _is_notice(lines[start - 1]) and not _NOTICE.match(title):
            continue
        if any(
            run.startswith(wanted) and _TAIL.fullmatch(run[len(wanted) :])
            for run in accumulate(shapes[start : start + 12])
        ):
            return True
    return False


def _is_notice(line: str) -> bool:
    return bool(_NOTICE.match(line)) and len(line) < 60  # noqa: PLR2004 (a heading, not a sentence)


def _is_like(title: str, text: Text, head: str) -> bool:
    """Whether a title of the text is nearly the source's, or one of the two lacks the other's subtitle."""
    candidates = [*text.about.titles, *head.splitlines()[:40]]
    wanted, main = folded(title), folded(_SEPARATOR.split(title, maxsplit=1)[0])
    for candidate in candidates:
        shape = folded(candidate)
        if _NOTICE.match(candidate) and not _NOTICE.match(title):
            continue
        if fuzz.ratio(wanted, shape) >= ALIKE or (len(main) >= SHORT_TITLE and shape == main):
            return True
        if len(wanted) >= SHORT_TITLE and shape.startswith(wanted) and _SEPARATOR.search(candidate):
            return True
    return False
