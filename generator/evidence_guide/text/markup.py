"""Inline Markdown in evidence texts: to HTML, to styled runs, to plain text and to safe headings.

One parser serves all of them. HTML in a text is shown as text, and only https, mailto and local
addresses become links.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, ClassVar

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin
from pydantic import Field

from evidence_guide.text.characters import shared_start

_RULES = ["emphasis", "link", "escape", "entity"]
_MARKDOWN = MarkdownIt("zero").enable(_RULES).use(sub_plugin).use(superscript_plugin)
_STAR_IN_PRODUCT = re.compile(r"(?<=\w)\*(?=\w)")
_MARKS = frozenset("*_~^`\\")
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing."""
_MARKUP = re.compile(r"[*_\[\]~^\\&]")
_LINK_TARGET = re.compile(r"\]\(\s*<?([^)\s>]*)")
_SPECIAL_IN_HEADING = re.compile(r"[^\w ,.'’–—()%/:;?-]")
Attributes = dict[str, str]
Split = Callable[[str], Iterable[tuple[str, Attributes]]]
"""Splits plain words into parts, each with the attributes of the tag that it becomes, if any.

That tag is a link if it has an address, and otherwise an abbreviation.
"""


@lru_cache(maxsize=65536)
def inline_html(text: str) -> str:
    """HTML of a text: escaped, with emphasis, links, subscripts and superscripts."""
    return str(_MARKDOWN.renderInline(_with_escaped_products(text)))


@dataclass(frozen=True)
class Run:
    """Consecutive words in the same style."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    text: str
    marks: Annotated[
        tuple[str, ...], Field(description="Any of `strong`, `em`, `sub` and `sup`.")
    ] = ()
    link: Annotated[
        str, Field(description="The address that the words link to, or an empty string.")
    ] = ""


@lru_cache(maxsize=65536)
def runs(text: str) -> tuple[Run, ...]:
    """The text as styled runs, for a typesetter that takes data instead of markup."""
    found: list[Run] = []
    marks: list[str] = []
    link = ""
    for token in _tokens(text):
        if token.type in {"link_open", "link_close"}:
            link = _address(token)
        elif token.nesting:
            _toggle(token, marks)
        elif token.content:
            found.append(Run(token.content, tuple(marks), link))
    return tuple(found)


def _toggle(token: Token, marks: list[str]) -> None:
    """Adds a mark where it opens, and removes it where it closes."""
    name = token.type.rpartition("_")[0]
    if token.nesting > 0:
        marks.append(name)
    else:
        marks.remove(name)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The text without its markup."""
    if not _MARKUP.search(text):
        return text
    return "".join(token.content for token in _tokens(text))


def escaped(text: str) -> str:
    """Plain words as a text whose `plain` form they are."""
    return _MARKUP.sub(r"\\\g<0>", text)


def blank(text: str) -> bool:
    """Whether a reader sees nothing of a text, such as marks of Markdown around nothing."""
    if _begins_with_letter(text):
        return False
    return invisible("".join(char for char in plain(text) if char not in _MARKS))


def form_pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Any form of a word as a whole word."""
    words = "|".join(re.escape(plain(form)) for form in forms)
    return whole_word(words)


def whole_word(choices: str) -> re.Pattern[str]:
    """Any of some patterns as a whole word, in capitals or not."""
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def invisible(text: str) -> bool:
    """Whether nothing of a text is drawn, such as white space or marks that need a letter."""
    if _begins_with_letter(text):
        return False
    return not any(char not in _UNSEEN and unicodedata.category(char)[0] in "LNPS" for char in text)


def _begins_with_letter(text: str) -> bool:
    """Whether a text begins with a letter or digit of ASCII."""
    return text[:1].isascii() and text[:1].isalnum()


def link_words(text: str, split: Split) -> str:
    """HTML of a text in which words become links, except inside existing links."""
    depth = 0
    tokens: list[Token] = []
    for token in _tokens(text):
        if token.tag == "a":
            depth += token.nesting
        if token.type == "text" and not depth:
            tokens += _split_tokens(token, split)
        else:
            tokens.append(token)
    return RendererHTML().renderInline(tokens, _MARKDOWN.options, {})


def _split_tokens(token: Token, split: Split) -> Iterator[Token]:
    for content, attributes in split(token.content):
        text = Token("text", "", 0, content=content)
        if not attributes:
            yield text
            continue
        yield Token("link_open", "a", 1, attrs={**attributes})
        yield text
        yield Token("link_close", "a", -1)


Pieces = Split


def runs_html(text: str | tuple[Run, ...], pieces: Pieces | None = None) -> str:
    """HTML of a text that is parsed already; `pieces` parts every run of words outside links."""
    if isinstance(text, str):
        text = (Run(text),)
    found: list[str] = []
    opened: tuple[str, ...] = ()
    for run in text:
        found += _tags_between(opened, run.marks)
        found.append(_run_html(run, pieces))
        opened = run.marks
    found += _tags_between(opened, ())
    return "".join(found)


def _tags_between(opened: tuple[str, ...], marks: tuple[str, ...]) -> list[str]:
    """The tags that end the marks of one run and begin those of the next."""
    shared = shared_start(opened, marks)
    return [*_closing_tags(opened[shared:]), *_opening_tags(marks[shared:])]


def _opening_tags(marks: tuple[str, ...]) -> Iterator[str]:
    for mark in marks:
        yield f"<{mark}>"


def _closing_tags(marks: tuple[str, ...]) -> Iterator[str]:
    for mark in reversed(marks):
        yield f"</{mark}>"


def _run_html(run: Run, pieces: Pieces | None) -> str:
    if run.link:
        return _piece_html(run.text, {"href": run.link})
    if pieces is None:
        return escapeHtml(run.text)
    return "".join(_piece_html(words, attributes) for words, attributes in pieces(run.text))


def _piece_html(words: str, attributes: Attributes) -> str:
    """HTML of some words, in a tag if they have attributes."""
    inner = escapeHtml(words)
    if not attributes:
        return inner
    tag = "a" if "href" in attributes else "abbr"
    return f"<{tag}{_written_attributes(attributes)}>{inner}</{tag}>"


def _written_attributes(attributes: Attributes) -> str:
    """The attributes of a tag, each with a space before it."""
    written = [f' {name}="{escapeHtml(value)}"' for name, value in attributes.items()]
    return "".join(written)


def link_addresses(text: str) -> list[str]:
    """Addresses of all links, including those that the parser refused, as they are written."""
    accepted = [_address(token) for token in _tokens(text) if token.type == "link_open"]
    return accepted + _refused_addresses(text)


def _refused_addresses(text: str) -> list[str]:
    """Addresses of links that the parser left as they are written."""
    return [address for address in _LINK_TARGET.findall(plain(text)) if address]


def _address(link: Token) -> str:
    return str(link.attrGet("href") or "")


def _tokens(text: str) -> Iterator[Token]:
    for block in _MARKDOWN.parseInline(_with_escaped_products(text)):
        yield from block.children or ()


def _with_escaped_products(text: str) -> str:
    """The text with a backslash before each star of a product such as `5*3*2`."""
    return _STAR_IN_PRODUCT.sub(r"\\*", text)


def heading(text: str) -> str:
    """The plain text, safe in a Markdown heading: characters with a meaning become entities."""
    one_line = plain(text).replace("\n", " ")
    return _SPECIAL_IN_HEADING.sub(_entity, one_line).replace("_", "&#95;")


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def escape(text: object) -> str:
    """The text with HTML's special characters as entities, for attributes and plain fields."""
    return html.escape(str(text), quote=True)
