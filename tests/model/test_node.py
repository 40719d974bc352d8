"""What all parts of a certificate have in common."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

import dcc.model
from dcc.model import AsWritten, Comment, CovarianceMatrix, Node, Number, Real, StandardMU

REAL = Real(value=Number("1.50"), unit="\\metre")


def test_parts_are_equal_when_they_say_the_same_in_the_same_characters() -> None:
    assert Real(value=Number("1.50"), unit="\\metre") == REAL
    assert hash(Real(value=Number("1.50"), unit="\\metre")) == hash(REAL)
    assert Real(value=Number("1.5"), unit="\\metre") != REAL
    assert Real(value=Number("1.50"), unit="\\metre", label="l") != REAL


def test_how_a_part_was_written_takes_no_part_in_that() -> None:
    elsewhere = dataclasses.replace(REAL, as_written=AsWritten(prefix="q"))
    assert elsewhere == REAL
    assert hash(elsewhere) == hash(REAL)


def test_parts_of_different_kinds_are_different() -> None:
    assert CovarianceMatrix() != Comment()
    assert REAL != "1.50"
    assert StandardMU(value_standard_mu=Number("1")) != Real(value=Number("1"), unit="")


def test_a_part_shows_what_it_has_and_nothing_else() -> None:
    assert repr(REAL) == "Real(value='1.50', unit='\\\\metre')"
    assert repr(CovarianceMatrix()) == "CovarianceMatrix()"
    assert repr(Node()) == "Node()"
    assert eval(repr(REAL), vars(dcc.model)) == REAL  # noqa: S307


def test_parts_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        REAL.unit = "\\kelvin"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        REAL.colour = "red"  # type: ignore[attr-defined]


def test_parts_can_be_copied_and_sent_to_other_processes() -> None:
    assert copy.deepcopy(REAL) == REAL
    assert pickle.loads(pickle.dumps(REAL)) == REAL  # noqa: S301
    assert dataclasses.replace(REAL, unit="\\kelvin").unit == "\\kelvin"


def test_everything_public_is_there() -> None:
    assert all(hasattr(dcc.model, name) for name in dcc.model.__all__)
    assert list(dcc.model.__all__) == sorted(dcc.model.__all__)
