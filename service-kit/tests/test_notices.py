"""Notices that a transaction posts: written with it or not at all, for some users or for everybody."""

import pytest

from altsports.contract.model import NoticeMessage
from altsports.task.v1 import notifications_pb2 as pb
from altsports.task.v1.notices_models import RunFailed
from service_kit.notices.posting import post_notice

FAILED = RunFailed(run_id="r1", title="Analysis", error="No sources", recovery=["Add one"])


class Odd(NoticeMessage):
    """Not in the contract."""


@pytest.fixture
def posted(database):
    async def read():
        async with database.read() as connection:
            rows = await connection.fetch_rows("SELECT method, request FROM sample.deliveries ORDER BY seq")
        assert {row[0] for row in rows} <= {"/altsports.task.v1.NotificationService/Notify"}
        return [pb.NotifyRequest.FromString(bytes(row[1])) for row in rows]

    return read


async def test_a_notice_is_posted_with_its_transaction_in_pages_of_users(database, posted):
    users = [f"user{number}" for number in range(1100)]
    async with database.transaction() as connection:
        await post_notice(connection, "sample", FAILED, to=users)
    found = await posted()
    assert [user for request in found for user in request.user_ids] == users
    assert max(len(request.user_ids) for request in found) == 500
    assert {request.kind for request in found} == {"run.failed"}
    assert RunFailed.model_validate_json(found[0].data) == FAILED


async def test_a_notice_for_everybody_names_nobody(database, posted):
    async with database.transaction() as connection:
        await post_notice(connection, "sample", FAILED, to="everybody")
    (request,) = await posted()
    assert (request.everybody, list(request.user_ids)) == (True, [])


async def test_a_notice_for_administrators_names_nobody(database, posted):
    async with database.transaction() as connection:
        await post_notice(connection, "sample", FAILED, to="administrators")
    (request,) = await posted()
    assert (request.administrators, request.everybody, list(request.user_ids)) == (True, False, [])


async def test_what_is_rolled_back_or_unknown_is_not_posted(database, posted):
    async def post(notice, *, fails=False):
        async with database.transaction() as connection:
            await post_notice(connection, "sample", notice, to=["ann"])
            if fails:
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await post(FAILED, fails=True)
    with pytest.raises(LookupError):
        await post(Odd())
    assert await posted() == []
