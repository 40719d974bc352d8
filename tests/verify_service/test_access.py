"""API keys and what each role may do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dcc.errors import UsageError
from tests.verify_service.examples import NOON
from verify_service import access
from verify_service.access import Permission
from verify_service.records import ApiKey, Role


def a_key(role: Role = Role.PUBLISHER, seed: int = 1) -> tuple[ApiKey, str]:
    random = bytes([seed]) * access.RANDOM_BYTES
    return access.new_key(actor="Zhang Wei", roles=[role], random=random, created_at=NOON)


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        (Role.PUBLISHER, {Permission.READ, Permission.PUBLISH, Permission.REQUEST}),
        (Role.APPROVER, {Permission.READ, Permission.REQUEST, Permission.APPROVE}),
        (Role.READER, {Permission.READ}),
    ],
)
def test_each_role_may_do_its_part_and_no_more(role: Role, permissions: set[Permission]) -> None:
    kept, _ = a_key(role)
    assert {permission for permission in Permission if access.may(kept, permission)} == permissions


def test_no_role_both_publishes_and_approves() -> None:
    for permissions in access.PERMISSIONS.values():
        assert not {Permission.PUBLISH, Permission.APPROVE} <= permissions


def test_the_register_keeps_nothing_from_which_the_key_could_be_had() -> None:
    kept, key = a_key()
    secret = key.rpartition("_")[2]
    assert secret not in repr(kept)
    assert access.prefix_of(key) == kept.prefix


def test_a_key_fits_only_itself_and_only_until_it_is_revoked() -> None:
    kept, key = a_key(seed=1)
    _, other = a_key(seed=2)
    assert access.fits(kept, key)
    assert not access.fits(kept, other)
    assert not access.fits(kept, key[:-1])
    assert not access.fits(kept, "")
    assert not access.fits(replace(kept, revoked_at=NOON), key)


@pytest.mark.parametrize("text", ["", "dcct", "dcct_a", "dcct_a_b_c", "xyz_a_b", "Bearer"])
def test_what_is_no_key_has_no_prefix(text: str) -> None:
    assert access.prefix_of(text) is None


def test_a_key_belongs_to_somebody_and_is_for_something() -> None:
    random = bytes(access.RANDOM_BYTES)
    with pytest.raises(UsageError):
        access.new_key(actor=" ", roles=[Role.READER], random=random, created_at=NOON)
    with pytest.raises(UsageError):
        access.new_key(actor="Zhang Wei", roles=[], random=random, created_at=NOON)
