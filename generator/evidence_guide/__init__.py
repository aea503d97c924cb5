"""YAML evidence and BibTeX citations become a guide in which every claim is cited."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evidence_guide.diagnostic import Diagnostic, GuideError, Place, Severity
    from evidence_guide.files.output import Output
    from evidence_guide.guide import Guide
    from evidence_guide.guide.loader import load
    from evidence_guide.rules import check
    from evidence_guide.site import outputs

__all__ = [
    "Diagnostic",
    "Guide",
    "GuideError",
    "Output",
    "Place",
    "Severity",
    "check",
    "load",
    "outputs",
]

_MODULES = {
    "Guide": "guide",
    "Output": "files.output",
    "check": "rules",
    "load": "guide.loader",
    "outputs": "site",
}


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first used: the command starts without loading it all.

    Raises AttributeError for other names.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = _MODULES.get(name, "diagnostic")
    return getattr(import_module(f"{__name__}.{module}"), name)
