"""Digests of requests are keyed from now on; those without a key are forgotten."""

from kit.migrations import forgotten_digests

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    forgotten_digests.apply()
