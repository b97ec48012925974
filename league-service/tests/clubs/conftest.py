"""Clubs with members of every role, who call the service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from altsports.contract.clubs import ClubRole
from service_kit.caller import Caller
from service_kit.testing.callers import club_member


@dataclass(frozen=True)
class Club:
    """One organisation, and callers who act for it."""

    id: str

    def member(self, role: ClubRole, *teams: str, user_id: str = "") -> Caller:
        return club_member(role, self.id, *teams, user_id=user_id or str(uuid4()))

    @property
    def manager(self) -> Caller:
        return self.member("account_manager", user_id="11111111-1111-4111-8111-111111111111")

    def coach(self, *teams: str) -> Caller:
        return self.member("coach", *teams)

    def player(self, *teams: str, user_id: str = "") -> Caller:
        return self.member("player", *teams, user_id=user_id)


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
