"""Migrates the schema sample; a real service imports its metadata from its package."""

from pathlib import Path
from runpy import run_path

from service_kit.db.migrate import env_for

env_for(run_path(str(Path(__file__).parents[1] / "tables.py"))["metadata"])
