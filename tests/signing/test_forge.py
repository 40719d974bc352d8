"""The forger must be able to make good signatures, or its bad ones prove nothing."""

from __future__ import annotations

from signing import Verdict
from tests.signing.forge import forged, signed_as
from tests.signing.world import check, world


def test_a_signature_made_again_without_a_change_passes() -> None:
    assert check(forged(lambda root, signature: None)).verdict is Verdict.PASSED


def test_a_signature_by_another_trusted_signer_passes() -> None:
    assert check(signed_as(world().issue("Another"))).verdict is Verdict.PASSED
