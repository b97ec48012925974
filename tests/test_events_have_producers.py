"""Every event of the contract is used by some service: an event that nobody appends is an empty promise."""

import re
from pathlib import Path

from altsports.contract.events import load_events

ROOT = Path(__file__).parents[1]
IMPORT = re.compile(r"^from [\w.]+ import (?:\([^)]*\)|.*)$", re.MULTILINE)


def test_every_event_of_the_contract_is_appended_by_a_service() -> None:
    source = "\n".join(IMPORT.sub("", path.read_text()) for path in ROOT.glob("*-service/src/**/*.py"))
    names = [spec.model.__name__ for spec in load_events().specs]
    assert [name for name in names if not re.search(rf"\b{name}\b", source)] == []
