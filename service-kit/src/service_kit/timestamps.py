"""Converts times between Python and the Timestamp fields of messages."""

from datetime import UTC, datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def time_to_pb(time: datetime | None) -> Any:
    """The value of a Timestamp field in a message's constructor; None leaves the field unset.

    It is a dict of the Timestamp's fields: the constructor copies it at half the cost of a message.
    """
    if time is None:
        return None
    since = time - _EPOCH
    return {"seconds": since.days * 86_400 + since.seconds, "nanos": since.microseconds * 1000}


def time_from_pb(timestamp: Timestamp) -> datetime:
    """The time of a Timestamp, in UTC."""
    return timestamp.ToDatetime(tzinfo=UTC)
