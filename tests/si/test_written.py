"""Units as people write them: taken with the right D-SI text, or refused with what to write instead."""

from __future__ import annotations

import pytest

from dcc.si.units import Unit, parse_unit
from dcc.si.written import Refusal, read_written, suggest

TAKEN = {
    # temperature and look-alike characters
    "°C": r"\degreecelsius",
    "℃": r"\degreecelsius",
    "ºC": r"\degreecelsius",
    "degC": r"\degreecelsius",
    "K": r"\kelvin",
    "\u212a": r"\kelvin",
    "1/°C": r"\degreecelsius\tothe{-1}",
    "μm/℃": r"\micro\metre\degreecelsius\tothe{-1}",
    "%/°C": r"\percent\degreecelsius\tothe{-1}",
    "\u00b5m": r"\micro\metre",
    "\u03bcm": r"\micro\metre",
    "um": r"\micro\metre",
    "\u03a9": r"\ohm",
    "\u2126": r"\ohm",
    "kΩ": r"\kilo\ohm",
    "MOhm": r"\mega\ohm",
    "ohm": r"\ohm",
    "ｍｍ": r"\milli\metre",
    "㎜": r"\milli\metre",
    "㎡": r"\metre\tothe{2}",
    "㎏/㎥": r"\kilogram\metre\tothe{-3}",
    "m³／h": r"\metre\tothe{3}\hour\tothe{-1}",
    "％": r"\percent",
    "Å": r"\angstrom",
    # products, powers and quotients
    "m/s^2": r"\metre\second\tothe{-2}",
    "m/s²": r"\metre\second\tothe{-2}",
    "m/s2": r"\metre\second\tothe{-2}",
    "m·s-2": r"\metre\second\tothe{-2}",
    "m s-2": r"\metre\second\tothe{-2}",
    "m·s^{-2}": r"\metre\second\tothe{-2}",
    "m*s**-2": r"\metre\second\tothe{-2}",
    "m·s⁻²": r"\metre\second\tothe{-2}",
    "m s−1": r"\metre\second\tothe{-1}",
    "kg/m3": r"\kilogram\metre\tothe{-3}",
    "kg m-3": r"\kilogram\metre\tothe{-3}",
    "kg m/s": r"\kilogram\metre\second\tothe{-1}",
    "kg.m2.s-2": r"\kilogram\metre\tothe{2}\second\tothe{-2}",
    "(kg·m)/s²": r"\kilogram\metre\second\tothe{-2}",
    "N·m": r"\newton\metre",
    "N.m": r"\newton\metre",
    "N*m": r"\newton\metre",
    "N m": r"\newton\metre",
    "N·m³": r"\newton\metre\tothe{3}",
    "N/mm2": r"\newton\milli\metre\tothe{-2}",
    "Pa s": r"\pascal\second",
    "mPa.s": r"\milli\pascal\second",
    "V A": r"\volt\ampere",
    "kV·A": r"\kilo\volt\ampere",
    "A h": r"\ampere\hour",
    "W h": r"\watt\hour",
    "kW·h": r"\kilo\watt\hour",
    "V s": r"\volt\second",
    "g mm": r"\gram\milli\metre",
    "cd sr": r"\candela\steradian",
    "Ω cm": r"\ohm\centi\metre",
    "W/(m·K)": r"\watt\metre\tothe{-1}\kelvin\tothe{-1}",
    "W/(m K)": r"\watt\metre\tothe{-1}\kelvin\tothe{-1}",
    "W m-2 K-1": r"\watt\metre\tothe{-2}\kelvin\tothe{-1}",
    "J/(kg·K)": r"\joule\kilogram\tothe{-1}\kelvin\tothe{-1}",
    "m²K/W": r"\metre\tothe{2}\kelvin\watt\tothe{-1}",
    "µmol/(m² s)": r"\micro\mole\metre\tothe{-2}\second\tothe{-1}",
    "mbar L/s": r"\milli\bar\litre\second\tothe{-1}",
    "1/K": r"\kelvin\tothe{-1}",
    "K^-1": r"\kelvin\tothe{-1}",
    "1/min": r"\minute\tothe{-1}",
    "min-1": r"\minute\tothe{-1}",
    "° / s": r"\degree\second\tothe{-1}",
    "mm²/s": r"\milli\metre\tothe{2}\second\tothe{-1}",
    # volume, flow, concentration, ratios
    "l": r"\litre",
    "uL": r"\micro\litre",
    "ul": r"\micro\litre",
    "L/min": r"\litre\minute\tothe{-1}",
    "l/min": r"\litre\minute\tothe{-1}",
    "m³/h": r"\metre\tothe{3}\hour\tothe{-1}",
    "cm3": r"\centi\metre\tothe{3}",
    "mol/L": r"\mole\litre\tothe{-1}",
    "mg/L": r"\milli\gram\litre\tothe{-1}",
    "µg/m3": r"\micro\gram\metre\tothe{-3}",
    "ppm": r"\ppm",
    "ppm/K": r"\ppm\kelvin\tothe{-1}",
    "ppm·m": r"\ppm\metre",
    "mV/V": r"\milli\volt\volt\tothe{-1}",
    "µm/m": r"\micro\metre\metre\tothe{-1}",
    "μmol/mol": r"\micro\mole\mole\tothe{-1}",
    "µm/(m·K)": r"\micro\metre\metre\tothe{-1}\kelvin\tothe{-1}",
    "C/kg": r"\coulomb\kilogram\tothe{-1}",
    "pC/N": r"\pico\coulomb\newton\tothe{-1}",
    "1": r"\one",
    "%": r"\percent",
    # single units
    "°": r"\degree",
    "′": r"\arcminute",
    "″": r"\arcsecond",
    "rad": r"\radian",
    "Hz": r"\hertz",
    "S/cm": r"\siemens\centi\metre\tothe{-1}",
    "dB": r"\decibel",
    "dB/m": r"\decibel\metre\tothe{-1}",
    "bar": r"\bar",
    "mmHg": r"\mmHg",
    "t": r"\tonne",
    "d": r"\day",
    "h": r"\hour",
    "kn": r"\knot",
    "eV": r"\electronvolt",
    "mSv/h": r"\milli\sievert\hour\tothe{-1}",
    "kB/s": r"\kilo\byte\second\tothe{-1}",
}

REFUSED = {
    # a number in the unit
    "1e-6/K": ("1e-6 is a number", r"1/K (\kelvin\tothe{-1})", "11.5e-6", "ppm/K"),
    "1E-6/K": ("1E-6 is a number", r"1/K (\kelvin\tothe{-1})", "11.5e-6", "ppm/K"),
    "10^-6/K": ("10^-6 is a number", "11.5e-6", "ppm/K"),
    "10⁻⁶/K": ("10⁻⁶ is a number", "11.5e-6", "ppm/K"),
    "10-6/K": ("10-6 is a number", "11.5e-6", "ppm/K"),
    "×10⁻⁶/K": ("is a number", "11.5e-6", "ppm/K"),
    "e-6/K": ("e-6 is a number", "11.5e-6"),
    "1e-6": ("1e-6 is a number", r"\one", "ppm"),
    "1E-3": ("1E-3 is a number", "11.5e-3"),
    "1e6 Ω": ("1e6 is a number", r"Ω (\ohm)", "11.5e6", "MΩ"),
    "10^6 Ω": ("10^6 is a number", "MΩ"),
    "m e-3": ("e-3 is a number", "write mm"),
    "1/1e6": ("1e6 is a number", "11.5e-6"),
    "5e-6 1/K": ("5e-6 is a number", "multiply value and U by 0.000005"),
    "g/100g": ("100 is a number", "g/g", "multiply value and U by 0.01"),
    "10 V": ("10 is a number", "multiply value and U by 10"),
    "1 V": ("1 is a number", "Write V", "changes nothing"),
    # a remark
    "% RH": ("'RH' looks like a remark", r"Write % (\percent)", "relative humidity", "quantity's name"),
    "%RH": ("'RH'", r"Write % (\percent)", "relative humidity"),
    "%rh": ("'rh'", r"Write % (\percent)"),
    "% r.h.": ("'r.h.'", r"Write % (\percent)"),
    "bar g": ("'g'", r"Write bar (\bar)", "gauge pressure"),
    "barg": ("'g'", r"Write bar (\bar)", "gauge pressure"),
    "bar(g)": ("'g'", r"Write bar (\bar)", "gauge pressure"),
    "bar a": ("'a'", r"Write bar (\bar)", "absolute pressure"),
    "kPa abs": ("'abs'", r"Write kPa (\kilo\pascal)"),
    "kPa(表压)": ("'表压'", r"Write kPa (\kilo\pascal)"),
    "MPa（绝压）": ("'绝压'", r"Write MPa (\mega\pascal)"),
    "% V/V": ("'V/V'", r"Write % (\percent)", "by volume"),
    "% m/m": ("'m/m'", r"Write % (\percent)", "by mass"),
    "% w/w": ("'w/w'", r"Write % (\percent)"),
    "% vol": ("'vol'", r"Write % (\percent)"),
    "%vol": ("'vol'", r"Write % (\percent)"),
    "vol%": ("'vol'", r"Write % (\percent)"),
    "mol-%": ("'mol'", r"Write % (\percent)"),
    "%FS": ("'FS'", r"Write % (\percent)", "of full scale"),
    "%（体积分数）": ("'体积分数'", r"Write % (\percent)"),
    "ppm V/V": ("'V/V'", r"Write ppm (\ppm)"),
    "ppm CO": ("'CO'", r"Write ppm (\ppm)"),
    "V rms": ("'rms'", r"Write V (\volt)"),
    "Vrms": ("'rms'", r"Write V (\volt)"),
    "Vpp": ("'pp'", r"Write V (\volt)", "peak to peak"),
    "V DC": ("'DC'", r"Write V (\volt)"),
    "mA AC": ("'AC'", r"Write mA (\milli\ampere)"),
    "mg/L as N": ("'as N'", r"Write mg/L (\milli\gram\litre\tothe{-1})"),
    "g as O2": ("'as O2'", r"Write g (\gram)"),
    "g CO2/km": ("'CO2'", "Write g/km"),
    "gCO2/km": ("'CO2'", "Write g/km"),
    "mmol/mol CO2": ("'CO2'", "Write mmol/mol"),
    "µm/m RMS": ("'RMS'", "Write µm/m"),
    "°C dew point": ("'dew point'", r"Write °C (\degreecelsius)"),
    "t/d dry": ("'dry'", "Write t/d"),
    "dB(A)": ("'A'", r"Write dB (\decibel)", "reference of the level"),
    "dBm": ("'m'", r"Write dB (\decibel)", "reference of the level"),
    "dB µV": ("'µV'", r"Write dB (\decibel)"),
    "Nm³/h": ("'N'", "Write m³/h", "normal conditions"),
    "Nl/min": ("'N'", "Write l/min", "normal conditions"),
    # two readings
    "N m³/h": ("normal conditions", "write m³/h", r"\newton\metre\tothe{3}\hour\tothe{-1}"),
    "m3 N/h": ("normal conditions", "write m³/h"),
    "N m³": ("normal conditions", "write m³", "N·m³"),
    "N l/min": ("normal conditions", "write l/min"),
    "L/min N": ("'N' behind the blank", "L/(min·N)", "write L/min"),
    "V d": ("'d' behind the blank", "V·d", "write V "),
    "mg/kg d": ("'d' behind the blank", "mg/(kg·d)", "write mg/kg"),
    "g N": ("'N' behind the blank", "g·N"),
    "ppm m": ("'m' behind the blank", "ppm·m", "write ppm "),
    "m s": ("unit or a prefix", "m·s", "ms"),
    "m K/W": ("unit or a prefix", "m·K", "mK"),
    "W/m K": ("behind the slash", "W/(m·K)", "W·K/m"),
    "W/m²K": ("behind the slash", "W/(m²·K)", "W·K/m²"),
    "m N": ("unit or a prefix", "m·N", "mN"),
    "mg/Nm³": ("'N'", "Write mg/m³"),
    "mg/N m³": ("normal conditions", "write mg/m³", "mg/(N·m³)"),
    "kg/cm²": ("pressure", "kPa", "kg·cm⁻²"),
    "kg/cm2": ("pressure", "kPa", "kg·cm⁻²"),
    "Tm": ("something else", "T·m"),
    "PA": ("something else", "Pa"),
    "Mm": ("something else", "mm"),
    "W/mK": ("metre kelvin or millikelvin", "W/(m·K)", "W·mK⁻¹"),
    "m/s-2": ("minus sign behind a slash", "m/s²", "m·s²"),
    "m/s/s": ("two slashes", "m/(s·s)"),
    "ppm/C": ("'C' often means", "°C", r"\ppm\coulomb\tothe{-1}"),
    "mV/pH": ("not for picohenry", r"\one"),
    "V/V": ("volume by volume", r"\one"),
    "bar·g": ("gauge pressure",),
    "%·RH": ("relative humidity", r"\percent"),
    "dB·m": ("name a reference", r"\decibel"),
    "N·m³/h": ("normal conditions",),
    "g mol": ("gram and mole", r"\mole"),
    # symbols that often mean something else
    "C": ("something else", "write °C"),
    "F": ("something else", "Fahrenheit", r"\farad"),
    "M": ("something else", "mol/L"),
    "B": ("something else", r"\byte", r"\bel"),
    "e": ("something else", r"\elementarycharge"),
    "pH": ("something else", r"write 1 (\one)"),
    "RH": ("something else", r"Write % (\percent)"),
    "Gs": ("something else", "mT"),
    "PS": ("something else", "kW"),
    "'": ("several meanings", "′"),
    '"': ("several meanings", "″"),
    "N/A": ("no unit", r"\one"),
    "-": ("no unit", r"\one"),
    "rpm": ("revolutions", "1/min"),
    "r/min": ("revolutions", "1/min"),
    # nearly right
    "Nm": ("not known", "N·m"),
    "kWh": ("not known", "kW·h"),
    "Mpa": ("not known", "MPa"),
    "KPa": ("not known", "kPa"),
    "KN/m": ("not known", "kN"),
    "m3/hr": ("not known", r"\metre\tothe{3}\hour\tothe{-1}"),
    "Vs": ("not known", "V·s"),
    "KV": ("not known", "kV"),
    "Kg": ("not known", "kg"),
    "m°C": ("not known", "mK"),
    "° C": ("blank", r"\degreecelsius"),
    "k Pa": ("blank", r"\kilo\pascal"),
    "mm Hg": ("blank", r"\mmHg"),
    "°K": ("not known", r"\kelvin"),
    "/min": ("not known", r"\minute\tothe{-1}"),
    "J/kgK": ("not known", r"\joule\kilogram\tothe{-1}\kelvin\tothe{-1}"),
    "nV/√Hz": ("not known", r"\nano\volt\hertz\tothe{-0.5}"),
    "毫米": ("not known", r"mm (\milli\metre)"),
    "千克": ("not known", r"kg (\kilogram)"),
    "米/秒": ("not known", r"\metre\second\tothe{-1}"),
    "千瓦时": ("not known", r"\kilo\watt\hour"),
    # other systems, scales and counts
    "psi": ("no unit of the SI", "kPa", '"|psi"', "non_si_unit"),
    "inHg": ("no unit of the SI", "kPa", '"|inHg"'),
    "mmH2O": ("no unit of the SI", "Pa", '"|mmH2O"'),
    "mm H2O": ("no unit of the SI", "Pa"),
    "kgf/cm²": ("kgf is no unit of the SI", "N in place of kgf", '"|kgf/cm²"'),
    "°F": ("no unit of the SI", "°C", '"|°F"'),
    "inch": ("no unit of the SI", "mm"),
    "ppm/yr": ("yr is no unit of the SI", "d in place of yr"),
    "cSt": ("no unit of the SI", "mm²/s"),
    "Oe": ("no unit of the SI", "A/m"),
    "ppb": ("no unit of the SI", "µmol/mol"),
    "NTU": ("no unit of the SI", '"|NTU"'),
    "HRC": ("no unit of the SI", '"|HRC"'),
    "次": ("no unit of the SI", "Write 1"),
    "digit": ("no unit of the SI", "Write 1"),
    "": ("there is no unit", "1 for a plain number"),
}


@pytest.mark.parametrize(("text", "words"), TAKEN.items(), ids=list(TAKEN))
def test_what_leaves_no_doubt_is_taken(text: str, words: str) -> None:
    found = read_written(text)
    assert isinstance(found, Unit), found
    assert found.text == words


@pytest.mark.parametrize(("text", "said"), REFUSED.items(), ids=list(REFUSED))
def test_what_leaves_a_doubt_is_refused_with_what_to_write(text: str, said: tuple[str, ...]) -> None:
    found = read_written(text)
    assert isinstance(found, Refusal), found
    whole = f"{found.reason} → {found.advice}"
    assert [part for part in said if part not in whole] == []


@pytest.mark.parametrize("text", REFUSED)
def test_no_suggestion_makes_a_product_of_a_remark(text: str) -> None:
    """What is suggested is a unit that people can mean, with no more symbols than were written."""
    suggested = suggest(text)
    if suggested is not None:
        unit = parse_unit(suggested)
        assert isinstance(unit, Unit)
        assert "elementarycharge" not in suggested
        assert "ronna" not in suggested


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("% RH", r"\percent"),
        ("barg", r"\bar"),
        ("mg/L as N", r"\milli\gram\litre\tothe{-1}"),
        ("V rms", r"\volt"),
        ("N m³/h", None),
        ("1e-6/K", None),
        ("V d", None),
    ],
)
def test_the_unit_without_its_remark_is_suggested(text: str, suggested: str | None) -> None:
    assert suggest(text) == suggested


@pytest.mark.parametrize(
    "text", ["m" * 5000, "(" * 300, "m " * 400, "1" * 1000, "/" * 500, "% " + "x" * 5000]
)
def test_an_endless_text_is_refused_at_once(text: str) -> None:
    found = read_written(text)
    assert isinstance(found, Refusal)
    assert len(found.reason + found.advice) < 400
