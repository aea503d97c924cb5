"""How much of its source a text is, by its content: only a whole text can disprove a passage."""

import re
from itertools import takewhile

from evidence_guide.guide.lock import WHOLE_TEXTS
from evidence_guide.guide.source import Source
from evidence_guide.proof.source_ids import source_doi, source_pmcid, source_pmid
from evidence_guide.proof.texts import How, Text

FEWEST_OF_ARTICLE = 6_000
"""Characters of running text that an article with headings has; a long abstract has fewer."""
FEWEST_WITHOUT_HEADINGS = 15_000
FEWEST_OF_XML = 1_000
"""Characters of running text of an article that its XML marks as one."""
FEWEST_OF_PAGE = 1_500
"""Characters of running text of a web page; one with fewer may only lead to a document."""
FEWEST_OF_LANDING = 5_000
"""The same for a page that offers its document as a download."""
_RUNNING = 40
"""Characters of a line of running text; menus and lists of links have shorter lines."""
_PARTS = re.compile(
    r"(?:\d+\.?\s*)?(?:(?P<introduction>introduction|background)"
    r"|(?P<methods>(?:(?:materials?|patients|subjects|participants) and )?methods"
    r"|case (?:report|presentation|description)s?|experimental)"
    r"|(?P<results>results|findings|results and discussion)|(?P<discussion>discussion|comment))\W*",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:\d+\.?\s*)?(?:references?|bibliography|literature cited|cited by|citing articles"
    r"|(?:similar|related|recommended|recommended for you|more) (?:articles|content)"
    r"|section snippets)\W*(?:\(\d+\))?",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"^\W*abstract(?:\W|$)", re.IGNORECASE | re.MULTILINE)
_DOWNLOAD = re.compile(
    r"^\W*(?:download|view|open|read|get|full[- ]text|pdf)\b.{0,60}$", re.IGNORECASE | re.MULTILINE
)
_OMISSION = re.compile(r"^\W*(?:…|\.{3}|\. \. \.)\W*$", re.MULTILINE)
"""A line that holds nothing but a mark of omission."""
_BROKEN_OFF = re.compile(r"[a-z,;–-]$|…$|\.\.\.$")
_FEWEST_PARTS = 2
_LONG_LINE = 60


def extent(text: Text, source: Source) -> How:
    """How much of its source a text is.

    A text counts as whole only if its content shows that: an article by its parts and length, a
    page by its length. Extracts by hand, landing pages and truncated texts do not.
    """
    if text.how in {How.ABSTRACT, How.EXCERPT}:
        return text.how
    if text.how is How.FULL:
        return _by_length(text.content, FEWEST_OF_XML, How.FULL)
    return _of_article(text.content) if is_paper(source) else _of_page(text.content)


def is_whole_text(how: str) -> bool:
    """Whether a text is all of its source, so that what is not in it is not in the source."""
    return how in WHOLE_TEXTS


def is_paper(source: Source) -> bool:
    """Whether a source is an article, of which a web page may show only the abstract."""
    ids = source_doi(source), source_pmid(source), source_pmcid(source)
    return source.type == "article" or any(ids)


def _by_length(content: str, fewest: int, whole: How) -> How:
    is_short = _length(content.splitlines()) < fewest or _is_cut(content)
    return How.EXCERPT if is_short else whole


def _is_cut(content: str) -> bool:
    """Whether a text leaves something out, or breaks off in the middle of a sentence."""
    if _OMISSION.search(content):
        return True
    return _is_broken_off(content.rstrip().rpartition("\n")[2])


def _is_broken_off(line: str) -> bool:
    """Whether a last line is long and ends in the middle of a sentence."""
    return len(line) > _LONG_LINE and _BROKEN_OFF.search(line) is not None


def _of_article(content: str) -> How:
    if _is_article(content):
        return How.EXCERPT if _OMISSION.search(content) else How.FULL
    return How.ABSTRACT if _ABSTRACT.search(content) else How.EXCERPT


def _is_article(content: str) -> bool:
    """Whether a text has the length of an article, and its parts or a length beyond doubt."""
    lines = list(takewhile(_is_before_end, content.splitlines()))
    length = _length(lines)
    if length >= FEWEST_WITHOUT_HEADINGS:
        return True
    return length >= FEWEST_OF_ARTICLE and _has_parts(lines)


def _is_before_end(line: str) -> bool:
    """Whether a line is not the heading of references, of related articles or of snippets."""
    return _END.fullmatch(line) is None


def _has_parts(lines: list[str]) -> bool:
    """Whether headings name parts of an article, and not only those of an abstract."""
    parts = _named_parts(lines)
    return "discussion" in parts and len(parts) >= _FEWEST_PARTS


def _named_parts(lines: list[str]) -> set[str | None]:
    """The parts of an article that headings name."""
    return {match.lastgroup for match in map(_PARTS.fullmatch, lines) if match}


def _length(lines: list[str]) -> int:
    """The characters of running text."""
    return sum(len(line) for line in lines if len(line) >= _RUNNING)


def _of_page(content: str) -> How:
    fewest = FEWEST_OF_LANDING if _DOWNLOAD.search(content) else FEWEST_OF_PAGE
    return _by_length(content, fewest, How.PAGE)
