"""Our own words on the pages of the site, declared once in `site_words.yml`."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import SimpleNamespace

from markupsafe import Markup

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import yaml_reader
from evidence_guide.view.labels import Translate

FILE = "site_words.yml"
TRANSLATED = ("frame", "options", "shared", "stage", "translated")
"""The groups that translated pages show."""

SiteWords = Mapping[str, Mapping[str, str]]
"""Labels by page and name; a label is HTML with no marks but `<strong>`, `<em>` and `<code>`."""


@cache
def english_labels() -> SiteWords:
    """Every label in English. Raises GuideError if the file of the program is not sound."""
    text = files(__package__).joinpath(FILE).read_text("utf-8")
    read = yaml_reader.read_yaml(text, FILE)
    if read.trouble or not isinstance(read.value, dict):
        raise GuideError(f"{FILE} of the program cannot be read; install the program again")
    groups = read.value.items()
    return {group: _strings(words) for group, words in groups if isinstance(words, dict)}


def _strings(words: Mapping[str, object]) -> dict[str, str]:
    return {name: str(label) for name, label in words.items()}


def namespace(label: Translate) -> SimpleNamespace:
    """The labels for templates, as `words.<page>.<name>`; `label` translates one."""
    groups = {group: _group(words, label) for group, words in english_labels().items()}
    return SimpleNamespace(**groups)


def _group(words: Mapping[str, str], label: Translate) -> SimpleNamespace:
    """The labels of one page."""
    found = {}
    for name, text in words.items():
        found[name] = Markup(label(text))  # noqa: S704 (our own words)
    return SimpleNamespace(**found)


def labels_as_html(label: Translate) -> Iterator[str]:
    """Every label in the language of a page, as HTML."""
    for words in english_labels().values():
        yield from map(label, words.values())
