"""Certificates that nobody wrote, shown and compared."""

from __future__ import annotations

import dataclasses
import unicodedata

from hypothesis import HealthCheck, given, settings

import dcc
from dcc.compare import compare
from dcc.render.characters import width
from dcc.render.comparison_text import describe
from dcc.render.terminal import show
from tests.strategies import certificates

UNHURRIED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
HARMLESS = {"\n", "\u200c", "\u200d"}


def fits_a_terminal(text: str) -> None:
    """Nothing is wider than the page, nothing steers the terminal."""
    assert all(width(line) <= 80 for line in text.split("\n"))
    steering = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert steering <= HARMLESS


@settings(max_examples=40, suppress_health_check=UNHURRIED)
@given(certificates())
def test_a_certificate_is_the_same_as_the_one_read_back(certificate: dcc.Certificate) -> None:
    assert compare(certificate, dcc.read(dcc.write(certificate))).same


@settings(max_examples=30, suppress_health_check=UNHURRIED)
@given(certificates(), certificates())
def test_any_two_certificates_can_be_compared(old: dcc.Certificate, new: dcc.Certificate) -> None:
    comparison = compare(old, new)
    signed_alike = dataclasses.replace(old, signature=new.signature)
    assert comparison.same == (signed_alike == new)
    for language in ("zh", "en"):
        fits_a_terminal(describe(comparison, languages=(language,), most_rows=None))


@settings(max_examples=40, suppress_health_check=UNHURRIED)
@given(certificates())
def test_any_certificate_can_be_shown(certificate: dcc.Certificate) -> None:
    for language in ("zh", "de"):
        fits_a_terminal(show(certificate, languages=(language,), most_rows=None))
