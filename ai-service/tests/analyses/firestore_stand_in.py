"""A stand-in for Firestore that speaks its gRPC protocol: commits, queries, counts and listeners."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any

import grpc
from google.cloud.firestore_v1 import types

SERVICE = "google.firestore.v1.Firestore"
_EQUAL = types.StructuredQuery.FieldFilter.Operator.EQUAL
_AT_LEAST = types.StructuredQuery.FieldFilter.Operator.GREATER_THAN_OR_EQUAL
_DOWN = types.StructuredQuery.Direction.DESCENDING


class FirestoreStandIn:
    """Keeps documents by name. `broken` makes every call fail as if the service were away."""

    def __init__(self) -> None:
        self.documents: dict[str, types.Document] = {}
        self.queries: list[types.StructuredQuery] = []
        self.broken = False
        self._listeners: list[tuple[types.StructuredQuery, asyncio.Queue[types.Document]]] = []

    async def start(self) -> tuple[grpc.aio.Server, str]:
        server = grpc.aio.server()
        unary, stream = grpc.unary_unary_rpc_method_handler, grpc.unary_stream_rpc_method_handler
        handlers = {
            "Commit": unary(self._commit, **_wire(types.CommitRequest, types.CommitResponse)),
            "RunQuery": stream(self._query, **_wire(types.RunQueryRequest, types.RunQueryResponse)),
            "RunAggregationQuery": stream(
                self._count, **_wire(types.RunAggregationQueryRequest, types.RunAggregationQueryResponse)
            ),
            "Listen": grpc.stream_stream_rpc_method_handler(
                self._listen, **_wire(types.ListenRequest, types.ListenResponse)
            ),
        }
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, handlers),))
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        return server, f"127.0.0.1:{port}"

    async def _check(self, context: Any) -> None:
        if self.broken:
            await context.abort(grpc.StatusCode.PERMISSION_DENIED, "no")

    async def _commit(self, request: Any, context: Any) -> Any:
        await self._check(context)
        for write in request.writes:
            if write.delete:
                self.documents.pop(write.delete, None)
            else:
                self.documents[write.update.name] = write.update
                for query, queue in self._listeners:
                    if _matches(query, write.update):
                        queue.put_nowait(write.update)
        return types.CommitResponse(write_results=[types.WriteResult() for _ in request.writes])

    async def _query(self, request: Any, context: Any) -> AsyncIterator[Any]:
        await self._check(context)
        self.queries.append(request.structured_query)
        for document in self._found(request.structured_query):
            yield types.RunQueryResponse(document=document, read_time={"seconds": 1})

    async def _count(self, request: Any, context: Any) -> AsyncIterator[Any]:
        await self._check(context)
        query = request.structured_aggregation_query
        number = sum(1 for _ in self._found(query.structured_query))
        fields = {query.aggregations[0].alias: types.Value(integer_value=number)}
        yield types.RunAggregationQueryResponse(
            result=types.AggregationResult(aggregate_fields=fields), read_time={"seconds": 1}
        )

    async def _listen(self, requests: Any, context: Any) -> AsyncIterator[Any]:
        await self._check(context)
        query = (await anext(aiter(requests))).add_target.query.structured_query
        queue: asyncio.Queue[types.Document] = asyncio.Queue()
        self._listeners.append((query, queue))
        yield types.ListenResponse(target_change=types.TargetChange(target_ids=[1]))
        for document in self._found(query):
            yield types.ListenResponse(
                document_change=types.DocumentChange(document=document, target_ids=[1])
            )
        while True:
            changed = types.DocumentChange(document=await queue.get(), target_ids=[1])
            yield types.ListenResponse(document_change=changed)

    def _found(self, query: Any) -> Iterable[types.Document]:
        found = [each for each in self.documents.values() if _matches(query, each)]
        for order in reversed(query.order_by):
            path = order.field.field_path
            found.sort(key=lambda each: _sortable(_field(each, path)), reverse=order.direction == _DOWN)
        if query.start_at.values:
            found = [each for each in found if _is_after(query, each)]
        return found[: query.limit] if query.limit else found


def _wire(request: Any, response: Any) -> dict[str, Any]:
    return {"request_deserializer": request.deserialize, "response_serializer": response.serialize}


def _matches(query: Any, document: Any) -> bool:
    parts = document.name.split("/")
    where = query.where
    filters = where.composite_filter.filters or ([where] if where.field_filter.field.field_path else [])
    return parts[-2] == query.from_[0].collection_id and all(
        _passes(each.field_filter, document) for each in filters
    )


def _passes(given: Any, document: Any) -> bool:
    value, wanted = _sortable(_field(document, given.field.field_path)), _sortable(given.value)
    assert given.op in (_EQUAL, _AT_LEAST)
    return value == wanted if given.op == _EQUAL else value >= wanted


def _is_after(query: Any, document: Any) -> bool:
    """Whether a document follows the cursor; every order is descending."""
    assert all(order.direction == _DOWN for order in query.order_by)
    values = [_sortable(_field(document, order.field.field_path)) for order in query.order_by]
    return values < [_sortable(value) for value in query.start_at.values]


def _field(document: Any, path: str) -> Any:
    return document.fields[path]


def _sortable(value: Any) -> Any:
    return value.string_value or value.timestamp_value
