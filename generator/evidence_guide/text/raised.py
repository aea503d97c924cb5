"""Superscripts and subscripts as Unicode's own characters: 10⁵, H₂O."""

from unicodedata import combining, normalize

Forms = dict[str, str]
"""Signs with their raised or lowered forms."""
_RAISED = dict(
    zip(
        "0123456789+-−=()aAbBcdDeEfgGhHiIjJkKlLmMnNoOpPrRstTuUvVwWxyzαβγδεθιφχ∘⁎∗",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᴬᵇᴮᶜᵈᴰᵉᴱᶠᵍᴳʰᴴⁱᴵʲᴶᵏᴷˡᴸᵐᴹⁿᴺᵒᴼᵖᴾʳᴿˢᵗᵀᵘᵁᵛⱽʷᵂˣʸᶻᵅᵝᵞᵟᵋᶿᶥᵠᵡ°**",
        strict=True,
    )
)
_LOWERED = dict(
    zip(
        "0123456789+-−=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
_AS_IT_IS = frozenset(" ,.;:'’′″*°†‡§¶®©™#/")
"""Signs that need no form of their own beside raised or lowered ones."""


def raised(text: str) -> str:
    """A superscript; one that Unicode does not have follows a `^`."""
    return _moved(text, _RAISED, "^")


def lowered(text: str) -> str:
    """A subscript; one that Unicode does not have follows a `_`."""
    return _moved(text, _LOWERED, "_")


def _moved(text: str, forms: dict[str, str], mark: str) -> str:
    found = [forms.get(sign) or _beside(sign, forms) for sign in normalize("NFD", text)]
    return normalize("NFC", "".join(found)) if all(found) else mark + text


def _beside(sign: str, forms: Forms) -> str:
    """A sign that is raised or lowered already or needs not be; else empty."""
    stays = sign in _AS_IT_IS or sign in forms.values() or combining(sign)
    return sign if stays else ""
