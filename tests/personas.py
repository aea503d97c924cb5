"""Readers of the real guide: what each chooses in My plan, which steps she must and must not meet,
and which amounts.
"""

from typing import NamedTuple


class Persona(NamedTuple):
    """A reader; `address` is what stands behind `#`, `amounts` the values by column of the one
    country's row, None where no table may show.
    """

    who: str
    address: str
    must: set[str]
    must_not: set[str]
    amounts: dict[str, str] | None


PERSONAS = [
    Persona(
        "a vegan pregnant woman in the UK",
        "pregnancy+vegan+uk",
        {
            "reliable-b12-without-animal-foods",
            "read-prenatal-vitamin-label",
            "no-liver-in-pregnancy",
            "never-use-laughing-gas",
        },
        {
            "keep-up-b12-care-in-pregnancy",
            "b12-supplement-for-vegan-plans",
            "take-b12-while-breastfeeding-vegan",
            "vegan-baby-only-with-supervision",
        },
        {"Adults": "1.5", "Pregnancy": "no increment"},
    ),
    Persona(
        "a woman on metformin who plans a pregnancy, in Canada",
        "before-pregnancy+omnivore+metformin+us-canada",
        {
            "ask-about-b12-with-your-medicines",
            "talk-about-b12-before-pregnancy",
            "take-folic-acid-and-mind-b12",
        },
        {
            "b12-supplement-for-vegan-plans",
            "plan-pregnancy-after-stomach-surgery",
            "settle-b12-with-bowel-disease",
            "keep-up-b12-care-in-pregnancy",
        },
        {"Adults": "2.4"},
    ),
    Persona(
        "a pregnant woman after bariatric surgery, in Austria",
        "pregnancy+omnivore+bariatric+dach",
        {"keep-up-b12-care-in-pregnancy", "leave-deficiency-to-clinician"},
        {
            "reliable-b12-without-animal-foods",
            "plan-pregnancy-after-stomach-surgery",
            "keep-treatment-and-breastfeeding-going",
        },
        {"Adults": "4.0", "Pregnancy": "4.5"},
    ),
    Persona(
        "a breastfed baby of a mother without animal foods, in the UK",
        "birth-and-breastfeeding+your-baby+vegan+uk",
        {
            "take-b12-while-breastfeeding-vegan",
            "vegan-baby-only-with-supervision",
            "act-on-signs-despite-normal-tests",
            "start-solids-with-animal-foods",
        },
        {
            "match-b12-to-diet-while-breastfeeding",
            "treat-mother-and-baby",
            "keep-treatment-and-breastfeeding-going",
            "reliable-b12-without-animal-foods",
        },
        {
            "Breastfeeding": "2.0",
            "Infants, first half year": "0.3",
            "Infants, second half year": "0.4",
        },
    ),
    Persona(
        "a pregnant omnivore without risks, in France",
        "pregnancy+omnivore+eu",
        {
            "read-prenatal-vitamin-label",
            "eat-foods-with-b12",
            "no-liver-in-pregnancy",
            "leave-deficiency-to-clinician",
        },
        {
            "reliable-b12-without-animal-foods",
            "keep-up-b12-care-in-pregnancy",
            "ask-whether-you-need-b12-test",
            "treat-mother-and-baby",
        },
        {"Adults": "4", "Pregnancy": "4.5"},
    ),
    Persona(
        "a woman treated for known low B12 who is not pregnant",
        "testing-and-treatment+omnivore+low-b12",
        {
            "choose-tablets-or-injections",
            "finish-b12-treatment-and-review",
            "use-your-laboratory-range",
        },
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
        {
            "keep-up-b12-care-in-pregnancy",
            "ask-which-b12-test-in-pregnancy",
            "choose-tablets-or-injections",
            "no-repeat-b12-test-without-reason",
        },
        {
            "reliable-b12-without-animal-foods",
            "treat-mother-and-baby",
            "settle-b12-with-bowel-disease",
        },
        {"Adults": "1.5", "Pregnancy": "no increment"},
    ),
    Persona(
        "a vegetarian on acid medicines who plans a pregnancy, in Norway",
        "before-pregnancy+vegetarian+acid-medicines+nordic-2012",
        {"ask-about-b12-with-your-medicines", "no-liver-when-trying-for-a-baby"},
        {
            "b12-supplement-for-vegan-plans",
            "reliable-b12-without-animal-foods",
            "settle-b12-with-bowel-disease",
        },
        {"Adults": "not read"},
    ),
    Persona(
        "a breastfeeding woman with coeliac disease",
        "birth-and-breastfeeding+omnivore+absorption+fao-who",
        {
            "keep-treatment-and-breastfeeding-going",
            "tell-midwife-before-gas-and-air",
            "match-b12-to-diet-while-breastfeeding",
        },
        {
            "take-b12-while-breastfeeding-vegan",
            "treat-mother-and-baby",
            "choose-milk-for-first-year",
        },
        {"Breastfeeding": "2.8"},
    ),
    Persona(
        "a pregnant woman who does not say what she eats, in the UK",
        "pregnancy+uk",
        {"reliable-b12-without-animal-foods", "eat-foods-with-b12"},
        {"keep-up-b12-care-in-pregnancy", "b12-supplement-for-vegan-plans"},
        {"Adults": "1.5", "Pregnancy": "no increment"},
    ),
]
