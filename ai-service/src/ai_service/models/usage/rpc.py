"""ModelUsageService: what model calls used and cost."""

# ruff: noqa: ARG002 - the contract gives the signatures

from ai_service.models.usage import repository
from ai_service.models.usage.domain import Filter, Group, Row, grouping, period, whose
from altsports.ai.v1 import model_usage_pb2 as pb
from altsports.ai.v1.model_usage_pb2_grpc import ModelUsageServiceServicer
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.paging import decode, encode
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_from_pb, time_to_pb

_SortKey = (str, str, str, str, str)


class ModelUsageRpc(ModelUsageServiceServicer):
    """Handlers of the contract."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def ListModelUsage(
        self, request: pb.ListModelUsageRequest, context: Context
    ) -> pb.ListModelUsageResponse:
        wanted, by, size = self._filter(request), grouping(request.group_by), request.page_size
        after = decode(request.page_token, *_SortKey) if request.page_token else None
        async with self._database.read() as connection:
            found = await repository.page(connection, wanted, by, after=after, limit=size + 1)
            total = await repository.count(connection, wanted, by)
        token = encode(found[size - 1].position) if len(found) > size else ""
        return pb.ListModelUsageResponse(
            usage=[_group_to_pb(group) for group in found[:size]], next_page_token=token, total_size=total
        )

    async def ListModelCalls(
        self, request: pb.ListModelCallsRequest, context: Context
    ) -> pb.ListModelCallsResponse:
        wanted, size = self._filter(request), request.page_size
        before = decode(request.page_token, int)[0] if request.page_token else None
        async with self._database.read() as connection:
            found = await repository.rows(connection, wanted, before=before, limit=size + 1)
            total = await repository.count_rows(connection, wanted)
        token = encode([found[size - 1].id]) if len(found) > size else ""
        return pb.ListModelCallsResponse(
            calls=[_row_to_pb(row) for row in found[:size]], next_page_token=token, total_size=total
        )

    def _filter(self, request: pb.ListModelUsageRequest | pb.ListModelCallsRequest) -> Filter:
        start, end = period(
            time_from_pb(request.start_time) if request.HasField("start_time") else None,
            time_from_pb(request.end_time) if request.HasField("end_time") else None,
            self._clock.now(),
        )
        return Filter(
            user_id=whose(current_caller(), request.user_id),
            endpoint=request.endpoint,
            provider=request.provider,
            start=start,
            end=end,
            request_id=request.request_id if isinstance(request, pb.ListModelCallsRequest) else "",
        )


def _group_to_pb(group: Group) -> pb.ModelUsage:
    return pb.ModelUsage(
        day=group.day or None,
        user_id=group.user or None,
        endpoint=group.endpoint or None,
        provider=group.provider or None,
        model=group.model or None,
        calls=group.calls,
        attempts=group.attempts,
        failed_attempts=group.failed_attempts,
        input_tokens=group.input_tokens,
        output_tokens=group.output_tokens,
        cost_usd=float(group.cost_usd),
        platform_cost_usd=float(group.platform_cost_usd),
        estimated_attempts=group.estimated_attempts,
    )


def _row_to_pb(row: Row) -> pb.ModelCall:
    return pb.ModelCall(
        id=row.id,
        call_id=row.call_id,
        attempt=row.attempt,
        created_at=time_to_pb(row.at),
        user_id=row.user_id,
        api_key_id=row.api_key_id or None,
        request_id=row.request_id,
        endpoint=row.endpoint,
        task=row.task,
        provider=row.provider,
        model=row.model,
        payer=row.payer,
        input_tokens=row.input_tokens,
        output_tokens=row.output_tokens,
        estimated=row.estimated,
        input_usd_per_million=float(row.input_usd_per_million),
        output_usd_per_million=float(row.output_usd_per_million),
        price_source=row.price_source,
        cost_usd=float(row.cost_usd),
        user_cost_usd=float(row.user_cost_usd),
        duration_ms=row.duration_ms,
        error=row.error or None,
    )
