"""Words and questions as a parent types them, and the pages of this guide of which one must be among
the first three that the search finds.
"""

S, T, C = "stages/", "topics/", "claims/"
BEFORE, PREGNANT = f"{S}before-pregnancy", f"{S}pregnancy"
BORN, BABY, TREATED = f"{S}birth-and-breastfeeding", f"{S}your-baby", f"{S}testing-and-treatment"
ACID = (BEFORE, f"{C}risk-acid-medicines")
NERVES = (BEFORE, PREGNANT, f"{C}testing-nerve-symptoms-tell-gp", f"{T}signs")
SIGNS = (BABY, f"{T}signs", f"{T}infant", f"{C}infant-sign-irritable")
VOMIT = (BABY, f"{C}infant-sign-vomiting", f"{C}signs-baby-serious")
DRINKS = (PREGNANT, BEFORE, f"{T}food", "popular-claims", "tables/foods")
AMOUNTS = ("tables/recommended-intakes", f"{T}intakes", "tools/b12-in-a-day")
TIRED = (TREATED, BEFORE, f"{C}signs-anaemia-heart", f"{C}testing-symptoms")

EVERYDAY = {
    "omeprazole": ACID,
    "lansoprazole": ACID,
    "ranitidine": ACID,
    "losec": ACID,
    "antacid": ACID,
    "heartburn": ACID,
    "PPI": ACID,
    "can i take omeprazole": ACID,
    "reflux": (*ACID, *VOMIT),
    "tingling": NERVES,
    "pins and needles": NERVES,
    "numb hands": NERVES,
    "crying": SIGNS,
    "colic": SIGNS,
    "floppy baby": (BABY, f"{C}infant-sign-floppy"),
    "seizures": (BABY, f"{C}signs-baby-first-fit", f"{C}infant-sign-spells"),
    "spit up": VOMIT,
    "hair loss": (BABY, f"{C}infant-sign-skin-hair"),
    "yeast extract": DRINKS,
    "marmite": DRINKS,
    "oat milk": DRINKS,
    "spirulina": ("popular-claims", f"{C}food-blue-green-algae-inactive"),
    "eggs": ("popular-claims", f"{C}food-animal-sources", f"{T}food"),
    "pregnacare": (PREGNANT, f"{C}intakes-label-daily-value"),
    "prenatal vitamin": (PREGNANT, "popular-claims"),
    "how much b12": AMOUNTS,
    "how much b12 do i need": AMOUNTS,
    "too much b12": (BORN, "popular-claims"),
    "b12 deficiency": (BEFORE, BORN, TREATED, f"{T}infant", f"{T}testing"),
    "b12 shot": (TREATED,),
    "jab": (TREATED,),
    "needle": (TREATED,),
    "pill": (BEFORE, PREGNANT, TREATED, f"{T}intakes"),
    "blood test": (TREATED, f"{T}testing"),
    "blood result": (TREATED, PREGNANT, "tools/convert-b12-result", "tables/cut-offs"),
    "metformin": (BEFORE,),
    "gastric bypass": (BEFORE,),
    "anemia": (TREATED, f"{C}risk-pernicious-anaemia", f"{C}testing-oral-pernicious"),
    "exhausted": TIRED,
    "tired all the time": TIRED,
    "brain fog": (BEFORE, PREGNANT, TREATED),
    "depression": (TREATED, f"{C}testing-symptoms"),
    "nursing": (BORN,),
    "breast milk": (BORN, f"{T}milk"),
    "formula": (BABY,),
    "weaning": (BABY,),
    "vegan baby": (BABY,),
    "drops": (BABY,),
    "heel prick": (BABY, "popular-claims"),
    "get pregnant": (BEFORE,),
    "folate": (BEFORE,),
    "liver": (PREGNANT, BEFORE),
    "laughing gas": (PREGNANT,),
    "gas and air": (BORN,),
    "methylcobalamin": ("popular-claims",),
    "palpitations": (TREATED, PREGNANT, f"{C}signs-mother-immediate"),
    "failure to thrive": (BABY, f"{C}infant-sign-growth"),
    "is my baby getting enough": (BABY,),
    "baby shaking": (BABY,),
    "lethargic baby": (BABY,),
    "burning tongue": (BEFORE, TREATED),
    "contraceptive pill": (f"{C}testing-falsely-low", f"{T}testing"),
    "breastmilk": (BORN, f"{T}milk"),
    "pumping": (BORN, f"{T}milk"),
    "weetabix": (f"{T}food", PREGNANT, "tables/foods"),
    "dentist": (BORN,),
    "normal b12 level": (TREATED, "tables/cut-offs"),
    "b12 jabs": (TREATED, "choices/tablets-or-injections"),
}
"""For each query the pages that help."""
