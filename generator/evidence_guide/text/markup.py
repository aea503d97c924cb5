"""Inline Markdown of evidence texts to HTML, runs of words, plain text and safe headings.

One parser for all of them; HTML in a text is shown as text, and only https, mailto and local links become links.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

_MARKDOWN = (
    MarkdownIt("zero")
    .enable(["emphasis", "link", "escape", "entity"])
    .use(sub_plugin)
    .use(superscript_plugin)
)
_STAR_IN_PRODUCT = re.compile(r"(?<=\w)\*(?=\w)")
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"')\]]*\s+(?=[A-Z0-9\"'(\[])")
_ABBREVIATIONS = re.compile(r"\b(e\.g|i\.e|vs|al|Dr|St|approx|no|No|U\.S|U\.K)\.$")


@lru_cache(maxsize=65536)
def inline(text: str) -> str:
    """HTML of a text: escaped, with emphasis, links, sub- and superscript."""
    return str(_MARKDOWN.renderInline(_STAR_IN_PRODUCT.sub(r"\\*", text)))


@dataclass(frozen=True)
class Run:
    """Words that look alike."""

    text: str
    marks: tuple[str, ...] = ()
    """Any of `strong`, `em`, `sub` and `sup`."""
    link: str = ""
    """The address they link to, or nothing."""


@lru_cache(maxsize=65536)
def runs(text: str) -> tuple[Run, ...]:
    """The text as runs, for a typesetter that takes data and no markup."""
    found: list[Run] = []
    marks: list[str] = []
    link = ""
    for token in _tokens(text):
        name = token.type.rpartition("_")[0]
        if name == "link":
            link = str(token.attrGet("href") or "")
        elif token.nesting > 0:
            marks.append(name)
        elif token.nesting < 0:
            marks.remove(name)
        elif token.content:
            found.append(Run(token.content, tuple(marks), link))
    return tuple(found)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The text without its markup."""
    return (
        "".join(token.content for token in _tokens(text))
        if re.search(r"[*_\[\]~^\\&]", text)
        else text
    )


def linked(text: str, pieces: Callable[[str], Iterable[tuple[str, dict[str, str]]]]) -> str:
    """HTML of a text in which `pieces` parts every run of plain words outside of links; a part with attributes becomes a link with these."""
    inside = 0
    tokens: list[Token] = []
    for token in _tokens(text):
        inside += token.nesting * (token.tag == "a")
        tokens += _parted(token, pieces) if token.type == "text" and not inside else [token]
    return RendererHTML().renderInline(tokens, _MARKDOWN.options, {})


def _parted(
    token: Token, pieces: Callable[[str], Iterable[tuple[str, dict[str, str]]]]
) -> Iterator[Token]:
    for content, attributes in pieces(token.content):
        if attributes:
            yield Token("link_open", "a", 1, attrs={**attributes})
        yield Token("text", "", 0, content=content)
        if attributes:
            yield Token("link_close", "a", -1)


Pieces = Callable[[str], Iterable[tuple[str, dict[str, str]]]]
"""Parts plain words; a part with attributes becomes a link with these."""


def rendered(text: str | tuple[Run, ...], pieces: Pieces | None = None) -> str:
    """HTML of a text that is parsed already; `pieces` parts every run of words outside of links."""
    if isinstance(text, str):
        text = (Run(text),)
    found: list[str] = []
    opened: tuple[str, ...] = ()
    for run in text:
        shared = _shared(opened, run.marks)
        found += [f"</{mark}>" for mark in reversed(opened[shared:])]
        found += [f"<{mark}>" for mark in run.marks[shared:]]
        opened = run.marks
        found.append(_run_html(run, pieces))
    found += [f"</{mark}>" for mark in reversed(opened)]
    return "".join(found)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many marks two runs have in common, from the outermost."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _run_html(run: Run, pieces: Pieces | None) -> str:
    if run.link:
        return f'<a href="{escapeHtml(run.link)}">{escapeHtml(run.text)}</a>'
    found = []
    for words, attributes in pieces(run.text) if pieces else [(run.text, {})]:
        inner = escapeHtml(words)
        if attributes:
            told = "".join(f' {name}="{escapeHtml(value)}"' for name, value in attributes.items())
            inner = f"<a{told}>{inner}</a>"
        found.append(inner)
    return "".join(found)


def links(text: str) -> list[str]:
    """Addresses that the text links to or tries to: refused ones are listed as they were written."""
    made = [
        str(token.attrGet("href") or "") for token in _tokens(text) if token.type == "link_open"
    ]
    return made + [m for m in re.findall(r"\]\(\s*<?([^)\s>]*)", plain(text)) if m]


def _tokens(text: str) -> Iterator[Token]:
    for block in _MARKDOWN.parseInline(_STAR_IN_PRODUCT.sub(r"\\*", text)):
        yield from block.children or ()


def heading(text: str) -> str:
    """The plain text as it can stand in a Markdown heading: every mark of Markdown and of its extensions is an entity."""
    return re.sub(
        r"[^\w ,.'’–—()%/:;?-]", lambda m: f"&#{ord(m[0])};", plain(text).replace("\n", " ")
    ).replace("_", "&#95;")


def escape(text: object) -> str:
    """The text with HTML's special characters as entities; the one filter for attributes and plain fields."""
    return html.escape(str(text), quote=True)


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; a full stop behind a known abbreviation ends none."""
    found: list[str] = []
    for part in _SENTENCE_END.split(text):
        if found and _ABBREVIATIONS.search(found[-1]):
            found[-1] += " " + part
        else:
            found.append(part)
    return [sentence for sentence in found if sentence.strip()]
