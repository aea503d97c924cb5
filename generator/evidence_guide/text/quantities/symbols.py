"""Units beyond those of nutrition: their symbols and names, prefixes, powers and currencies.

They are compared, not converted, unless a guide declares how (`policy.units`). Names and symbols
are those of the SI brochure (BIPM, 9th edition) and of NIST Special Publication 811, appendix B.
"""

import re

_PREFIXES = {
    "pico": "p",
    "nano": "n",
    "micro": "µ",
    "milli": "m",
    "centi": "c",
    "deci": "d",
    "hecto": "h",
    "kilo": "k",
    "mega": "M",
    "giga": "G",
    "tera": "T",
}
_NAMED = {
    "Bq": "becquerels?",
    "Sv": "sieverts?",
    "Gy": "grays?",
    "Ci": "curies?",
    "Hz": "hertz",
    "Wh": "watt[ -]?hours?",
    "W": "watts?",
    "V": "volts?",
    "A": "amperes?|amps?",
    "J": "joules?",
    "N": "newtons?",
    "Pa": "pascals?",
    "eV": "electron ?volts?",
    "Ω": "ohms?",
    "lm": "lumens?",
    "lx": "lux",
    "m": "met(?:re|er)s?",
    "t": "tonnes?",
    "B": "bytes?",
}
"""Names of units that take a prefix, by symbol."""
_PREFIXED = "Bq|Sv|Gy|Ci|Hz|Wh|VA|Ah|Pa|eV|lm|lx|W|V|A|J|N|Ω"
"""Symbols that take a prefix."""
_ALONE = {
    "dB": "dB|decibels?",
    "dBA": r"dB ?\(A\)|dBA",
    "dBC": r"dB ?\(C\)|dBC",
    "°C": "[°º] ?C|degrees? (?:Celsius|centigrade|C)",
    "°F": "[°º] ?F|degrees? (?:Fahrenheit|F)",
    "K": "kelvins?",
    "°": "°|degrees?",
    "‰": "‰|per ?mille",
    "ppm": "ppm|parts per million",
    "ppb": "ppb|parts per billion",
    "ppt": "ppt|parts per trillion",
    "mmHg": "mm ?Hg",
    "cmH2O": "cm ?H2O|cm ?H₂O",
    "bar": "bars?",
    "mbar": "mbar|millibars?",
    "atm": "atm|atmospheres?",
    "psi": "psi",
    "rpm": "rpm",
    "bpm": "bpm",
    "kn": "knots?",
    "hp": "hp|horsepower",
    "BTU": "BTUs?|Btu",
    "cal": "cal|calories?",
    "ft": "ft|foot|feet",
    "in": "inch(?:es)?",
    "yd": "yds?|yards?",
    "mi": "mi|miles?",
    "lb": "lbs?|pounds?",
    "ton": "tons?",
    "acre": "acres?",
    "ha": "ha|hectares?",
    "gal": "gal|gallons?",
    "pint": "pints?",
    "qt": "quarts?",
    "tbsp": "tbsp|tablespoons?",
    "tsp": "tsp|teaspoons?",
    "$": r"(?:US ?)?\$|USD|(?:US )?dollars?",
    "€": "€|EUR|euros?",
    "£": "£|GBP|pounds sterling",
    "CHF": "CHF|Swiss francs?",
}
"""Spellings of units that take no prefix."""
_SPEEDS = {"mph": "mi/h", "kph": "km/h", "km/h": "km/h"}
"""Symbols that stand for a quotient."""
_LENGTH = "[kcmdµμu]?m|ft|in|mi|yd"
"""Units that a power follows without a sign: m3."""
_WHOLE_POWERS = {"²": "2", "³": "3", "⁴": "4"}
_FAMILIES = {
    "Bq": "activity",
    "Ci": "activity",
    "Sv": "equivalent dose",
    "Gy": "absorbed dose",
    "Hz": "frequency",
    "Wh": "energy",
    "W": "power",
    "V": "voltage",
    "A": "current",
    "N": "force",
    "Pa": "pressure",
}
"""What the symbols that take a prefix measure, where the program converts them."""
_FAMILIES_ALONE = {
    **dict.fromkeys(("bar", "mbar", "atm", "mmHg"), "pressure"),
    **dict.fromkeys(("m", "km", "cm", "mm", "dm", "µm", "in", "ft", "yd", "mi"), "length"),
}
_AREAS = ("ha", "acre")
CURRENCY = r"(?:US ?)?\$|€|£|¥|\b(?:USD|EUR|GBP|CHF)(?= )"
"""Pattern of a currency that comes before its number."""

_NAME_PREFIX = "|".join(_PREFIXES)
_NAMES = "|".join(_NAMED.values())
_SPELLED = (
    "|".join(sorted(_ALONE.values(), key=len, reverse=True)),
    rf"(?:{_NAME_PREFIX})?(?:{_NAMES})",
    rf"[pnµμumcdhkMGT]?(?:{_PREFIXED})|[kMGT]B",
    "|".join(_SPEEDS),
)
_POWER = r"(?:[²³⁴]|\^[234]\^?(?!\w))"
POWERED = (
    rf"(?:(?:square|cubic|sq\.?|cu\.?) (?:(?:{_NAME_PREFIX})?met(?:re|er)s?|{_LENGTH}|feet|foot"
    rf"|inch(?:es)?|miles?|yards?)|(?:{_LENGTH})(?:{_POWER}|[23](?![^\W_]|[.,]\d)))"
)
"""Pattern of a unit of area or volume that is a length with its power."""
OTHER = rf"(?:(?:{'|'.join(_SPELLED)}){_POWER}?)"
"""Pattern of any other unit that is not one of nutrition."""
_POWERS = {"square": "2", "sq": "2", "cubic": "3", "cu": "3"}
_MICRO = re.compile(r"^[μu](?=[A-Zm])")
_NAME = re.compile(rf"(?P<prefix>{_NAME_PREFIX})?(?P<name>{_NAMES})")
_SPLIT = re.compile(r"(?:(?P<power>square|cubic|sq|cu)\.? )?(?P<unit>.+?)\^?(?P<sign>[²³⁴234])?\^?")


def canonical(text: str) -> str:
    """The one way in which tracing writes a unit that OTHER matches: `cubic metres` is `m3`."""
    match = _SPLIT.fullmatch(text)
    if match is None:
        return text
    sign = match["sign"] or ""
    power = _POWERS.get(match["power"] or "") or _WHOLE_POWERS.get(sign, sign)
    return f"{_symbol(match['unit'])}{power}"


def _symbol(unit: str) -> str:
    """The symbol of a unit without its power."""
    if unit in _SPEEDS:
        return _SPEEDS[unit]
    name = _NAME.fullmatch(unit)
    if name:
        return _PREFIXES.get(name["prefix"] or "", "") + _spelled(_NAMED, name["name"])
    return _spelled(_ALONE, unit) or _MICRO.sub("µ", unit)


def _spelled(symbols: dict[str, str], text: str) -> str:
    """The symbol whose pattern matches a text; empty if none does."""
    return next((sign for sign, pattern in symbols.items() if re.fullmatch(pattern, text)), "")


def family(unit: str) -> tuple[str, int] | None:
    """What a unit in canonical form measures, with its power; None if it is not converted."""
    if unit in _AREAS:
        return "length", 2
    match = _BASE.fullmatch(unit)
    if match is None:
        return None
    measured = _FAMILIES_ALONE.get(match["base"]) or _FAMILIES.get(match["symbol"] or "")
    return (measured, int(match["power"] or 1)) if measured else None


_BASE = re.compile(r"(?P<base>[pnµmcdhkMGT]?(?P<symbol>[A-Z][a-z]?)|[^\W\d]+)(?P<power>[234])?")
DEFINITIONS = (
    "centi- = 1e-2 = c-",
    "hecto- = 1e2 = h-",
    "mega- = 1e6 = M-",
    "giga- = 1e9 = G-",
    "tera- = 1e12 = T-",
    "becquerel = [activity] = Bq",
    "curie = 3.7e10 * becquerel = Ci",
    "sievert = [equivalent_dose] = Sv",
    "gray = [absorbed_dose] = Gy",
    "hertz = [frequency] = Hz",
    "watthour = [energy] = Wh",
    "watt = [power] = W",
    "volt = [voltage] = V",
    "ampere = [current] = A",
    "newton = [force] = N",
    "pascal = [pressure] = Pa",
    "bar = 1e5 * pascal",
    "atmosphere = 101325 * pascal = atm",
    "millimeter_Hg = 133.322387415 * pascal = mmHg",
    "inch = 0.0254 * meter = in",
    "foot = 0.3048 * meter = ft",
    "yard = 0.9144 * meter = yd",
    "mile = 1609.344 * meter = mi",
    "hectare = 1e4 * meter ** 2 = ha",
    "acre = 4046.8564224 * meter ** 2",
)
"""How these units relate, as in pint's own list, with energy and time kept apart."""
