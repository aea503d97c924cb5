"""Our own words on the pages of the site, declared once in `site_words.yml`."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import SimpleNamespace

from markupsafe import Markup

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import yaml_reader

FILE = "site_words.yml"
TRANSLATED = ("shared", "stage", "translated")
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
    found: dict[str, dict[str, str]] = {}
    for group, words in read.value.items():
        if isinstance(words, dict):
            found[group] = {name: str(label) for name, label in words.items()}
    return found


def namespace(label: Callable[[str], str]) -> SimpleNamespace:
    """The labels for templates, as `words.<page>.<name>`; `label` translates one."""
    groups = {}
    for group, words in english_labels().items():
        group_words = SimpleNamespace()
        for name, text in words.items():
            setattr(group_words, name, Markup(label(text)))  # noqa: S704 (our own words)
        groups[group] = group_words
    return SimpleNamespace(**groups)


def labels_as_html(label: Callable[[str], str]) -> Iterator[str]:
    """Every label in the language of a page, as HTML."""
    for words in english_labels().values():
        yield from map(label, words.values())
