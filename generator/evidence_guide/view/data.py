"""`guide.json`: the views of the whole guide as data, for the PDFs and for other programs."""

import json

from evidence_guide.files.output import Output
from evidence_guide.view import shapes
from evidence_guide.view.site import Site
from evidence_guide.view.views import Views


def files(site: Site, views: Views | None = None) -> tuple[Output, Output]:
    """The guide as JSON and the JSON Schema of it, below `data/`.

    `views` are those of the site where they are at hand.
    """
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **shapes.GuideData.model_json_schema(mode="serialization"),
    }
    whole = (views or Views(site)).whole
    return (
        Output("data/guide.json", whole.model_dump_json() + "\n"),
        Output("data/guide.schema.json", json.dumps(schema, indent=1, sort_keys=True) + "\n"),
    )


def exported(site: Site) -> shapes.GuideData:
    """The whole guide as readers are shown it."""
    return Views(site).whole
