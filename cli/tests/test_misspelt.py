"""A variable that nobody reads is reported with the nearest setting."""

import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from altsports_cli.misspelt import misspelt


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("ALTSPORTS_PROT", "ALTSPORTS_PORT"),
        ("ALTSPORTS_FEED_HEARTBEET", "ALTSPORTS_FEED_HEARTBEAT"),
        ("altsports_mcp_read_onli", "ALTSPORTS_MCP_READ_ONLY"),
    ],
)
def test_a_misspelt_variable_names_the_nearest_setting(
    monkeypatch: pytest.MonkeyPatch, wrong: str, right: str
) -> None:
    monkeypatch.setenv(wrong, "1")
    assert misspelt() == [f"{wrong.upper()} is not a setting and has no effect. Did you mean {right}?"]


def test_a_variable_that_resembles_nothing_points_to_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALTSPORTS_ZZZZZZZZ", "1")
    assert misspelt() == [
        "ALTSPORTS_ZZZZZZZZ is not a setting and has no effect. See .env.example for all settings."
    ]


def test_the_file_is_read_too_but_not_the_variables_of_other_programs(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("REDIS_ULR=redis://x\nREDIS_URL=redis://x\nMY_OWN_TOOL=1\n")
    assert misspelt() == ["REDIS_ULR is not a setting and has no effect. Did you mean REDIS_URL?"]


def test_settings_of_every_service_and_their_other_names_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALTSPORTS_SESSION_DAYS", "ALTSPORTS_LIMIT_PRO", "ALTSPORTS_WORKER_ADDRESS"):
        monkeypatch.setenv(name, "1")
    assert misspelt() == []


def test_the_doctor_reports_it(altsports: Callable[..., "subprocess.CompletedProcess[str]"]) -> None:
    done = altsports("doctor", ALTSPORTS_PROT="9000")
    assert "problem settings    ALTSPORTS_PROT is not a setting" in done.stdout


def test_up_warns_first(altsports: Callable[..., "subprocess.CompletedProcess[str]"]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        done = altsports("up", "--detach", ALTSPORTS_PORT=port, ALTSPORTS_PROT="9000")
    assert "Warning: ALTSPORTS_PROT is not a setting" in done.stdout
