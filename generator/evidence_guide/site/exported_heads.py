"""The heads of pages for another engine: rendered once, and kept in each page's front matter.

Other engines read templates, but cannot call the functions that our `main.html` calls.
"""

import json
import re
from collections.abc import Mapping
from posixpath import relpath
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context

from evidence_guide.guide import Guide
from evidence_guide.site import THEME, frame
from evidence_guide.site.exported_settings import Settings, address_form, front_matter
from evidence_guide.view.site import Site

_CUT = "\0"
"""What no page can contain."""
_BLOCKS = {"site_meta": "meta", "htmltitle": "title", "extrahead": "head", "content": "beside"}
"""The blocks of our `main.html` by the key under which the front matter holds them."""
_BASE = _CUT.join(f"{{% block {name} %}}{{% endblock %}}" for name in _BLOCKS)
"""A page of the theme that has nothing but these blocks."""
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = "evidence_guide"
"""The key of ours in the front matter."""
_HOME = "index.md"


class Heads:
    """Adds to pages what our `main.html` would print in their heads."""

    def __init__(self, guide: Guide, settings: Settings, own: Mapping[str, object]) -> None:
        """`own` is what the frame says of single pages, by their files."""
        form = address_form(settings)
        self.site = Site(guide, form)
        self.site_url = str(settings.get("site_url") or "")
        ours = {**frame(guide, form), "cards": {}, **own}
        extra = {**(settings.get("extra") or {}), "evidence_guide": ours}
        self.config = {**settings, "site_url": self.site_url, "extra": extra}
        self.template = _environment().get_template("main.html")

    def added(self, uri: str, text: str) -> str:
        """A page with what belongs into its head."""
        text = text.removeprefix("\ufeff")
        front = _FRONT_MATTER.match(text)
        meta = front_matter(front[1]) if front else {}
        line = f"{_KEY}: {json.dumps(self._parts(uri, text, meta), ensure_ascii=False)}\n"
        if front is None:
            return f"---\n{line}---\n\n{text}"
        return f"---\n{line}{text[front.start(1) :]}"

    def of_wrong_address(self) -> dict[str, str]:
        """The parts of the head of the page for wrong addresses."""
        return {key: part for key, part in self._rendered(None).items() if key != "title"}

    def _parts(self, uri: str, text: str, meta: Settings) -> dict[str, str]:
        """The parts of a page's head by their keys, without the empty ones."""
        page = self._page(uri, text, meta)
        parts = self._rendered(page)
        if "title" not in meta and not page.is_homepage:
            del parts["title"]  # the engine knows the page's heading
        if meta.get("moved"):
            parts["canonical"] = page.canonical_url
        return {key: part for key, part in parts.items() if part}

    def _rendered(self, page: SimpleNamespace | None) -> dict[str, str]:
        """What our `main.html` prints for a page, by the keys of its blocks."""
        top = urlsplit(self.site_url).path or "/"
        html = self.template.render(page=page, config=self.config, top=top)
        parts = map(str.strip, html.split(_CUT))
        return dict(zip(_BLOCKS.values(), parts, strict=True))

    def _page(self, uri: str, text: str, meta: Settings) -> SimpleNamespace:
        """A page with the names that MkDocs gives to its parts."""
        url = self.site.address(uri)
        place = self.site.address(str(meta.get("moved") or uri))
        return SimpleNamespace(
            file=SimpleNamespace(src_uri=uri, url=url),
            url=url,
            canonical_url=urljoin(self.site_url, place) if self.site_url else None,
            title=str(meta.get("title", "")),
            meta=meta,
            content=text,
            is_homepage=uri == _HOME,
        )


def _environment() -> Environment:
    """Our parts of the theme on a page that has only the blocks for the head."""
    loader = ChoiceLoader([FileSystemLoader(THEME), DictLoader({"base.html": _BASE})])
    # as in MkDocs, our own templates escape what they print
    found = Environment(loader=loader, autoescape=False)  # noqa: S701
    found.filters["url"] = _url
    return found


@pass_context
def _url(context: Context, address: str) -> str:
    """An address of the site from the page that is rendered; none has a place of its own."""
    page = context["page"]
    return _relative(str(address), page.url) if page else urljoin(context["top"], str(address))


def _relative(address: str, page: str) -> str:
    """An address from a page; one that leads to another host or place stays as it is."""
    if urlsplit(address).scheme or address.startswith(("/", "#")):
        return address
    found = relpath(address or ".", page.rpartition("/")[0] or ".")
    is_folder = address.endswith("/") or not address.strip(".")
    return f"{found}/" if is_folder else found
