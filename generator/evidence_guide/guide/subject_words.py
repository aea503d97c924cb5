"""Our own words that differ where a guide is about health: the neutral words, then those."""

_WHAT_TO_DO = (
    "**To find out what to do,** read the chapter for your {}. Danger signs come first, then the"
    " steps: what to do, how, why, and how sure we are."
)
_PLAN = "**My plan** on the guide’s site picks out the steps for your {}:"
_REPORT = (
    "every step, claim, source and answer also has a link to this form, which then names it. A"
    " report is public, so write nothing there {}."
)
_KNOWS_NOT = (
    "It does not know you. It sorts the steps of this guide by your answers; it does not weigh"
    " them together{}."
)

UNREVIEWED = "Not yet reviewed by an expert."
UNREVIEWED_TRANSLATION = "The translation was not reviewed by an expert who is a native speaker."
CONDITIONAL = (
    "Right for many, not for all: it depends on your situation and on what matters to you."
)
REFERENCE_VALUE = "A value that a named body has set, such as a limit."
WHAT_TO_DO = _WHAT_TO_DO.format("situation")
PLAN = _PLAN.format("stage, situation and country")
NOT_YOUR_ADVISER = "It does not replace the advice of somebody who knows your situation."

_HEALTH = {
    UNREVIEWED: "Not yet reviewed by a clinician.",
    UNREVIEWED_TRANSLATION: "The translation was not reviewed by a native clinician.",
    CONDITIONAL: (
        "Right for many, not for all: it depends on what you eat, your health and what matters "
        "to you."
    ),
    REFERENCE_VALUE: "An intake or a cut-off that a named body has set.",
    WHAT_TO_DO: _WHAT_TO_DO.format("time of life"),
    PLAN: _PLAN.format("stage, diet, medicines and country"),
    NOT_YOUR_ADVISER: "It sets no dose and does not replace a treatment that you were given.",
    _REPORT.format("that is private"): _REPORT.format("about your own health or anybody else's"),
    _KNOWS_NOT.format(""): _KNOWS_NOT.format(", and it makes no diagnosis"),
}

_ON_TRANSLATED_PAGES = (UNREVIEWED, UNREVIEWED_TRANSLATION, CONDITIONAL)
TRANSLATED = (*_ON_TRANSLATED_PAGES, *map(_HEALTH.__getitem__, _ON_TRANSLATED_PAGES))
"""Those that translated pages show."""


def all_words() -> tuple[str, ...]:
    """All of them, neutral and of health."""
    return (*_HEALTH, *_HEALTH.values())


def subject_words(text: str, subject: str) -> str:
    """One of our own words as a guide on this subject says it."""
    return _HEALTH.get(text, text) if subject == "health" else text
