"""Readers of the real guide: what each chooses in My plan, what she meets first, which steps she
must and must not meet, and which amounts.
"""

from typing import NamedTuple


class Persona(NamedTuple):
    """A reader; `address` is what stands behind `#`, `amounts` what is said of her country,
    None where no amount may show.
    """

    who: str
    address: str
    first: tuple[str, str, str]
    """The first three steps of her plan, in order."""
    must: set[str]
    """Other steps that she must meet."""
    must_not: set[str]
    amounts: list[str] | None


OF_THE_REVIEW = 4
"""The first personas are those whose plans misled them before."""

PERSONAS = [
    Persona(
        "a breastfeeding woman on metformin, in the UK",
        "birth-and-breastfeeding+omnivore+metformin+uk",
        (
            "ask-about-b12-with-your-medicines",
            "carry-b12-through-birth",
            "high-dose-b12-only-on-advice",
        ),
        set(),
        {
            "match-b12-to-diet-while-breastfeeding",
            "tell-midwife-before-gas-and-air",
            "take-b12-while-breastfeeding-vegan",
            "keep-treatment-and-breastfeeding-going",
        },
        [
            "2.0 micrograms a day while you breastfeed.",
        ],
    ),
    Persona(
        "a vegan pregnant woman in the UK",
        "pregnancy+vegan+uk",
        (
            "reliable-b12-without-animal-foods",
            "folic-acid-in-early-pregnancy",
            "read-prenatal-vitamin-label",
        ),
        {"never-use-laughing-gas", "tell-midwife-before-gas-and-air"},
        {
            "eat-foods-with-b12",
            "no-liver-in-pregnancy",
            "enough-b12-with-little-meat",
            "keep-up-b12-care-in-pregnancy",
            "b12-supplement-for-vegan-plans",
            "take-b12-while-breastfeeding-vegan",
            "vegan-baby-only-with-supervision",
        },
        [
            "1.5 micrograms a day for adults.",
            "1.5 micrograms a day in pregnancy (as for all adults, no extra).",
        ],
    ),
    Persona(
        "a woman who plans a pregnancy after a gastric bypass, in the UK",
        "before-pregnancy+omnivore+bariatric+uk",
        (
            "plan-pregnancy-after-stomach-surgery",
            "talk-about-b12-before-pregnancy",
            "take-folic-acid-and-mind-b12",
        ),
        {"no-liver-when-trying-for-a-baby"},
        {
            "blood-tests-after-stomach-surgery",
            "settle-b12-with-bowel-disease",
            "b12-supplement-for-vegan-plans",
            "tell-midwife-before-gas-and-air",
        },
        [
            "1.5 micrograms a day for adults.",
        ],
    ),
    Persona(
        "the baby of a vegan mother, in the UK",
        "your-baby+vegan+uk",
        (
            "vegan-baby-only-with-supervision",
            "take-b12-while-breastfeeding-vegan",
            "tell-health-visitor-about-b12",
        ),
        {"act-on-signs-despite-normal-tests", "choose-milk-for-first-year"},
        {
            "start-solids-with-animal-foods",
            "no-b12-drops-without-advice",
            "match-b12-to-diet-while-breastfeeding",
        },
        [
            "0.3 micrograms a day for babies in the first half year.",
            "0.4 micrograms a day for babies in the second half year.",
        ],
    ),
    Persona(
        "a woman on metformin who plans a pregnancy, in Canada",
        "before-pregnancy+omnivore+metformin+us-canada",
        (
            "ask-about-b12-with-your-medicines",
            "talk-about-b12-before-pregnancy",
            "take-folic-acid-and-mind-b12",
        ),
        {"no-liver-when-trying-for-a-baby"},
        {
            "b12-supplement-for-vegan-plans",
            "plan-pregnancy-after-stomach-surgery",
            "settle-b12-with-bowel-disease",
            "keep-up-b12-care-in-pregnancy",
        },
        [
            "2.4 micrograms a day for adults.",
        ],
    ),
    Persona(
        "a pregnant woman after bariatric surgery who has a blood test, in Austria",
        "pregnancy+testing-and-treatment+omnivore+bariatric+dach",
        (
            "blood-tests-after-stomach-surgery",
            "folic-acid-in-early-pregnancy",
            "read-prenatal-vitamin-label",
        ),
        {"leave-deficiency-to-clinician", "use-your-laboratory-range", "eat-foods-with-b12"},
        {
            "no-repeat-b12-test-without-reason",
            "ask-whether-you-need-b12-test",
            "folic-acid-does-not-rule-out-low-b12",
            "reliable-b12-without-animal-foods",
            "plan-pregnancy-after-stomach-surgery",
        },
        [
            "4.0 micrograms a day for adults.",
            "4.5 micrograms a day in pregnancy.",
        ],
    ),
    Persona(
        "a vegan mother who breastfeeds her baby, in the UK",
        "birth-and-breastfeeding+your-baby+vegan+uk",
        (
            "vegan-baby-only-with-supervision",
            "take-b12-while-breastfeeding-vegan",
            "carry-b12-through-birth",
        ),
        {"act-on-signs-despite-normal-tests"},
        {
            "start-solids-with-animal-foods",
            "match-b12-to-diet-while-breastfeeding",
            "tell-midwife-before-gas-and-air",
            "treat-mother-and-baby",
            "reliable-b12-without-animal-foods",
        },
        [
            "2.0 micrograms a day while you breastfeed.",
            "0.3 micrograms a day for babies in the first half year.",
            "0.4 micrograms a day for babies in the second half year.",
        ],
    ),
    Persona(
        "a pregnant omnivore without risks, in France",
        "pregnancy+omnivore+eu",
        (
            "folic-acid-in-early-pregnancy",
            "read-prenatal-vitamin-label",
            "eat-foods-with-b12",
        ),
        {"no-liver-in-pregnancy", "leave-deficiency-to-clinician"},
        {
            "reliable-b12-without-animal-foods",
            "enough-b12-with-little-meat",
            "keep-up-b12-care-in-pregnancy",
            "tell-midwife-before-gas-and-air",
            "ask-whether-you-need-b12-test",
            "treat-mother-and-baby",
        },
        [
            "4 micrograms a day for adults.",
            "4.5 micrograms a day in pregnancy.",
        ],
    ),
    Persona(
        "a pregnant vegetarian on acid medicines, in Norway",
        "pregnancy+vegetarian+acid-medicines+nordic-2012",
        (
            "enough-b12-with-little-meat",
            "keep-up-b12-care-in-pregnancy",
            "folic-acid-in-early-pregnancy",
        ),
        {"no-liver-in-pregnancy", "tell-midwife-before-gas-and-air"},
        {
            "eat-foods-with-b12",
            "reliable-b12-without-animal-foods",
            "blood-tests-after-stomach-surgery",
        },
        [
            "Adults: no value found.",
            "2.0 micrograms a day in pregnancy.",
        ],
    ),
    Persona(
        "a woman treated for known low B12 who is not pregnant",
        "testing-and-treatment+omnivore+low-b12",
        (
            "choose-tablets-or-injections",
            "finish-b12-treatment-and-review",
            "ask-whether-you-need-b12-test",
        ),
        {"use-your-laboratory-range", "folic-acid-does-not-rule-out-low-b12"},
        {
            "ask-which-b12-test-in-pregnancy",
            "no-repeat-b12-test-without-reason",
            "keep-up-b12-care-in-pregnancy",
        },
        None,
    ),
    Persona(
        "a pregnant woman treated for known low B12, at two stages at once",
        "pregnancy+testing-and-treatment+omnivore+low-b12+uk",
        (
            "choose-tablets-or-injections",
            "finish-b12-treatment-and-review",
            "keep-up-b12-care-in-pregnancy",
        ),
        {"ask-which-b12-test-in-pregnancy", "no-repeat-b12-test-without-reason"},
        {
            "folic-acid-does-not-rule-out-low-b12",
            "reliable-b12-without-animal-foods",
            "treat-mother-and-baby",
            "settle-b12-with-bowel-disease",
        },
        [
            "1.5 micrograms a day for adults.",
            "1.5 micrograms a day in pregnancy (as for all adults, no extra).",
        ],
    ),
    Persona(
        "a breastfeeding woman with coeliac disease",
        "birth-and-breastfeeding+omnivore+absorption+fao-who",
        (
            "keep-treatment-and-breastfeeding-going",
            "carry-b12-through-birth",
            "high-dose-b12-only-on-advice",
        ),
        set(),
        {
            "match-b12-to-diet-while-breastfeeding",
            "tell-midwife-before-gas-and-air",
            "take-b12-while-breastfeeding-vegan",
            "treat-mother-and-baby",
        },
        [
            "2.8 micrograms a day while you breastfeed.",
        ],
    ),
    Persona(
        "the baby of a mother who lacks B12 and eats everything",
        "your-baby+omnivore+low-b12+us-canada",
        (
            "treat-mother-and-baby",
            "tell-health-visitor-about-b12",
            "act-on-signs-despite-normal-tests",
        ),
        {"start-solids-with-animal-foods", "no-b12-drops-without-advice"},
        {"vegan-baby-only-with-supervision", "take-b12-while-breastfeeding-vegan"},
        [
            "0.4 micrograms a day for babies in the first half year.",
            "0.5 micrograms a day for babies in the second half year.",
        ],
    ),
    Persona(
        "a pregnant woman who does not say what she eats, in the UK",
        "pregnancy+uk",
        (
            "reliable-b12-without-animal-foods",
            "enough-b12-with-little-meat",
            "folic-acid-in-early-pregnancy",
        ),
        {"eat-foods-with-b12", "no-liver-in-pregnancy"},
        {"keep-up-b12-care-in-pregnancy", "b12-supplement-for-vegan-plans"},
        [
            "1.5 micrograms a day for adults.",
            "1.5 micrograms a day in pregnancy (as for all adults, no extra).",
        ],
    ),
    Persona(
        "a vegetarian on metformin who plans a pregnancy, in the UK",
        "before-pregnancy+vegetarian+metformin+uk",
        (
            "b12-with-little-meat-before-pregnancy",
            "ask-about-b12-with-your-medicines",
            "talk-about-b12-before-pregnancy",
        ),
        {"take-folic-acid-and-mind-b12"},
        {"b12-supplement-for-vegan-plans", "enough-b12-with-little-meat"},
        ["1.5 micrograms a day for adults."],
    ),
    Persona(
        "a vegetarian who breastfeeds, in Spain",
        "birth-and-breastfeeding+vegetarian+eu",
        (
            "ask-about-b12-as-a-breastfeeding-vegetarian",
            "carry-b12-through-birth",
            "high-dose-b12-only-on-advice",
        ),
        set(),
        {"match-b12-to-diet-while-breastfeeding", "take-b12-while-breastfeeding-vegan"},
        ["5 micrograms a day while you breastfeed."],
    ),
    Persona(
        "a woman who breastfeeds after a gastric bypass, in the UK",
        "birth-and-breastfeeding+omnivore+bariatric+uk",
        (
            "keep-treatment-and-breastfeeding-going",
            "carry-b12-through-birth",
            "high-dose-b12-only-on-advice",
        ),
        set(),
        {"match-b12-to-diet-while-breastfeeding", "plan-pregnancy-after-stomach-surgery"},
        ["2.0 micrograms a day while you breastfeed."],
    ),
    Persona(
        "the baby of a mother with pernicious anaemia, in the UK",
        "your-baby+omnivore+absorption+uk",
        (
            "ask-about-your-baby-if-you-absorb-b12-poorly",
            "tell-health-visitor-about-b12",
            "act-on-signs-despite-normal-tests",
        ),
        {"start-solids-with-animal-foods"},
        {"vegan-baby-only-with-supervision", "settle-b12-with-bowel-disease"},
        [
            "0.3 micrograms a day for babies in the first half year.",
            "0.4 micrograms a day for babies in the second half year.",
        ],
    ),
    Persona(
        "the baby of a mother on metformin, in the UK",
        "your-baby+omnivore+metformin+uk",
        (
            "ask-about-b12-with-your-medicines",
            "tell-health-visitor-about-b12",
            "act-on-signs-despite-normal-tests",
        ),
        {"choose-milk-for-first-year"},
        {"treat-mother-and-baby", "take-b12-while-breastfeeding-vegan"},
        [
            "0.3 micrograms a day for babies in the first half year.",
            "0.4 micrograms a day for babies in the second half year.",
        ],
    ),
    Persona(
        "a woman with pernicious anaemia who is treated",
        "testing-and-treatment+omnivore+absorption",
        (
            "choose-tablets-or-injections",
            "finish-b12-treatment-and-review",
            "ask-whether-you-need-b12-test",
        ),
        {"use-your-laboratory-range"},
        {"no-repeat-b12-test-without-reason", "blood-tests-after-stomach-surgery"},
        None,
    ),
    Persona(
        "a pregnant woman who has used laughing gas for fun, in the UK",
        "pregnancy+omnivore+laughing-gas+uk",
        (
            "say-that-you-used-laughing-gas",
            "folic-acid-in-early-pregnancy",
            "read-prenatal-vitamin-label",
        ),
        {"tell-midwife-before-gas-and-air", "eat-foods-with-b12"},
        {"never-use-laughing-gas", "keep-up-b12-care-in-pregnancy"},
        [
            "1.5 micrograms a day for adults.",
            "1.5 micrograms a day in pregnancy (as for all adults, no extra).",
        ],
    ),
]
