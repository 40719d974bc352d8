"""The whole certificate."""

from __future__ import annotations

from dataclasses import dataclass

from dcc.model.administrative import AdministrativeData
from dcc.model.content import ByteData, Comment
from dcc.model.lexical import ForeignXml
from dcc.model.node import Node
from dcc.model.results import MeasurementResultList, Result


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Certificate(Node):
    """A calibration certificate: who, what and when, the results, and the signatures over them."""

    schema_version: str
    administrative_data: AdministrativeData
    measurement_results: MeasurementResultList
    comment: Comment | None = None
    document: ByteData | None = None
    signature: tuple[ForeignXml, ...] = ()

    @property
    def number(self) -> str:
        """The certificate number (``coreData/uniqueIdentifier``)."""
        return self.administrative_data.core_data.unique_identifier

    @property
    def results(self) -> tuple[Result, ...]:
        """Every result of every measurement result, in order."""
        return tuple(
            result
            for measurement_result in self.measurement_results.measurement_result
            for result in measurement_result.results.result
        )
