"""The table behind ``dcc.xml.description``: every type of the language, part by part."""

from __future__ import annotations

from dcc.xml.tables import administrative, certificate, content, results, si

ALL = (*certificate.TYPES, *administrative.TYPES, *content.TYPES, *results.TYPES, *si.TYPES)
