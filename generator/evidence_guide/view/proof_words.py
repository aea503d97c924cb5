"""Whether and where a finding was found in the text of its source, in words."""

from collections.abc import Callable

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
IN: dict[str, str] = {
    Supplied.BY_HAND: " in a text that was supplied by hand",
    Supplied.STORED: " in a stored copy of the text",
}
"""The text in which a passage was found, if the program did not fetch it."""
COMPARED: dict[str, str] = {
    Compared.FIGURES: "passage and figures found",
    Compared.WHOLE: "whole passage, which has no figures, found",
    Compared.ENDS: "first and last words, but nothing between them, found",
}
"""The words of a finding that a proof vouches for."""
FOUND: dict[str, str] = {
    Compared.WHOLE: "Whole passage found",
    Compared.ENDS: "First and last words of the passage found",
}
"""The same as the beginning of a sentence."""
REST: dict[str, str] = {
    Compared.WHOLE: "; it has no figures",
    Compared.ENDS: ", at most {} characters apart; nothing between them was compared",
}
"""The end of that sentence."""
SUPPLIED: dict[str, str] = {Supplied.STORED: ", stored copy"}
"""What is added to the service that supplied the text."""
EXTENTS = ("full text", "page", "abstract", "excerpt")
"""How much of a source a text may be."""
SENTENCES = {
    "none": "Not yet looked up in the source's text.",
    "changed": "The source's text has changed since it was looked up before.",
    "undecided": "Not decided: only an {} of the source could be read ({}).",
    "not proved": "Not proved: {} ({}).",
    "both": "Passage and figures found",
    "proved": "{} in the source's {} ({}{}, {}){}.",
}
"""The results as sentences."""
_Translate = Callable[[str], str]


def proof_in_short(receipt: Receipt | None, label: _Translate = str) -> str:
    """The result of looking for a finding, in a few words."""
    if receipt is None:
        return label(NOT_MATCHED)
    if receipt.proof is Proof.PROVED:
        found = label(COMPARED.get(receipt.compared, PROOFS[Proof.PROVED]))
        return found + label(IN.get(receipt.by, ""))
    return label(PROOFS[receipt.proof])


def proof_sentence(receipt: Receipt | None, label: _Translate = str) -> str:
    """Whether and where a finding was found in its source's own text, as a sentence."""
    if receipt is None:
        return label(SENTENCES["none"])
    words = _sentence(receipt, label)
    if receipt.before:
        return f"{words} {label(SENTENCES['changed'])}"
    return words


def _sentence(receipt: Receipt, label: _Translate) -> str:
    if receipt.proof is Proof.UNDECIDED:
        return label(SENTENCES["undecided"]).format(label(receipt.how), receipt.on)
    if receipt.proof is not Proof.PROVED:
        return label(SENTENCES["not proved"]).format(label(receipt.proof), receipt.on)
    found = label(FOUND.get(receipt.compared, SENTENCES["both"]))
    by = label(SUPPLIED.get(receipt.by, ""))
    rest = label(REST.get(receipt.compared, "")).format(f"{FARTHEST:,}")
    where = (label(receipt.how), receipt.service, by, receipt.on)
    return label(SENTENCES["proved"]).format(found, *where, rest)
