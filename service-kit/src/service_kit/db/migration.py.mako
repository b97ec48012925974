<%!
    def steps(rendered):
        """What Alembic wrote, without its remarks."""
        lines = [line for line in rendered.splitlines() if not line.strip().startswith("# ###")]
        return "\n".join(lines).strip()
%>\
"""${message}."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision: str = ${repr(up_revision)}
down_revision: str | Sequence[str] | None = ${repr(down_revision)}
branch_labels: str | Sequence[str] | None = ${repr(branch_labels)}
depends_on: str | Sequence[str] | None = ${repr(depends_on)}


def upgrade() -> None:
    ${steps(upgrades) or "pass"}


def downgrade() -> None:
    ${steps(downgrades) or "pass"}
