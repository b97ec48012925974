"""Moments as messages of the contract carry them, and back."""

from datetime import UTC, datetime
from typing import overload

from google.protobuf.timestamp_pb2 import Timestamp


@overload
def to_pb(moment: datetime) -> Timestamp: ...
@overload
def to_pb(moment: datetime | None) -> Timestamp | None: ...
def to_pb(moment: datetime | None) -> Timestamp | None:
    """The moment as a Timestamp; None stays None."""
    if moment is None:
        return None
    stamp = Timestamp()
    stamp.FromDatetime(moment)
    return stamp


def from_pb(stamp: Timestamp) -> datetime:
    """The Timestamp as an aware moment in UTC."""
    return stamp.ToDatetime(tzinfo=UTC)
