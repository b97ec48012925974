"""The accounts that belong to a club, as auth-service knows them: a row may name no other."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from altsports.auth.v1.directory_pb2 import FindMemberRequest, FindMemberResponse
from altsports.contract.resources import Noun
from league_service.clubs.errors import UnknownReference
from service_kit.caller import service_caller
from service_kit.errors import Unavailable, Violation
from service_kit.rpc.grpc_client import MeshClient

Row = Mapping[str, Any]
FindMember = Callable[[str, str], Awaitable[FindMemberResponse]]
"""Finds the membership of an account in an organisation, as auth-service knows it."""

_FIND_MEMBER: Final = "/altsports.auth.v1.DirectoryService/FindMember"
_AT_ONCE: Final = 8


def member_finder(client: MeshClient) -> FindMember:
    """Asks auth-service."""
    caller = service_caller("league-service")

    async def find(user_id: str, organisation_id: str) -> FindMemberResponse:
        request = FindMemberRequest(user_id=user_id, organisation_id=organisation_id)
        return await client.call(_FIND_MEMBER, request, caller=caller)

    return find


async def nobody_answers(_user_id: str, _organisation_id: str) -> FindMemberResponse:
    """For a process beside which there is no auth-service."""
    raise Unavailable("The service of accounts does not answer")


async def check_members(
    find_member: FindMember, noun: Noun, organisation: str, before: Row | None, given: Row
) -> None:
    """Raises UnknownReference if a row names, for the first time, an account that is not one of the club.

    It runs before the transaction, because it asks another service.
    """
    known = {account for _, account in _named(noun, before)} if before else set[str]()
    new = [each for each in _named(noun, given) if each[1] not in known]
    strangers = await _strangers(find_member, organisation, {account for _, account in new})
    found: list[Violation] = [
        {
            "loc": loc,
            "msg": f"Nobody in your club has the account {account}: GET /api/users lists each user_id",
            "type": "reference",
        }
        for loc, account in new
        if account in strangers
    ]
    if found:
        raise UnknownReference.of(found)


def names_members(noun: Noun, given: Row) -> bool:
    """Whether a request names accounts."""
    return bool(noun.option.members) and any(_named(noun, given))


def _named(noun: Noun, row: Row) -> Iterator[tuple[list[str | int], str]]:
    """The position and the id of every account that a row names."""
    for path in noun.option.members:
        name, _, inner = path.partition(".")
        if not inner and row.get(name):
            yield [name], row[name]
        elif inner:
            for at, item in enumerate(row.get(name) or ()):
                if item.get(inner):
                    yield [name, at, inner], item[inner]


async def _strangers(find_member: FindMember, organisation: str, accounts: Iterable[str]) -> frozenset[str]:
    gate = asyncio.Semaphore(_AT_ONCE)

    async def is_member(account: str) -> bool:
        async with gate:
            return (await find_member(account, organisation)).HasField("club_role")

    asked = sorted(accounts)
    belong = await asyncio.gather(*map(is_member, asked))
    return frozenset(account for account, belongs in zip(asked, belong, strict=True) if not belongs)
