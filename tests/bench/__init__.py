"""How fast and how small: this project beside other tools for the same certificates (``make bench``)."""
