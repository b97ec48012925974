"""Facts that come with the service, as CSV tables beside the code that needs them."""

import csv
from importlib import resources


def read_table(package: str, name: str) -> list[dict[str, str]]:
    """The rows of a table in a folder of the service, such as ("core.vocabulary", "sports.csv")."""
    text = resources.files(f"league_service.{package}").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
