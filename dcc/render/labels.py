"""The words around a certificate's own, in the languages in which they are given here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """One language's words; the mappings translate the fixed words of the certificate language.
    ``large_first``: an address starts with the country."""

    type_undecided: str
    number: str
    laboratory: str
    laboratory_code: str
    customer: str
    owner: str
    received: str
    performed: str
    place: str
    issued: str
    country: str
    amends: str
    substitutes: str
    previous: str
    linked: str
    items: str
    sub_items: str
    manufacturer: str
    model: str
    equipment_class: str
    software: str
    written_with: str
    persons: str
    role: str
    main_signer: str
    methods: str
    equipment: str
    certificate: str
    traceable: str
    not_traceable: str
    in_validity_range: str
    not_in_validity_range: str
    conditions: str
    results: str
    statements: str
    remarks: str
    attachments: str
    comment: str
    signatures: str
    unchecked: str
    unsigned: str
    norm: str
    reference: str
    convention: str
    valid: str
    not_valid: str
    date: str
    period: str
    authority: str
    conformity: str
    countries: str
    non_si: str
    location: str
    row: str
    time: str
    label: str
    unit: str
    expanded: str
    relative: str
    standard: str
    interval: str
    real: str
    imaginary: str
    magnitude: str
    phase: str
    ellipsoidal: str
    rectangular: str
    covariance: str
    not_shown: str
    units_not_shown: str
    formula: str
    foreign: str
    large_first: bool
    performance: Mapping[str, str]
    issuer: Mapping[str, str]
    status: Mapping[str, str]
    roles: Mapping[str, str]
    conform: Mapping[str, str]


_EN = Labels(
    type_undecided="Certificate of undecided type: {words}",
    number="No.",
    laboratory="Laboratory",
    laboratory_code="Laboratory code",
    customer="Customer",
    owner="Owner",
    received="Received",
    performed="Performed",
    place="Place",
    issued="Issued",
    country="Country",
    amends="Amends",
    substitutes="Replaces",
    previous="Previous report",
    linked="Linked report",
    items="Items",
    sub_items="Parts",
    manufacturer="Manufacturer",
    model="Model",
    equipment_class="Class",
    software="Software",
    written_with="Written with",
    persons="Persons responsible",
    role="Role",
    main_signer="main signer",
    methods="Methods",
    equipment="Measuring equipment",
    certificate="Certificate",
    traceable="traceable",
    not_traceable="not traceable",
    in_validity_range="in its range of validity",
    not_in_validity_range="outside its range of validity",
    conditions="Conditions",
    results="Results",
    statements="Statements",
    remarks="Remarks",
    attachments="Attachments",
    comment="The certificate carries further data for programs (comment), not shown here.",
    signatures="Signatures",
    unchecked="{count} in the document, not checked here: run dcc verify.",
    unsigned="None: nobody has signed this document.",
    norm="Standard",
    reference="Reference",
    convention="Convention",
    valid="valid",
    not_valid="not valid",
    date="Date",
    period="Period",
    authority="Authority",
    conformity="Conformity",
    countries="Countries",
    non_si="Non-SI unit",
    location="Location",
    row="No.",
    time="Time",
    label="Label",
    unit="Unit",
    expanded="U",
    relative="U rel.",
    standard="u",
    interval="Coverage interval",
    real="Re",
    imaginary="Im",
    magnitude="magnitude",
    phase="phase",
    ellipsoidal="Ellipsoidal coverage region",
    rectangular="Rectangular coverage region",
    covariance="covariances",
    not_shown="{count} more rows, shown with --all",
    units_not_shown="in {count} more units, not shown",
    formula="Formula",
    foreign="data in another XML language",
    large_first=False,
    performance={
        "laboratory": "in the laboratory",
        "customer": "at the customer's",
        "laboratoryBranch": "in a branch of the laboratory",
        "customerBranch": "in a branch of the customer",
        "other": "elsewhere",
    },
    issuer={
        "manufacturer": "manufacturer",
        "calibrationLaboratory": "laboratory",
        "customer": "customer",
        "owner": "owner",
        "other": "other",
    },
    roles={"metrologist": "metrologist", "checker": "checker", "approver": "approver", "seal": "seal"},
    status={
        "beforeAdjustment": "before adjustment",
        "afterAdjustment": "after adjustment",
        "beforeRepair": "before repair",
        "afterRepair": "after repair",
    },
    conform={
        "pass": "pass",
        "fail": "fail",
        "conditionalPass": "conditional pass",
        "conditionalFail": "conditional fail",
        "noPass": "no pass",
        "noFail": "no fail",
    },
)

_DE = Labels(
    type_undecided="Zertifikat unbestimmter Art: {words}",
    number="Nr.",
    laboratory="Laboratorium",
    laboratory_code="Laborkennung",
    customer="Auftraggeber",
    owner="Eigentümer",
    received="Eingang",
    performed="Durchgeführt",
    place="Ort",
    issued="Ausgestellt",
    country="Land",
    amends="Ändert",
    substitutes="Ersetzt",
    previous="Voriger Bericht",
    linked="Zugehöriger Bericht",
    items="Gegenstände",
    sub_items="Teile",
    manufacturer="Hersteller",
    model="Typ",
    equipment_class="Klasse",
    software="Software",
    written_with="Erstellt mit",
    persons="Verantwortliche Personen",
    role="Funktion",
    main_signer="unterzeichnet verantwortlich",
    methods="Verfahren",
    equipment="Messeinrichtungen",
    certificate="Zertifikat",
    traceable="rückgeführt",
    not_traceable="nicht rückgeführt",
    in_validity_range="im Gültigkeitsbereich",
    not_in_validity_range="außerhalb des Gültigkeitsbereichs",
    conditions="Bedingungen",
    results="Ergebnisse",
    statements="Erklärungen",
    remarks="Bemerkungen",
    attachments="Anlagen",
    comment="Das Zertifikat enthält weitere Daten für Programme (comment), hier nicht gezeigt.",
    signatures="Signaturen",
    unchecked="{count} im Dokument, hier nicht geprüft: dcc verify prüft sie.",
    unsigned="Keine: niemand hat dieses Dokument signiert.",
    norm="Norm",
    reference="Bezug",
    convention="Vereinbarung",
    valid="gültig",
    not_valid="nicht gültig",
    date="Datum",
    period="Zeitraum",
    authority="Stelle",
    conformity="Konformität",
    countries="Länder",
    non_si="Nicht-SI-Einheit",
    location="Ort",
    row="Nr.",
    time="Zeit",
    label="Kennung",
    unit="Einheit",
    expanded="U",
    relative="U rel.",
    standard="u",
    interval="Überdeckungsintervall",
    real="Re",
    imaginary="Im",
    magnitude="Betrag",
    phase="Phase",
    ellipsoidal="Ellipsoidförmiger Überdeckungsbereich",
    rectangular="Rechteckiger Überdeckungsbereich",
    covariance="Kovarianzen",
    not_shown="{count} weitere Zeilen, gezeigt mit --all",
    units_not_shown="in {count} weiteren Einheiten, nicht gezeigt",
    formula="Formel",
    foreign="Daten in einer anderen XML-Sprache",
    large_first=False,
    performance={
        "laboratory": "im Laboratorium",
        "customer": "beim Auftraggeber",
        "laboratoryBranch": "in einer Zweigstelle des Laboratoriums",
        "customerBranch": "in einer Zweigstelle des Auftraggebers",
        "other": "andernorts",
    },
    issuer={
        "manufacturer": "Hersteller",
        "calibrationLaboratory": "Laboratorium",
        "customer": "Auftraggeber",
        "owner": "Eigentümer",
        "other": "andere",
    },
    roles={
        "metrologist": "Bearbeitung",
        "checker": "Gegenprüfung",
        "approver": "Freigabe",
        "seal": "Siegel des Laboratoriums",
    },
    status={
        "beforeAdjustment": "vor der Justierung",
        "afterAdjustment": "nach der Justierung",
        "beforeRepair": "vor der Instandsetzung",
        "afterRepair": "nach der Instandsetzung",
    },
    conform={
        "pass": "konform",
        "fail": "nicht konform",
        "conditionalPass": "bedingt konform",
        "conditionalFail": "bedingt nicht konform",
        "noPass": "Konformität nicht nachgewiesen",
        "noFail": "Nichtkonformität nicht nachgewiesen",
    },
)

_ZH = Labels(
    type_undecided="种类不明的证书：{words}",
    number="编号",
    laboratory="出具机构",
    laboratory_code="机构代码",
    customer="委托单位",
    owner="所有者",
    received="接收日期",
    performed="实施日期",
    place="地点",
    issued="签发日期",
    country="国家",
    amends="修改",
    substitutes="代替",
    previous="前一报告",
    linked="相关报告",
    items="被检（校）对象",
    sub_items="组成部分",
    manufacturer="制造单位",
    model="型号/规格",
    equipment_class="类别",
    software="软件",
    written_with="编制软件",
    persons="责任人员",
    role="职责",
    main_signer="主要签发人",
    methods="方法",
    equipment="测量设备",
    certificate="证书",
    traceable="可溯源",
    not_traceable="不可溯源",
    in_validity_range="在有效范围内",
    not_in_validity_range="不在有效范围内",
    conditions="条件",
    results="结果",
    statements="声明",
    remarks="备注",
    attachments="附件",
    comment="证书另含供程序读取的数据（comment），此处不显示。",
    signatures="电子签名",
    unchecked="文件中有 {count} 个电子签名，此处未验证：请运行 dcc verify。",
    unsigned="无：没有人签署此文件。",
    norm="标准",
    reference="依据",
    convention="约定",
    valid="有效",
    not_valid="无效",
    date="日期",
    period="期限",
    authority="负责机构",
    conformity="符合性",
    countries="国家",
    non_si="非国际单位制单位",
    location="地点",
    row="序号",
    time="时间",
    label="标记",
    unit="单位",
    expanded="U",
    relative="U rel.",
    standard="u",
    interval="包含区间",
    real="Re",
    imaginary="Im",
    magnitude="模",
    phase="相位",
    ellipsoidal="椭球包含区域",
    rectangular="矩形包含区域",
    covariance="协方差",
    not_shown="另有 {count} 行，用 --all 显示",
    units_not_shown="另有 {count} 种单位的值未显示",
    formula="公式",
    foreign="其他 XML 语言的数据",
    large_first=True,
    performance={
        "laboratory": "实验室内",
        "customer": "委托单位现场",
        "laboratoryBranch": "实验室分支机构",
        "customerBranch": "委托单位分支机构",
        "other": "其他地点",
    },
    issuer={
        "manufacturer": "制造单位",
        "calibrationLaboratory": "出具机构",
        "customer": "委托单位",
        "owner": "所有者",
        "other": "其他",
    },
    roles={"metrologist": "检定/校准员", "checker": "核验员", "approver": "批准人", "seal": "专用章"},
    status={
        "beforeAdjustment": "调整前",
        "afterAdjustment": "调整后",
        "beforeRepair": "修理前",
        "afterRepair": "修理后",
    },
    conform={
        "pass": "合格",
        "fail": "不合格",
        "conditionalPass": "有条件合格",
        "conditionalFail": "有条件不合格",
        "noPass": "不能判定为合格",
        "noFail": "不能判定为不合格",
    },
)

_BY_LANGUAGE = {"en": _EN, "de": _DE, "zh": _ZH}


def labels_in(languages: Iterable[str]) -> Labels:
    """The words in the first of the languages in which they are given here, else in English."""
    return next((_BY_LANGUAGE[language] for language in languages if language in _BY_LANGUAGE), _EN)
