"""Pages for a folder, made from the pages of a finished site: the same, linked file by file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote

from evidence_guide.site.inline import Inline, kept

_INSIDE = r"""(?:[^"'>]++|"[^"]*"|'[^']*')*+"""
_LINKING = re.compile(
    rf"<(?:a|area|audio|embed|form|iframe|img|input|link|object|script|source|track|video)"
    rf"\s{_INSIDE}>"
)
"""Tags that may hold an address."""
_ADDRESS = re.compile(r"""(\s(?:action|data|href|poster|src)=)("[^"]*"|'[^']*')""")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/#]|$")
"""Beginnings of addresses that do not depend on the place of their page."""
_CONFIG = re.compile(r'(?<=<script id="__config" type="application/json">)\{.*?\}(?=</script>)')
_BASE = re.compile(r'("(?:base|search)": )("[^"]*")')
_PART = re.compile(r'(?<=data-part=")[0-9a-f]{8}(?=")')
_SCOPE = re.compile(r'(?<=new URL\(")[^"]*(?=",location\))')
"""The address of the site's top in the theme's script."""
_PICTURE = re.compile(r'<meta property="og:image(?::alt)?" content="[^"]*">\n?')
"""The picture of a page for social media, which only the site on the web has."""
_JSON_TWIN = re.compile(r'<link rel="alternate" type="application/json"[^>]*>\n?')
"""The twin of a page that a folder does not have."""
_CARD = ('content="summary_large_image"', 'content="summary"')
_OWN_STYLES = re.compile(r'<link rel="stylesheet" href="(?!(?:\.\./)*assets/stylesheets/)')


@dataclass(frozen=True)
class FolderPages:
    """The pages of a site as they are in a folder."""

    moved: Mapping[str, str]
    """The name of each page on the site and in the folder."""
    files: frozenset[str]
    """The names of all files of the site."""
    inline: Inline
    """The inline code of the site's pages."""
    search_script: str
    """The script with which the theme's search runs in a folder."""
    scripts: dict[str, str] = field(default_factory=dict)
    """The inline scripts of the pages in the folder."""
    known: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """Addresses that many pages share: relative to one folder, relative to another, and there."""

    def page(self, name: str, text: str) -> str:
        """A finished page of the site as it is in the folder."""
        place = _Place(dirname(name), dirname(self.moved.get(name, name)))
        text = _LINKING.sub(lambda tag: self._tag(tag[0], place), text)
        text = _CONFIG.sub(lambda config: self._config(config[0], place), text)
        text = _PART.sub(lambda part: self._part(part[0], place), text)
        text = _JSON_TWIN.sub("", _PICTURE.sub("", text)).replace(*_CARD, 1)
        return self._with_search(text, place)

    def _tag(self, tag: str, place: "_Place") -> str:
        """A tag with its addresses as they are in the folder."""
        return _ADDRESS.sub(lambda found: self._attribute(found, place), tag)

    def _attribute(self, found: re.Match[str], place: "_Place") -> str:
        sign, address = found[2][0], found[2][1:-1]
        if _ELSEWHERE.match(address):
            return found[0]
        return f"{found[1]}{sign}{self.address(address, place)}{sign}"

    def address(self, address: str, place: "_Place") -> str:
        """An address that is relative to a page of the site, relative to the page in the folder."""
        folder = place.before
        while folder and address.startswith("../"):
            folder, address = dirname(folder), address.removeprefix("../")
        known = (folder, place.now, address)
        if known not in self.known:
            self.known[known] = self._address(*known)
        return self.known[known]

    def _address(self, before: str, now: str, address: str) -> str:
        """An address that is relative to one folder, relative to another."""
        path, mark, rest = _divided(address)
        target = normpath(join(before, path))
        index = normpath(join(target, "index.html"))
        if unquote(target) not in self.files and unquote(index) in self.files:
            target = index
        return relpath(self.moved.get(target, target), now or ".") + mark + rest

    def _config(self, config: str, place: "_Place") -> str:
        """The theme's settings, which name the top of the site."""
        return _BASE.sub(lambda base: f'{base[1]}"{place.rebased(base[2][1:-1])}"', config)

    def _part(self, name: str, place: "_Place") -> str:
        """The name of an inline script that is run in its place."""
        text = self.inline.scripts.get(name)
        if text is None:
            return name
        return kept(self.scripts, _SCOPE.sub(lambda top: place.rebased(top[0]), text))

    def _with_search(self, text: str, place: "_Place") -> str:
        """A page that loads the search for folders before our own style sheets."""
        address = relpath(self.search_script, place.now or ".")
        script = f'<script src="{address}"></script>\n'
        return _OWN_STYLES.sub(lambda found: script + found[0], text, count=1)

    def location(self, address: str) -> str:
        """An address of the search index as it is in the folder."""
        path, mark, rest = _divided(address)
        name = normpath(join(path, "index.html")) if path.endswith("/") or not path else path
        return self.moved.get(name, path) + mark + rest


@dataclass(frozen=True)
class _Place:
    """The folders of a page on the site and in the folder."""

    before: str
    now: str

    def rebased(self, address: str) -> str:
        """An address relative to the page's old folder, relative to its new one."""
        return relpath(normpath(join(self.before, address)), self.now or ".")


def _divided(address: str) -> tuple[str, str, str]:
    """The path of an address, and the sign and the rest from `?` or `#` on."""
    at = min((address.find(sign) for sign in "?#" if sign in address), default=len(address))
    return address[:at], address[at : at + 1], address[at + 1 :]


def article_anywhere(page: str) -> str:
    """The article of a page without the addresses that depend on the place of the page."""
    article = page.partition("<article")[2].rpartition("</article>")[0]
    return _LINKING.sub(_without_addresses, article)


def _without_addresses(tag: re.Match[str]) -> str:
    """A tag without its addresses."""
    return _ADDRESS.sub(_without_address, tag[0])


def _without_address(found: re.Match[str]) -> str:
    return found[0] if _ELSEWHERE.match(found[2][1:-1]) else found[1]
