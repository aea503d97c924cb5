"""The guide and its parts as records of a bibliography, so that others can cite them."""

import re
from collections.abc import Iterator
from html import escape

from anyascii import anyascii
from markupsafe import Markup

from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.guide.facts import derived
from evidence_guide.view import references
from evidence_guide.view.addresses import choices_shown, part_title, places
from evidence_guide.view.context import Context
from evidence_guide.view.releases import permanent_address, shown_release
from evidence_guide.view.site import Site

WHOLE = "index"
"""The name of the files about the whole guide, beside those of its parts; none has this id."""
EDITION = "Version {}, {}"
"""The version and the day on which the evidence was last looked through."""
STAYS_AT = "Permanent address of this version: {}"
"""The address at which the version of a part stays as it is."""
_TITLE, _ADDRESS = "\ue000", "\ue001"
"""Signs in the place of a title and an address."""
_ENDS = ".?!…"
"""Signs after which a reference has no full stop."""


def cited_ids(guide: Guide) -> Iterator[str]:
    """The ids of everything that is cited by itself: the guide, its steps, and parts with pages."""
    yield WHOLE
    yield from (*guide.claims, *guide.sources, *guide.steps)
    yield from (*guide.file.stages, *guide.file.topics, *choices_shown(guide))


def own_record(context: Context, id: str) -> Source:
    """The record of a part of the guide, or of the whole, at its address on the finished site."""
    context = Context(context.site.published)
    if id == WHOLE:
        fields = {"title": context.guide.file.title, "url": context.page("index.md")}
        return _record(context, _key_of(context.guide.file.title), "misc", fields)
    place = places(context.guide)[id]
    fields = {"title": _title(context.guide, id), "url": context.page(place.uri, place.anchor)}
    key = f"{id}-page" if id in context.guide.sources else id
    return _record(context, key, "incollection", fields)


def _key_of(title: str) -> str:
    """The key of the whole guide, which others cite beside their own sources."""
    return "-".join(re.findall("[a-z0-9]+", anyascii(title).lower()))


def _title(guide: Guide, id: str) -> str:
    """The name of a part; of a source, its label and its title."""
    title = part_title(guide, id)
    source = guide.sources.get(id)
    if source is None or title == source.item.title:
        return title
    return f"{title}: {source.item.title}"


def _record(context: Context, key: str, kind: str, fields: dict[str, str]) -> Source:
    """A record with what those of all parts have in common."""
    file = context.guide.file
    shared = {
        "edition": context.guide.label(EDITION).format(file.version, context.day(file.as_of)),
        "publisher": file.publisher,
        "year": str(file.as_of.year),
    }
    if kind == "incollection":
        shared["booktitle"] = file.title
    shared |= _of_release(context.guide, kind)
    return Source(key, kind, fields | shared, (Name(literal=file.publisher),))


def _of_release(guide: Guide, kind: str) -> dict[str, str]:
    """Where a part stays as it is; the DOI of a release is that of the whole guide."""
    release = shown_release(guide)
    if release is None:
        return {}
    if release.doi and kind == "misc":
        return {"doi": release.doi}
    return {"note": guide.label(STAYS_AT).format(permanent_address(release))}


def own_reference(context: Context, id: str) -> Markup:
    """HTML of the reference to a part of the guide, in NLM style."""
    record = own_record(context, id)
    title, address = record.fields["title"], record.fields["url"]
    if id == WHOLE or title.endswith(tuple(_ENDS)):
        return Markup(references.reference_html(record))  # noqa: S704 (escaped by references)
    pattern = _pattern(context.guide)
    filled = pattern.replace(_TITLE, escape(title, quote=False))
    filled = filled.replace(_ADDRESS, escape(address, quote=False))
    return Markup(filled)  # noqa: S704 (its parts are escaped)


@derived
def _pattern(guide: Guide) -> str:
    """The reference to any part, with signs in the place of its title and its address.

    The processor needs milliseconds for each reference, and a guide has hundreds of parts.
    """
    fields = {"title": _TITLE, "url": _ADDRESS}
    record = _record(Context(Site(guide)), "part", "incollection", fields)
    return references.reference_html(record)
