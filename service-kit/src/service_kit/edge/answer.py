"""A complete HTTP answer: status, headers and body, ready to be sent."""

from dataclasses import dataclass, field

from service_kit.edge.asgi import Header

JSON = (b"content-type", b"application/json")
PROBLEM = (b"content-type", b"application/problem+json")


@dataclass(slots=True)
class Answer:
    """An answer, without the headers that every answer of the edge has."""

    status: int
    body: bytes = b""
    headers: list[Header] = field(default_factory=list[Header])
    keeps: bool = False
    """True if the headers say how long the answer can be stored; otherwise it must not be stored."""
