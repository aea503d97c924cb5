"""One finished file that leaves the generator."""

from typing import NamedTuple


class Output(NamedTuple):
    """A file of the site: its address below the site's source folder, its content, and where it came from."""

    uri: str
    content: str
    origin: str | None = None
    """Path and line of the evidence it was made from, relative to the guide's folder, such as `evidence/terms.yml:3`."""
