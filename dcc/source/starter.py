"""Sources to start from: one for each type of certificate, commented, complete enough to build."""

from __future__ import annotations

from importlib import resources
from string import Template

from dcc.vocabulary import CertificateType


def starter(kind: CertificateType) -> str:
    """A YAML source for a certificate of this type that builds as it stands."""
    folder = resources.files("dcc.source")
    head = Template((folder / "starter.yaml").read_text(encoding="utf-8"))
    body = (folder / f"starter-{kind}.yaml").read_text(encoding="utf-8")
    validity = "  valid_until: 2026-07-13\n" if kind is CertificateType.VERIFICATION else ""
    return (
        head.substitute(
            type=kind.value, title_zh=kind.titles["zh"], title_en=kind.titles["en"], validity=validity
        )
        + body
    )
