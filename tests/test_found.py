"""Cards show what a source found, and only what was done to check it."""

import json

from evidence_guide import Guide, outputs


def test_the_script_of_cards_holds_each_finding_with_what_was_done(tea: Guide) -> None:
    (script,) = [output for output in outputs(tea) if output.uri == "assets/found.js"]
    known = json.loads(script.content.removeprefix("window.evidenceGuideFound = "))
    assert known["language"] == "en"
    assert known["sources"]["doe2020"] == {
        "found": [
            [
                "People who drank tea fell asleep 12 minutes sooner.",
                "Passage and figures found in the source's full text (file given by hand, 2026-01-15).",
                "Compared with the source again by a second reader (2026-01-10).",
            ],
            [
                "Tea made the skin 0.2 degrees warmer.",
                "Passage and figures found in the source's full text (file given by hand, 2026-01-15).",
            ],
        ],
        "done": [
            "No correction or retraction known (Retraction Watch CSV 373caad1bca5, 2026-11-25)."
        ],
    }
    assert "not" not in " ".join(known["sources"]["teaboard2022"]["done"]).lower()
    assert len(known["sources"]) == len(tea.sources)
