"""Analyses of matches on a real database and file store, with the embedded engine."""

import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast
from uuid import UUID

import orjson
import pytest

from ai_service.match_analyses.errors import UnknownFile
from ai_service.match_analyses.files.domain import AnalysisFile, Made
from ai_service.match_analyses.registrations import MatchAnalyses
from ai_service.match_analyses.runs.domain import KIND, InputFile, Run
from ai_service.match_engine.embedded import EmbeddedEngine
from ai_service.match_engine.port import Engine, Input
from ai_service.models.calls.payer import payer_to_json
from ai_service.models.calls.values import Completion, ModelRequest, StreamEvent
from ai_service.models.providers.errors import ProviderOverloaded
from altsports.analysis.v1 import analysis_pb2 as pb
from altsports.league.v1 import club_references_pb2 as clubs
from altsports.task.v1 import queue_pb2, tasks_pb2
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.deliveries.courier import Courier
from service_kit.errors import FailedPrecondition, NotFound
from service_kit.files.links import FileLinks
from service_kit.files.opening import open_store
from service_kit.files.settings import FileSettings
from service_kit.files.store import FileStore
from service_kit.owners import Owner
from service_kit.runs.work import Work
from service_kit.testing.callers import club_member
from service_kit.testing.in_process import Serve, ServiceCalls

CLUB, NEXT_DOOR = "10000000-0000-4000-8000-000000000000", "20000000-0000-4000-8000-000000000000"
MATCH, HOME, AWAY = (f"30000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
ANALYST: Final = club_member("analyst", CLUB, HOME)
COACH: Final = club_member("coach", CLUB, HOME)
OTHER_TEAM: Final = club_member("coach", CLUB, "another team")
STRANGER: Final = club_member("coach", NEXT_DOOR, HOME)


def play(seconds: int = 100) -> bytes:
    """A play in the format of Last-Row, with two sides of four players."""
    lines = ["player,frame,x,y,z,dx,dy,team"]
    for frame in range(seconds * 20 + 1):
        lines.append(f"0,{frame},50,50,0,0,0,")
        for player in range(8):
            team = "attack" if player < 4 else "defense"
            x = 20 + player * 8 + (frame % 400) / 100
            lines.append(f"{player + 1},{frame},{x},{10 + player * 9},,0,0,{team}")
    return "\n".join(lines).encode()


@dataclass
class Neighbours:
    """The league service with one match, and the task service with files and tasks."""

    files: dict[str, InputFile] = field(default_factory=dict[str, InputFile])
    tasks: dict[UUID, str] = field(default_factory=dict[UUID, str])
    deleted: set[str] = field(default_factory=set[str])

    async def gone(self, owners: Sequence[Owner]) -> AsyncIterator[Owner]:
        for owner in owners:
            if owner.id in self.deleted:
                yield owner

    async def facts(self, caller: Caller, match_id: str) -> clubs.GetMatchFactsResponse:
        if match_id != MATCH or caller.organisation_id != CLUB or not caller.sees_team(HOME):
            raise NotFound("match not found", reason="RECORD_NOT_FOUND")
        home = clubs.FactSide(team_id=HOME, name="Rovers", own=True)
        away = clubs.FactSide(team_id=AWAY, name="Visitors")
        return clubs.GetMatchFactsResponse(match_id=MATCH, home=home, away=away)

    async def file(self, caller: Caller, file_id: str, loc: tuple[str, int]) -> InputFile:
        if file_id not in self.files or caller.organisation_id != CLUB:
            raise UnknownFile.at(loc, "There is no such file")
        return self.files[file_id]

    async def task(self, task_id: UUID) -> tasks_pb2.Task | None:
        status = self.tasks.get(task_id)
        return None if status is None else tasks_pb2.Task(task_id=str(task_id), status=status)

    async def cancel(self, task_id: UUID) -> None:
        if self.tasks.get(task_id) not in ("pending", "running"):
            raise FailedPrecondition("ended", reason="TASK_ENDED")
        self.tasks[task_id] = "cancelled"

    async def retry(self, task_id: UUID) -> None:
        if self.tasks.get(task_id) not in ("failed", "cancelled"):
            raise FailedPrecondition("not failed", reason="TASK_NOT_FAILED")
        self.tasks[task_id] = "pending"


class Stopping:
    """The embedded engine, whose process dies after some packets."""

    def __init__(self) -> None:
        self._engine: Final[Engine] = EmbeddedEngine()
        self.dies_after = -1
        self.starts: list[pb.RunStart] = []

    async def analyse(
        self, start: pb.RunStart, inputs: Sequence[Input]
    ) -> AsyncGenerator[pb.AnalyzeResponse]:
        self.starts.append(start)
        segments = 0
        async with aclosing(self._engine.analyse(start, inputs)) as packets:
            async for packet in packets:
                if packet.HasField("segment_done"):
                    if segments == self.dies_after:
                        raise ConnectionError("the process was killed")
                    segments += 1
                yield packet

    async def describe(self) -> pb.GetEngineResponse:
        return await self._engine.describe()


class KeptFiles:
    """Files of the club in the store, without the task service."""

    def __init__(self, store: FileStore) -> None:
        self._store = store

    async def keep(self, run: Run, made: Sequence[Made], now: datetime) -> list[AnalysisFile]:
        return [await self._keep(run, each, now) for each in made]

    async def _keep(self, run: Run, made: Made, now: datetime) -> AnalysisFile:
        async def chunks() -> AsyncIterator[bytes]:
            yield made.data

        key = f"analyses/{run.id}/{made.name}"
        stored = await self._store.put(key, chunks(), name=made.name, limit=len(made.data))
        return AnalysisFile(
            organisation_id=run.organisation_id,
            analysis_id=run.id,
            name=made.name,
            kind=made.kind,
            content_type=stored.content_type,
            size=stored.size,
            sha256=stored.sha256,
            file_id="",
            key=key,
            created_at=now,
        )


class NoModel:
    """A model layer whose providers all fail."""

    async def generate(self, request: ModelRequest) -> Completion:
        raise ProviderOverloaded("overloaded")

    def stream(self, request: ModelRequest) -> AsyncGenerator[StreamEvent]:
        raise NotImplementedError


class Attempt(Work):
    """An attempt at a run, as a worker makes it."""

    def __init__(self, run_id: str, fence: int) -> None:
        self.id, self.kind, self.attempt, self.fence = UUID(run_id), KIND, fence, fence
        self.params, self.saved = {"organisation_id": CLUB, "caller": payer_to_json(ANALYST)}, {}
        self.user_id, self.organisation_id = ANALYST.user_id, None
        self.seen: list[float] = []

    async def progress(
        self, percent: float, *, message: str = "", partial: dict[str, Any] | None = None
    ) -> None:
        self.seen.append(percent)

    async def save(self, state: dict[str, Any]) -> None:
        raise AssertionError("segments are the saved steps")


@dataclass
class Product:
    """The service, and what stands around it."""

    analyses: MatchAnalyses
    calls: ServiceCalls
    neighbours: Neighbours
    engine: Stopping
    store: FileStore
    database: Database
    clock: FixedClock

    async def call(self, name: str, *, caller: Caller = ANALYST, **fields: Any) -> Any:
        return await self.calls.call(name, fields, caller=caller)

    async def put(self, content: bytes, name: str = "play.csv") -> str:
        """Stores a file; returns its id."""

        async def chunks() -> AsyncIterator[bytes]:
            yield content

        file_id = hashlib.sha256(content).hexdigest()[:16]
        stored = await self.store.put(f"clubs/{file_id}", chunks(), name=name, limit=len(content))
        self.neighbours.files[file_id] = InputFile(
            file_id, name, stored.size, stored.sha256, f"clubs/{file_id}"
        )
        return file_id

    async def start(self, **fields: Any) -> str:
        """Starts an analysis of a play with segments of 30 seconds; returns its id."""
        given: dict[str, Any] = {
            "match_id": MATCH,
            "file_ids": [await self.put(play())],
            "parameters": {"segment_s": 30},
        }
        analysis = (await self.call("AnalyzeMatch", **(given | fields)))["analysis"]
        self.neighbours.tasks[UUID(analysis["analysis_id"])] = "pending"
        return analysis["analysis_id"]

    async def attempt(self, run_id: str, fence: int = 1) -> dict[str, Any]:
        """Carries the run out, as a worker lets the service do."""
        self.neighbours.tasks[UUID(run_id)] = "running"
        result = await self.analyses.handlers()[KIND](Attempt(run_id, fence))
        self.neighbours.tasks[UUID(run_id)] = "completed"
        return result

    async def posted(self, kind: str) -> list[dict[str, Any]]:
        """The parameters of the runs of a kind that were asked for, the oldest first."""
        async with self.database.read() as connection:
            rows = await connection.fetch_rows("SELECT request FROM ai.deliveries ORDER BY seq")
        asked = [queue_pb2.EnqueueRunRequest.FromString(row[0]) for row in rows]
        return [orjson.loads(each.params) for each in asked if each.kind == kind]

    async def carry_out(self, kind: str) -> None:
        """Carries out all runs of a kind that were asked for so far."""
        for params in await self.posted(kind):
            work = Attempt(str(UUID(int=0)), 1)
            work.params = params
            await self.analyses.handlers()[kind](work)

    async def status(self, run_id: str, caller: Caller = COACH) -> dict[str, Any]:
        return (await self.call("GetAnalysisStatus", caller=caller, analysis_id=run_id))["analysis"]

    async def segments(self, run_id: str, **fields: Any) -> list[dict[str, Any]]:
        given: dict[str, Any] = {"caller": COACH, "analysis_id": run_id} | fields
        return (await self.call("ListAnalysisSegments", **given))["segments"]


Migrated = Callable[..., Awaitable[Database]]


@pytest.fixture
async def product(
    migrated: Migrated, clock: FixedClock, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Product:
    monkeypatch.setenv("ALTSPORTS_FILES_URL", f"file://{tmp_path / 'files'}")
    database, store = await migrated("ai"), open_store(FileSettings.read())
    neighbours, engine = Neighbours(), Stopping()
    courier = Courier(database, cast("Any", None), "ai")
    monkeypatch.setattr(courier, "delivered", _delivered)
    files, links = KeptFiles(store), FileLinks(store, b"secret", "http://mesh", clock)
    analyses = MatchAnalyses(database, courier, clock, neighbours, engine, store, NoModel(), files, links)
    calls = await serve("ai", analyses.registrations())
    return Product(analyses, calls, neighbours, engine, store, database, clock)


async def _delivered(_: UUID) -> bool:
    return True


def without_ids(segment: dict[str, Any]) -> dict[str, Any]:
    """A segment without what differs between two analyses."""
    return {**segment, "segment_id": "", "analysis_id": ""}
