"""Digits that are no quantity, and numbers in forms that guides do not write."""

import re

from evidence_guide.text.quantities import units, words

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_LABEL = (
    "type|step|table|figure|fig|section|sect|chapter|page|pp|claim|appendix|box|stage|grade|phase"
    "|version|volume|vol|issue|question|article|annex|paragraph|note|reference|schedule|category"
)
_ADDRESS = r"https?://\S+|www\.\S+|\bdoi:\s*\S+|\b10\.\d{4,9}/\S+"
_CODE = r"(?<![^\W_])(?!mid-)[^\W\d_]+(?:[-‐‑~^])?\d+(?:[.\-‐‑/~]?\w+)*"
_CHEMICAL = r"\d+\([A-Z]+\)[A-Z]+"
_VERSION = r"(?<![\d.])\d+(?:\.\d+){2,}"
_LABELLED = (
    rf"(?i:\b(?:{_LABEL})\.? \d+(?:\.\d+)*\b(?!{units.SPACE}?%))"
    rf"|(?i:\b(?:{_LABEL})s \d+(?:\.\d+)*(?:(?:,| and| to|[-–])+ ?\d+(?:\.\d+)*)*"
    rf"\b(?!{units.SPACE}?%))"
    r"|(?i:\bnos?\. ?\d+)|[#§] ?\d+(?:\.\d+)*"
)
_LIST_NUMBER = r"^[ \t]*\(?\d{1,3}[.)](?=\s)"
_DATE = (
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: \d{{4}}\b)?"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?(?![.,]?\d)"
    rf"|\b{_MONTH},? \d{{4}}\b"
    r"|\b(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?\b(?!%)|\b\d{1,2}/\d{1,2}/\d{4}\b"
    r"|\b(?:1[5-9]|20)\d0s\b"
)
_YEARS = r"\b(?:1[89]|20)\d\d[-–/]\d{1,2}\b(?![.%]|[ -]?(?:[kmµμnup]?g|mcg|IU)\b)"
FOREIGN_SIGNS = (
    r"[Ⅰ-ↈ①-⒛⓪-⓿❶-➓㉈-㊿]+"
    r"|(?<![ぁ-ヿ一-鿿])[〇一二三四五六七八九十百千万萬億亿]+(?![ぁ-ヿ一-鿿])"
)
"""Numbers in signs that this guide does not write: `Ⅻ`, `①`, `二百`."""
FOREIGN_FORMS = (
    r"0(?:[xX][\dA-Fa-f]+|[bB][01]+|o[0-7]+)\b"
    r"|(?:mcg|[kmµμn]g|IU|m[lL]|[mnpµμ]mol|kcal)\d[\d.,]*"
    r"|\d+[eE][-+]?\d+(?=(?:mcg|[kmµμn]?g|IU|m?[lL])\b)"
    r"|(?<![\d.,])(?!10[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹])\d[\d.,]*[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
    rf"|(?i:{words.VAGUE})"
)
"""Numbers in forms that this guide does not write: `0x1F`, `mL300`, `5²`, `hundreds`."""
NO_QUANTITY = (
    rf"{_ADDRESS}|{_CODE}|{_CHEMICAL}|{_VERSION}|{_LABELLED}|{_LIST_NUMBER}|{_DATE}|{_YEARS}"
)
"""Digits that are no quantity."""
IN_DIGITS = (
    r"\d{1,3}(?P<group>[,\u0020\u00a0\u2009\u202f_'’٬])\d{3}(?:(?P=group)\d{3})*(?!\d)"
    r"(?:[.·∙٫]\d+)?"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:[.·∙]\d+)?"
    r"|\d+,\d+(?!\d|\.)|\d*(?:[.٫]|[·∙](?!10(?:\^|\*\*|[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹])))\d+|\d+"
)
"""Pattern of an unsigned number in digits."""
SIGN_OF_NUMBER = re.compile(
    r"[\d¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞İıſ\u212aⅠ-ↈ①-⒛⓪-⓿❶-➓㉈-㊿〇一二三四五六七八九十百千万萬億亿]"
)
"""A digit, a sign for a number, or a letter that is read as the i, s or k of a number in words."""
