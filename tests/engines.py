"""Builds a guide with each site engine and compares the sites.

`python -m tests.engines FOLDER` does so with a copy of the guide in a folder; `make engines` with
the guide of this repository.
"""

import contextlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

from click.testing import CliRunner
from lxml import etree, html
from lxml.html import HtmlElement
from tests.conftest import run
from tests.sites import mkdocs_build

from evidence_guide import load
from evidence_guide.cli import main as our_commands
from evidence_guide.site.audit import Audit, audit
from evidence_guide.site.review_kits import is_kit

Pages = dict[str, Any]
"""Something about each page of a site, by the page's address."""


class Engine(NamedTuple):
    """The commands that build a site in the guide's folder, and the site's folder."""

    commands: tuple[str, ...]
    site: str


FIRST = "MkDocs"
"""The engine whose site the others must equal."""
ENGINES = {
    "MkDocs": Engine(("mkdocs build --strict",), "site"),
    "ProperDocs": Engine(("properdocs build --strict --config-file mkdocs.yml",), "site"),
    "Zensical": Engine(
        (
            "evidence-guide build --to out",
            "zensical build --strict --config-file out/mkdocs.yml",
            "evidence-guide finish out/site",
        ),
        "out/site",
    ),
}
"""As `docs/engines.md` shows them."""
SHOWN = "//article | //*[contains(@class, 'eg-foot') or contains(@class, '__highlight')]"
CITATION = "//sup[contains(@class, 'eg-cite')]/a/@href"
OF_ENGINES = ("stylesheet", "prev", "next")
"""Links in a head that belong to the theme and its menus."""
THEMES = ("assets/javascripts/", "assets/stylesheets/", "assets/images/", "search", ".")
"""Files of the theme and of its search."""
STYLED = (".html", ".css", ".gz", "evidence-guide.js")
"""Pages, and files that hold what was written into the pages of the theme."""
_BLANK = "https://site.test/"
"""Stands for the site's address, so that all spellings of a relative address are one."""


def build(engine: Engine, folder: Path) -> Path:
    """The site that an engine builds of the guide in a folder."""
    for command in engine.commands:
        program, *words = command.split()
        if program == "evidence-guide":
            _run_ours(words, folder)
        elif program == "mkdocs":
            ended = mkdocs_build(folder)
            assert ended.code == 0, ended.told
        else:
            done = run(program, *words, cwd=folder)
            assert done.returncode == 0, done.stderr + done.stdout
    return folder / engine.site


def _run_ours(words: list[str], folder: Path) -> None:
    """Runs our command in this process, which has loaded everything, as `mkdocs_build` does."""
    with contextlib.chdir(folder):
        done = CliRunner().invoke(our_commands, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output


class Read(NamedTuple):
    """What an engine must not change about a site."""

    heads: Pages
    """The language, the title and every tag of the head, in a fixed order."""
    texts: Pages
    """The words of the article, and of the foot but for the name of the theme."""
    citations: Pages
    """The addresses that citations open."""
    files: dict[str, bytes]
    """Files that are no pages, styles or scripts."""
    found: Audit


def read(site: Path, guide: Path) -> Read:
    """What a finished site shows, and what the audit finds in it."""
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    trees = {name: html.parse(str(site / name)).getroot() for name in names}
    return Read(
        {name: head(tree, name) for name, tree in trees.items()},
        {name: text(tree) for name, tree in trees.items()},
        {name: tree.xpath(CITATION) for name, tree in trees.items()},
        dict(_files(site)),
        audit(site, load(guide)),
    )


def head(tree: HtmlElement, name: str) -> list[str]:
    """The language of a page and all that is in its head, but for what belongs to the theme."""
    found = [f"html lang={tree.get('lang')}"]
    tags = tree.find("head").iter(etree.Element)
    found += [_written(tag, name) for tag in tags if not _is_of_engine(tag)]
    return sorted(found)


def _is_of_engine(tag: HtmlElement) -> bool:
    """Whether a tag of a head names the engine, or loads something of the theme."""
    if tag.tag in {"head", "style"} or tag.get("name") == "generator":
        return True
    if tag.tag == "script":
        return tag.get("type") != "application/ld+json"
    return tag.tag == "link" and tag.get("rel") in OF_ENGINES


def _written(tag: HtmlElement, name: str) -> str:
    """A tag with its attributes in a fixed order and its address from the top of the site."""
    given = dict(tag.items())
    if "href" in given:
        given["href"] = urljoin(_BLANK + name, given["href"])
    words = " ".join((tag.text or "").split())
    inside = json.dumps(json.loads(words), sort_keys=True) if tag.tag == "script" else words
    return f"{tag.tag} {sorted(given.items())} {inside}"


def text(tree: HtmlElement) -> list[str]:
    """The visible words of a page's article and of its foot, without the name of the theme."""
    parts = tree.xpath(SHOWN)
    return [" ".join(_words(part)) for part in parts]


def _words(part: HtmlElement) -> list[str]:
    pieces: list[str] = part.xpath(".//text()[not(ancestor::script or ancestor::style)]")
    return "".join(pieces).split()


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    """The feed, the data, the pictures, our scripts and, as a list of addresses, the map."""
    for path in sorted(filter(Path.is_file, site.rglob("*"))):
        name = path.relative_to(site).as_posix()
        if name == "sitemap.xml":
            yield name, "\n".join(_listed(path)).encode()
        elif is_kit(name) or not (name.startswith(THEMES) or name.endswith(STYLED)):
            yield name, path.read_bytes()


def _listed(path: Path) -> list[str]:
    """The addresses that a site's map lists."""
    places: list[str] = etree.parse(str(path)).xpath("//*[local-name() = 'loc']/text()")
    return sorted(places)


def differences(one: Read, other: Read) -> list[str]:
    """Where two sites differ, a line each."""
    found = [*_tags(one.heads, other.heads)]
    for kind in ("texts", "citations", "files"):
        first, second = getattr(one, kind), getattr(other, kind)
        names = sorted({*first, *second})
        found += [f"{name}: other {kind}" for name in names if first.get(name) != second.get(name)]
    found += map(str, other.found.diagnostics)
    if str(one.found) != str(other.found):
        found.append(f"the audit found {other.found}, not {one.found}")
    return found


def _tags(first: Pages, second: Pages) -> Iterator[str]:
    """The tags that only one of two sites has."""
    for name in sorted({*first, *second}):
        one, other = first.get(name, []), second.get(name, [])
        yield from (f"{name}: lacks {tag}" for tag in one if tag not in other)
        yield from (f"{name}: has {tag}" for tag in other if tag not in one)


def compare(copy: Callable[[Path], object], work: Path) -> Iterator[str]:
    """A line about each engine, and one about each difference."""
    reads: dict[str, Read] = {}
    for name, engine in ENGINES.items():
        copy(folder := work / name)
        reads[name] = read(build(engine, folder), folder)
        yield f"{name}: {reads[name].found}"
        yield from (f"{name}: {line}" for line in differences(reads[FIRST], reads[name]))


def main(folder: Path) -> int:
    """Prints what differs; 1 if anything does."""

    def copied(to: Path) -> None:
        to.mkdir()
        shutil.copy(folder / "mkdocs.yml", to)
        for name in ("docs", "evidence"):
            shutil.copytree(folder / name, to / name)

    with tempfile.TemporaryDirectory() as work:
        lines = []
        for line in compare(copied, Path(work)):
            lines.append(line)
            sys.stdout.write(f"{line}\n")
    return len(lines) != len(ENGINES)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
