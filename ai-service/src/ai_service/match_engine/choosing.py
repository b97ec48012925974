"""Chooses the engine of the settings, and holds it to the contract."""

from collections.abc import AsyncGenerator, Sequence

from ai_service.match_engine.checking.checking import SILENCE_S, checked
from ai_service.match_engine.embedded import EmbeddedEngine
from ai_service.match_engine.port import Engine, Input
from ai_service.match_engine.remote import RemoteEngine
from ai_service.match_engine.settings import EngineSettings
from altsports.analysis.v1 import analysis_pb2 as pb


class CheckedEngine:
    """Any engine: what passes follows the contract."""

    def __init__(self, engine: Engine, *, silence_s: float = SILENCE_S) -> None:
        self._engine = engine
        self._silence_s = silence_s

    def analyse(self, start: pb.RunStart, inputs: Sequence[Input]) -> AsyncGenerator[pb.AnalyzeResponse]:
        return checked(self._engine.analyse(start, inputs), start, silence_s=self._silence_s)

    async def describe(self) -> pb.GetEngineResponse:
        return await self._engine.describe()


def engine_of(settings: EngineSettings) -> Engine:
    """The embedded engine, or the one that the settings name."""
    if not settings.tracking_engine_host:
        return CheckedEngine(EmbeddedEngine())
    host = settings.tracking_engine_host
    bracketed = f"[{host}]" if ":" in host else host
    return CheckedEngine(RemoteEngine(f"{bracketed}:{settings.tracking_engine_port}"))
