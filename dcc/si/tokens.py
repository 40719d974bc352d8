"""The words of the D-SI unit language: prefixes and unit tokens, with symbols, dimensions and exact factors.

Sources: SI Brochure, 9th edition (tables 2, 4, 7 and 8); D-SI guide 1.3 for the spelling of the tokens;
IEC 80000-13 for binary prefixes. Measured constants are CODATA 2018.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from fractions import Fraction

Dimension = tuple[Fraction, ...]
"""Exponents of s, m, kg, A, K, mol, cd and, beside the SI, bit: an amount of data is no plain number."""

BASE = ("s", "m", "kg", "A", "K", "mol", "cd", "bit")

PI = Fraction("3.14159265358979323846264338327950288419716939937511")
"""To 50 decimals: far beyond any certificate; the ratio of two angles stays exact."""


class Standing(enum.Enum):
    """How the D-SI regards a unit."""

    SI = "si"
    ACCEPTED = "accepted for use with the SI"
    DISCOURAGED = "no longer accepted for use with the SI"


class Prefixes(enum.Enum):
    """Which prefixes a unit may carry."""

    DECIMAL = "decimal"
    NONE = "none"
    DATA = "binary, and decimal ones above 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """A decimal or binary prefix; ``factor`` is exact."""

    name: str
    symbol: str
    factor: Fraction
    binary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A unit word. ``factor`` leads to the coherent SI unit of its dimension, ``offset`` is added before
    (only degree Celsius has one). ``logarithmic`` units cannot be converted by a factor alone. ``plain``
    tokens take no exponent."""

    name: str
    symbol: str
    dimension: Dimension
    factor: Fraction
    offset: Fraction = Fraction(0)
    standing: Standing = Standing.SI
    prefixes: Prefixes = Prefixes.DECIMAL
    logarithmic: bool = False
    plain: bool = False


def _dimension(text: str) -> Dimension:
    exponents = dict.fromkeys(BASE, 0)
    for word in text.split():
        unit = word.rstrip("-0123456789")
        exponents[unit] = int(word[len(unit) :] or 1)
    return tuple(Fraction(exponents[unit]) for unit in BASE)


def _tokens(
    rows: str, *, standing: Standing = Standing.SI, prefixes: Prefixes = Prefixes.DECIMAL
) -> list[Token]:
    """Rows of ``name symbol factor dimension``."""
    found = []
    for row in rows.strip().splitlines():
        name, symbol, factor, *dimension = row.split()
        found.append(
            Token(
                name=name,
                symbol=symbol,
                dimension=_dimension(" ".join(dimension)),
                factor=Fraction(factor),
                standing=standing,
                prefixes=prefixes,
            )
        )
    return found


PREFIXES: dict[str, Prefix] = {
    name: Prefix(name=name, symbol=symbol, factor=Fraction(10) ** power)
    for name, symbol, power in [
        ("quetta", "Q", 30),
        ("ronna", "R", 27),
        ("yotta", "Y", 24),
        ("zetta", "Z", 21),
        ("exa", "E", 18),
        ("peta", "P", 15),
        ("tera", "T", 12),
        ("giga", "G", 9),
        ("mega", "M", 6),
        ("kilo", "k", 3),
        ("hecto", "h", 2),
        ("deca", "da", 1),
        ("deci", "d", -1),
        ("centi", "c", -2),
        ("milli", "m", -3),
        ("micro", "µ", -6),
        ("nano", "n", -9),
        ("pico", "p", -12),
        ("femto", "f", -15),
        ("atto", "a", -18),
        ("zepto", "z", -21),
        ("yocto", "y", -24),
        ("ronto", "r", -27),
        ("quecto", "q", -30),
    ]
} | {
    name: Prefix(name=name, symbol=symbol, factor=Fraction(1024) ** power, binary=True)
    for power, (name, symbol) in enumerate(
        [
            ("kibi", "Ki"),
            ("mebi", "Mi"),
            ("gibi", "Gi"),
            ("tebi", "Ti"),
            ("pebi", "Pi"),
            ("exbi", "Ei"),
            ("zebi", "Zi"),
            ("yobi", "Yi"),
        ],
        start=1,
    )
}

_SI = """
metre m 1 m
second s 1 s
ampere A 1 A
kelvin K 1 K
mole mol 1 mol
candela cd 1 cd
gram g 1/1000 kg
radian rad 1
steradian sr 1
hertz Hz 1 s-1
newton N 1 m kg s-2
pascal Pa 1 m-1 kg s-2
joule J 1 m2 kg s-2
watt W 1 m2 kg s-3
coulomb C 1 A s
volt V 1 m2 kg s-3 A-1
farad F 1 m-2 kg-1 s4 A2
ohm Ω 1 m2 kg s-3 A-2
siemens S 1 m-2 kg-1 s3 A2
weber Wb 1 m2 kg s-2 A-1
tesla T 1 kg s-2 A-1
henry H 1 m2 kg s-2 A-2
lumen lm 1 cd
lux lx 1 cd m-2
becquerel Bq 1 s-1
gray Gy 1 m2 s-2
sievert Sv 1 m2 s-2
katal kat 1 mol s-1
"""

_ACCEPTED = """
tonne t 1000 kg
litre L 1/1000 m3
astronomicalunit au 149597870700 m
electronvolt eV 1.602176634e-19 m2 kg s-2
dalton Da 1.66053906660e-27 kg
atomicmassunit u 1.66053906660e-27 kg
"""

_ACCEPTED_UNPREFIXED = """
minute min 60 s
hour h 3600 s
day d 86400 s
hectare ha 10000 m2
"""

_DISCOURAGED = """
angstrom Å 1e-10 m
barn b 1e-28 m2
nauticalmile M 1852 m
knot kn 463/900 m s-1
bar bar 100000 m-1 kg s-2
clight c₀ 299792458 m s-1
planckbar ħ 1.054571817e-34 m2 kg s-1
electronmass mₑ 9.1093837015e-31 kg
naturalunittime ħ/(mₑc₀²) 1.28808866819e-21 s
elementarycharge e 1.602176634e-19 A s
bohr a₀ 5.29177210903e-11 m
hartree Eₕ 4.3597447222071e-18 m2 kg s-2
atomicunittime ħ/Eₕ 2.4188843265857e-17 s
"""

_ONE = _dimension("")

_SINGLE = [
    Token(
        name="kilogram", symbol="kg", dimension=_dimension("kg"), factor=Fraction(1), prefixes=Prefixes.NONE
    ),
    Token(
        name="degreecelsius",
        symbol="°C",
        dimension=_dimension("K"),
        factor=Fraction(1),
        offset=Fraction("273.15"),
        prefixes=Prefixes.NONE,
    ),
    *(
        Token(
            name=name,
            symbol=symbol,
            dimension=_ONE,
            factor=Fraction(factor),
            prefixes=Prefixes.NONE,
            plain=True,
        )
        for name, symbol, factor in [("one", "1", "1"), ("percent", "%", "1/100"), ("ppm", "ppm", "1e-6")]
    ),
    *(
        Token(name=name, symbol=symbol, dimension=_ONE, factor=PI / divisor, standing=Standing.ACCEPTED)
        for name, symbol, divisor in [
            ("degree", "°", 180),
            ("arcminute", "′", 10800),
            ("arcsecond", "″", 648000),
        ]
    ),
    *(
        Token(
            name=name,
            symbol=symbol,
            dimension=_ONE,
            factor=Fraction(factor),
            standing=Standing.ACCEPTED,
            prefixes=prefixes,
            logarithmic=True,
        )
        for name, symbol, factor, prefixes in [
            ("neper", "Np", "1", Prefixes.DECIMAL),
            ("bel", "B", "1.151292546497022842", Prefixes.DECIMAL),
            ("decibel", "dB", "0.1151292546497022842", Prefixes.NONE),
        ]
    ),
    *(
        Token(
            name=name,
            symbol=symbol,
            dimension=_dimension("bit"),
            factor=Fraction(factor),
            standing=Standing.ACCEPTED,
            prefixes=Prefixes.DATA,
        )
        for name, symbol, factor in [("bit", "bit", 1), ("byte", "B", 8)]
    ),
    *(
        Token(
            name=name,
            symbol="mmHg",
            dimension=_dimension("m-1 kg s-2"),
            factor=Fraction("133.322387415"),
            standing=Standing.DISCOURAGED,
            prefixes=Prefixes.NONE,
        )
        for name in ("mmHg", "mmhg")  # both spellings are met
    ),
]

TOKENS: dict[str, Token] = {
    token.name: token
    for token in [
        *_tokens(_SI),
        *_tokens(_ACCEPTED, standing=Standing.ACCEPTED),
        *_tokens(_ACCEPTED_UNPREFIXED, standing=Standing.ACCEPTED, prefixes=Prefixes.NONE),
        *_tokens(_DISCOURAGED, standing=Standing.DISCOURAGED),
        *_SINGLE,
    ]
}
