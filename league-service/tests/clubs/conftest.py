"""Clubs with members of every role, who call the service."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from service_kit.caller import Caller
from service_kit.testing.callers import club_member


@dataclass(frozen=True)
class Club:
    """One organisation, and callers who act for it."""

    id: str

    @property
    def manager(self) -> Caller:
        return club_member("account_manager", self.id)

    def coach(self, *teams: str) -> Caller:
        return club_member("coach", self.id, *teams)

    def player(self, *teams: str, user_id: str = "") -> Caller:
        return replace(club_member("player", self.id, *teams), user_id=user_id or str(uuid4()))


@pytest.fixture
def club() -> Club:
    return Club(str(uuid4()))


@pytest.fixture
def next_door() -> Club:
    """Another club."""
    return Club(str(uuid4()))


@pytest_asyncio.fixture
async def clubs(serve_leagues: Callable[..., Any], database: Any) -> Any:
    """The service over an empty schema."""
    return await serve_leagues(database)
