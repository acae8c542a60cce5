"""Work says whom it is about: whoever is kept away from them is not told of it (D5, row 1)."""

from kit.migrations import persons_of_work

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    persons_of_work.add()
