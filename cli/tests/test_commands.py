"""The command line: clear messages, exit codes, and commands that work without a running mesh."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from altsports.contract.catalog import load_catalog
from altsports_cli.commands.call import find_method, read_request
from altsports_cli.errors import EXIT_USAGE, CliError
from altsports_cli.imports.sources import opened
from altsports_cli.migrations.pending import revisions_of
from service_kit.settings.areas import AREAS

Altsports = Callable[..., "subprocess.CompletedProcess[str]"]
COMMANDS = (
    "up",
    "down",
    "status",
    "logs",
    "doctor",
    "seed",
    "import",
    "replay",
    "f1",
    "call",
    "worker",
    "admin",
    "backup",
    "restore",
    "upgrade",
    "migrate",
    "version",
)


def test_help_lists_every_command_in_plain_text(altsports: Altsports) -> None:
    done = altsports("--help")

    assert done.returncode == 0
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout
    assert "Exit codes:" in done.stdout
    assert done.stdout.isascii()


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("seed",),
        ("worker",),
        ("call", "ListSports"),
        ("env",),
        ("replay", "nfl", "--season", "2025"),
        ("f1", "status"),
    ],
)
def test_what_needs_a_running_mesh_says_how_to_start_one(
    altsports: Altsports, arguments: tuple[str, ...]
) -> None:
    done = altsports(*arguments)

    assert done.returncode == 3
    assert "AltSports is not running" in done.stderr
    assert "altsports up" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_worker_on_another_machine_needs_the_secret_of_the_mesh(altsports: Altsports) -> None:
    addresses = {f"ALTSPORTS_{area.upper()}_ADDRESS": "10.0.0.7:50061" for area in AREAS}
    done = altsports("worker", **addresses)

    assert done.returncode == 1
    assert "but not its secret" in done.stderr
    assert "Set ALTSPORTS_MESH_SECRET" in done.stderr


@pytest.mark.parametrize("on_path", [False, True])
def test_a_hint_names_the_command_as_the_person_called_it(tmp_path: Path, on_path: bool) -> None:
    folder = Path(sys.executable).parent
    path = os.environ["PATH"].split(os.pathsep)
    elsewhere = [one for one in path if not (Path(one) / "altsports").exists()]
    settings = {"ALTSPORTS_HOME": str(tmp_path), "PATH": os.pathsep.join([str(folder)] * on_path + elsewhere)}
    done = subprocess.run(
        ["bin/altsports", "status"],
        env={**os.environ, **settings},
        cwd=folder.parent,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert f"Start it with: {'' if on_path else 'bin/'}altsports up" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("chess", "--season", "2025"),
        ("nfl",),
        ("nfl", "--season", "2025", "--stop", "1"),
        ("nfl", "--stop", "1", "--pause", "1"),
    ],
)
def test_a_replay_needs_a_sport_and_one_thing_to_do(altsports: Altsports, arguments: tuple[str, ...]) -> None:
    done = altsports("replay", *arguments)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message", "way_out"),
    [
        (("--generate",), 1, "There is no data in", "altsports up"),
        ((), 2, "There is no password on stdin", "--generate"),
    ],
)
def test_a_password_that_cannot_be_reset_is_explained(
    altsports: Altsports, arguments: tuple[str, ...], code: int, message: str, way_out: str
) -> None:
    done = altsports("admin", "reset-password", *arguments)

    assert done.returncode == code
    said, hint = done.stderr.splitlines()
    assert message in said
    assert way_out in hint


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("backup",), 1, "There is no data to back up in"),
        (("restore", "nowhere.backup"), 1, "There is no file nowhere.backup"),
        (("restore",), 2, "Missing argument 'file'"),
        (("upgrade",), 0, ""),
    ],
)
def test_without_data_there_is_nothing_to_back_up_restore_or_upgrade(
    altsports: Altsports, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = altsports(*arguments)

    assert (done.returncode, message in done.stderr) == (code, True)
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "home").exists()


def test_stopping_what_does_not_run_is_no_error(altsports: Altsports) -> None:
    done = altsports("down")

    assert (done.returncode, "is not running on" in done.stdout) == (0, True)


def test_a_port_in_use_stops_the_start_with_one_clear_line(altsports: Altsports, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = altsports("up", "--detach", ALTSPORTS_PORT=str(port))

    assert done.returncode == 4
    message, hint = done.stderr.strip().splitlines()
    assert message.startswith(f"altsports: Port {port} is in use by ")
    assert "ALTSPORTS_PORT=" in hint
    assert not (tmp_path / "home" / "postgres").exists()


def test_a_home_that_cannot_be_used_stops_the_start(altsports: Altsports, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = altsports("up", ALTSPORTS_HOME=str(tmp_path / "file" / "home"))

    assert done.returncode == 5
    assert "Cannot write to" in done.stderr


def test_a_wrong_setting_is_named(altsports: Altsports) -> None:
    done = altsports("up", ALTSPORTS_PORT="many")

    assert done.returncode == 2
    assert "ALTSPORTS_PORT" in done.stderr


def test_production_without_a_secret_is_told_what_is_missing(altsports: Altsports) -> None:
    done = altsports("up", "--detach", ALTSPORTS_ENV="production", ALTSPORTS_PORT="0", ALTSPORTS_MCP_PORT="0")

    assert done.returncode == 2
    assert "ALTSPORTS_MESH_SECRET is not set" in done.stderr


def test_a_database_that_does_not_answer_is_told_before_anything_starts(altsports: Altsports) -> None:
    done = altsports(
        "up",
        "--detach",
        DATABASE_URL="postgresql://nobody@127.0.0.1:1/none",
        ALTSPORTS_PORT="0",
        ALTSPORTS_MCP_PORT="0",
    )

    assert done.returncode == 1
    assert "The database does not answer" in done.stderr
    assert "Check DATABASE_URL." in done.stderr
    assert "redis is starting" not in done.stdout


def test_the_doctor_finds_a_taken_port(altsports: Altsports) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = altsports("doctor", ALTSPORTS_PORT=str(port))

    assert done.returncode == 1
    assert f"problem ports       Port {port} is in use" in done.stdout
    assert "ok      python" in done.stdout


def test_unknown_commands_and_logs_are_usage_errors(altsports: Altsports) -> None:
    assert altsports("fly").returncode == 2
    assert altsports("logs", "gateway").returncode == 2
    assert altsports("import", "horses", "x.csv").returncode == 2


def test_the_version_tells_what_it_stands_on(altsports: Altsports) -> None:
    done = altsports("version")

    assert done.returncode == 0
    assert done.stdout.startswith("altsports 1.")
    assert "grpcio 1.76.0" in done.stdout


def test_a_method_is_found_by_any_end_of_its_path() -> None:
    full = "altsports.league.v1.LeagueService/GetLeague"

    found = {
        find_method(name).full_path for name in ("GetLeague", "leagueservice.getleague", full, f"/{full}")
    }

    assert found == {f"/{full}"}


def test_an_unknown_method_suggests_its_neighbours() -> None:
    with pytest.raises(CliError, match="has no method league") as caught:
        find_method("league")
    assert "GetLeague" in caught.value.hint


def test_a_request_that_does_not_fit_names_the_field() -> None:
    method = load_catalog().by_path["/altsports.league.v1.LeagueService/GetLeague"]

    with pytest.raises(CliError, match="league_id"):
        read_request(method, "{}")
    with pytest.raises(CliError, match="not valid JSON"):
        read_request(method, "{")


def test_a_folder_gives_its_files_under_their_relative_names(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.csv", "deep/a.txt", "notes.md"):
        (tmp_path / name).write_text("x")

    with opened(str(tmp_path)) as files:
        assert [file.name for file in files] == ["b.csv", "deep/a.txt"]


def test_nothing_to_import_is_told(tmp_path: Path) -> None:
    with pytest.raises(CliError, match=r"no\.csv does not exist"), opened(str(tmp_path / "no.csv")):
        pass
    with pytest.raises(CliError, match="no file to import"), opened(str(tmp_path)):
        pass
    with pytest.raises(CliError, match="cannot be downloaded"), opened("http://127.0.0.1:1/x.csv"):
        pass


@pytest.mark.parametrize("address", ["ftp://example.org/leagues.csv", "S3://bucket/a", "file:///tmp/a.csv"])
def test_an_address_with_another_scheme_is_refused_as_such(address: str) -> None:
    with pytest.raises(CliError, match=r"^\w+:// addresses are not supported\.") as caught, opened(address):
        pass
    assert caught.value.hint == "Use a path or an http(s) URL."
    assert caught.value.exit_code == EXIT_USAGE


def test_the_newest_migration_is_read_from_the_files(tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    assert revisions_of(tmp_path) == (set(), None)
    (versions / "one.py").write_text('revision: str = "0001"\ndown_revision: str | None = None\n')
    (versions / "two.py").write_text("revision = '0002'\ndown_revision = '0001'\n")
    assert revisions_of(tmp_path)[1] == "0002"
    (versions / "three.py").write_text("revision = '0003'\ndown_revision = '0001'\n")
    with pytest.raises(CliError, match="several latest migrations: 0002, 0003"):
        revisions_of(tmp_path)
