"""Whether and where a finding was found in the text of its source, in words."""

from evidence_guide.guide.lock import FARTHEST, Compared, Proof, Receipt, Supplied

NOT_MATCHED = "not compared yet"
PROOFS: dict[Proof, str] = {
    Proof.PROVED: "found",
    Proof.NOT_FOUND: "passage not found",
    Proof.PART: "only part of a sentence found",
    Proof.SECTIONS: "found only across sections",
    Proof.AMBIGUOUS: "found in several places",
    Proof.FIGURE: "passage found, but a figure is missing",
    Proof.UNDECIDED: "not in the abstract or excerpt that could be read, which decides nothing",
    Proof.NO_TEXT: "not compared, because the source's text could not be obtained",
}
"""The results of looking for a passage in its source's text."""
_IN: dict[str, str] = {
    Supplied.BY_HAND: " in a text that was supplied by hand",
    Supplied.STORED: " in a stored copy of the text",
}
"""The text in which a passage was found, if the program did not fetch it."""
_COMPARED: dict[str, str] = {
    Compared.FIGURES: "passage and figures found",
    Compared.WHOLE: "whole passage, which has no figures, found",
    Compared.ENDS: "first and last words, but nothing between them, found",
}
"""The words of a finding that a proof vouches for."""
_FOUND: dict[str, str] = {
    Compared.WHOLE: "Whole passage found",
    Compared.ENDS: "First and last words of the passage found",
}
"""The same as the beginning of a sentence."""
_REST: dict[str, str] = {
    Compared.WHOLE: "; it has no figures",
    Compared.ENDS: f", at most {FARTHEST:,} characters apart; nothing between them was compared",
}
"""The end of that sentence."""
_SUPPLIED: dict[str, str] = {Supplied.STORED: ", stored copy"}


def proof_in_short(receipt: Receipt | None) -> str:
    """The result of looking for a finding, in a few words."""
    if receipt is None:
        return NOT_MATCHED
    if receipt.proof is Proof.PROVED:
        found = _COMPARED.get(receipt.compared, PROOFS[Proof.PROVED])
        return found + _IN.get(receipt.by, "")
    return PROOFS[receipt.proof]


def proof_sentence(receipt: Receipt | None) -> str:
    """Whether and where a finding was found in its source's own text, as a sentence."""
    if receipt is None:
        return "Not yet looked up in the source's text."
    words = _sentence(receipt)
    if receipt.before:
        return f"{words} The source's text has changed since it was looked up before."
    return words


def _sentence(receipt: Receipt) -> str:
    if receipt.proof is Proof.UNDECIDED:
        return f"Not decided: only an {receipt.how} of the source could be read ({receipt.on})."
    if receipt.proof is not Proof.PROVED:
        return f"Not proved: {receipt.proof} ({receipt.on})."
    by = _SUPPLIED.get(receipt.by, "")
    found = _FOUND.get(receipt.compared, "Passage and figures found")
    text = f"the source's {receipt.how} ({receipt.service}{by}, {receipt.on})"
    return f"{found} in {text}{_REST.get(receipt.compared, '')}."
