"""Everything somebody might try to have a certificate called genuine that is not. None may pass."""

import pytest

pytest.register_assert_rewrite("tests.signing.attacks.attempts")
