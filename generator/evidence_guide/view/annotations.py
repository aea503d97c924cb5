"""W3C Web Annotations of passages: our proofs in a form that other programs know.

Model: https://www.w3.org/TR/annotation-model/. Each annotation is a finding: its body is what the
passage says in our words, its target the passage in its source.
"""

import json

from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.guide.lock import finding_digest
from evidence_guide.view.addresses import places
from evidence_guide.view.references import HIGHLIGHTED, passage_ends
from evidence_guide.view.shapes import FindingView
from evidence_guide.view.texts import plain_words
from evidence_guide.view.views import Views

ANNOTATIONS = "data/annotations.jsonld"
MODEL = "http://www.w3.org/ns/anno.jsonld"
OWN_TERMS = ("claims", "digest", "figures", "finding", "passageDigest", "proof", "textDigest")
"""Properties of ours that the model does not have; the context says so."""
_Node = dict[str, object]


def annotations(views: Views) -> Output:
    """All findings of a guide as one collection."""
    file, context = views.guide.file, views.context
    items = [_annotation(views, views.finding(id)) for id in views.guide.findings]
    address = context.page(ANNOTATIONS)
    own = {"guide": f"{context.page('about-this-guide.md')}#"}
    whole = {
        "@context": [MODEL, own | {name: f"guide:{name}" for name in OWN_TERMS}],
        "id": address,
        "type": "AnnotationCollection",
        "label": file.title,
        "modified": f"{file.as_of.isoformat()}T00:00:00Z",
        "total": len(items),
        "first": {"id": f"{address}#1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return Output(ANNOTATIONS, json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n")


def _annotation(views: Views, finding: FindingView) -> _Node:
    place = places(views.guide)[finding.id]
    return {
        "id": views.context.page(place.uri, place.anchor),
        "type": "Annotation",
        "motivation": "describing",
        "body": {
            "type": "TextualBody",
            "value": plain_words(finding.reports.text),
            "format": "text/plain",
            "language": views.guide.file.language,
        },
        "target": {"source": _source(views, finding), "selector": selector(finding.passage)},
        "finding": finding.id,
        "claims": _claims_on(views.guide).get(finding.id, []),
        "figures": [*finding.figures],
        **_proof(views, finding),
    }


def _source(views: Views, finding: FindingView) -> str:
    """The address of the source; that of its page here where the source has none."""
    address = finding.link.partition(HIGHLIGHTED)[0]
    return address or _own_page(views, finding.source)


def _own_page(views: Views, key: str) -> str:
    """The address of a source's page in the guide."""
    return views.context.page(places(views.guide)[key].uri)


def selector(passage: str) -> _Node:
    """Selects a passage by its words, or all between its first and its last words."""
    first, last = passage_ends(passage)
    if not last:
        return _words(first)
    return {"type": "RangeSelector", "startSelector": _words(first), "endSelector": _end(last)}


def _words(exact: str) -> _Node:
    return {"type": "TextQuoteSelector", "exact": exact}


def _end(words: str) -> _Node:
    """The place behind some words: a range ends before what its end selects."""
    behind = {"type": "TextPositionSelector", "start": len(words), "end": len(words)}
    return _words(words) | {"refinedBy": behind}


def _proof(views: Views, finding: FindingView) -> _Node:
    """What was done to find the passage, with digests of what was compared."""
    guide = views.guide
    found: _Node = {"digest": finding_digest(guide.findings[finding.id].item, finding.source)}
    receipt = guide.lock.receipts.get(finding.id)
    if receipt is None:
        return found
    known = {"passageDigest": receipt.passage, "textDigest": receipt.text}
    digests = {name: digest for name, digest in known.items() if digest}
    return found | {"proof": str(receipt.proof)} | digests


@derived
def _claims_on(guide: Guide) -> dict[str, list[str]]:
    """By finding, the ids of the claims that rest on it or that it disputes."""
    found: dict[str, list[str]] = {}
    for id, entry in guide.claims.items():
        for finding in (*entry.item.rests_on, *entry.item.disputed_by):
            found.setdefault(finding, []).append(id)
    return found
