"""How the certificate itself stands in XML."""

from __future__ import annotations

from dcc.model.administrative import AdministrativeData
from dcc.model.certificate import Certificate
from dcc.model.content import ByteData, Comment
from dcc.model.lexical import ForeignXml
from dcc.model.results import MeasurementResultList
from dcc.xml.description import attribute, describe, many, one, opt

TYPES = (
    describe(
        Certificate,
        attribute("schemaVersion"),
        one("administrativeData", AdministrativeData),
        one("measurementResults", MeasurementResultList),
        opt("comment", Comment),
        opt("document", ByteData),
        # the schemas know signatures since 3.2.0, but older documents were signed as well
        many("ds:Signature", ForeignXml),
    ),
)
