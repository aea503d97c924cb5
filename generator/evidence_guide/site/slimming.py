"""Removes from the pages and style sheets of a built site whatever no page can use."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from tinycss2 import parse_rule_list, parse_stylesheet, serialize
from tinycss2.ast import Node

Tokens = list[Node]
_PREFORMATTED = re.compile(r"(<pre[\s>].*?</pre>|<textarea[\s>].*?</textarea>)", re.DOTALL)
_THEME = ("javascripts", "stylesheets")
"""The theme's folders below `assets`, where its source maps are."""
_NESTED = frozenset({"media", "supports", "layer"})
"""At-rules that hold rules."""
_FIXED = re.compile(r"dir|data-md-color-[a-z]+")
"""The attributes whose values pages fix."""
_COMBINATORS = frozenset({" ", ">", "+", "~"})
_TAGS = re.compile(r"<([a-z][a-z0-9]*)")
_CLASSES = re.compile(r"""\sclass=["']?([^"'>]*)""")
_VALUES = re.compile(r"""\s(dir|data-md-color-[a-z]+)=["']?([^"'\s>]*)""")
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")
_WORD = re.compile(r"[\w-]+")
_THEME_LINK = r'<link rel="stylesheet" href="[^"]*assets/stylesheets/([\w.-]+)">\s*'


@dataclass
class Used:
    """What the pages and scripts of a site name."""

    tags: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    values: set[tuple[str, str]] = field(default_factory=set)
    """Attributes with their values."""
    sheets: set[str] = field(default_factory=set)
    """The theme's style sheets that a page loads by themselves."""
    scripts: str = ""

    def read_page(self, text: str) -> None:
        """Adds the names of a page."""
        self.tags.update(_TAGS.findall(text))
        for names in _CLASSES.findall(text):
            self.classes.update(names.split())
        self.values.update(_VALUES.findall(text))
        self.sheets.update(re.findall(_THEME_LINK, text))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the scripts, once they are known."""
        return frozenset(_WORD.findall(self.scripts))

    def matches(self, selector: Tokens) -> bool:
        """Whether a selector can match a part of a page; a script may add whatever it names.

        What is in brackets, as after `:not`, can only make it match less.
        """
        before = " "
        for token in selector:
            if not self._has(before, token):
                return False
            before = _sign(token)
        return True

    def _has(self, before: str, token: Node) -> bool:
        """Whether a page can have what a token of a selector asks for."""
        if token.type == "[] block":
            return self._has_value(token.content)
        if token.type != "ident":
            return True
        if before == ".":
            return self._has_class(token.value)
        return before not in _COMBINATORS or self._has_tag(token.value)

    def _has_value(self, attribute: Tokens) -> bool:
        names = [token.value for token in attribute if token.type in {"ident", "string"}]
        is_fixed = _FIXED.fullmatch(names[0]) and "=" in map(_sign, attribute)
        return not is_fixed or tuple(names) in self.values

    def _has_class(self, name: str) -> bool:
        return name in self.classes or name in self.words

    def _has_tag(self, name: str) -> bool:
        return name in self.tags or f'"{name}"' in self.scripts or f"<{name}" in self.scripts


def slim(site: Path, own: Sequence[str], used: Used) -> None:
    """Slims the style sheets of a built site, its `own` too, and drops source maps.

    The first of its own comes to hold the theme's, which pages no longer load by themselves.
    `used` has read all pages of the site.
    """
    _drop_source_maps(site)
    used.scripts = _scripts(site)
    sheets = sorted((site / "assets/stylesheets").glob("*.css"))
    texts = {path: slimmed(path.read_text("utf-8"), used) for path in sheets}
    asked = _asked(site, texts.values(), used.scripts)
    theme = {path: _without_properties(text, asked) for path, text in texts.items()}
    for path, text in theme.items():
        _write(path, text)
    for sheet in filter(Path.is_file, map(site.joinpath, own)):
        _write(sheet, slimmed(sheet.read_text("utf-8"), used))
    _join(site / own[0], [path for path in sheets if path.name not in used.sheets])


def _join(own: Path, sheets: Iterable[Path]) -> None:
    """Moves some style sheets into the file of one of ours, before it."""
    parts = [path.read_text("utf-8") for path in (*sheets, own)]
    _write(own, "".join(parts))
    for path in sheets:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def with_one_sheet(page: str, own: str) -> str:
    """A page without links to the theme's style sheets before ours, which holds them.

    A page with another style sheet in between keeps them.
    """
    links = rf'(?:{_THEME_LINK})+(?=<link rel="stylesheet" href="[^"]*{own}")'
    return re.sub(links, "", page, count=1)


def _drop_source_maps(site: Path) -> None:
    for folder in _THEME:
        for path in (site / "assets" / folder).rglob("*.map"):
            path.unlink()


def tight(page: str) -> str:
    """A page without empty lines and indentation, which the theme's templates leave in numbers."""
    parts = _PREFORMATTED.split(page)
    parts[::2] = map(_without_indentation, parts[::2])
    return "".join(parts)


def _without_indentation(text: str) -> str:
    """A text with one line break wherever white space has some."""
    first, *lines = text.split("\n")
    if not lines:
        return text
    inner = filter(None, map(str.strip, lines[:-1]))
    return "\n".join([first.rstrip(), *inner, lines[-1].lstrip()])


def _scripts(site: Path) -> str:
    scripts = filter(_is_code, sorted(site.rglob("*.js")))
    return "\n".join(path.read_text("utf-8") for path in scripts)


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")


def _is_code(path: Path) -> bool:
    """Whether a script is more than data."""
    return path.name not in {"search_index.js", "found.js"}


def _asked(site: Path, slim_texts: Iterable[str], scripts: str) -> frozenset[str]:
    """The properties that a style sheet or a script of the site asks for."""
    texts = (*slim_texts, scripts, *_other_sheets(site))
    return frozenset(chain.from_iterable(map(_ASKED.findall, texts)))


def _other_sheets(site: Path) -> Iterator[str]:
    """The style sheets that are not the theme's."""
    theme = site / "assets/stylesheets"
    for path in site.rglob("*.css"):
        if theme not in path.parents:
            yield path.read_text("utf-8")


def slimmed(css: str, used: Used) -> str:
    """A style sheet without comments and without rules that can match nothing."""
    return _rewritten(css, partial(_used_rule, used))


def _without_properties(css: str, asked: frozenset[str]) -> str:
    """A style sheet without properties that nothing asks for."""
    return _rewritten(css, partial(_asked_rule, asked))


def _rewritten(css: str, change: Callable[[Node], str]) -> str:
    """A style sheet with each of its rules changed, those in at-rules such as `@media` too."""
    rules = parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_each(rules, change))


def _each(rules: Iterable[Node], change: Callable[[Node], str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield change(rule)
        elif rule.type == "at-rule":
            yield _at_rule(rule, change)
        else:
            yield serialize([rule])


def _at_rule(rule: Node, change: Callable[[Node], str]) -> str:
    head = _head(rule)
    if rule.content is None:
        return f"{head};"
    if rule.lower_at_keyword not in _NESTED:
        return f"{head}{{{_text(rule.content)}}}"
    rules = parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
    inner = "".join(_each(rules, change))
    return f"{head}{{{inner}}}" if inner else ""


def _head(rule: Node) -> str:
    """The name of an at-rule and what it asks for."""
    return f"@{rule.at_keyword}{serialize(rule.prelude).rstrip()}"


def _used_rule(used: Used, rule: Node) -> str:
    """A rule with those of its selectors that can match; empty if none can."""
    selectors = filter(used.matches, _split(rule.prelude, ","))
    head = ",".join(map(_text, selectors))
    return f"{head}{{{_text(rule.content)}}}" if head else ""


def _asked_rule(asked: frozenset[str], rule: Node) -> str:
    """A rule without properties that nothing asks for; empty if no declaration is left."""
    kept = [part for part in _split(rule.content, ";") if _is_asked(part, asked)]
    body = ";".join(map(serialize, kept))
    return f"{_text(rule.prelude)}{{{body}}}" if body.strip() else ""


def _is_asked(declaration: Tokens, asked: frozenset[str]) -> bool:
    name = _first_name(declaration)
    return not name.startswith("--") or name in asked


def _first_name(declaration: Tokens) -> str:
    """The property that a declaration sets; empty if it sets none."""
    return next((token.value for token in declaration if token.type == "ident"), "")


def _split(tokens: Tokens, sign: str) -> Iterator[Tokens]:
    """The parts of some tokens between a sign."""
    part: Tokens = []
    for token in tokens:
        if token.type == "literal" and token.value == sign:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _sign(token: Node) -> str:
    """The sign that a token is, a blank for white space; otherwise empty."""
    if token.type == "whitespace":
        return " "
    return str(token.value) if token.type == "literal" else ""


def _text(tokens: Tokens) -> str:
    """Tokens as text, without comments and without white space around."""
    return str(serialize([token for token in tokens if token.type != "comment"])).strip()
