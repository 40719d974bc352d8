"""The pages people see: what a QR code opens, a file checked by hand, an instrument's certificates."""

from verify_service.portal.pages import portal, render_problem

__all__ = ["portal", "render_problem"]
