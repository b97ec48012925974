"""The command `altsports import`: lists the registered importers, refuses wrong usage, prints one line."""

from pathlib import Path

import pytest

from altsports.league.v1 import imports_pb2 as pb
from altsports_cli.commands import import_files
from altsports_cli.errors import EXIT_USAGE, CliError
from altsports_cli.imports.sending import describe
from league_service.importers import IMPORTERS


@pytest.fixture
def mesh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings only: wrong usage is refused before anything is sent."""
    monkeypatch.setattr(import_files, "settings_of_running_mesh", lambda: None)


@pytest.mark.usefixtures("mesh")
def test_a_folder_of_several_files_is_wrong_usage_for_an_importer_of_one(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("game_id\n")
    with pytest.raises(CliError) as refused:
        import_files.command("nflverse", str(tmp_path))
    assert refused.value.exit_code == EXIT_USAGE


def test_an_unknown_kind_is_wrong_usage_that_names_the_known_ones() -> None:
    with pytest.raises(CliError) as refused:
        import_files.command("horoscopes", "file.csv")
    assert refused.value.exit_code == EXIT_USAGE
    assert all(importer.kind in refused.value.hint for importer in IMPORTERS)


def test_an_importer_without_seasons_refuses_one() -> None:
    with pytest.raises(CliError) as refused:
        import_files.command("leagues", "file.csv", season=2024)
    assert refused.value.exit_code == EXIT_USAGE


def test_the_help_names_every_importer_and_what_it_holds() -> None:
    for importer in IMPORTERS:
        assert f"{importer.kind}: {importer.holds}." in (import_files.command.__doc__ or "")


def test_the_summary_is_one_line_with_every_count() -> None:
    summary = pb.ImportSummary(rows=9, refused=1)
    summary.counts.add(name="events_created", label="events new", count=2)
    summary.counts.add(name="rows_unchanged", label="rows unchanged", count=6)
    assert describe(summary) == "9 rows: 2 events new, 6 rows unchanged, 1 refused"
