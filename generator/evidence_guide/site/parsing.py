"""Finished pages as trees of elements."""

from functools import cache
from pathlib import Path

from lxml import etree, html
from lxml.html import HtmlElement


def parsed_file(path: Path) -> HtmlElement:
    """The elements of a page that is read from its file."""
    return parsed(path.read_bytes().decode("utf-8"))


def parsed(text: str) -> HtmlElement:
    """The elements of a page, all of one class; lxml would look for one by the name of each."""
    return html.document_fromstring(text, parser=_parser())


@cache
def _parser() -> etree.HTMLParser:
    parser = etree.HTMLParser()
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser
