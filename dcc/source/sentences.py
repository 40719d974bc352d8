"""Sentences that certificates of a kind have in common, in Chinese, English and German."""

from __future__ import annotations

from collections.abc import Mapping

from dcc.vocabulary import ITEM_ONLY, NO_PARTIAL_REPRODUCTION, CertificateType

Sentence = Mapping[str, str]

_REPORTS = (
    CertificateType.TEST_REPORT,
    CertificateType.TYPE_EVALUATION,
    CertificateType.QUANTITY_INSPECTION,
)
_OBJECT = {
    CertificateType.CALIBRATION: "被校准对象",
    CertificateType.VERIFICATION: "被检定的计量器具",
    CertificateType.REJECTION_NOTICE: "被检定的计量器具",
    CertificateType.TEST_REPORT: "被检测样品",
    CertificateType.TYPE_EVALUATION: "所评价的样机",
    CertificateType.QUANTITY_INSPECTION: "所检验的样本批",
}
_ACT = {
    CertificateType.CALIBRATION: "校准",
    CertificateType.VERIFICATION: "检定",
    CertificateType.REJECTION_NOTICE: "检定",
    CertificateType.TEST_REPORT: "检测",
    CertificateType.TYPE_EVALUATION: "评价",
    CertificateType.QUANTITY_INSPECTION: "检验",
}

_LEGAL = (CertificateType.VERIFICATION, CertificateType.REJECTION_NOTICE)

STANDARD = ("traceable", "items_only", "no_partial_reproduction", "expanded_uncertainty")
"""The words after ``standard:``."""

REF_TYPES = {
    "traceable": "basic_metrologicallyTraceableToSI",
    "items_only": ITEM_ONLY,
    "no_partial_reproduction": NO_PARTIAL_REPRODUCTION,
    "expanded_uncertainty": "basic_uncertainty",
}


def standard_sentence(word: str, kind: CertificateType) -> Sentence:
    """The sentence that ``word`` (one of ``STANDARD``) stands for in a document of this kind."""
    document = {CertificateType.REJECTION_NOTICE: "通知书"}.get(kind, "报告" if kind in _REPORTS else "证书")
    institution = "本机构" if kind in _LEGAL else "本实验室"
    return {
        "traceable": {
            "zh": f"本次{_ACT[kind]}所用计量标准的量值溯源至国家计量基准和国际单位制（SI）单位。",
            "en": "The measurement standards used are metrologically traceable to national measurement "
            "standards and to the units of the International System of Units (SI).",
            "de": "Die verwendeten Normale sind auf nationale Normale und die Einheiten des Internationalen "
            "Einheitensystems (SI) rückgeführt.",
        },
        "items_only": {
            "zh": f"本{document}的结果仅对{_OBJECT[kind]}有效。",
            "en": "The results relate only to the items named here.",
            "de": "Die Ergebnisse beziehen sich nur auf die hier genannten Gegenstände.",
        },
        "no_partial_reproduction": {
            "zh": f"未经{institution}书面批准，不得部分复制本{document}。",
            "en": "This document shall not be reproduced except in full without the written approval of the "
            "laboratory.",
            "de": "Dieses Dokument darf ohne schriftliche Genehmigung des Laboratoriums nur vollständig "
            "vervielfältigt werden.",
        },
        "expanded_uncertainty": {
            "zh": "扩展不确定度由合成标准不确定度乘以包含概率约为95 %时对应的包含因子k得到。",
            "en": "The expanded measurement uncertainty is the combined standard measurement uncertainty "
            "multiplied by the coverage factor k that corresponds to a coverage probability of about 95 %.",
            "de": "Die erweiterte Messunsicherheit ist die kombinierte Standardmessunsicherheit, "
            "multipliziert mit dem Erweiterungsfaktor k zu einer Überdeckungswahrscheinlichkeit von "
            "etwa 95 %.",
        },
    }[word]


def supplement_sentence(kind: CertificateType, number: str) -> Sentence:
    """That this document supplements number ``number``, which stays valid."""
    return {
        "zh": f"对序号为{number}的{kind.titles['zh']}的补充文件",
        "en": f"Supplement to {kind.titles['en'].lower()} No. {number}.",
        "de": f"Ergänzung zu: {kind.titles['de']} Nr. {number}.",
    }


def replacement_sentence(kind: CertificateType, number: str) -> Sentence:
    """That this document replaces number ``number``, which is void."""
    title = kind.titles["zh"]
    return {
        "zh": f"本证书（报告）代替证书（报告）编号{number}的{title}。"
        f"（被修改的）证书（报告）编号{number}的{title}作废",
        "en": f"This document replaces {kind.titles['en'].lower()} No. {number}, which is hereby void.",
        "de": f"Dieses Dokument ersetzt: {kind.titles['de']} Nr. {number}; dieses ist damit ungültig.",
    }
