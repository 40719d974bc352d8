"""An older certificate as one of DCC 3.3.0, with every change that this takes said item by item.

No number is touched and nothing is invented: what 3.3.0 demands and the older document leaves open becomes
the neutral word of the standard, or ``not stated``, and the list of changes says so.
"""

from dcc.upgrade.changes import Action, Change, PerformancePlace, Upgraded, counted
from dcc.upgrade.document import UpgradedDocument, upgrade_document
from dcc.upgrade.upgrading import upgrade

__all__ = [
    "Action",
    "Change",
    "PerformancePlace",
    "Upgraded",
    "UpgradedDocument",
    "counted",
    "upgrade",
    "upgrade_document",
]
