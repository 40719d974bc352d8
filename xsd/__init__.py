"""XML Schemas of the certificate language, written for this project; data only, no logic."""
