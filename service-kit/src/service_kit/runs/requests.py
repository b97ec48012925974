"""Asks for a run in the transaction that needs it: both are committed, or neither."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

import orjson

from altsports.task.v1 import queue_pb2 as pb
from service_kit.db.connection import Connection
from service_kit.deliveries.posting import post
from service_kit.timestamps import time_to_pb

_ENQUEUE: Final = "/altsports.task.v1.QueueService/EnqueueRun"
_UNIQUE: Final = UUID("4d6de3ab-9c7a-4b0e-9d3b-2f9c4f0a6c11")


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Work to carry out later, by the service that owns it, while somebody may follow it.

    `user_id` owns the run: only this user (and administrators) sees it, and it counts towards this user's
    limit. None is for work that nobody asked for. `organisation_id` shows it to all members who may read
    tasks, `shared_with` to other users. `area` is the service that carries it out, by default the one that
    asks. `priority` is higher for what is more urgent. A second request with the same kind, user and
    `unique_key` returns the first run, as long as that is stored.
    """

    kind: str
    user_id: str | None = None
    params: dict[str, Any] = field(default_factory=dict[str, Any])
    run_at: datetime | None = None
    priority: int = 0
    unique_key: str | None = None
    organisation_id: str | None = None
    shared_with: tuple[str, ...] = ()
    area: str | None = None
    estimated_s: int | None = None

    def new_id(self) -> UUID:
        """The id of the run: random, or the same for every request with this unique key."""
        if self.unique_key is None:
            return uuid4()
        return uuid5(_UNIQUE, "\0".join([self.kind, self.user_id or "", self.unique_key]))


async def enqueue_run(connection: Connection, schema: str, request: RunRequest) -> UUID:
    """Writes the request into the service's table of deliveries; returns the id of the run.

    After the commit, `await courier.delivered(run_id)` waits until the run can be followed.
    """
    run_id = request.new_id()
    message = pb.EnqueueRunRequest(
        run_id=str(run_id),
        area=request.area or schema,
        kind=request.kind,
        user_id=request.user_id,
        params=orjson.dumps(request.params),
        run_at=time_to_pb(request.run_at),
        priority=request.priority,
        organisation_id=request.organisation_id,
        shared_with=request.shared_with,
        estimated_s=request.estimated_s,
    )
    await post(connection, schema, _ENQUEUE, message, id=run_id)
    return run_id
