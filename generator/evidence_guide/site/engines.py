"""The engines that can run our plugin: MkDocs, and ProperDocs in its place."""

from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec

from evidence_guide.diagnostic import GuideError


class Engine(StrEnum):
    """An engine that runs plugins."""

    MKDOCS = "mkdocs"
    PROPERDOCS = "properdocs"


def use(engine: Engine) -> None:
    """Makes a site engine take the place of MkDocs, before anything imports it.

    Raises GuideError if it is not installed.
    """
    if engine is Engine.MKDOCS:
        return
    if find_spec(engine) is None:
        raise GuideError(f"{engine} is not installed; run `pip install {engine}`")
    import_module(f"{engine}.replacement")
