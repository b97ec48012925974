"""The command `altsports import`: lists the registered importers, refuses wrong usage, prints one line."""

import os
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from altsports.league.v1 import imports_pb2 as pb
from altsports_cli.commands import import_files
from altsports_cli.errors import EXIT_USAGE, CliError
from altsports_cli.imports.sending import describe
from altsports_cli.imports.sources import opened
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


class _Website(BaseHTTPRequestHandler):
    """Answers every address with a table."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"league,sport\n")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the output of the tests stays readable."""


@pytest.fixture(scope="module")
def website() -> Generator[str]:
    """The address of a web server on this machine."""
    with HTTPServer(("127.0.0.1", 0), _Website) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    "path", ["/%2e%2e", "/..%2f", "/" + "a" * 300 + ".csv", "/%2e", "", "/a%00b", "/?q=%ff"]
)
def test_any_address_can_be_downloaded(website: str, path: str) -> None:
    with opened(f"http://reader:secret@{website}{path}") as files:
        assert b"".join(files[0].chunks()) == b"league,sport\n"
        assert files[0].name == f"http://{website}{path}"


@pytest.mark.parametrize(
    "address", ["http://", "http://[", "http://127.0.0.1:99999/a", "http://a b/", "http://127.0.0.1:1/"]
)
def test_an_address_that_cannot_be_used_is_one_clear_problem(address: str) -> None:
    with pytest.raises(CliError) as refused, opened(address):
        pass
    assert "cannot be downloaded" in refused.value.message


@pytest.mark.parametrize(
    "where", ["/proc/self/mem", "/dev/null", "x" * 300, "a/" + "y" * 300, "~nobody-here/x"]
)
def test_a_path_that_cannot_be_read_is_one_clear_problem(where: str) -> None:
    with pytest.raises(CliError) as refused, opened(where):
        pass
    assert refused.value.message
    assert refused.value.hint


def test_the_name_of_a_file_need_not_be_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.csv")).write_bytes(b"league,sport\n")
    with opened(str(tmp_path)) as files:
        assert pb.FileStart(name=files[0].name).name == "caf\ufffd.csv"


def test_a_name_becomes_one_line_that_can_be_sent_and_shown(tmp_path: Path) -> None:
    (tmp_path / "new\nline\x1b[31m\u202e.csv").write_text("league,sport\n")
    with opened(str(tmp_path)) as files:
        assert [file.name for file in files] == ["new line [31m.csv"]


def test_a_file_without_content_yet_is_read_at_once(tmp_path: Path) -> None:
    """Such as /proc/kmsg, or a file that becomes a pipe after it was found."""
    (tmp_path / "a.csv").write_text("league,sport\n")
    with opened(str(tmp_path)) as (file,):
        file.path.unlink()
        os.mkfifo(file.path)
        assert list(file.chunks()) == []
