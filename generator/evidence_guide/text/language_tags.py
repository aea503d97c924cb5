"""Language names to the tags that HTML uses."""

from functools import cache

from babel import Locale, UnknownLocaleError

BABEL = {
    "ngerman": "de",
    "naustrian": "de-AT",
    "nswissgerman": "de-CH",
    "american": "en-US",
    "british": "en-GB",
    "brazilian": "pt-BR",
}
"""Names from LaTeX's babel package, valid in biblatex's `langid`, that are not English names."""


@cache
def tag(name: str) -> str:
    """The BCP 47 tag of a language, given its English name, its babel name or a tag.

    Empty if unknown. Source: https://www.rfc-editor.org/info/bcp47.
    """
    stripped = name.strip()
    word = stripped.lower()
    return BABEL.get(word) or _tags_by_english_name().get(word) or _normalised_tag(stripped)


@cache
def _tags_by_english_name() -> dict[str, str]:
    languages = Locale("en").languages
    return {name.lower(): code.replace("_", "-") for code, name in languages.items()}


def _normalised_tag(text: str) -> str:
    if not text:
        return ""
    try:
        locale = Locale.parse(text, sep="-")
    except (ValueError, UnknownLocaleError):
        return ""
    return str(locale).replace("_", "-")
