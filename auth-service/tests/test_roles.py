"""Roles as data: their permissions, and that no unknown permission is granted."""

import pytest

from altsports.contract.catalog import load_catalog
from auth_service.roles import domain


def test_every_permission_that_the_contract_asks_for_is_one_that_a_role_can_give():
    asked = {name for method in load_catalog().methods for name in method.policy.permissions}
    assert asked <= set(domain.vocabulary())


def test_the_nine_words_of_the_coaching_product_are_all_and_only_those_used():
    words = {word for permissions in domain.CLUB_PERMISSIONS.values() for word in permissions}
    assert words == {
        "accounts.read",
        "accounts.create",
        "accounts.update",
        "accounts.delete",
        "football.read",
        "football.write",
        "analysis.run",
        "notes.read",
        "notes.write",
    }


@pytest.mark.parametrize(
    ("job", "role"),
    [
        ("owner", "account_manager"),
        ("head_coach", "coach"),
        ("assistant_coach", "assistant_coach"),
        ("analyst", "analyst"),
        ("physio", "player"),
        ("coach", "player"),
        ("Head-Coach", "coach"),
    ],
)
def test_jobs_map_to_club_roles_as_documented(job: str, role: str):
    assert domain.app_role(domain.club_role_of_job(job)) == role


def test_a_club_role_adds_to_what_the_platform_role_allows():
    alone, coach = domain.permissions_of("user"), domain.permissions_of("user", "coach")
    assert set(coach) - set(alone) == {
        "football:read",
        "football:write",
        "analysis:run",
        "notes:read",
        "notes:write",
    }
    assert domain.permissions_of("admin", "player") == ("*",)


@pytest.mark.parametrize(
    ("scopes", "held", "kept"),
    [
        (("leagues:read",), ("leagues:read", "tasks:read"), ("leagues:read",)),
        (("leagues:write",), ("leagues:read",), ()),
        (("leagues:*",), ("leagues:read", "tasks:read"), ("leagues:read",)),
        (("*",), ("leagues:read", "tasks:read"), ("leagues:read", "tasks:read")),
        (("leagues:read",), ("*",), ("leagues:read",)),
        (("*",), ("*",), ("*",)),
    ],
)
def test_scopes_count_as_far_as_they_are_held(scopes, held, kept):
    assert domain.narrowed(scopes, held) == kept


async def test_roles_are_listed_with_what_they_allow(auth):
    answer = await auth.call("ListRoles")
    roles = {(role.scope, role.name): role for role in answer.roles}
    assert len(roles) == 11
    assert list(roles["platform", "admin"].permissions) == ["*"]
    assert "football.write" in roles["club", "coach"].app_permissions
    assert all(role.description for role in answer.roles)
