"""The words of a comparison, in the languages in which they are given here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dcc.compare import Area


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonWords:
    """The words of a comparison in one language."""

    nothing: str
    old: str
    new: str
    at: str
    drift: str
    en: str
    also: str
    added: str
    removed: str
    same: str
    beyond: str
    not_shown: str
    areas: Mapping[Area, str]
    what: Mapping[str, str]


_EN = ComparisonWords(
    nothing="No differences.",
    old="old",
    new="new",
    at="At",
    drift="Change",
    en="En",
    also="Also",
    added="added",
    removed="removed",
    same="{count} unchanged",
    beyond="En above 1: the two differ by more than their expanded uncertainties explain.",
    not_shown="{count} more changes, shown with --all",
    areas={
        Area.CERTIFICATE: "Certificate",
        Area.LABORATORY: "Laboratory",
        Area.CUSTOMER: "Customer",
        Area.ITEMS: "Items",
        Area.PERSONS: "Persons responsible",
        Area.STATEMENTS: "Statements",
        Area.SOFTWARE: "Software",
        Area.METHODS: "Methods",
        Area.EQUIPMENT: "Measuring equipment",
        Area.CONDITIONS: "Conditions",
        Area.RESULTS: "Results",
        Area.ATTACHMENTS: "Attachments",
        Area.OTHER: "Other",
    },
    what={
        "schema_version": "DCC version",
        "unique_identifier": "Number",
        "receipt_date": "Received",
        "begin_performance_date": "Performed from",
        "end_performance_date": "Performed until",
        "issue_date": "Issued",
        "performance_location.text": "Place",
        "previous_report.referral_id": "Previous report",
        "certificate.referral_id": "Certificate",
        "certificate.value": "Digest of the certificate",
        "certificate.description": "Certificate, description",
        "identifications.identification": "Identification",
        "name": "Name",
        "equipment_class": "Class",
        "model": "Model",
        "role": "Role",
        "declaration": "Declaration",
        "description": "Description",
        "norm": "Standard",
        "reference": "Reference",
        "conformity": "Conformity",
        "date": "Date",
        "data": "Data",
        "text": "Text",
        "mime_type": "Type of file",
        "release": "Release",
        "main_signer": "Main signer",
        "location": "Address",
        "e_mail": "E-mail",
        "phone": "Phone",
        "manufacturer": "Manufacturer",
        "valid": "Valid",
        "traceable": "Traceable",
        "calibration_laboratory_code": "Laboratory code",
        "date_time": "Time",
        "country_code_iso3166_1": "Country",
        "replaced_unique_identifier": "Replaces",
        "document": "Document",
        "comment": "Data for programs",
        "regions": "Coverage region",
    },
)

_DE = ComparisonWords(
    nothing="Keine Unterschiede.",
    old="alt",
    new="neu",
    at="Bei",
    drift="Änderung",
    en="En",
    also="Ferner",
    added="hinzugekommen",
    removed="entfallen",
    same="{count} unverändert",
    beyond="En über 1: der Unterschied ist größer, als die erweiterten Messunsicherheiten erklären.",
    not_shown="{count} weitere Änderungen, gezeigt mit --all",
    areas={
        Area.CERTIFICATE: "Zertifikat",
        Area.LABORATORY: "Laboratorium",
        Area.CUSTOMER: "Auftraggeber",
        Area.ITEMS: "Gegenstände",
        Area.PERSONS: "Verantwortliche Personen",
        Area.STATEMENTS: "Erklärungen",
        Area.SOFTWARE: "Software",
        Area.METHODS: "Verfahren",
        Area.EQUIPMENT: "Messeinrichtungen",
        Area.CONDITIONS: "Bedingungen",
        Area.RESULTS: "Ergebnisse",
        Area.ATTACHMENTS: "Anlagen",
        Area.OTHER: "Sonstiges",
    },
    what={
        "schema_version": "DCC-Version",
        "unique_identifier": "Nummer",
        "receipt_date": "Eingang",
        "begin_performance_date": "Durchgeführt ab",
        "end_performance_date": "Durchgeführt bis",
        "issue_date": "Ausgestellt",
        "performance_location.text": "Ort",
        "previous_report.referral_id": "Voriger Bericht",
        "certificate.referral_id": "Zertifikat",
        "certificate.value": "Prüfsumme des Zertifikats",
        "certificate.description": "Zertifikat, Beschreibung",
        "identifications.identification": "Kennzeichnung",
        "name": "Name",
        "equipment_class": "Klasse",
        "model": "Typ",
        "role": "Funktion",
        "declaration": "Erklärung",
        "description": "Beschreibung",
        "norm": "Norm",
        "reference": "Bezug",
        "conformity": "Konformität",
        "date": "Datum",
        "data": "Daten",
        "text": "Text",
        "mime_type": "Dateityp",
        "release": "Ausgabe",
        "main_signer": "Hauptunterzeichner",
        "location": "Anschrift",
        "e_mail": "E-Mail",
        "phone": "Telefon",
        "manufacturer": "Hersteller",
        "valid": "Gültig",
        "traceable": "Rückgeführt",
        "calibration_laboratory_code": "Laborkennung",
        "date_time": "Zeit",
        "country_code_iso3166_1": "Land",
        "replaced_unique_identifier": "Ersetzt",
        "document": "Dokument",
        "comment": "Daten für Programme",
        "regions": "Überdeckungsbereich",
    },
)

_ZH = ComparisonWords(
    nothing="没有差异。",
    old="旧",
    new="新",
    at="测量点",
    drift="变化",
    en="En",
    also="另外",
    added="新增",
    removed="删除",
    same="{count} 个未变",
    beyond="En 大于 1：两值之差超出其扩展不确定度所能解释的范围。",
    not_shown="另有 {count} 处变化，用 --all 显示",
    areas={
        Area.CERTIFICATE: "证书",
        Area.LABORATORY: "出具机构",
        Area.CUSTOMER: "委托单位",
        Area.ITEMS: "被检（校）对象",
        Area.PERSONS: "责任人员",
        Area.STATEMENTS: "声明",
        Area.SOFTWARE: "软件",
        Area.METHODS: "方法",
        Area.EQUIPMENT: "测量设备",
        Area.CONDITIONS: "条件",
        Area.RESULTS: "结果",
        Area.ATTACHMENTS: "附件",
        Area.OTHER: "其他",
    },
    what={
        "schema_version": "DCC 版本",
        "unique_identifier": "编号",
        "receipt_date": "接收日期",
        "begin_performance_date": "开始日期",
        "end_performance_date": "结束日期",
        "issue_date": "签发日期",
        "performance_location.text": "地点",
        "previous_report.referral_id": "前一报告",
        "certificate.referral_id": "证书",
        "certificate.value": "证书摘要值",
        "certificate.description": "证书说明",
        "identifications.identification": "标识",
        "name": "名称",
        "equipment_class": "类别",
        "model": "型号/规格",
        "role": "职责",
        "declaration": "声明内容",
        "description": "说明",
        "norm": "标准",
        "reference": "依据",
        "conformity": "符合性",
        "date": "日期",
        "data": "数据",
        "text": "文本",
        "mime_type": "文件类型",
        "release": "版本",
        "main_signer": "主要签发人",
        "location": "地址",
        "e_mail": "电子邮件",
        "phone": "电话",
        "manufacturer": "制造单位",
        "valid": "有效",
        "traceable": "可溯源",
        "calibration_laboratory_code": "机构代码",
        "date_time": "时间",
        "country_code_iso3166_1": "国家",
        "replaced_unique_identifier": "代替",
        "document": "文件",
        "comment": "供程序读取的数据",
        "regions": "包含区域",
    },
)

_BY_LANGUAGE = {"en": _EN, "de": _DE, "zh": _ZH}


def comparison_words_in(languages: Sequence[str]) -> ComparisonWords:
    """The words in the first of the languages in which they are given here, else in English."""
    return next((_BY_LANGUAGE[language] for language in languages if language in _BY_LANGUAGE), _EN)
