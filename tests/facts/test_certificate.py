"""What a certificate states is the same at every door, however it is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import dcc
from dcc.compare import compare
from dcc.errors import DocumentError
from dcc.facts.certificate import CertificateFacts, StatedType, facts_of
from dcc.facts.elements import laboratory_in, number_in, persons_in, stated_type, type_statements
from dcc.findings import Severity
from dcc.model import Certificate
from dcc.render.terminal import show
from dcc.render.titles import title_of
from dcc.vocabulary import CertificateType
from dcc.xml.parse import parse_values
from dcc.xml.writing import write
from tests.cli.commands import dcc as run
from tests.documents import minimal
from tests.rules.judging import said
from tests.strategies import certificates
from verify_service.describe import describe

DEFINITIONS = """<dcc:refTypeDefinitions><dcc:refTypeDefinition>
  <dcc:name><dcc:content lang="en">Words of the tests</dcc:content></dcc:name>
  <dcc:namespace>dcct</dcc:namespace><dcc:link>urn:example:dcct</dcc:link>
</dcc:refTypeDefinition></dcc:refTypeDefinitions>"""

VERIFICATION = CertificateType.VERIFICATION


def statement(*words: str, ref_type: str = "dcct_certificateType", more: str = "") -> str:
    references = "".join(f"<dcc:reference>{word}</dcc:reference>" for word in words)
    return f'<dcc:statement refType="{ref_type}">{references}{more}</dcc:statement>'


def stating(*statements: str) -> bytes:
    """The smallest certificate with these statements about it."""
    stated = f"<dcc:statements>{''.join(statements)}</dcc:statements>" if statements else ""
    return minimal(definitions=DEFINITIONS, statements=stated)


def type_in(root: etree._Element) -> StatedType:
    statements = root.findall("{*}administrativeData/{*}statements")
    return stated_type(one for each in statements for one in type_statements(each))


ANSWERS = [
    ([], CertificateType.CALIBRATION),
    ([statement("verification")], VERIFICATION),
    ([statement("\n  verification ")], VERIFICATION),
    ([statement("verification", "verification")], VERIFICATION),
    ([statement("verification"), statement("verification")], VERIFICATION),
    ([statement("verification", ref_type="basic_x dcct_certificateType")], VERIFICATION),
    ([statement("rejection-notice", ref_type="dcct_other")], CertificateType.CALIBRATION),
    ([statement("rejection-notice", ref_type="dcct_certificateTypes")], CertificateType.CALIBRATION),
    ([statement("verification"), statement("rejection-notice")], None),
    ([statement("verification", "rejection-notice")], None),
    ([statement("verification", "of the second kind")], None),
    ([statement("Verification")], None),
    ([statement("verificati\N{CYRILLIC SMALL LETTER O}n")], None),
    ([statement("verification\N{ZERO WIDTH SPACE}")], None),
    ([statement("\N{RIGHT-TO-LEFT OVERRIDE}noitacifirev")], None),
    ([statement(more="<dcc:date>2026-01-01</dcc:date>")], None),
]


@pytest.mark.parametrize(("statements", "expected"), ANSWERS)
def test_every_door_gives_one_answer_to_what_the_type_is(
    tmp_path: Path, statements: list[str], expected: CertificateType | None
) -> None:
    document = stating(*statements)
    certificate = dcc.read(document)
    assert facts_of(certificate).type is expected
    assert type_in(parse_values(document)).type is expected
    conflict = [] if expected else ["TYPE-CONFLICT"]
    errors = [each.code for each in dcc.validate(document).findings if each.severity is Severity.ERROR]
    assert [code for code in errors if code != "SCHEMA-INVALID"] == conflict
    title = show(certificate, languages=["en"]).strip().splitlines()[0].strip()
    path = tmp_path / "certificate.xml"
    path.write_bytes(document)
    assert run("show", path, "--lang", "en").output.strip().splitlines()[0].strip() == title
    if expected is None:
        assert title.startswith("Certificate of undecided type: ")
        with pytest.raises(DocumentError, match="states no type that is known, or several"):
            describe(certificate)
    else:
        assert title == expected.titles["en"]
        assert describe(certificate).type is expected
    other = dcc.read(stating(statement("test-report")))
    (found,) = (one for one in compare(certificate, other).differences if one.what == "certificate_type")
    assert (found.old, found.new) == (title, "Test report")


def test_a_type_elsewhere_than_in_the_statements_about_the_certificate_does_not_count() -> None:
    elsewhere = stating().replace(
        b"</dcc:results>",
        f"</dcc:results><dcc:measurementMetaData>{statement('rejection-notice')}"
        "</dcc:measurementMetaData>".encode().replace(b"dcc:statement", b"dcc:metaData"),
    )
    assert facts_of(dcc.read(elsewhere)).type is CertificateType.CALIBRATION
    assert said(elsewhere) == []


def test_a_type_that_nobody_can_tell_is_said_in_the_readers_language() -> None:
    stated = StatedType((("verification", "\N{RIGHT-TO-LEFT OVERRIDE}x" + "y" * 999),))
    assert title_of(stated, ["zh"]).startswith("种类不明的证书：verification, \ufffdxyyy")
    assert title_of(stated, ["de"]).startswith("Zertifikat unbestimmter Art: verification, ")
    assert title_of(StatedType(((),)), ["fr"]) == "Certificate of undecided type: –"
    assert len(title_of(stated, ["en"])) < 120


def test_what_else_a_statement_of_the_type_says_is_shown() -> None:
    verdict = "<dcc:conformity>fail</dcc:conformity>"
    certificate = dcc.read(stating(statement("verification", more=verdict)))
    assert "Conformity" in show(certificate, languages=["en"])
    assert describe(certificate).conclusion == "fail"
    assert "Statements" not in show(dcc.read(stating(statement("verification"))), languages=["en"])


def test_of_several_days_until_which_it_is_valid_the_earliest_counts() -> None:
    def until(*days: str) -> str | None:
        stated = [
            f'<dcc:statement refType="dcct_validUntil"><dcc:date>{day}</dcc:date></dcc:statement>'
            for day in days
        ]
        return facts_of(dcc.read(stating(*stated))).valid_until

    assert until("2027-05-02", "2026-11-19", "2027-01-01") == "2026-11-19"
    assert until("12026-01-01", "2027-01-01Z") == "2027-01-01Z"
    assert until("2027-01-01", "-0044-03-15") == "-0044-03-15"
    assert until() is None


def test_a_date_that_no_register_can_keep_is_refused_with_words() -> None:
    document = stating().replace(b"<dcc:issueDate>2026-", b"<dcc:issueDate>12026-")
    with pytest.raises(DocumentError, match="12026-03-05, which a register cannot keep"):
        describe(dcc.read(document))


def test_a_verdict_on_each_value_counts_for_the_conclusion() -> None:
    stated = "<dcc:conformityXMLList>pass conditionalFail pass</dcc:conformityXMLList>"
    assert (
        facts_of(dcc.read(stating(f"<dcc:statement>{stated}</dcc:statement>"))).conclusion
        == "conditionalFail"
    )


def agree(certificate: Certificate, document: bytes) -> CertificateFacts:
    """The facts of the model, which are those of the document's elements and of the register."""
    facts, root = facts_of(certificate), parse_values(document)
    assert number_in(root) == facts.number
    assert laboratory_in(root) == facts.laboratory
    assert persons_in(root) == facts.persons
    assert type_in(root) == facts.stated_type
    try:
        kept = describe(certificate)
    except DocumentError:  # a type, id or length that no register takes
        return facts
    assert (kept.number, kept.type, kept.laboratory) == (facts.number, facts.type, facts.laboratory.name)
    assert (kept.laboratory_code, kept.conclusion) == (facts.laboratory.code, facts.conclusion)
    assert [item.serial for item in kept.items] == [item.serial_number for item in facts.items]
    return facts


@settings(max_examples=60, deadline=None)
@given(certificates())
def test_model_and_elements_of_any_certificate_state_the_same(certificate: Certificate) -> None:
    agree(certificate, write(certificate))


_WORDS = st.sampled_from(
    [*CertificateType, "Verification", " verification\t", "verification x", "\u00a0", ""]
)
_REF_TYPES = st.sampled_from(
    ["dcct_certificateType", "basic_x\n dcct_certificateType", "x\u00a0dcct_certificateType", "dcct_other"]
)
_STATEMENTS = st.lists(
    st.builds(lambda words, ref: statement(*words, ref_type=ref), st.lists(_WORDS, max_size=3), _REF_TYPES),
    max_size=3,
)


@settings(max_examples=150, deadline=None)
@given(_STATEMENTS)
def test_statements_of_the_type_in_any_form_have_one_meaning(statements: list[str]) -> None:
    document = stating(*statements)
    certificate = dcc.read(document)
    facts = agree(certificate, document)
    found = {finding.code for finding in dcc.validate(document).findings}
    assert ("TYPE-CONFLICT" in found) is (facts.type is None)
    title = show(certificate, languages=["de"]).strip().splitlines()[0].strip()
    assert title == title_of(facts.stated_type, ["de"]) or len(title) > 70
