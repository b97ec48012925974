"""Whether a database needs migrations, or is newer than the code."""

import pytest

from altsports_cli.errors import CliError
from altsports_cli.migrations.pending import is_latest, migration_folders, revisions_of

FOLDERS = migration_folders()


@pytest.mark.parametrize("area", sorted(FOLDERS))
def test_a_database_is_behind_until_it_has_the_latest_migration(area: str) -> None:
    revisions, head = revisions_of(FOLDERS[area])
    assert is_latest(head, area, FOLDERS[area])
    assert not any(is_latest(older, area, FOLDERS[area]) for older in [None, *(revisions - {head})])


def test_older_code_on_a_newer_database_says_what_to_do() -> None:
    with pytest.raises(CliError, match="newer than this code") as refused:
        is_latest("9999", "league", FOLDERS["league"])
    assert "ALTSPORTS_HOME" in refused.value.hint
