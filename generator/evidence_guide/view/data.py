"""The views of the whole guide as data, for the PDFs and for other programs: `guide.json`."""

import json

from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.view import shapes
from evidence_guide.view.annotations import annotations
from evidence_guide.view.site import Addresses, Site
from evidence_guide.view.views import views_of


def files(site: Site) -> tuple[Output, ...]:
    """The guide as JSON, the JSON Schema of it, and its passages, below `data/`."""
    return _files(site.guide, site.addresses)


@derived
def _files(guide: Guide, addresses: Addresses) -> tuple[Output, ...]:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **shapes.GuideData.model_json_schema(mode="serialization"),
    }
    return (
        Output("data/guide.json", _whole(guide, addresses).model_dump_json() + "\n"),
        Output("data/guide.schema.json", json.dumps(schema, indent=1, sort_keys=True) + "\n"),
        annotations(views_of(Site(guide, addresses))),
    )


def exported(site: Site) -> shapes.GuideData:
    """The whole guide as readers are shown it."""
    return _whole(site.guide, site.addresses)


@derived
def _whole(guide: Guide, addresses: Addresses) -> shapes.GuideData:
    return views_of(Site(guide, addresses)).whole
