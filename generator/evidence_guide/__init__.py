"""Evidence guide: YAML evidence and BibTeX citations become a guide in which every claim is cited."""

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
