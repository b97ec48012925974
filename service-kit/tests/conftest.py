"""Fixtures of the kit's own tests; those of the plugin are what services use."""

from pathlib import Path

import pytest

pytest_plugins = ["service_kit.testing.plugin"]


@pytest.fixture(scope="session")
def sample_migrations() -> Path:
    """Migrations of a small service, area and schema "sample"."""
    return Path(__file__).parent / "sample_service" / "migrations"
