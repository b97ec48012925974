"""The settings: names, precedence, derived addresses and logins, and protected secrets."""

import stat
import threading
from pathlib import Path

import pytest
from pydantic import ValidationError

from service_kit.settings.files import SettingsError
from service_kit.settings.mesh import MeshSettings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "DATABASE_URL",
        "REDIS_URL",
        "ALTSPORTS_MESH_SECRET",
        "ALTSPORTS_ENV",
        "ALTSPORTS_HOME",
        "PORT",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def settings(home: Path, **values) -> MeshSettings:
    return MeshSettings(home=home, **values)


def test_an_environment_variable_names_each_setting(monkeypatch, tmp_path):
    monkeypatch.setenv("ALTSPORTS_ENV", "production")
    monkeypatch.setenv("ALTSPORTS_PORT", "9000")
    monkeypatch.setenv("DB_POOL_MAX_SIZE", "7")
    found = settings(tmp_path)
    assert (found.env, found.port, found.db_pool_max_size) == ("production", 9000, 7)


def test_a_file_called_env_beside_the_process_is_read_and_the_environment_beats_it(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("ALTSPORTS_PORT=9001\nALTSPORTS_MCP_PORT=9002\n")
    monkeypatch.setenv("ALTSPORTS_PORT", "9003")
    found = settings(tmp_path)
    assert (found.port, found.mcp_port) == (9003, 9002)


def test_the_data_stays_in_the_clone_whose_environment_runs_and_else_with_the_account(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.prefix", str(tmp_path / "clone" / ".venv"))
    monkeypatch.setenv("HOME", str(tmp_path / "account"))
    assert MeshSettings().home == tmp_path / "account" / ".altsports"
    (tmp_path / "clone" / "proto").mkdir(parents=True)
    (tmp_path / "clone" / "proto" / "generate.py").touch()
    assert MeshSettings().home == tmp_path / "clone" / ".altsports"


def test_an_empty_variable_counts_as_unset(monkeypatch, tmp_path):
    monkeypatch.setenv("ALTSPORTS_PORT", "")
    assert settings(tmp_path).port == 8000


def test_the_database_url_beats_its_parts(tmp_path):
    parts = {"db_host": "db", "db_user": "me", "db_password": "p@ss/word", "db_name": "soccer_analytics"}
    url = "postgresql+asyncpg://u:p@elsewhere:5433/x"
    assert settings(tmp_path, **parts).admin_dsn() == (
        "postgresql://me:p%40ss%2Fword@db:5432/soccer_analytics"
    )
    assert settings(tmp_path, database_url=url, **parts).admin_dsn() == "postgresql://u:p@elsewhere:5433/x"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://root:secret@h:1/db", "@h:1/db"),
        ("postgresql:///postgres?host=/run/pg", "@/postgres?host=/run/pg"),
        ("postgresql://postgres:@/postgres?host=/run/pg", "@/postgres?host=/run/pg"),
    ],
)
def test_each_service_logs_in_as_its_own_role(tmp_path, url, expected):
    found = settings(tmp_path, database_url=url, mesh_secret="s")
    league, auth = found.area_dsn("league"), found.area_dsn("auth")
    assert league.startswith("postgresql://altsports_league:")
    assert league.endswith(expected)
    assert league.split("@")[0].split(":")[2] != auth.split("@")[0].split(":")[2]


def test_the_url_of_one_service_beats_what_is_derived(tmp_path):
    found = settings(tmp_path, league_database_url="postgresql://l:p@h/d", mesh_secret="s")
    assert found.area_dsn("league") == "postgresql://l:p@h/d"


def test_a_running_local_mesh_is_found_through_its_files(tmp_path):
    found = settings(tmp_path)
    found.run_directory.mkdir(parents=True)
    (found.run_directory / "database_url").write_text("postgresql://a@/b?host=/c\n")
    (found.run_directory / "redis_url").write_text("unix:///c/redis.sock\n")
    assert found.admin_dsn() == "postgresql://a@/b?host=/c"
    assert found.redis_dsn() == "unix:///c/redis.sock"


def test_no_database_is_a_clear_error(tmp_path):
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        settings(tmp_path).admin_dsn()


def test_a_database_of_another_kind_is_refused_without_showing_the_url(tmp_path):
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, database_url="mysql://root:hunter2@h/d").admin_dsn()
    assert "DATABASE_URL" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_production_without_a_secret_is_a_clear_error(tmp_path):
    with pytest.raises(SettingsError, match="ALTSPORTS_MESH_SECRET is not set"):
        _ = settings(tmp_path, env="production").secret


def test_production_refuses_a_short_secret(tmp_path):
    with pytest.raises(SettingsError, match="shorter"):
        _ = settings(tmp_path, env="production", mesh_secret="changeme").secret


def test_processes_that_start_together_agree_on_one_private_secret(tmp_path):
    found: list[bytes] = []
    barrier = threading.Barrier(8)

    def start() -> None:
        own = settings(tmp_path)
        barrier.wait(5)
        found.append(own.secret)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)

    path = tmp_path / "secrets" / "mesh_secret"
    assert len(set(found)) == 1
    assert len(found) == 8
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["mesh_secret"]


def test_no_secret_shows_in_the_settings_or_in_their_errors(tmp_path):
    found = settings(tmp_path, mesh_secret="hunter2", database_url="postgresql://u:hunter2@h/d")
    assert "hunter2" not in repr(found) + str(found) + found.model_dump_json()
    with pytest.raises(ValidationError) as caught:
        settings(tmp_path, port="hunter2")
    assert "hunter2" not in str(caught.value)


def test_a_wrong_variable_is_reported_by_its_name_without_its_value(monkeypatch):
    monkeypatch.setenv("ALTSPORTS_PORT", "hunter2")
    monkeypatch.setenv("DB_POOL_MAX_SIZE", "0")
    with pytest.raises(SettingsError) as caught:
        MeshSettings.read()
    told = str(caught.value)
    assert told.startswith("settings: ")
    assert "ALTSPORTS_PORT: " in told
    assert "db_pool_max_size: " in told
    assert "hunter2" not in told


class Listed(MeshSettings):
    """Settings with a variable that holds JSON."""

    names: tuple[str, ...] = ()


def test_a_variable_that_holds_no_json_is_reported_by_its_name(monkeypatch):
    monkeypatch.setenv("NAMES", "hunter2")
    with pytest.raises(SettingsError, match="names"):
        Listed.read()


def test_sockets_live_in_the_home_unless_its_path_is_too_long_for_the_kernel(tmp_path):
    near = MeshSettings(home=Path("/srv/mesh"))
    assert near.address("league") == "unix:/srv/mesh/run/league.sock"
    far = settings(tmp_path / ("x" * 120))
    assert len(far.address("league")) < 107
    assert far.address("league") == settings(tmp_path / ("x" * 120)).address("league")
    assert far.address("league") != settings(tmp_path / ("y" * 120)).address("league")


def test_a_service_listens_on_the_port_of_its_target_not_on_its_name(tmp_path):
    found = settings(tmp_path, league_address="dns:///league:50061", host="0.0.0.0")
    assert found.address("league") == "dns:///league:50061"
    assert found.bind_address("league") == "0.0.0.0:50061"
    with pytest.raises(SettingsError, match="ALTSPORTS_LEAGUE_ADDRESS"):
        settings(tmp_path, league_address="dns:///league").bind_address("league")


def test_both_names_of_the_allowed_origins_count(tmp_path):
    found = settings(tmp_path, cors_origins="http://a, http://b/", cors_allow_origins="http://b,http://c")
    assert found.allowed_origins() == ("http://a", "http://b", "http://c")
