"""What every exported thing is made of: texts, statements, words with their meaning."""

from pydantic import BaseModel, ConfigDict

from evidence_guide.text.markup import Run

Text = str | tuple[Run, ...]
"""Words as a reader meets them; runs only where some are emphasised, raised, lowered or linked."""


class Shape(BaseModel):
    """A part of the exported guide."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Statement(Shape):
    """A sentence with the sources behind it."""

    text: Text
    cites: tuple[str, ...]
    """Keys of `references`."""


class Meaning(Shape):
    """A word of the method with its sign and what it means."""

    word: str
    sign: str = ""
    means: str
