"""The rows that the contract's examples name: restored at start, and without access for anybody."""

import pytest
import pytest_asyncio

from altsports.contract.catalog import load_catalog
from auth_service.errors import InvalidCredentials
from auth_service.seeds.demo_rows import KEYS, SESSION, restore_demo_rows
from auth_service.seeds.first_accounts import DEMO_ORGANISATION, DEMO_PASSWORD, ensure_demo
from auth_service.users import repository as users

METHODS = {method.operation_id: method for method in load_catalog().of_area("auth")}
DELETIONS = ("EndSession", "RevokeApiKey", "RemoveMember", "DeleteUser")
PEOPLE = (
    "carla.coach@altsports.example",
    "simon.scout@altsports.example",
    "lena.leaver@altsports.example",
)
EXAMPLES = ("GetApiKey", "RotateApiKey", "UpdateMember", *DELETIONS)


@pytest_asyncio.fixture
async def admin(auth, assembly):
    """The administrator of the demo, after its rows were created."""
    caller = await auth.admin()
    await ensure_demo(assembly.units, assembly.passwords)
    assert await _restore(assembly, caller)
    return caller


async def _restore(assembly, admin):
    return await restore_demo_rows(assembly.units, f"{admin.username}@altsports.example")


async def run_example(auth, caller, name):
    return await auth.call(name, caller, **METHODS[name].tool.example)


@pytest.mark.parametrize("name", EXAMPLES)
async def test_the_administrator_runs_the_example(auth, admin, name):
    await run_example(auth, admin, name)


async def test_what_the_examples_deleted_is_back_after_a_start(auth, assembly, admin):
    for _ in range(2):
        for name in EXAMPLES:
            await run_example(auth, admin, name)
        await _restore(assembly, admin)


async def test_a_start_leaves_a_key_that_was_rotated_as_it_is(auth, assembly, admin):
    text = (await run_example(auth, admin, "RotateApiKey")).api_key.key
    await _restore(assembly, admin)
    assert (await auth.key_caller(text)).permissions == {"leagues:read"}


async def test_ending_the_session_of_the_example_ends_no_session_of_the_caller(auth, admin):
    own = {session.id for session in (await auth.call("ListSessions", admin)).sessions} - {str(SESSION)}
    await run_example(auth, admin, "EndSession")
    assert own == {session.id for session in (await auth.call("ListSessions", admin)).sessions}


@pytest.mark.parametrize("person", PEOPLE)
async def test_nobody_gets_in_as_one_of_the_people(auth, assembly, admin, person):
    found = (await auth.call("ListUsers", admin, query=person)).users
    assert [(user.email, user.is_active) for user in found] == [(person, False)]
    for password in (person, DEMO_PASSWORD, " "):
        with pytest.raises(InvalidCredentials):
            await auth.log_in(person, password)
    await auth.call("RequestPasswordReset", email=person)
    assert await assembly.desk.answer_one()
    assert not (await auth.call("ListMail", to=person)).mails
    async with assembly.database.read() as connection:
        stored = await users.find_login(connection, person)
    assert stored.password_hash is None


async def test_the_keys_can_only_read_and_their_secrets_are_never_returned(auth, admin):
    keys = {key.id: key for key in (await auth.call("ListApiKeys", admin)).api_keys}
    assert set(keys) == set(map(str, KEYS))
    assert {(tuple(key.scopes), key.key) for key in keys.values()} == {(("leagues:read",), "")}


async def test_the_administrator_manages_the_organisation_of_the_examples(auth, admin):
    members = (await auth.call("ListMembers", admin, organisation_id=str(DEMO_ORGANISATION))).members
    assert {member.affiliation.staff_role for member in members} == {"owner", "assistant_coach", "scout"}


async def test_without_the_demo_nothing_is_made(auth, assembly):
    caller = await auth.admin()
    assert not await _restore(assembly, caller)
    assert (await auth.call("ListUsers", caller)).total_size == 1
