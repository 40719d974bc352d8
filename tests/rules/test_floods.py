"""Documents of which a part is repeated thousands of times: they are judged in a moment, not in minutes."""

from __future__ import annotations

import pytest

from dcc.validation import validate
from tests.documents import minimal, quantity, result
from tests.rules.judging import values_list
from tests.xsd.generate import generate

MANY = 20_000

_INTERVAL = (
    "<si:measurementUncertaintyUnivariate><si:coverageIntervalMU><si:intervalMin>1</si:intervalMin>"
    "<si:intervalMax>0</si:intervalMax></si:coverageIntervalMU></si:measurementUncertaintyUnivariate>"
)
_VERDICT = "<dcc:conformityXMLList>pass fail</dcc:conformityXMLList>"
_ROWS = "<si:realListXMLList><si:valueXMLList>1 2 3</si:valueXMLList></si:realListXMLList>"
_NAMES = " ".join(f"a{i}" for i in range(MANY))
_BAD_REAL = "<si:real><si:unit>bad</si:unit></si:real>"

_PASSED = (
    "<dcc:metaData><dcc:conformity>pass</dcc:conformity><dcc:data>"
    '<dcc:quantity refType="basic_toleranceLimitUpper"><si:real><si:value>2</si:value>'
    r"<si:unit>\one</si:unit></si:real></dcc:quantity>"
    "</dcc:data></dcc:metaData>"
)
_NO_UNCERTAINTY = (
    "<si:value>1</si:value><si:measurementUncertaintyUnivariate><si:expandedMU>"
    "<si:valueExpandedMU>0</si:valueExpandedMU></si:expandedMU></si:measurementUncertaintyUnivariate>"
)

FLOODS = {
    "ATTACHMENT-TYPE": result(
        "<dcc:file>"
        + "<dcc:dataBase64>JVBERi</dcc:dataBase64>" * MANY
        + "<dcc:mimeType>image/png</dcc:mimeType>"
        "</dcc:file>"
    ),
    "INTERVAL-ORDER": result(quantity("<si:real>" + _INTERVAL * MANY + "</si:real>")),
    "COVARIANCE-SHAPE": result(
        quantity(
            f"<si:realList>{'<si:real/>' * MANY}{'<si:x><si:covarianceMatrix/></si:x>' * MANY}</si:realList>"
        )
    ),
    "UNIT-UNKNOWN": result(
        quantity(
            f"<si:hybrid><si:realList>{_BAD_REAL * MANY}</si:realList>"
            f"<si:realList>{'<si:value/>' * MANY}</si:realList></si:hybrid>"
        )
    ),
    "LIST-QUALIFIER": result(
        f"<dcc:quantity>{'<dcc:x/>' * MANY}{_ROWS}<dcc:data>"
        f"{f'<dcc:metaData>{_VERDICT}</dcc:metaData>' * MANY}</dcc:data></dcc:quantity>"
    ),
    "REF-DANGLING": result(f'<dcc:data refId="{_NAMES}">{_VERDICT * MANY}</dcc:data>'),
    "FOREIGN-XML": result(
        "".join(["<dcc:xml>", *(f'<a xmlns="urn:{i}"/>' for i in range(MANY)), "</dcc:xml>"])
    ),
    "VERDICT-CONTRADICTION": result(
        quantity(
            values_list("1 2 3", r"\one"),
            behind=f"<dcc:measurementMetaData>{_PASSED * MANY}</dcc:measurementMetaData>",
        )
    ),
    "UNCERTAINTY-ZERO": result(quantity(f"<si:real>{_NO_UNCERTAINTY}</si:real>") * MANY),
    "PLACEHOLDER": result("<dcc:text>" + "<dcc:content>TODO</dcc:content>" * MANY + "</dcc:text>"),
    "LANG-MISSING": result('<dcc:name><dcc:content lang="en">x</dcc:content></dcc:name>' * MANY),
}


@pytest.mark.parametrize("code", FLOODS)
def test_a_flood_of_one_kind_is_judged_and_cut(code: str) -> None:
    languages = "".join(
        f"<dcc:mandatoryLangCodeISO639_1>m{i}</dcc:mandatoryLangCodeISO639_1>" for i in range(MANY)
    )
    document = minimal(results=FLOODS[code])
    if code == "LANG-MISSING":
        document = document.replace(b"<dcc:coreData>", b"<dcc:coreData>" + languages.encode())
    found = [finding.code for finding in validate(document).findings]
    assert found.count(code) == 1_000
    assert "FINDINGS-CUT" in found


def test_a_text_is_said_to_be_missing_in_ten_languages_at_most() -> None:
    languages = "".join(
        f"<dcc:mandatoryLangCodeISO639_1>a{letter}</dcc:mandatoryLangCodeISO639_1>"
        for letter in "abcdefghijklmnopqrstuvwxyz"
    )
    name = result('<dcc:name><dcc:content lang="en">x</dcc:content></dcc:name>')
    document = minimal(results=name).replace(b"<dcc:coreData>", b"<dcc:coreData>" + languages.encode())
    missing = {f.location.xpath for f in validate(document).findings if f.code == "LANG-MISSING"}
    counts = [f.location.xpath for f in validate(document).findings if f.code == "LANG-MISSING"]
    assert missing
    assert all(counts.count(place) == 10 for place in missing)


def test_a_flood_of_signatures_is_left_out_of_the_schema_check_of_an_old_version() -> None:
    old = next(generate("2.4.0"))
    end = b"</dcc:digitalCalibrationCertificate>"
    flood = b'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>x' * 100_000
    found = [finding.code for finding in validate(old.replace(end, flood + end)).findings]
    assert found[:2] == ["SCHEMA-SIGNATURE-SLOT", "SCHEMA-INVALID"]  # the letters between them stay
