"""Six complete stories: what a laboratory writes and the certificate that follows."""
