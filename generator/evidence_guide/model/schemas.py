"""JSON Schemas of the evidence files, with which editors complete and check."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from evidence_guide.files.output import Output
from evidence_guide.model import FILES
from evidence_guide.model.vocabulary import Word

Descriptions = dict[str, list[str]]
"""The key for them in a schema, with their texts."""


class _Readable(GenerateJsonSchema):
    """Draft 2020-12 with numbers and dates as people write them in YAML."""

    def decimal_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ARG002 (pydantic's signature)
        """A number as it is written."""
        return {"type": "number"}

    def enum_schema(self, schema: Any) -> dict[str, Any]:
        """The words to choose from, each with its meaning."""
        return super().enum_schema(schema) | _about(schema["members"])

    def literal_schema(self, schema: Any) -> dict[str, Any]:
        """The same for some of the words only."""
        return super().literal_schema(schema) | _about(schema["expected"])


def _about(words: list[Any]) -> Descriptions:
    """The text that editors show beside each word; validators pass over it."""
    texts = [word.about for word in words if isinstance(word, Word)]
    return {"enumDescriptions": texts} if texts else {}


def schemas() -> Iterator[Output]:
    """One schema for each kind of evidence file, for `evidence/schema/`."""
    for name, kind in FILES.items():
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **kind.model_json_schema(by_alias=True, schema_generator=_Readable),
        }
        yield Output(f"{name}.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
