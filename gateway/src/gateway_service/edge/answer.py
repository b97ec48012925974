"""A whole answer: status, headers and body, ready to be sent."""

from dataclasses import dataclass, field

import orjson

Header = tuple[bytes, bytes]

JSON = (b"content-type", b"application/json")
PROBLEM = (b"content-type", b"application/problem+json")


@dataclass(slots=True)
class Answer:
    """What a client gets, without the headers that every answer has."""

    status: int
    body: bytes = b""
    headers: list[Header] = field(default_factory=list[Header])
    keeps: bool = False
    """True where the headers say how long it may be kept; else nobody keeps it."""

    @classmethod
    def of_json(cls, status: int, content: object, *headers: Header) -> "Answer":
        """A JSON body."""
        return cls(status, orjson.dumps(content), [JSON, *headers])
