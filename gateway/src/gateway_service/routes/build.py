"""Builds the operations of all methods of the contract, which the edge runs."""

from dataclasses import dataclass, field
from typing import Protocol

from altsports.contract.catalog import Catalog, Method
from gateway_service.cache.hits import AtHand, at_hand
from gateway_service.cache.keys import tags_changed_by
from gateway_service.cache.store import CacheStore
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Guarded, Operation, Target
from gateway_service.idempotency import IdempotencyKeys
from gateway_service.routes.cached_reads import CachedReadOperation
from gateway_service.routes.exports import ExportOperation, list_field
from gateway_service.routes.fields import RequestFields
from gateway_service.routes.paths import RoutePath, has_body, paths_of, takes_idempotency_key
from gateway_service.routes.reading import RequestReading
from gateway_service.routes.reads import AskedBefore, ReadOperation, Remembered, remembered
from gateway_service.routes.streams import StreamClient, StreamOperation
from gateway_service.routes.upstream import Client, Upstream
from gateway_service.routes.writes import AfterChange, WriteOperation
from service_kit.clock.clocks import Clock
from service_kit.edge.body import BodyReader
from service_kit.edge.terms import terms_of


class MeshCalls(Client, StreamClient, Protocol):
    """The parts of MeshClient that routes use."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The dependencies of all operations. They share the memory of requests and answers, which is limited."""

    catalog: Catalog
    client: MeshCalls
    clock: Clock
    store: CacheStore
    bodies: BodyReader
    idempotency: IdempotencyKeys
    after_change: AfterChange
    remembered: Remembered = field(default_factory=remembered)
    hits: AtHand = field(default_factory=at_hand)


def add_routes(parts: Parts, table: RouteTable[Target]) -> None:
    """Adds every documented path of every method. Raises ValueError if two methods have the same path."""
    for method in parts.catalog.methods:
        guarded = Guarded(method.policy, terms_of(method))
        operations: dict[tuple[bool, bool], Operation] = {}
        for path in paths_of(method):
            kind = (path.envelope, path.form_only)
            if kind not in operations:
                operations[kind] = _operation(parts, method, path)
            canonical = method.http.path if method.http and path.number else ""
            target = Target(path.path, guarded, operations[kind], canonical=canonical)
            table.add(path.verb, path.path, target)


def _operation(parts: Parts, method: Method, path: RoutePath) -> Operation:
    fields = RequestFields.of(method)
    reading = RequestReading(method, fields, form=method.policy.form, form_only=path.form_only)
    if method.server_streaming:
        return StreamOperation(method, reading, parts.client, parts.bodies, has_body=has_body(method))
    upstream = Upstream(method, reading, parts.client, parts.clock)
    if path.verb == "GET":
        asked = AskedBefore(method, reading, parts.remembered, envelope=path.envelope)
        read = _read_operation(parts, method, asked, upstream)
        listed = list_field(method)
        return ExportOperation(method, listed, read, reading, upstream) if listed else read
    return WriteOperation(
        method,
        reading,
        upstream,
        parts.store,
        parts.bodies,
        has_body=has_body(method),
        envelope=path.envelope,
        purges=tags_changed_by(method, parts.catalog),
        keys=parts.idempotency,
        takes_key=takes_idempotency_key(method),
        after_change=parts.after_change,
    )


def _read_operation(parts: Parts, method: Method, asked: AskedBefore, upstream: Upstream) -> Operation:
    if method.policy.cache is None:
        return ReadOperation(method, asked, upstream)
    return CachedReadOperation(
        method, method.policy.cache, asked, upstream, parts.store, parts.clock, parts.hits
    )
