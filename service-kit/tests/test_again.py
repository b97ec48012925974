"""A call whose transaction PostgreSQL rolled back is repeated, and nothing is done twice."""

import asyncio

import pytest
from google.protobuf.empty_pb2 import Empty

from altsports.league.v1 import leagues_pb2
from altsports.league.v1.leagues_pb2_grpc import LeagueServiceServicer, add_LeagueServiceServicer_to_server
from service_kit.db.database import Database
from service_kit.db.errors import DatabaseUnavailable, TransactionConflict
from service_kit.errors import Conflict
from service_kit.testing.callers import ADMIN

LEAGUE = {"league_id": "05428cae-aeaa-57dd-926a-cb7710ce1a48"}
INSERT = "INSERT INTO sample.clubs (id, name) VALUES (%s, %s)"
RENAME = "UPDATE sample.clubs SET name = name || %s WHERE id = %s"
NAMES = "SELECT string_agg(name, ' ' ORDER BY id) FROM sample.clubs"


class Clubs(LeagueServiceServicer):
    """Two handlers that take the same two rows in opposite order."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._both_hold_one = asyncio.Barrier(2)
        self.tries = 0

    async def GetLeague(self, request, context):
        await self._rename(1, 2)
        return leagues_pb2.GetLeagueResponse()

    async def DeleteLeague(self, request, context):
        await self._rename(2, 1)
        return Empty()

    async def _rename(self, first: int, second: int) -> None:
        self.tries += 1
        meets = self.tries <= 2
        async with self._database.transaction() as connection:
            await connection.execute(RENAME, ["+", first])
            if meets:
                await self._both_hold_one.wait()
            await connection.execute(RENAME, ["+", second])


async def test_two_calls_that_deadlock_both_succeed(database, serve):
    async with database.transaction() as connection:
        await connection.execute(INSERT, [1, "Rovers"])
        await connection.execute(INSERT, [2, "United"])
    clubs = Clubs(database)
    calls = await serve("league", [(add_LeagueServiceServicer_to_server, clubs)])
    await asyncio.gather(
        calls.call("GetLeague", LEAGUE, caller=ADMIN), calls.call("DeleteLeague", LEAGUE, caller=ADMIN)
    )
    async with database.read() as connection:
        assert await connection.fetch_value(NAMES) == "Rovers++ United++"
    assert clubs.tries == 3


class Refusing(LeagueServiceServicer):
    """Counts and refuses its calls."""

    def __init__(self, error: Exception) -> None:
        self._error = error
        self.calls = 0

    async def DeleteLeague(self, request, context):
        self.calls += 1
        raise self._error


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(Conflict("somebody was faster"), id="a refusal of the domain"),
        pytest.param(DatabaseUnavailable("away"), id="a database that is away"),
        pytest.param(TransactionConflict("in another service"), id="a conflict that another service told"),
    ],
)
async def test_what_may_have_happened_or_would_fail_again_is_not_repeated(serve, error):
    service = Refusing(error)
    calls = await serve("league", [(add_LeagueServiceServicer_to_server, service)])
    with pytest.raises(type(error)):
        await calls.call("DeleteLeague", LEAGUE, caller=ADMIN)
    assert service.calls == 1
