"""The answer of a service, as stored and sent."""

from typing import NamedTuple

from service_kit.edge.asgi import Header


class Payload(NamedTuple):
    """The answer of a service, encoded once; parts that differ per request are added around it.

    `facts` are the members of `metadata` that belong to the answer, without the braces; `warnings` is a JSON
    list or empty; `headers` contain paging for clients that request the bare body.
    """

    data: bytes
    facts: bytes = b""
    warnings: bytes = b""
    headers: tuple[Header, ...] = ()
    etag: bytes = b""
