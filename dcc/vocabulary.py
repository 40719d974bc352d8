"""The words of the ``dcct`` vocabulary: how a certificate says here what the DCC has no place for.

``refTypeDefinitions`` declares it in every certificate built here; docs/reference/vocabulary.md explains it.
"""

from __future__ import annotations

import enum
from typing import Final

NAMESPACE: Final = "dcct"
LINK: Final = "urn:dcc-toolchain:vocabulary:dcct"

CERTIFICATE_TYPE: Final = "dcct_certificateType"
"""Statement; its ``reference`` is the type's word (``CertificateType``), its name the title."""

VERIFICATION_ID: Final = "dcct_verificationId"
"""Identification in coreData, issued by the calibration laboratory."""

INSTRUMENT_CODE: Final = "dcct_instrumentCode"
"""Identification of an item, issued by the calibration laboratory."""

SERIAL_NUMBER: Final = "dcct_serialNumber"
"""Identification of an item or of equipment, issued by the manufacturer."""

RECORD_NUMBER: Final = "dcct_recordNumber"
"""Identification in coreData: the number of the original record."""

VALID_UNTIL: Final = "dcct_validUntil"
"""Statement; its ``date`` is the last day on which the certificate is valid."""

PERFORMANCE_LOCATION: Final = "dcct_performanceLocation"
"""Statement; its ``location`` is where the work was done when not in the laboratory."""

SUPPLEMENT: Final = "dcct_supplement"
"""Statement: this document supplements an earlier one, which stays valid."""

REPLACEMENT: Final = "dcct_replacement"
"""Statement: this document replaces an earlier one, which is void."""

ITEM_ONLY: Final = "dcct_resultsRelateToItems"
"""Statement: the results relate to the items named only."""

NO_PARTIAL_REPRODUCTION: Final = "dcct_noPartialReproduction"
"""Statement: not to be reproduced except in full."""

DIFFERENCE: Final = "dcct_difference"
"""Quantity: its values are differences, which convert between °C and K without the offset."""

TEMPERATURE: Final = "dcct_temperature"
"""Quantity: its values are temperatures, which convert between °C and K with the offset."""


class CertificateType(enum.StrEnum):
    """What kind of document a certificate is; it decides title and rules."""

    CALIBRATION = "calibration"
    VERIFICATION = "verification"
    REJECTION_NOTICE = "rejection-notice"
    TEST_REPORT = "test-report"
    TYPE_EVALUATION = "type-evaluation"
    QUANTITY_INSPECTION = "quantity-inspection"

    @property
    def titles(self) -> dict[str, str]:
        """The title by language."""
        return _TITLES[self]


_TITLES = {
    CertificateType.CALIBRATION: {
        "zh": "校准证书",
        "en": "Calibration certificate",
        "de": "Kalibrierschein",
    },
    CertificateType.VERIFICATION: {
        "zh": "检定证书",
        "en": "Verification certificate",
        "de": "Eichschein",
    },
    CertificateType.REJECTION_NOTICE: {
        "zh": "检定结果通知书",
        "en": "Notice of verification result",
        "de": "Mitteilung über das Eichergebnis",
    },
    CertificateType.TEST_REPORT: {"zh": "检测报告", "en": "Test report", "de": "Prüfbericht"},
    CertificateType.TYPE_EVALUATION: {
        "zh": "型式评价报告",
        "en": "Type evaluation report",
        "de": "Bericht über die Bauartprüfung",
    },
    CertificateType.QUANTITY_INSPECTION: {
        "zh": "定量包装商品净含量计量检验报告",
        "en": "Net quantity inspection report",
        "de": "Prüfbericht über die Füllmenge von Fertigpackungen",
    },
}
