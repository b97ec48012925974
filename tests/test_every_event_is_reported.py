"""Every event of the contract has a producer: a message that nobody appends promises what never comes."""

import re
from pathlib import Path

import pytest

from altsports.contract.events import load_events

ROOT = Path(__file__).parents[1]
SOURCES = [path.read_text() for path in ROOT.glob("*-service/src/**/*.py")]


@pytest.mark.parametrize("spec", load_events().specs, ids=lambda spec: spec.type)
def test_some_service_makes_the_event(spec):
    name = spec.model.__name__
    made = re.compile(rf"\b{name}(\(|\.model_validate\()|\bappend\(connection, {name},")
    assert any(made.search(source) for source in SOURCES)
