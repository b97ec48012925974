"""Times in messages."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from altsports.auth.v1.accounts_pb2 import User
from service_kit.timestamps import time_from_pb, time_to_pb


@pytest.mark.parametrize(
    "time",
    [
        datetime(2026, 3, 1, 12, 3, 4, 567890, tzinfo=UTC),
        datetime(2024, 2, 29, 1, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
        datetime(1969, 12, 31, 23, 59, 59, 500000, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
    ],
    ids=str,
)
def test_a_time_in_a_message_is_what_protobuf_makes_of_it(time: datetime) -> None:
    expected = Timestamp()
    expected.FromDatetime(time)
    assert Timestamp(**time_to_pb(time)) == expected
    assert time_from_pb(expected) == time


def test_no_time_leaves_the_field_of_a_message_unset() -> None:
    assert not User(last_login_at=time_to_pb(None)).HasField("last_login_at")
