"""What the pages of one build publish for programs: structured data, twins and `llms.txt`."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.site.llms import LLMS, llms
from evidence_guide.site.twins import ShownPage, twins
from evidence_guide.view.finished_addresses import JSON, MARKDOWN

_RETIRED = "\nretired: true\n"
"""A line in the head of pages that only say what took their place."""


@dataclass
class Programs:
    """Collects what the pages of a build say to programs."""

    linked: dict[str, Mapping[str, object]] = field(default_factory=dict)
    """What structured data say of each page beside what they say of all, by its file."""
    pages: list[ShownPage] = field(default_factory=list)
    """The pages that have twins."""

    def add(self, output: Output) -> None:
        """Remembers a page."""
        self.linked[output.uri] = output.linked
        if output.shown and output.uri.endswith(".md") and _RETIRED not in output.content:
            self.pages.append(output.shown)

    def frame(self, *, twins: bool) -> dict[str, object]:
        """What the theme needs; a preview has no twins."""
        uris = (page.uri for page in self.pages if twins)
        return {"linked": self.linked, "twins": frozenset(uris)}

    def write(self, guide: Guide, site: Path) -> None:
        """Writes the twins of all pages into a built site, and `llms.txt`."""
        for uri, text in self._texts(guide):
            _write(site / uri, text)

    def _texts(self, guide: Guide) -> Iterator[tuple[str, str]]:
        yield from twins(self.pages)
        yield LLMS, llms(guide, self.pages)


def json_twins(names: Collection[str]) -> set[str]:
    """Those of the files of a site that are the JSON twins of pages, beside those in Markdown."""
    found = (f"{name.removesuffix(MARKDOWN)}{JSON}" for name in names if name.endswith(MARKDOWN))
    return {name for name in found if name in names}


def _write(path: Path, text: str) -> None:
    """Writes a file, in a folder that may be new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
