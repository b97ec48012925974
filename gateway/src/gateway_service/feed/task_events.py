"""GET /api/v1/tasks/{task_id}/events: one task as server-sent events, from any gateway, until it ends."""

from typing import Annotated, Final

from fastapi import FastAPI, Path, Request
from starlette.responses import Response

from altsports.task.v1 import tasks_pb2 as pb
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Guarded, Target
from gateway_service.feed.asked import Asked
from gateway_service.feed.pages import document_route
from gateway_service.feed.parts import FeedParts
from gateway_service.feed.task_stream import DONE_ID, ENDED, TaskStream
from gateway_service.feed.who import Callers
from gateway_service.pages.guarded import PagePolicy
from gateway_service.pages.scope import exchange_of
from service_kit.caller import Caller
from service_kit.limits.questions import RouteTerms
from service_kit.rpc.access import check_access
from service_kit.rpc.grpc_client import MeshClient

PATHS: Final = ("/api/v1/tasks/{task_id}/events", "/tasks/{task_id}/events")
_STATUS: Final = "/altsports.task.v1.TaskService/GetTaskStatus"
_POLICY: Final = PagePolicy("REQUIRED", permissions=("tasks:read",))
# An EventSource cannot send a token, so a ticket in the URL is redeemed before access is checked.
_GUARDED: Final = Guarded(PagePolicy("OPTIONAL", permissions=("tasks:read",)), RouteTerms(f"GET {PATHS[0]}"))
_WORDS: Final = (
    "StreamTask",
    "The progress of a task as server-sent events",
    "First the current state, then each change, with the fields of the event `task_updated`. After the state "
    "in which the task ended comes one `done`, and the stream ends. After a broken connection, a browser "
    "resumes with `Last-Event-ID` on any gateway and misses nothing; one that has read `done` gets 204, and "
    "does not connect again. Somebody else's task is 404.",
)


TaskId = Annotated[str, Path(description="The task.")]


class TaskEvents:
    """The route and its alias."""

    def __init__(self, parts: FeedParts, callers: Callers, client: MeshClient) -> None:
        self._parts = parts
        self._callers = callers
        self._client = client

    def install(self, app: FastAPI, table: RouteTable[Target]) -> None:
        document_route(
            app,
            PATHS[0],
            self.stream,
            _WORDS,
            tag="tasks",
            last="A stream that ends with the task.",
            may_be_over=True,
        )
        app.add_api_route(PATHS[1], self.stream, include_in_schema=False)
        for path in PATHS:
            canonical = PATHS[0] if path != PATHS[0] else ""
            table.add("GET", path, Target(path, _GUARDED, lasts=True, canonical=canonical))

    async def stream(self, request: Request, task_id: TaskId) -> Response:
        exchange = exchange_of(request)
        last_event_id = exchange.text(b"last-event-id")
        asked = Asked.of(self._parts.contract, exchange.query, last_event_id)
        await self._callers.recognise(exchange, token=asked.token, ticket=asked.ticket)
        caller = exchange.identity.caller
        check_access(_POLICY, caller)
        await self._parts.wait_until_ready()
        place = self._parts.hub.place
        state = await self._read(task_id, caller)
        if last_event_id == DONE_ID and state.status in ENDED:
            return Response(status_code=204)
        if exchange.method == "HEAD":
            return Response(media_type="text/event-stream")
        lease = await self._callers.take(exchange)
        return TaskStream(
            self._parts,
            self._callers,
            lease,
            place=asked.place or place,
            identity=exchange.identity,
            state=state,
            read=lambda: self._read(task_id, caller),
        )

    async def _read(self, task_id: str, caller: Caller) -> pb.Task:
        """Raises TaskNotFound, also for somebody else's task."""
        answer = await self._client.call(_STATUS, pb.GetTaskStatusRequest(task_id=task_id), caller=caller)
        return answer.task
