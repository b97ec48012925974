"""FaultDrillService: forced failures of model providers, outside production."""

# ruff: noqa: ARG002 - the contract gives the signatures

from collections.abc import Iterable
from datetime import timedelta

from ai_service.models.drills.domain import Drill
from ai_service.models.drills.drills import Drills
from ai_service.models.drills.errors import FaultDrillsClosed
from altsports.ai.v1 import fault_drills_pb2 as pb
from altsports.ai.v1.fault_drills_pb2_grpc import FaultDrillServiceServicer
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.logging import logs
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb

log = logs.get_logger(__name__)


class FaultDrillRpc(FaultDrillServiceServicer):
    """Handlers of the contract. Without `drills`, as in production, nothing is found."""

    def __init__(self, drills: Drills | None, clock: Clock) -> None:
        self._open = drills
        self._clock = clock

    @property
    def _drills(self) -> Drills:
        if self._open is None:
            raise FaultDrillsClosed("There are no fault drills in production")
        return self._open

    async def ListFaultDrills(
        self, request: pb.ListFaultDrillsRequest, context: Context
    ) -> pb.ListFaultDrillsResponse:
        return pb.ListFaultDrillsResponse(drills=_to_pb(await self._drills.running()))

    async def StartFaultDrill(
        self, request: pb.StartFaultDrillRequest, context: Context
    ) -> pb.StartFaultDrillResponse:
        drill = Drill(
            provider=request.provider,
            failure=request.failure,
            after_parts=request.after_parts,
            ends_at=self._clock.now() + timedelta(seconds=request.seconds),
            started_by=current_caller().user_id,
        )
        await self._drills.start(drill)
        log.warning("Fault drill", provider=drill.provider, failure=drill.failure, seconds=request.seconds)
        return pb.StartFaultDrillResponse(drill=_to_pb([drill])[0])

    async def StopFaultDrill(
        self, request: pb.StopFaultDrillRequest, context: Context
    ) -> pb.StopFaultDrillResponse:
        await self._drills.stop(request.provider)
        return pb.StopFaultDrillResponse(drills=_to_pb(await self._drills.running()))


def _to_pb(drills: Iterable[Drill]) -> list[pb.FaultDrill]:
    return [
        pb.FaultDrill(
            provider=drill.provider,
            failure=drill.failure,
            after_parts=drill.after_parts,
            ends_at=time_to_pb(drill.ends_at),
            started_by=drill.started_by,
        )
        for drill in drills
    ]
