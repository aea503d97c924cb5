"""The types and properties of schema.org that the guide uses: a small part, safe to publish."""

from collections.abc import Mapping
from types import MappingProxyType

Node = dict[str, object]
"""A thing in the words of schema.org."""
CONTEXT = "https://schema.org"
_WORK = frozenset({"author", "citation", "dateModified", "datePublished", "inLanguage", "name"})
"""Properties of whatever somebody wrote or made."""
_PAGE = _WORK | {
    "audience",
    "breadcrumb",
    "description",
    "headline",
    "isAccessibleForFree",
    "isPartOf",
    "lastReviewed",
    "mainEntity",
    "publisher",
    "reviewedBy",
    "url",
    "version",
}
_TEXT = _WORK | {"isPartOf", "url"}
USED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "Audience": frozenset({"audienceType"}),
        "BreadcrumbList": frozenset({"itemListElement"}),
        "Claim": _WORK | {"audience", "description", "text", "url"},
        "CreativeWork": _TEXT,
        "DataDownload": frozenset({"contentUrl", "encodingFormat"}),
        "Dataset": _WORK
        | {"creator", "description", "distribution", "isAccessibleForFree", "url", "version"},
        "ListItem": frozenset({"item", "name", "position"}),
        "MedicalWebPage": _PAGE,
        "Organization": frozenset({"name"}),
        "Person": frozenset({"name"}),
        "ScholarlyArticle": _TEXT,
        "WebPage": _PAGE,
        "WebSite": frozenset({"name", "url"}),
    }
)
"""Each type with its properties; a test compares them with the published vocabulary.

None of them says that a treatment works or that a clinician approves of something.
"""


def thing(kind: str, **properties: object) -> Node:
    """A thing of a type with the properties that have a value."""
    return {"@type": kind} | {name: value for name, value in properties.items() if value}
