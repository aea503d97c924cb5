"""Finished files that leave the generator."""

from hashlib import sha256
from typing import NamedTuple


class Output(NamedTuple):
    """A file of the site: its address below the site's source folder, its content, and where it came from."""

    uri: str
    content: str
    origin: str | None = None
    """Path and line of the evidence it was made from, relative to the guide's folder, such as `evidence/terms.yml:3`."""


class Download(NamedTuple):
    """A file that readers take with them: its name below `downloads/`, a short title, for whom it is, and its bytes."""

    name: str
    title: str
    about: str
    content: bytes
    group: str = "To print"
    """The heading under which the Downloads page lists it."""

    @property
    def sha256(self) -> str:
        """Hash of the content, hexadecimal."""
        return sha256(self.content).hexdigest()
