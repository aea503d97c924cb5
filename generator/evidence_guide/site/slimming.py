"""Removes from the pages and style sheets of a built site whatever no page can use."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_TOKEN = re.compile(
    r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^"')]*\)|[{};,()\[\]]""", re.DOTALL
)
_SPACE = re.compile(r"(<(pre|textarea)[\s>].*?</\2>)|\s*\n\s*", re.DOTALL)
"""White space with a line break; what is preformatted is matched first, to be kept."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NESTED = ("@media", "@supports", "@layer")
"""At-rules that hold rules."""
_CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
_TAG = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9]*)")
_VALUE = re.compile(r"""\[(dir|data-md-color-[a-z]+)=["']?([^"'\]]*)""")
"""The attributes whose values pages fix."""
_IN_BRACKETS = re.compile(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_TAGS = re.compile(r"<([a-z][a-z0-9]*)")
_CLASSES = re.compile(r"""\sclass=["']?([^"'>]*)""")
_VALUES = re.compile(r"""\s(dir|data-md-color-[a-z]+)=["']?([^"'\s>]*)""")
_PROPERTY = re.compile(r"\s*(--[\w-]+)\s*:")
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")


@dataclass
class Used:
    """What the pages and scripts of a site name."""

    tags: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    values: set[tuple[str, str]] = field(default_factory=set)
    """Attributes with their values."""
    scripts: str = ""

    def read_page(self, text: str) -> None:
        """Adds the names of a page."""
        self.tags.update(_TAGS.findall(text))
        for names in _CLASSES.findall(text):
            self.classes.update(names.split())
        self.values.update(_VALUES.findall(text))

    def matches(self, selector: str) -> bool:
        """Whether a selector can match a part of a page; a script may add whatever it names."""
        plain = _IN_BRACKETS.sub("", selector)
        if not self.values.issuperset(_VALUE.findall(plain)):
            return False
        classes = (name.replace("\\", "") for name in _CLASS.findall(plain))
        return all(map(self._has_class, classes)) and all(map(self._has_tag, _TAG.findall(plain)))

    def _has_class(self, name: str) -> bool:
        return name in self.classes or name in self.scripts

    def _has_tag(self, name: str) -> bool:
        return name in self.tags or f'"{name}"' in self.scripts or f"<{name}" in self.scripts


def slim(site: Path, own: Iterable[str]) -> None:
    """Slims the pages and style sheets of a built site, its `own` too, and drops source maps."""
    for path in (site / "assets").rglob("*.map"):
        path.unlink()
    used = _used(site)
    sheets = sorted((site / "assets/stylesheets").glob("*.css"))
    texts = {path: slimmed(path.read_text("utf-8"), used) for path in sheets}
    asked = _asked(site, texts.values(), used.scripts)
    for path, text in texts.items():
        path.write_text(_without_properties(text, asked), "utf-8", newline="\n")
    for sheet in filter(Path.is_file, map(site.joinpath, own)):
        sheet.write_text(slimmed(sheet.read_text("utf-8"), used), "utf-8", newline="\n")


def tight(page: str) -> str:
    """A page without empty lines and indentation, which the theme's templates leave in numbers."""
    return _SPACE.sub(lambda found: found[1] or "\n", page)


def _used(site: Path) -> Used:
    """The names in all pages and scripts of a site; the pages are made tight on the way."""
    used = Used()
    for path in sorted(site.rglob("*.html")):
        page = tight(path.read_text("utf-8"))
        path.write_text(page, "utf-8", newline="\n")
        used.read_page(page)
    scripts = filter(_is_code, sorted(site.rglob("*.js")))
    used.scripts = "\n".join(path.read_text("utf-8") for path in scripts)
    return used


def _is_code(path: Path) -> bool:
    """Whether a script is more than data."""
    return path.name not in {"search_index.js", "found.js"}


def _asked(site: Path, slim_texts: Iterable[str], scripts: str) -> frozenset[str]:
    """The properties that a style sheet or a script of the site asks for."""
    theme = site / "assets/stylesheets"
    others = [path for path in sorted(site.rglob("*.css")) if theme not in path.parents]
    texts = [*slim_texts, scripts, *(path.read_text("utf-8") for path in others)]
    return frozenset(name for text in texts for name in _ASKED.findall(text))


def slimmed(css: str, used: Used) -> str:
    """A style sheet without comments and without rules that can match nothing."""
    return "".join(_slim_rules(_COMMENT.sub("", css), used))


def _slim_rules(css: str, used: Used) -> Iterator[str]:
    for head, body in rules(css):
        if body is None:
            yield f"{head};"
        elif head.startswith(_NESTED):
            inner = slimmed(body, used)
            yield f"{head}{{{inner}}}" if inner else ""
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        else:
            selectors = ",".join(filter(used.matches, split(head, ",")))
            yield f"{selectors}{{{body}}}" if selectors else ""


def rules(css: str) -> Iterator[tuple[str, str | None]]:
    """The rules of a style sheet, each with its body; a statement such as `@charset` has none."""
    depth = start = opened = 0
    for token in _TOKEN.finditer(css):
        sign, at = token[0], token.start()
        if sign == "{":
            opened = opened if depth else at
            depth += 1
        elif sign == "}":
            depth -= 1
        if depth == 0 and sign == "}":
            yield css[start:opened].strip(), css[opened + 1 : at]
            start = at + 1
        elif depth == 0 and sign == ";":
            yield css[start:at].strip(), None
            start = at + 1


def split(text: str, sign: str) -> list[str]:
    """The parts of a text between signs that stand in no brackets."""
    depth, start, parts = 0, 0, []
    for token in _TOKEN.finditer(text):
        depth += (token[0] in {"(", "["}) - (token[0] in {")", "]"})
        if token[0] == sign and depth == 0:
            parts.append(text[start : token.start()])
            start = token.end()
    return [*parts, text[start:]]


def _without_properties(css: str, asked: frozenset[str]) -> str:
    """A style sheet without properties that nothing asks for."""
    return "".join(_rule_without(head, body, asked) for head, body in rules(css))


def _rule_without(head: str, body: str | None, asked: frozenset[str]) -> str:
    if body is None:
        return f"{head};"
    if head.startswith("@") and "{" in body:
        return f"{head}{{{_without_properties(body, asked)}}}"
    kept = [part for part in split(body, ";") if _is_asked(part, asked)]
    return f"{head}{{{';'.join(kept)}}}" if any(kept) else ""


def _is_asked(declaration: str, asked: frozenset[str]) -> bool:
    name = _PROPERTY.match(declaration)
    return name is None or name[1] in asked
