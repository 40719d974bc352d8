"""Shorthands for tests of rules: what validation says of a certificate, in short."""

from __future__ import annotations

from dcc.findings import Finding, Severity
from dcc.validation import validate
from tests.documents import minimal, quantity, result


def findings(document: bytes) -> tuple[Finding, ...]:
    """All findings on a document that keeps its schema."""
    report = validate(document)
    assert report.schema_valid, report.findings
    return report.findings


def said(document: bytes) -> list[tuple[str, str]]:
    """Severity and code of each finding, infos left out."""
    return [
        (str(each.severity), each.code) for each in findings(document) if each.severity is not Severity.INFO
    ]


def with_quantity(values: str, **slots: str) -> bytes:
    """The minimal certificate with this D-SI element as its one quantity."""
    return minimal(results=result(quantity(values, **slots)))


def real(value: str, unit: str = r"\metre", more: str = "") -> str:
    return f"<si:real><si:value>{value}</si:value><si:unit>{unit}</si:unit>{more}</si:real>"


def values_list(values: str, unit: str = r"\metre", more: str = "") -> str:
    return (
        f"<si:realListXMLList><si:valueXMLList>{values}</si:valueXMLList>"
        f"<si:unitXMLList>{unit}</si:unitXMLList>{more}</si:realListXMLList>"
    )


def expanded(
    uncertainty: str = "0.1", factor: str = "2", probability: str = "0.95", distribution: str = ""
) -> str:
    named = f"<si:distribution>{distribution}</si:distribution>" if distribution else ""
    return (
        "<si:measurementUncertaintyUnivariate><si:expandedMU>"
        f"<si:valueExpandedMU>{uncertainty}</si:valueExpandedMU>"
        f"<si:coverageFactor>{factor}</si:coverageFactor>"
        f"<si:coverageProbability>{probability}</si:coverageProbability>{named}"
        "</si:expandedMU></si:measurementUncertaintyUnivariate>"
    )


def hybrid(*forms: str) -> str:
    return f"<si:hybrid>{''.join(forms)}</si:hybrid>"
