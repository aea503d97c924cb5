"""Results as people type them, and what the converter of the B12 guide answers: one list for Python
and for the page's script.
"""

POINTS = (
    "The points, commas or spaces in “{}” are not where this page expects them. Type the number "
    "without them, such as 1500, or with one point, such as 12.5."
)
UNIT = (
    "“{}” is not a unit that this page converts. Leave it out, or write one of these: pg/mL, ng/L, "
    "pmol/L, ng/mL, µg/L, nmol/L."
)
BEYOND = (
    "This page converts results from 10 pg/mL to 100000 pg/mL, so {} may be a mistake. Check the "
    "number and its unit."
)
SEVERAL = (
    "“{}” has more than one number in it. Type the result without the range printed beside it."
)
RANGE = "“{}” is a range. Convert one end at a time."
POWER = "“{}” is written with a power of ten. Write the number out, such as 1500."
NEGATIVE = "“{}” is below zero, which no result can be."
NO_NUMBER = "There is no number in “{}”. Type a result such as 150 or 12.5."
AMBIGUOUS = "“{}” can mean {} or {}. Type one of these two."
BEFORE = "“{}” does not begin with a number. Leave out what comes before it."


def same(read: str, pmol: str, ng: str) -> str:
    return f"Read as {read}. That is {pmol} pmol/L, or {ng} ng/L."


ANSWERS = {
    "": "",
    "   ": "",
    "200": same("200 pg/mL", "about 148", "200"),
    " 200 ": same("200 pg/mL", "about 148", "200"),
    "007": BEYOND.format("7 pg/mL"),
    "200.5": same("200.5 pg/mL", "about 148", "200.5"),
    "200,5": same("200.5 pg/mL", "about 148", "200.5"),
    "99.96": same("99.96 pg/mL", "about 73.8", "99.96"),
    "99,50": same("99.50 pg/mL", "about 73.4", "99.50"),
    "13.55": same("13.55 pg/mL", "about 10.0", "13.55"),
    "13.5537": same("13.5537 pg/mL", "10", "13.5537"),
    "1000": same("1000 pg/mL", "about 738", "1000"),
    "1 000": same("1000 pg/mL", "about 738", "1000"),
    "1\u00a0000": same("1000 pg/mL", "about 738", "1000"),
    "1\u202f000 pg/mL": same("1000 pg/mL", "about 738", "1000"),
    "12\u2009345,6": same("12345.6 pg/mL", "about 9110", "12345.6"),
    "1'234": same("1234 pg/mL", "about 910", "1234"),
    "1’234.5": same("1234.5 pg/mL", "about 911", "1234.5"),
    "1,234.5": same("1234.5 pg/mL", "about 911", "1234.5"),
    "1.234,5": same("1234.5 pg/mL", "about 911", "1234.5"),
    "\ufeff200\u200b": same("200 pg/mL", "about 148", "200"),
    "<150": same("<150 pg/mL", "<111", "<150"),
    "< 150 ng/L": "Read as <150 ng/L. That is <111 pmol/L, or <150 pg/mL.",
    ">2000": same(">2000 pg/mL", ">1480", ">2000"),
    "> 2 000,5": same(">2000.5 pg/mL", ">1480", ">2000.5"),
    "≤150": same("≤150 pg/mL", "≤111", "≤150"),
    "=>150": same("≥150 pg/mL", "≥111", "≥150"),
    "⩽ 150": same("≤150 pg/mL", "≤111", "≤150"),
    "Less than 150": same("<150 pg/mL", "<111", "<150"),
    "greater than 2000 ng/L": "Read as >2000 ng/L. That is >1480 pmol/L, or >2000 pg/mL.",
    "over 2000": same(">2000 pg/mL", ">1480", ">2000"),
    ">=150": same("≥150 pg/mL", "≥111", "≥150"),
    "200pg/ml": same("200 pg/mL", "about 148", "200"),
    "200 PG/ML": same("200 pg/mL", "about 148", "200"),
    "200 pg / mL": same("200 pg/mL", "about 148", "200"),
    "200 pg per mL": same("200 pg/mL", "about 148", "200"),
    "200 pmol/l": "Read as 200 pmol/L. That is about 271 pg/mL or ng/L.",
    "<148 pmol/L": "Read as <148 pmol/L. That is <201 pg/mL or ng/L.",
    "200 pmol L-1": "Read as 200 pmol/L. That is about 271 pg/mL or ng/L.",
    "200 pmol·L⁻¹": "Read as 200 pmol/L. That is about 271 pg/mL or ng/L.",
    "200 ng/l": "Read as 200 ng/L. That is about 148 pmol/L, or 200 pg/mL.",
    "0.2 ng/mL": "Read as 0.2 ng/mL. That is 200 pg/mL or ng/L, or about 148 pmol/L.",
    ".2 ug/L": "Read as 0.2 µg/L. That is 200 pg/mL or ng/L, or about 148 pmol/L.",
    "0,200 mcg/L": "Read as 0.200 µg/L. That is 200 pg/mL or ng/L, or about 148 pmol/L.",
    "0.2 μg/l": "Read as 0.2 µg/L. That is 200 pg/mL or ng/L, or about 148 pmol/L.",
    "0.2 nmol/L": "Read as 0.2 nmol/L. That is about 271 pg/mL or ng/L, or 200 pmol/L.",
    "100000": same("100000 pg/mL", "about 73800", "100000"),
    "100001": BEYOND.format("100001 pg/mL"),
    "999999999": BEYOND.format("999999999 pg/mL"),
    "0": BEYOND.format("0 pg/mL"),
    "0.001": BEYOND.format("0.001 pg/mL"),
    "200 µg/L": BEYOND.format("200 µg/L"),
    "1,200": same("1200 pg/mL", "about 885", "1200"),
    "1.200": same("1200 pg/mL", "about 885", "1200"),
    "<1,200 pg/mL": same("<1200 pg/mL", "<885", "<1200"),
    "147.561": same("147.561 pg/mL", "about 109", "147.561"),
    "1,476 pmol/L": "Read as 1476 pmol/L. That is about 2000 pg/mL or ng/L.",
    "1.476 nmol/L": "Read as 1.476 nmol/L. That is about 2000 pg/mL or ng/L, or about 1480 pmol/L.",
    "14,760": AMBIGUOUS.format("14,760", "14760", "14.76"),
    "14.761": AMBIGUOUS.format("14.761", "14761", "14.7610"),
    "999,999 nmol/L": BEYOND.format("999999 nmol/L"),
    "147.5610": same("147.5610 pg/mL", "about 109", "147.5610"),
    "150-200": RANGE.format("150-200"),
    "150 – 200 pg/mL": RANGE.format("150 – 200 pg/mL"),
    "150 to 200": RANGE.format("150 to 200"),
    "200 (180-914)": SEVERAL.format("200 (180-914)"),
    "200 pg/mL (180 to 914)": SEVERAL.format("200 pg/mL (180 to 914)"),
    "120/80": SEVERAL.format("120/80"),
    "-3": NEGATIVE.format("-3"),
    "−3": NEGATIVE.format("−3"),
    "–200 pg/mL": NEGATIVE.format("–200 pg/mL"),
    "1e3": POWER.format("1e3"),
    "2 x 10^3": POWER.format("2 x 10^3"),
    "2×10³": POWER.format("2×10³"),
    "abc": NO_NUMBER.format("abc"),
    "NaN": NO_NUMBER.format("NaN"),
    "pg/mL": NO_NUMBER.format("pg/mL"),
    "<": NO_NUMBER.format("<"),
    "½": NO_NUMBER.format("½"),
    "٢٠٠": NO_NUMBER.format("٢٠٠"),
    "ca. 200": BEFORE.format("ca. 200"),
    "B12 200": BEFORE.format("B12 200"),
    "1.": POINTS.format("1."),
    "1..5": RANGE.format("1..5"),
    "1,00,000": POINTS.format("1,00,000"),
    "1 0 0": POINTS.format("1 0 0"),
    "1,2,3": POINTS.format("1,2,3"),
    "1.234.56": POINTS.format("1.234.56"),
    "<<200": POINTS.format("<<200"),
    "200 mg/mL": UNIT.format("mg/mL"),
    "200 pmol": UNIT.format("pmol"),
    "200 L": UNIT.format("L"),
    "200*": UNIT.format("*"),
    "200 <b>{}</b>": UNIT.format("<b>{}</b>"),
}
"""What is typed while pg/mL is chosen, and the answer."""
