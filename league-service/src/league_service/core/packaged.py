"""Reads the CSV tables that are packaged with the service, next to the code that uses them."""

import csv
from importlib import resources


def read_table(package: str, name: str) -> list[dict[str, str]]:
    """Returns the rows of a table in a folder of the service, such as ("core.vocabulary", "sports.csv")."""
    text = resources.files(f"league_service.{package}").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def folders_with(name: str) -> list[str]:
    """The folders of the service, on the first level, that hold a table of this name."""
    folders = (folder for folder in resources.files("league_service").iterdir() if folder.is_dir())
    return sorted(folder.name for folder in folders if folder.joinpath(name).is_file())
