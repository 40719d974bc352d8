"""What a laboratory writes: a YAML source with tables in CSV beside it, made into a certificate.

docs/reference/source.md lists every key.
"""

from dcc.source.build import Built, build, build_traced
from dcc.source.trace import Trace

__all__ = ["Built", "Trace", "build", "build_traced"]
