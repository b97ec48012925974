"""Plays the steps of replays when they are due."""

from league_service.fantasy.replays.operations import do_step, fail
from league_service.fantasy.replays.replay_repository import Due, take_due
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.errors import NO_ANSWER
from service_kit.logging import logs

log = logs.get_logger(__name__)


class ReplayPlayer:
    """Any number of processes may play: each takes another replay. A killed one loses nothing, because a step
    and the cursor of its replay are committed in one transaction.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def play_due(self) -> None:
        """Does steps until none is due."""
        while await self.step():
            pass

    async def step(self) -> bool:
        """Does the next step that is due; False if none is."""
        due: Due | None = None
        try:
            async with self._database.transaction() as connection:
                due = await take_due(connection)
                if due is None:
                    return False
                await do_step(connection, due, self._clock.now())
        except (*NO_ANSWER, OSError):
            raise  # the step is repeated when the database answers again
        except Exception as error:
            if due is None:
                raise
            log.exception("A step of a replay failed", replay=due.replay.id)
            async with self._database.transaction() as connection:
                await fail(connection, due.replay.id, type(error).__name__, self._clock.now())
        return True
