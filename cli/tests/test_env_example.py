"""`.env.example` contains exactly the existing settings."""

import re
from pathlib import Path

import pytest
from pydantic import AliasChoices
from pydantic_settings import BaseSettings

from ai_service.settings import AiSettings
from altsports_cli.settings import CommandSettings
from auth_service.settings import AuthSettings
from gateway_service.settings import GatewaySettings
from league_service.settings import LeagueSettings
from mcp_service.settings import McpSettings
from task_service.settings import TaskSettings

INTERNAL = "Set for a worker by its parent"
ROOT = Path(__file__).parents[2]
CLASSES: tuple[type[BaseSettings], ...] = (
    AiSettings,
    AuthSettings,
    CommandSettings,
    GatewaySettings,
    LeagueSettings,
    McpSettings,
    TaskSettings,
)


def names_of(settings: type[BaseSettings]) -> set[str]:
    """The environment variables of a settings class that users set, the first name of each."""
    names: set[str] = set()
    for name, field in settings.model_fields.items():
        if (field.description or "").startswith(INTERNAL):
            continue
        alias = field.validation_alias
        first = alias.choices[0] if isinstance(alias, AliasChoices) else alias or name
        names.add(str(first).upper())
    return names


@pytest.fixture(scope="module")
def documented() -> set[str]:
    text = (ROOT / ".env.example").read_text()
    return set(re.findall(r"^#?([A-Z][A-Z0-9_]*)=", text, re.MULTILINE))


def test_no_setting_is_documented_twice() -> None:
    text = (ROOT / ".env.example").read_text()
    names = re.findall(r"^#?([A-Z][A-Z0-9_]*)=", text, re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_every_setting_is_documented(documented: set[str]) -> None:
    assert set().union(*map(names_of, CLASSES)) - documented == set()


def test_no_setting_is_documented_that_nobody_reads(documented: set[str]) -> None:
    assert documented - set().union(*map(names_of, CLASSES)) == set()
