"""Moves inline scripts and styles of finished pages into files, as the policy demands."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from itertools import starmap

from evidence_guide.files.output import Output
from evidence_guide.site.policy import META, RUN

MOVED_ONLY = RUN - {"importmap", "module", "speculationrules"}
"""Types of the scripts that are moved: those that run once, in their place on the page."""

OWN = "own"
"""The name of our own script among those of a page."""

_INSIDE = r"""(?:[^"'>]++|"[^"]*"|'[^']*')*+"""
_PARTS = re.compile(
    rf"<!--.*?-->"
    rf"|<(?P<raw>script|style)(?=[\s>])(?P<with>{_INSIDE})>(?P<text>.*?)</(?P=raw)\s*>"
    rf"|<[a-z]{_INSIDE}>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""\s*+([^\s"'<>/=]++)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]++))?""")
_HEAD = re.compile(rf"<head(?=[\s>]){_INSIDE}>", re.IGNORECASE)
_DECLARATIONS = re.compile(r"""(?:(?!/\*)[^{}"'\\@<])+""")
"""Declarations that stay within their rule."""


@dataclass
class Inline:
    """The inline scripts and styles of a site's pages, each once, by a name made from its text."""

    script: str
    """Address of the script that runs them, relative to the site."""
    stylesheet: str
    """Address of the style sheet that holds them, relative to the site."""
    scripts: dict[str, str] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)
    """The declarations of style attributes."""
    sheets: dict[str, str] = field(default_factory=dict)
    """The rules of style elements, each a file of its own."""

    def moved(self, page: str, top: str) -> str:
        """A finished page with the policy and without inline code; `top` leads from it to the site.

        The first inline script becomes the tag that loads our script. Each later one becomes a
        placeholder, at which our script runs what was written there.
        """
        page = _PARTS.sub(lambda part: self._part(part, top), page)
        page = page.replace(_place(""), f'<script src="{top}{self.script}" data-part="', 1)
        return _HEAD.sub(lambda head: f"{head[0]}\n    {META}", page, count=1)

    def outputs(self, script: str, stylesheet: str, runner: str) -> Iterator[Output]:
        """The files that hold what was moved, with our own script and style sheet."""
        parts = [*sorted(self.scripts.items()), (OWN, script)]
        functions = "".join(starmap(_function, parts))
        yield Output(self.script, f"(() => {{\n{runner}runInPlace({{\n{functions}}})\n}})()\n")
        rules = starmap(_style_rule, sorted(self.styles.items()))
        yield Output(self.stylesheet, stylesheet + "".join(rules))
        for name, text in sorted(self.sheets.items()):
            yield Output(_sheet(name), text)

    def _part(self, part: re.Match[str], top: str) -> str:
        """A part of a page without its inline code."""
        kind = (part["raw"] or "").lower()
        if kind == "script":
            return self._script(part)
        if kind == "style":
            name = kept(self.sheets, part["text"])
            return f'<link rel="stylesheet"{part["with"]} href="{top}{_sheet(name)}">'
        return self._tag(part[0]) if "style" in part[0].lower() else part[0]

    def _script(self, part: re.Match[str]) -> str:
        """A placeholder for an inline script and for our own; any other script as it is."""
        given = _attributes(part["with"])
        if given.get("src", "").endswith(self.script):
            return _place(f'{OWN}"></script>')
        if "src" in given or given.get("type", "").strip().lower() not in MOVED_ONLY:
            return part[0]
        return _place(f'{kept(self.scripts, part["text"])}"></script>')

    def _tag(self, tag: str) -> str:
        """A tag whose style attribute has become a name."""
        return tag if tag.startswith("<!--") else _ATTRIBUTE.sub(self._attribute, tag)

    def _attribute(self, attribute: re.Match[str]) -> str:
        """An attribute; one that holds a style becomes a name."""
        declarations = unescape((attribute[2] or "").strip("\"'"))
        if attribute[1].lower() != "style" or not _DECLARATIONS.fullmatch(declarations):
            return attribute[0]
        return f' data-eg-style="{kept(self.styles, declarations)}"'


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag, without quotation marks."""
    found = _ATTRIBUTE.findall(text)
    return {name.lower(): value.strip("\"'") for name, value in found}


def _function(name: str, text: str) -> str:
    return f"{json.dumps(name)}: function () {{\n{text}\n}},\n"


def _style_rule(name: str, text: str) -> str:
    return f':is([data-eg-style="{name}"],#_#_#_){{{text}}}\n'


def _place(rest: str) -> str:
    """A block of data that marks where a script runs."""
    return f'<script type="text/plain" data-part="{rest}'


def _sheet(name: str) -> str:
    return f"assets/{name}.css"


def kept(texts: dict[str, str], text: str) -> str:
    """The name under which a text is kept."""
    name = sha256(text.encode()).hexdigest()[:8]
    texts[name] = text
    return name
