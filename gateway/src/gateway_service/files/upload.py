"""Uploads: the bytes go from the client to the store, piece by piece, and no service carries them.

A feature says where the bytes go and what happens with the stored file (`Intake`). Whatever ends an upload
early, also a client that leaves, leaves no object and no reservation.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Protocol, Self

from gateway_service.edge.exchange import Exchange
from gateway_service.edge.target import Prepared
from gateway_service.files.incoming import Incoming, incoming_file
from gateway_service.files.transfers import Transfers
from gateway_service.idempotency import REPLAYED, key_of, key_reused
from gateway_service.routes.reading import pairs_of
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Receive
from service_kit.edge.refusals import BodyTooSlow
from service_kit.edge.reply import Reply
from service_kit.errors import DomainError, ValidationFailed
from service_kit.files.errors import FileTooLarge, StorageQuotaExceeded
from service_kit.files.names import file_name
from service_kit.files.store import FileStore, Stored
from service_kit.logging import logs
from service_kit.owners import OWNER_KINDS, USER

_LONGEST_S: Final = 3600.0
_CLOSE: Final = (b"connection", b"close")
log = logs.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """An upload that a client asks for."""

    exchange: Exchange
    query: Mapping[str, str]
    name: str
    size: int | None
    request_id: str | None
    fields: Mapping[str, str] = field(default_factory=dict[str, str])
    """The fields of a form before its file."""

    def owner_kind(self) -> str:
        """The kind of owner in the query, by default the user. Raises ValidationFailed."""
        kind = self.query.get("owner_kind", USER)
        if kind not in OWNER_KINDS:
            words = f"Input should be one of: {', '.join(OWNER_KINDS)}"
            raise ValidationFailed.at(["query", "owner_kind"], words)
        return kind


@dataclass(frozen=True, slots=True)
class Ticket:
    """Where the bytes go. `done` is the answer if the same request was finished before.

    `limited_by_quota` is set if `limit` is what the owner has left.
    """

    file_id: str
    key: str
    limit: int
    limited_by_quota: bool
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    done: Any = None

    @classmethod
    def of(cls, answer: Any, done: str, *, cache: str) -> Self:
        """The ticket in the answer of a service; its field `done` has what was finished before."""
        return cls(
            answer.file_id,
            answer.key,
            answer.limit,
            answer.limited_by_quota,
            {"Cache-Control": cache},
            getattr(answer, done) if answer.HasField(done) else None,
        )


def _check_same(asked: Asked, incoming: Incoming, done: Any) -> None:
    """Raises IdempotencyKeyReused if the stored file differs from what the request announces."""
    is_longer = asked.size is not None and done.size > asked.size
    differs = any(getattr(done, name) != digest for name, digest in incoming.expected.items())
    if is_longer or differs or done.name != asked.name:
        raise key_reused()


class Intake(Protocol):
    """What a feature does with uploads."""

    async def begin(self, asked: Asked) -> Ticket:
        """Checks the request and reserves what it needs. Raises DomainError."""
        ...

    async def finish(self, asked: Asked, ticket: Ticket, stored: Stored) -> Answer:
        """Answers when the bytes are stored. If it raises, they are deleted."""
        ...

    async def repeated(self, asked: Asked, ticket: Ticket) -> Answer:
        """Answers a request that was finished before."""
        ...

    async def abandon(self, ticket: Ticket) -> None:
        """Releases what was reserved, and deletes the bytes."""
        ...


class UploadOperation:
    """Answers the uploads of one route."""

    def __init__(self, intake: Intake, store: FileStore, transfers: Transfers) -> None:
        self._intake = intake
        self._store = store
        self._transfers = transfers
        self._abandoning: set[asyncio.Task[None]] = set()

    def prepare(self, exchange: Exchange) -> Prepared:
        """The body is read after the request is admitted."""
        query = {name: value for name, value in pairs_of(exchange.query) if value}
        return Prepared(partial(self._answer, exchange, query))

    async def _answer(
        self,
        exchange: Exchange,
        query: Mapping[str, str],
        receive: Receive,
        reply: Reply,  # noqa: ARG002 - streams use it
    ) -> Answer:
        exchange.enter()
        request_id = key_of(exchange)
        with self._transfers.one(exchange.identity.caller.principal):
            try:
                async with asyncio.timeout(_LONGEST_S):
                    incoming = await incoming_file(exchange.headers, query.get("name", ""), receive)
                    name = file_name(incoming.name)
                    asked = Asked(exchange, query, name, incoming.size, request_id, incoming.fields)
                    return await self._take(asked, incoming)
            except TimeoutError:
                raise BodyTooSlow(f"The file did not arrive within {_LONGEST_S:g} s") from None

    async def _take(self, asked: Asked, incoming: Incoming) -> Answer:
        ticket = await self._intake.begin(asked)
        if ticket.done is not None:
            _check_same(asked, incoming, ticket.done)
            answer = await self._intake.repeated(asked, ticket)
            answer.headers += [REPLAYED, _CLOSE]  # the body stays unread
            return answer
        try:
            stored = await self._store.put(
                ticket.key,
                incoming.chunks,
                name=asked.name,
                limit=ticket.limit,
                expected=incoming.expected,
                attributes=ticket.attributes,
            )
            # The bytes are there: a client that leaves now finds the file when it comes back.
            return await asyncio.shield(asyncio.create_task(self._intake.finish(asked, ticket, stored)))
        except FileTooLarge as error:
            self._abandon(ticket)
            raise StorageQuotaExceeded.left(ticket.limit) if ticket.limited_by_quota else error from None
        except BaseException:
            self._abandon(ticket)
            raise

    def _abandon(self, ticket: Ticket) -> None:
        """In a task of its own, because the request may be cancelled already."""
        task = asyncio.create_task(self._abandoned(ticket))
        self._abandoning.add(task)
        task.add_done_callback(self._abandoning.discard)

    async def _abandoned(self, ticket: Ticket) -> None:
        try:
            await self._intake.abandon(ticket)
        except DomainError as error:
            log.warning("An upload will be cleaned up later", file_id=ticket.file_id, reason=error.reason)
