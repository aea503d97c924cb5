"""The command `init`: a new guide in an empty folder, with a placeholder for everything, whose check, build and tests pass at once."""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from importlib.metadata import metadata, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import click
from jinja2 import Environment, StrictUndefined

from evidence_guide.commands.options import PATH, sentence
from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import Output, reason, write_files
from evidence_guide.files.output_folder import FolderKind, clear, foreign_files, unpack
from evidence_guide.files.scratch import scratch, sweep
from evidence_guide.guide.loader import load, this_day
from evidence_guide.model.schemas import schemas
from evidence_guide.rules import check
from evidence_guide.text import language_tags, web_addresses
from evidence_guide.view.citation_lists import locked

HIDDEN = {"gitignore": ".gitignore", "github": ".github"}
"""Names that begin with a full stop in the new guide; packages are built without such files."""
REVIEW = timedelta(days=365)
TEMPLATE = ".j2"


class Wishes(NamedTuple):
    """What the new guide is to be."""

    title: str = "A new guide"
    repository: str = "https://github.com/example/new-guide"
    site_url: str = "https://example.org/new-guide/"
    language: str = "en"
    """A tag such as `es`, or an English name such as `Spanish`."""
    generator: str = ""
    """How pip is to get the generator; without it, from its own repository at the version in use."""


def start(folder: Path, wishes: Wishes, day: date) -> int:
    """Makes the guide in a folder that is empty or not there yet; the number of its files.

    Raises GuideError, and leaves the folder as it was, if it holds something or a wish cannot be.
    """
    _refuse_full(folder)
    wishes = _possible(wishes)
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clear(folder, FolderKind.GUIDE)
        with scratch(folder, "init") as work:
            new = _written(work / "new", wishes, day)
            count = sum(path.is_file() for path in new.rglob("*"))
            unpack(new, folder)
    except OSError as error:
        raise GuideError(
            f"{folder} cannot be written ({reason(error)}); name a folder that can be"
        ) from None
    finally:
        for place in missing:
            with suppress(OSError):
                place.rmdir()  # where nothing came of it
    return count


def _refuse_full(folder: Path) -> None:
    """Refuses a folder that holds anything but what an interrupted `init` left there. Raises GuideError."""
    sweep(folder)
    if folder.is_file() or foreign_files(folder, FolderKind.GUIDE):
        raise GuideError(f"{folder} is not an empty folder; name a new one")


def _written(new: Path, wishes: Wishes, day: date) -> Path:
    write_files({new / output.uri: output.content for output in _outputs(wishes, day)})
    write_files({new / "evidence" / "schema" / output.uri: output.content for output in schemas()})
    _accept(new, day)
    return new


def _possible(wishes: Wishes) -> Wishes:
    """The wishes with the language as a tag."""
    for name, address in (("repository", wishes.repository), ("site_url", wishes.site_url)):
        fault = web_addresses.fault(address, web_addresses.WEB)
        if fault:
            option = name.replace("_", "-")
            example = Wishes._field_defaults[name]
            raise GuideError(
                f"`{address}` is no address for {option}: {fault}; write it in full, such as {example}"
            )
    language = language_tags.tag(wishes.language)
    if language.partition("-")[0] not in _spoken():
        raise GuideError(
            f"`{wishes.language}` is no language that the site's theme speaks; it speaks {', '.join(sorted(_spoken()))}"
        )
    source = next(
        value.partition(", ")[2]
        for value in metadata("evidence-guide").get_all("Project-URL") or ()
        if value.startswith("Source, ")
    )
    generator = wishes.generator or f"evidence-guide @ git+{source}@v{version('evidence-guide')}"
    return wishes._replace(language=language, generator=generator)


@cache
def _spoken() -> frozenset[str]:
    """The languages of the theme, by the names of its files."""
    spec = find_spec("material")
    places = spec.submodule_search_locations if spec else None
    return frozenset(
        path.stem
        for place in places or ()
        for path in Path(place, "templates/partials/languages").glob("??.html")
    )


def _outputs(wishes: Wishes, day: date) -> Iterator[Output]:
    environment = Environment(
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 (YAML and text)
    )
    environment.filters["scalar"] = lambda value: json.dumps(value, ensure_ascii=False)
    told = {
        **wishes._asdict(),
        "title": " ".join(wishes.title.split()),
        "day": day,
        "review_by": day + REVIEW,
    }
    for name, file in _files(files("evidence_guide") / "starter", ""):
        text = file.read_text("utf-8")
        yield Output(
            name.removesuffix(TEMPLATE),
            environment.from_string(text).render(told) if name.endswith(TEMPLATE) else text,
        )


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for child in folder.iterdir():
        name = f"{above}{child.name if above else HIDDEN.get(child.name, child.name)}"
        if child.is_dir():
            yield from _files(child, f"{name}/")
        else:
            yield name, child


def _accept(folder: Path, day: date) -> None:
    """Writes the lock, and makes sure that nothing is to be said of the new guide."""
    write_files({folder / "evidence" / "evidence.lock": locked(load(folder, day)).text()})
    found = check(load(folder, day))
    if found:
        raise GuideError(
            f"no guide can be made of this: {found[0].place}: {found[0].message}; {found[0].hint}"
        )


@click.command("init")
@click.argument("target", type=PATH, metavar="DIR")
@click.option("--title", help="What the guide is called.")
@click.option(
    "--repository",
    help="The address of its repository, where errors are reported and texts are edited.",
)
@click.option("--site-url", help="The address at which readers will find it.")
@click.option("--language", help="Its language, as a tag such as `es` or by its English name.")
@click.option(
    "--generator",
    default="",
    metavar="REQUIREMENT",
    help="How pip gets this generator; without it, from its repository at this version.",
)
@sentence
def init_command(target: Path, generator: str, **said: str | None) -> None:
    """Make a new guide in the empty folder DIR; in a terminal it asks for what no option says."""
    told = {name: value or _asked(name) for name, value in said.items()}
    count = start(target, Wishes(**told, generator=generator), this_day())
    click.echo(
        f"{count} files in {target}; there, `make guide` builds the site and `make test` checks it"
    )


def _asked(name: str) -> str:
    """What a person at a terminal wishes, else the placeholder."""
    usual = str(Wishes._field_defaults[name])
    return (
        str(click.prompt(name.replace("_", " ").capitalize(), default=usual))
        if sys.stdin.isatty()
        else usual
    )
