"""Tests of ``signing``: making signatures, judging them, and everything somebody might try."""
