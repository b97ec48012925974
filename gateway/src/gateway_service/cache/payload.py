"""The answer of a service as it is stored and sent."""

from typing import NamedTuple

from service_kit.edge.asgi import Header


class Payload(NamedTuple):
    """The answer of a service, encoded once; the parts that change per request are put around it.

    `facts` are the members of `metadata` that belong to the answer, without the braces; `warnings` is a JSON
    list or empty; `headers` carry paging for clients that take the bare body.
    """

    data: bytes
    facts: bytes = b""
    warnings: bytes = b""
    headers: tuple[Header, ...] = ()
    etag: bytes = b""
