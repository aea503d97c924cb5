"""One page while it is rendered: its address, its citations in order of appearance, and the text filters of the templates."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from posixpath import relpath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evidence_guide import citing, prose
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Level, Step
from evidence_guide.output import Output
from evidence_guide.render import words


@dataclass(frozen=True)
class Site:
    """The guide and how its addresses look."""

    guide: Guide
    directory_urls: bool = True
    """Whether `claims/x.md` is served as `claims/x/` rather than `claims/x.html`."""

    def address(self, uri: str) -> str:
        """Address of a page of the site, from its top."""
        stem = uri.removesuffix(".md")
        if stem == "index" or stem.endswith("/index"):
            return stem.removesuffix("index") if self.directory_urls else f"{stem}.html"
        return f"{stem}/" if self.directory_urls else f"{stem}.html"


@dataclass
class Page:
    """A page of the site; templates reach everything through it."""

    site: Site
    uri: str
    origin: str | None = None
    numbering: citing.Numbering = field(init=False)

    def __post_init__(self) -> None:
        self.numbering = citing.Numbering(self.site.guide)

    def render(self, template: str, **context: Any) -> Output:
        """The page as Output."""
        text = _environment().get_template(template).render(page=self, guide=self.site.guide, **context)
        return Output(self.uri, re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", self.origin)

    def url(self, uri: str, anchor: str = "") -> str:
        """Address of another page of the site, relative to this one."""
        here, there = self.site.address(self.uri), self.site.address(uri)
        folder = here if here.endswith("/") or not here else here.rpartition("/")[0]
        path = relpath(there or ".", folder or ".")
        path += "/" if self.site.directory_urls and not path.endswith("/") else ""
        return path + (f"#{anchor}" if anchor else "")

    def cite(self, ids: Iterable[str]) -> Markup:
        """Superscript numbers of the sources that ids of claims or findings rest on, each with a link to the passage."""
        return _macro("cite", marks=self.numbering.cite(ids), page=self, guide=self.site.guide)

    def cite_source(self, key: str) -> Markup:
        """Superscript number of a source, by the first of its findings."""
        return self.cite([self.site.guide.readings[key].item.findings[0].id])

    def references(self) -> list[dict[str, Any]]:
        """The sources that the page cites, in order: each with its number, reference, anchors and the findings cited."""
        guide = self.site.guide
        return [
            {
                "number": number,
                "source": guide.sources[key].item,
                "html": Markup(citing.reference(guide.sources[key].item)),  # noqa: S704 (escaped by citing)
                "anchors": anchors,
                "findings": [guide.findings[id].item for id in self.numbering.findings if guide.source_of[id] == key],
            }
            for number, (key, anchors) in enumerate(self.numbering.sources.items(), 1)
        ]

    def reference_list(self) -> str:
        """HTML of the references for a hand-written page, without links within the site."""
        return str(_macro("reference_list", page=self, local=False)).strip()

    def passage(self, finding_id: str) -> str:
        """Address that opens a finding's source with the passage highlighted."""
        guide = self.site.guide
        return citing.passage_link(guide.sources[guide.source_of[finding_id]].item, guide.findings[finding_id].item)

    def level(self, step: Step) -> str:
        """The lowest certainty among the graded claims that a step rests on, or an empty text."""
        graded = [level for id in step.why if (level := self.site.guide.claims[id].item.level)]
        return str(min(graded, key=list(Level).index)) if graded else ""


def origin(entry: Entry[Any]) -> str:
    """Path and line of an item, for the edit button."""
    place = entry.place()
    return f"{place.path}#L{place.line}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("evidence_guide.render"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{##",  # `{#` begins an anchor behind a heading
        comment_end_string="##}",
    )
    environment.filters |= {"text": _text, "heading": _heading, "block": _block, "plain": prose.plain, "yaml": _yaml, "day": _day, "visible": _visible}
    environment.globals |= {name.lower(): value for name, value in vars(words).items() if name.isupper()}
    return environment


@cache
def _macros() -> Any:
    return _environment().get_template("macros.j2").module


def _macro(name: str, **context: Any) -> Markup:
    return Markup(getattr(_macros(), name)(**context))  # noqa: S704 (rendered with autoescape)


def _text(value: str) -> Markup:
    return Markup(prose.inline(value))  # noqa: S704 (the one parser of evidence texts escapes)


def _heading(value: str) -> Markup:
    return Markup(prose.heading(value))  # noqa: S704 (every mark is an entity)


def _block(value: str) -> Markup:
    """HTML that Markdown leaves alone: no blank line, no indentation, a blank line around it."""
    lines = (line.strip() for line in value.splitlines())
    return Markup("\n" + "\n".join(line for line in lines if line) + "\n\n")  # noqa: S704 (it was escaped when it was made)


def _yaml(value: object) -> Markup:
    return Markup(json.dumps(str(value), ensure_ascii=False))  # noqa: S704 (front matter is no HTML)


def _day(value: Any) -> str:
    return f"{value.day} {value:%B %Y}"


def _visible(value: str) -> Markup:
    """An example's text with its line breaks kept and its hidden characters named."""
    named = re.sub("[\u200b-\u202e]", lambda m: f"\\u{ord(m[0]):04x}", value.rstrip("\n"))
    return Markup(prose.escape(named).replace("\n", "&#10;"))  # noqa: S704 (escaped in this line)
