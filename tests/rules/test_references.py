"""Ids, references and vocabularies."""

from __future__ import annotations

from tests.documents import REAL, minimal, quantity, result
from tests.rules.judging import findings, said


def with_attributes(*attributes: str, after: str = "") -> bytes:
    data = "".join(quantity(REAL, attributes=f" {each}") for each in attributes)
    return minimal(results=result(data), after=after)


def test_references_to_what_is_there_are_fine_whichever_comes_first() -> None:
    assert said(with_attributes('refId="b"', 'id="b" refId="a"', 'id="a"')) == []


def test_one_good_token_does_not_hide_a_bad_one() -> None:
    document = with_attributes('id="a"', 'refId="a b c"')
    found = [finding.message for finding in findings(document)]
    assert found == [
        "refId names 'b', and no element has this id",
        "refId names 'c', and no element has this id",
    ]


def test_a_reference_may_lead_to_a_signature() -> None:
    signature = (
        '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="sig">'
        '<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="urn:a"/><ds:SignatureMethod Algorithm="urn:b"/>'
        '<ds:Reference URI=""><ds:DigestMethod Algorithm="urn:c"/><ds:DigestValue>AAAA</ds:DigestValue>'
        "</ds:Reference></ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>"
    )
    assert said(with_attributes('refId="sig"', after=signature)) == []


def test_an_id_in_a_comment_is_found_when_the_certificate_has_it_too() -> None:
    comment = '<dcc:comment><x xmlns="urn:x" id="{}"/></dcc:comment>'
    assert said(with_attributes('id="a"', after=comment.format("b"))) == []
    assert said(with_attributes('id="a"', after=comment.format("a"))) == [("error", "ID-DUPLICATE")]


def test_an_old_certificate_in_a_comment_is_not_judged() -> None:
    name = '<dcc:name><dcc:content lang="fr">x</dcc:content></dcc:name>'
    old = f'<x xmlns="urn:x"><si:unit>psi</si:unit>{name}</x>'
    assert said(minimal(after=f"<dcc:comment>{old}</dcc:comment>")) == []


def test_a_vocabulary_is_named_once_and_only_if_it_is_not_declared() -> None:
    definitions = """<dcc:refTypeDefinitions><dcc:refTypeDefinition>
      <dcc:name><dcc:content lang="en">Mass</dcc:content></dcc:name>
      <dcc:namespace>mass</dcc:namespace><dcc:link>https://example.org/mass</dcc:link>
    </dcc:refTypeDefinition></dcc:refTypeDefinitions>"""
    data = "".join(
        quantity(REAL, attributes=f' refType="{kind}"')
        for kind in ("basic_measuredValue gp_table1", "mass_a", "force_a force_b", "force_c", "plain")
    )
    document = minimal(definitions=definitions, results=result(data))
    found = [(finding.code, finding.message) for finding in findings(document)]
    assert found == [
        (
            "REFTYPE-UNDECLARED",
            "the refType 'force_a' belongs to 'force', which refTypeDefinitions does not declare",
        )
    ]
