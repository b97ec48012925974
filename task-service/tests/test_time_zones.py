"""Time zones are those of the IANA database, not those of the machine."""

import pytest

from task_service.time_zones import objection_to


@pytest.mark.parametrize(
    "name",
    [
        *("Europe/Berln", "Mars/Olympus", "../../etc/passwd", "Europe", "GMT+25", "x" * 64, ""),
        *("localtime", "posixrules", "Factory"),
    ],
)
def test_a_time_zone_that_does_not_exist_is_refused(name: str) -> None:
    assert "IANA" in (objection_to(name) or "")


def test_a_misspelled_time_zone_is_corrected() -> None:
    assert "Europe/Berlin" in (objection_to("Europe/Berln") or "")
    assert objection_to("Europe/Berlin") is None
