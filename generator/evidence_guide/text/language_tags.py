"""Names of languages to the tags that HTML knows them by."""

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
"""Names of LaTeX's babel, which biblatex takes for `langid`, that are no language's English name."""


@cache
def tag(name: str) -> str:
    """The BCP 47 tag of a language (https://www.rfc-editor.org/info/bcp47) by its English name, its babel name or its tag; empty if unknown."""
    word = name.strip().lower()
    return BABEL.get(word) or _english().get(word) or _own(name.strip())


@cache
def _english() -> dict[str, str]:
    return {name.lower(): code.replace("_", "-") for code, name in Locale("en").languages.items()}


def _own(text: str) -> str:
    try:
        return str(Locale.parse(text, sep="-")).replace("_", "-") if text else ""
    except (ValueError, UnknownLocaleError):
        return ""
