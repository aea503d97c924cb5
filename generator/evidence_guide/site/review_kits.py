"""Reviewer kits: one file for each stage, which works offline under a policy of its own."""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files

from lxml.html import HtmlElement

from evidence_guide.files.output import Output
from evidence_guide.site import policy
from evidence_guide.site.page import Page, origin
from evidence_guide.view.pages.review_kit import KITS, kit_address, review_kit_page
from evidence_guide.view.views import Views

TEMPLATE = "review-kit.html.j2"


def is_kit(name: str) -> bool:
    """Whether a file of the site is a reviewer kit."""
    return name.startswith(KITS)


def review_kits(views: Views) -> Iterator[Output]:
    """The reviewer kit of each stage that the guide shows."""
    for stage in views.guide.file.stages:
        yield review_kit(views, stage)


def review_kit(views: Views, stage: str) -> Output:
    """The reviewer kit of a stage as one file."""
    page = Page(views.site, kit_address(stage), origin(views.guide.stages[stage]))
    style, script = _asset("review-kit.css"), _asset("review-kit.js")
    return page.render(TEMPLATE, review_kit_page(views, stage, style, script, kit_policy()))


def blocked_in_file(tree: HtmlElement, name: str) -> Iterator[str]:
    """The parts of a page or kit that its policy blocks, and whether it lacks its policy."""
    if is_kit(name):
        yield from _blocked_in_kit(tree)
    else:
        yield from policy.blocked(tree)


def _blocked_in_kit(tree: HtmlElement) -> Iterator[str]:
    """The parts of a kit that its own policy blocks; it loads nothing."""
    if tree.xpath("/html/head/meta[@http-equiv]/@content") != [kit_policy()]:
        yield "the head does not hold the policy of reviewer kits"
    written = [part.text or "" for part in tree.xpath("//script | //style")]
    if [_hash(text) for text in written] != [*_hashes()]:
        yield "a script or a style is not that of reviewer kits"
    yield from policy.blocked_anywhere(tree)
    for address in tree.xpath("//@src"):
        yield f"`{address}` is loaded"


def kit_policy() -> str:
    """The Content-Security-Policy of a kit: its own script and style, and nothing from anywhere."""
    style, script = _hashes()
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hashes() -> tuple[str, str]:
    """The hashes of the style and the script of kits."""
    return _hash(_asset("review-kit.css")), _hash(_asset("review-kit.js"))


def _hash(text: str) -> str:
    """The hash by which a policy names a script or a style."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text("utf-8").strip()
