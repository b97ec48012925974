"""Imports of games and lines on the command line: one file at a time, and what was done in one line."""

from pathlib import Path

import pytest

from altsports.league.v1 import competition_imports_pb2 as pb
from altsports_cli.errors import EXIT_USAGE, CliError
from altsports_cli.imports.competitions import describe_games, only_file
from altsports_cli.imports.sources import opened


def test_a_folder_of_several_files_is_wrong_usage(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("game_id\n")
    with opened(str(tmp_path)) as files, pytest.raises(CliError) as refused:
        only_file(files)
    assert refused.value.exit_code == EXIT_USAGE


def test_the_summary_names_the_seasons_and_every_count() -> None:
    summary = pb.CompetitionImportSummary(
        rows=9, refused=1, events_created=2, events_updated=3, results_recorded=4, results_corrected=5,
        quotes_recorded=6, unchanged=7, seasons=[2023, 2024],
    )  # fmt: skip
    assert describe_games(summary) == (
        "9 rows of 2023, 2024: 2 games new, 3 changed; 4 results new, 5 corrected; 6 lines new;"
        " 7 rows unchanged, 1 refused"
    )
    summary.seasons[:] = range(1999, 2025)
    assert describe_games(summary).startswith("9 rows of 1999-2024: ")
    summary.seasons[:] = []
    assert describe_games(summary).startswith("9 rows: ")
