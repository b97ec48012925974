"""Clubs with members of every role, who call the service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

import pytest
import pytest_asyncio

from service_kit.caller import Caller

WORKS: Final = frozenset({"football:read", "football:write", "analysis:run", "notes:read", "notes:write"})
MANAGES: Final = WORKS | {"accounts:read", "accounts:create", "accounts:update", "accounts:delete"}
ANALYSES: Final = WORKS - {"football:write"}
PLAYS: Final = frozenset({"football:read", "notes:read"})


@dataclass(frozen=True)
class Club:
    """One organisation, and callers who act for it."""

    id: str

    def member(self, permissions: frozenset[str], *teams: str, user_id: str = "") -> Caller:
        return Caller(
            kind="user",
            user_id=user_id or str(uuid4()),
            role="user",
            permissions=permissions,
            organisation_id=self.id,
            team_access=frozenset(teams),
            club_role={MANAGES: "account_manager", WORKS: "coach", ANALYSES: "analyst"}.get(
                permissions, "player"
            ),
        )

    @property
    def manager(self) -> Caller:
        return self.member(MANAGES, "*", user_id="11111111-1111-4111-8111-111111111111")

    def coach(self, *teams: str) -> Caller:
        return self.member(WORKS, *teams)

    def player(self, *teams: str, user_id: str = "") -> Caller:
        return self.member(PLAYS, *teams, user_id=user_id)


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
