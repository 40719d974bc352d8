r"""What a wrong unit was perhaps meant to be: ``\meter`` is ``\metre``, ``kPa`` is ``\kilo\pascal``."""

from __future__ import annotations

import functools
import re

from dcc.nearest import nearest
from dcc.si.factors import SPELLINGS
from dcc.si.symbols import from_symbols
from dcc.si.tokens import PREFIXES, TOKENS, Standing

_ALIASES = {
    "meter": "metre",
    "liter": "litre",
    "celsius": "degreecelsius",
    "degc": "degreecelsius",
    "sec": "second",
    "amp": "ampere",
    "ton": "tonne",
    "micron": r"micro\metre",
}
_LOOSE = {
    **SPELLINGS,
    "'": "′",
    '"': "″",
    "sec": "s",
    "deg": "°",
    "HZ": "Hz",
    "Kg": "kg",
    "KG": "kg",
    "hr": "h",
    "hour": "h",
    "hours": "h",
    "day": "d",
    "days": "d",
    "oC": "°C",
    "°c": "°C",
    "°K": "K",
    "m°C": "mK",
    "µ": "µm",
}
"""Ways of writing a symbol that are only likely to mean it."""
_COMPOUNDS = {
    "VAh": "V·A·h",
    "varh": "V·A·h",
    "Ah": "A·h",
    "As": "A·s",
    "Js": "J·s",
    "Ncm": "N·cm",
    "Nm": "N·m",
    "Nmm": "N·mm",
    "Pas": "Pa·s",
    "VA": "V·A",
    "Vs": "V·s",
    "Wh": "W·h",
    "Ws": "W·s",
    "kgK": "(kg·K)",
    "molK": "(mol·K)",
    "var": "V·A",
    "瓦时": "瓦·时",
    "安时": "安·时",
    "牛米": "牛·米",
    "伏安": "伏·安",
}
"""Products that people write without the dot between."""
_COMPOUND = re.compile(rf"(?:{'|'.join(_COMPOUNDS)})(?=$|[/·. ])")
_ROOT = re.compile(r"(?P<above>[^/√]+)/(?:√\(?|rt)?(?P<unit>Hz)\)?(?:\^0\.5|\^\(?1/2\)?)?")
_KILO = re.compile(r"(?<![A-Za-zµΩ°])K(?=[A-Za-z])")
_HYPHEN = re.compile(r"(?<=[A-Za-zΩ])-(?=[A-Za-zΩ])")
_CHINESE_PREFIXES = "吉:G 兆:M 千:k 百:h 分:d 厘:c 毫:m 微:µ 纳:n 皮:p 飞:f"
_CHINESE_UNITS = """
米:m 克:g 公斤:kg 千克:kg 吨:t 秒:s 分钟:min 小时:h 时:h 天:d 日:d 安培:A 安:A 伏特:V 伏:V 瓦特:W
瓦:W 欧姆:Ω 欧:Ω 开尔文:K 开:K 摄氏度:°C 摩尔:mol 摩:mol 坎德拉:cd 坎:cd 赫兹:Hz 赫:Hz 牛顿:N 牛:N
帕斯卡:Pa 帕:Pa 焦耳:J 焦:J 库仑:C 库:C 法拉:F 法:F 西门子:S 西:S 韦伯:Wb 韦:Wb 特斯拉:T 特:T 亨利:H
亨:H 流明:lm 勒克斯:lx 勒:lx 贝可:Bq 戈瑞:Gy 戈:Gy 希沃特:Sv 希:Sv 升:L 弧度:rad 度:° 分贝:dB
电子伏:eV 巴:bar 公里:km 公顷:ha 海里:M 节:kn
"""
_FEWEST = 3


def near(word: str) -> str | None:
    """The D-SI text nearest to a word that is none, or to symbols that are not quite right; None when none
    is near. Remarks and numbers are not its business."""
    word = _HYPHEN.sub("·", _COMPOUND.sub(lambda found: _COMPOUNDS[found.group()], word))
    return (
        _by_name(word)
        or from_symbols(word, spellings=_LOOSE)
        or from_symbols(word, spellings=_chinese())
        or _by_root(word)
        or _by_symbol_in_other_case(word)
        or _by_likeness(word)
    )


@functools.cache
def _chinese() -> dict[str, str]:
    """Symbols by their Chinese names, with and without prefix: ``毫米`` is mm."""
    prefixes = dict(each.split(":") for each in _CHINESE_PREFIXES.split())
    units = dict(each.split(":") for each in _CHINESE_UNITS.split())
    joined = {prefix + unit: prefixes[prefix] + units[unit] for prefix in prefixes for unit in units}
    return joined | units


def _by_name(word: str) -> str | None:
    names = {name.lower(): name for name in (*TOKENS, *PREFIXES)}
    low = word.lower()
    for candidate in (low, low.removesuffix("s")):
        candidate = _ALIASES.get(candidate, candidate)
        if candidate in names:
            return f"\\{names[candidate]}"
        if candidate in _ALIASES.values():
            return f"\\{candidate}"
        for prefix in PREFIXES:
            rest = candidate.removeprefix(prefix)
            rest = _ALIASES.get(rest, rest)
            if rest != candidate and rest in TOKENS:
                return f"\\{prefix}\\{rest}"
    return None


def _by_root(word: str) -> str | None:
    """A noise density: ``nV/√Hz``."""
    match = _ROOT.fullmatch(word)
    above = from_symbols(match["above"]) if match else None
    return f"{above}\\hertz\\tothe{{-0.5}}" if above else None


def _by_symbol_in_other_case(word: str) -> str | None:
    """``Mpa`` is ``MPa``, ``mVolt`` is ``mV``: the symbol that shares most letters with the word as written.

    Two letters tell too little: ``ft`` is a foot and no femtotesla. But a capital K before a unit is kilo.
    """
    if kilo := from_symbols(_KILO.sub("k", word)):
        return kilo
    if len(word) < _FEWEST:
        return None
    meant = {
        prefix.symbol + written: rf"\{prefix.name}\{token.name}"
        for prefix in PREFIXES.values()
        for token in TOKENS.values()
        for written in (token.symbol, token.name)
        if token.standing is Standing.SI and not prefix.binary
    }
    alike = [text for text in meant if text.casefold() == word.casefold()]
    best = max(alike, key=lambda text: sum(map(str.__eq__, text, word)), default=None)
    return None if best is None else meant[best]


def _by_likeness(word: str) -> str | None:
    if len(word) < _FEWEST or not word.isalpha():
        return None
    closest = nearest(word, (*TOKENS, *PREFIXES), cutoff=0.8)
    return f"\\{closest}" if closest else None
