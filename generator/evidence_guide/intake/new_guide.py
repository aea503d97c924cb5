"""A new guide in an empty folder, with placeholders, whose check, build and tests pass at once."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from importlib.metadata import metadata, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import Output, reason, write_files
from evidence_guide.files.output_folder import FolderKind, clear, foreign_files, unpack
from evidence_guide.files.scratch import scratch, sweep
from evidence_guide.guide.languages import is_english, known_languages, own_table
from evidence_guide.guide.loader import load
from evidence_guide.model.schemas import schemas
from evidence_guide.rules import brevity, check
from evidence_guide.text import language_tags, web_addresses
from evidence_guide.view.own_words import lacking_parts

HIDDEN = {"gitignore": ".gitignore", "github": ".github"}
"""Names that begin with a full stop in the new guide; packages are built without such files."""
REVIEW = timedelta(days=365)
TEMPLATE = ".j2"
OWN_REPOSITORY_PAGE = "docs/contribute/repository.md"
"""The page, in the generator's repository, about guides in repositories of their own."""
PAGE = "docs/start-here.md"
"""The text of `example` that is a whole page."""
_PLAIN = re.compile(r"[^\W_]+ ?[^\W\d_][^\n:,#\[\]{}'\"]*")
StarterFile = tuple[str, Traversable]
"""A file\'s name in the new guide, and the file of the starter that it is made from."""


class Wishes(NamedTuple):
    """The properties of the new guide that its makers choose."""

    title: str = "A new guide"
    repository: str = "https://github.com/example/new-guide"
    site_url: str = "https://example.org/new-guide/"
    language: str = "en"
    """A tag such as `es`, or an English name such as `Spanish`."""
    generator: str = ""
    """The requirement with which pip gets the generator; by default this version, from its
    repository."""
    empty: bool = False
    """Whether the guide has no placeholders."""


PLACEHOLDERS = {name: str(value) for name, value in Wishes()._asdict().items()}
"""The wishes of a person who has none."""
_EXAMPLES = tuple(f"evidence/{part}" for part in ("findings/", "claims/", "stages/", "terms.yml"))
"""Files of the starter that hold nothing but placeholders."""


def start(folder: Path, wishes: Wishes, day: date) -> int:
    """Makes the guide in a folder that is empty or does not exist; returns the number of its files.

    Raises GuideError, and leaves the folder as it was, if the folder holds something or a wish
    cannot be met.
    """
    _refuse_full(folder)
    wishes = _complete(wishes)
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        return _fill(folder, wishes, day)
    except OSError as error:
        raise GuideError(
            f"{folder} cannot be written ({reason(error)}); name a folder that can be"
        ) from None
    finally:
        _remove_empty(missing)


def _refuse_full(folder: Path) -> None:
    """Raises GuideError if a folder holds anything but what an interrupted `init` left there."""
    sweep(folder)
    if folder.is_file() or foreign_files(folder, FolderKind.GUIDE):
        raise GuideError(f"{folder} is not an empty folder; name a new one")


def _complete(wishes: Wishes) -> Wishes:
    """The wishes with the language as a tag and with the generator's requirement."""
    _require_address("repository", wishes.repository)
    _require_address("site-url", wishes.site_url)
    generator = wishes.generator or _own_requirement()
    return wishes._replace(language=_language(wishes.language), generator=generator)


def _require_address(option: str, address: str) -> None:
    fault = web_addresses.fault(address, web_addresses.WEB)
    if fault:
        example = PLACEHOLDERS[option.replace("-", "_")]
        raise GuideError(
            f"`{address}` is not an address for {option}: {fault}; write it in full, such as"
            f" {example}"
        )


def _language(name: str) -> str:
    """The tag of a language; raises GuideError if the theme or a table has no words in it."""
    language = language_tags.tag(name)
    known = _theme_languages()
    if language.partition("-")[0] not in known:
        raise GuideError(
            f"`{name}` is not a language that the site's theme speaks; it speaks"
            f" {', '.join(sorted(known))}"
        )
    _require_words(language)
    return language


def _require_words(language: str) -> None:
    """Raises GuideError if no guide can be written in a language yet."""
    if is_english(language):
        return
    table = own_table(language)
    if table is None:
        raise _no_words(
            language,
            f"the generator lacks a table of it, `translation/locales/{language}.yml`; there are "
            f"tables of en, {', '.join(known_languages())}",
        )
    lacks = lacking_parts(table)
    if lacks:
        why = f"its table in `translation/locales` lacks {', '.join(lacks)}"
        raise _no_words(language, why)


def _no_words(language: str, why: str) -> GuideError:
    return GuideError(f"no guide can be written in `{language}` yet: {why}")


def _theme_languages() -> frozenset[str]:
    """The languages of the theme, by the names of its files."""
    names: set[str] = set()
    for place in _theme_folders():
        languages = Path(place, "templates/partials/languages")
        names.update(path.stem for path in languages.glob("??.html"))
    return frozenset(names)


def _theme_folders() -> list[str]:
    spec = find_spec("material")
    if spec is None or spec.submodule_search_locations is None:
        return []
    return spec.submodule_search_locations


def _own_requirement() -> str:
    """The requirement for this version of the generator, from its repository."""
    return f"evidence-guide @ git+{_own_repository()}@v{version('evidence-guide')}"


def _own_repository() -> str:
    """The address of the generator's repository, from the metadata of its package."""
    lines: list[str] = metadata("evidence-guide").get_all("Project-URL") or []
    return dict(line.split(", ", 1) for line in lines)["Source"]


def _fill(folder: Path, wishes: Wishes, day: date) -> int:
    """Writes the guide beside the folder's content, then moves it in; returns how many files."""
    folder.mkdir(parents=True, exist_ok=True)
    clear(folder, FolderKind.GUIDE)
    with scratch(folder, "init") as work:
        new = work / "new"
        _write(new, wishes, day)
        written = [path for path in new.rglob("*") if path.is_file()]
        unpack(new, folder)
    return len(written)


def _remove_empty(places: list[Path]) -> None:
    """Removes folders that were made for a guide that failed; those with files in them stay."""
    for place in places:
        with suppress(OSError):
            place.rmdir()


def _write(new: Path, wishes: Wishes, day: date) -> None:
    _write_below(new, _outputs(wishes, day))
    _write_below(new / "evidence" / "schema", schemas())
    _require_sound(new, day)


def _write_below(folder: Path, outputs: Iterable[Output]) -> None:
    write_files({folder / output.uri: output.content for output in outputs})


def _outputs(wishes: Wishes, day: date) -> Iterator[Output]:
    """The files of the new guide, made from the starter."""
    environment = _environment(wishes.language)
    title = " ".join(wishes.title.split())
    page = f"{_own_repository()}/blob/main/{OWN_REPOSITORY_PAGE}"
    dates = {"day": day, "review_by": day + REVIEW}
    context = {**wishes._asdict(), **dates, "title": title, "own_repository": page}
    table = own_table(wishes.language)
    context["start_here"] = table.example[PAGE] if table else ""
    for name, file in _starter_files():
        if wishes.empty and name.startswith(_EXAMPLES):
            continue
        text = file.read_text("utf-8")
        if name.endswith(TEMPLATE):
            text = environment.from_string(text).render(context)
        yield Output(name.removesuffix(TEMPLATE), text)


def _environment(language: str) -> Environment:
    environment = Environment(
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 (YAML and text)
    )
    environment.filters["scalar"] = _scalar
    environment.filters["said"] = _speaker(language)
    return environment


def _speaker(language: str) -> Callable[[str], str]:
    """What puts the texts of the starter into a language, as YAML."""
    table = own_table(language)

    def said(text: str) -> str:
        if table is None:
            return _plain_scalar(text)
        found = table.example.get(text) or table.labels.get(text)
        if found is None:
            raise _no_words(language, f"`example` of its table lacks “{text}”")
        return _plain_scalar(found)

    return said


def _plain_scalar(text: str) -> str:
    """A text as YAML, without quotation marks where it needs none."""
    return text if _PLAIN.fullmatch(text) else _scalar(text)


def _scalar(value: object) -> str:
    """A value as JSON, which is also YAML."""
    return json.dumps(value, ensure_ascii=False)


def _starter_files() -> Iterator[StarterFile]:
    """The files of the starter, with their names in the new guide."""
    for child in (files("evidence_guide") / "starter").iterdir():
        yield from _below(child, HIDDEN.get(child.name, child.name))


def _below(place: Traversable, name: str) -> Iterator[StarterFile]:
    """A file, or all files in a folder, each with its name."""
    if not place.is_dir():
        yield name, place
        return
    for child in place.iterdir():
        yield from _below(child, f"{name}/{child.name}")


def _require_sound(folder: Path, day: date) -> None:
    """Raises GuideError if the check has an error about the new guide.

    Its citations are not accepted yet, which is a warning: placeholders are not to be kept.
    """
    found = brevity.errors(check(load(folder, day)))
    if found:
        first = found[0]
        raise GuideError(
            f"no guide can be made of this: {first.place}: {first.message}; {first.hint}"
        )
