"""Log lines: one format for all sources, with the ids of the request, and without secrets."""

import asyncio
import io
import json
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from service_kit.caller import ANONYMOUS, Caller, set_current_caller
from service_kit.logging import logs
from service_kit.logging.output import LogOutput
from service_kit.logging.redaction import REDACTED, is_secret_name, redact, redact_text
from service_kit.settings.mesh import MeshSettings
from service_kit.telemetry import tracing

FIELDS = [
    "timestamp",
    "level",
    "severity",
    "logger",
    "service",
    "user_id",
    "trace_id",
    "request_id",
    "message",
    "context",
]


class Lines:
    def __init__(self, tmp_path: Path, **options) -> None:
        self.stream = io.BytesIO()
        settings = MeshSettings(home=tmp_path, env="test", **options)
        logs.configure(settings, "league-service", stream=self.stream)

    def text(self) -> str:
        return self.stream.getvalue().decode()

    def last(self) -> dict:
        return json.loads(self.text().splitlines()[-1])


@pytest.fixture(autouse=True)
def untouched_logging() -> Iterator[None]:
    root = logging.getLogger()
    before = list(root.handlers), root.level
    yield
    root.handlers, root.level = before
    logging.captureWarnings(capture=False)
    logs._output = None
    set_current_caller(ANONYMOUS)


@pytest.fixture
def lines(tmp_path: Path) -> Lines:
    return Lines(tmp_path)


def test_a_line_has_every_documented_field(lines: Lines):
    set_current_caller(Caller(kind="user", user_id="u1", request_id="r1"))
    with tracing.server_span("x", f"00-{'a' * 32}-{'b' * 16}-00"):
        logs.get_logger("league").info("League imported", league_id="l1", rows=3)
    line = lines.last()
    assert list(line) == FIELDS
    assert line["timestamp"].endswith("Z")
    assert (line["level"], line["severity"], line["service"]) == ("INFO", "INFO", "league-service")
    assert (line["user_id"], line["request_id"], line["trace_id"]) == ("u1", "r1", "a" * 32)
    assert (line["message"], line["context"]) == ("League imported", {"league_id": "l1", "rows": 3})


def test_libraries_write_in_the_same_form(lines: Lines):
    logging.getLogger("alembic.runtime").warning("upgrade %s", 3, extra={"step": 1})
    line = lines.last()
    assert (line["logger"], line["level"]) == ("alembic.runtime", "WARNING")
    assert (line["message"], line["context"]) == ("upgrade 3", {"step": 1})


def test_a_library_whose_arguments_do_not_fit_is_still_heard(lines: Lines):
    record = logging.makeLogRecord({"levelname": "ERROR", "msg": "%d leagues", "args": ("many",)})
    ours = [h for h in logging.getLogger().handlers if type(h).__module__ == "service_kit.logging.logs"]
    ours[0].emit(record)
    assert lines.last()["message"] == "%d leagues"


def test_an_exception_brings_its_stack_once(lines: Lines):
    try:
        raise ValueError("postgres://u:hunter2@h/d")
    except ValueError:
        logs.get_logger("x").exception("It failed")
    line = lines.last()
    assert "ValueError" in line["stack"]
    assert "hunter2" not in line["stack"]
    assert line["level"] == "ERROR"


def test_levels_below_the_chosen_one_are_silent(tmp_path):
    lines = Lines(tmp_path, log_level="WARNING")
    logs.get_logger("x").info("quiet")
    logs.access("x", "quiet", {})
    logging.getLogger("y").info("quiet")
    logs.get_logger("x").warning("loud")
    assert lines.last()["message"] == "loud"
    assert len(lines.text().splitlines()) == 1


def test_debug_shows_debug_lines_of_ours(tmp_path):
    lines = Lines(tmp_path, debug=True)
    logs.get_logger("x").debug("detail")
    assert lines.last()["level"] == "DEBUG"


def test_text_form_is_for_people(tmp_path):
    lines = Lines(tmp_path, log_format="text")
    logs.get_logger("x").info("League imported", rows=3)
    assert "INFO    league-service: League imported rows=3" in lines.text()


_FORGED = "12:00:00.000 INFO    auth-service: Logged in user=root"


@pytest.mark.parametrize(
    "between", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\x1b[2K\r"]
)
def test_no_text_of_a_caller_imitates_a_line_or_a_field(tmp_path, between: str):
    """Tool names, user agents and messages of exceptions come from callers."""
    lines, text = Lines(tmp_path, log_format="text"), f"get_league{between}{_FORGED}"
    logs.access("x", "MCP message", {"tool": text, text: 1, "list": [text]})
    logs.get_logger("x").info(text, tool=text)
    logging.getLogger("library").warning("odd name %s", text)
    try:
        raise ValueError(text)
    except ValueError:
        logs.get_logger("x").exception("failed")
    logs._output.flush()
    written = lines.stream.getvalue().decode()
    assert not [line for line in written.splitlines() if line.startswith(_FORGED[:12])]
    assert sum(not line.startswith("  ") for line in written.splitlines()) == 4
    assert written.replace("\n", "").isprintable()


def test_a_value_of_several_words_is_quoted(tmp_path):
    lines = Lines(tmp_path, log_format="text")
    logs.get_logger("x").info("called", tool='a" level="ERROR', note="", path="a b\\", plain="x")
    assert r'called tool="a\" level=\"ERROR" note="" path="a b\\" plain=x' in lines.text()


def test_warnings_become_lines(lines: Lines):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old", DeprecationWarning, stacklevel=1)
    assert lines.last()["logger"] == "py.warnings"


def test_lines_also_go_to_a_file_of_the_process_that_rotates(tmp_path):
    Lines(tmp_path, log_file=tmp_path / "logs" / "backend.log")
    logs.get_logger("x").info("100% done")
    logs.configure(MeshSettings(home=tmp_path, env="test"), "x", stream=io.BytesIO())
    written = (tmp_path / "logs" / "backend.league-service.log").read_text()
    assert json.loads(written)["message"] == "100% done"


@pytest.mark.parametrize("value", [2**70, "\ud800", b"\xff", {1: 2}, {(1, 2): 3}, object(), float("nan")])
def test_a_line_is_written_whatever_is_in_it(lines: Lines, value):
    logs.get_logger("x").info("odd", value=value)
    assert lines.last()["message"] == "odd"


def test_a_reader_that_went_away_does_not_stop_the_work(lines: Lines):
    lines.stream.close()
    logs.get_logger("x").info("nobody hears")


async def test_access_lines_are_written_together_soon_after(lines: Lines):
    class Counting(io.BytesIO):
        flushes = 0
        flushed = asyncio.Event()

        def flush(self) -> None:
            self.flushes += 1
            self.flushed.set()

    stream = Counting()
    logs._output = LogOutput("gateway", logging.INFO, "json", stream)
    for _ in range(50):
        logs.access("access", "GET /leagues 200", {})
    assert stream.flushes == 0
    await asyncio.wait_for(stream.flushed.wait(), 5)
    assert stream.flushes == 1
    assert len(stream.getvalue().splitlines()) == 50


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "DB_PASSWORD",
        "authorization",
        "access_token",
        "api_key",
        "apiKey",
        "x-api-key",
        "mesh_secret",
    ],
)
def test_fields_with_the_name_of_a_secret_are_hidden(name):
    assert redact({"outer": [{name: "hunter2"}]}) == {"outer": [{name: REDACTED}]}


@pytest.mark.parametrize("name", ["tokens_used", "max_tokens", "page_token", "next_page_token", "secretary"])
def test_fields_that_only_sound_like_secrets_are_shown(name):
    assert not is_secret_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://user:hunter2@host/db",
        "redis://:hunter2@host:6379/0",
        "Authorization: Bearer hunter2hunter2",
        "GET /x?api_key=hunter2&y=1",
        "token=hunter2",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.hunter2",
    ],
)
def test_secrets_in_texts_are_hidden(text):
    assert "hunter2" not in redact_text(text)
    assert REDACTED in redact_text(text)
