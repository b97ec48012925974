"""Every event of the contract is appended by some service: what nobody appends is a promise nobody keeps."""

import re
from pathlib import Path

from altsports.contract.events import load_events

ROOT = Path(__file__).parents[1]


def test_every_event_of_the_contract_is_appended_by_a_service() -> None:
    source = "\n".join(path.read_text() for path in ROOT.glob("*-service/src/**/*.py"))
    forgotten = [
        spec.model.__name__
        for spec in load_events().specs
        if not re.search(rf"\b{spec.model.__name__}\(", source)
    ]
    assert not forgotten
