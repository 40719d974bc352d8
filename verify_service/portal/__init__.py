"""The pages people see: what a QR code opens, a file checked by hand, an instrument's certificates."""
