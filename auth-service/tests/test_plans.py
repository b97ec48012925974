"""Plans: the limits of tiers, and the individual quotas that administrators set."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auth_service.errors import UserNotFound
from service_kit.rpc.access import InsufficientPermissions

NOBODY = "00000000-0000-4000-8000-000000000000"


async def test_the_plans_are_those_that_the_limits_enforce(auth):
    plans = (await auth.call("ListPlans")).plans
    assert [plan.tier for plan in plans] == ["basic", "pro", "enterprise"]
    assert [plan.rate_limit for plan in plans] == ["100 per 1 minute", "1000 per 1 minute", ""]
    assert not plans[2].HasField("monthly_api_calls")
    assert all(plan.name and plan.description for plan in plans)


async def test_the_plans_show_the_limits_that_the_operator_sets(settings, assembly, serve, club_teams):
    limits = {"limit_basic": "7/minute", "quota_basic_api_calls": 9}
    own = replace(assembly, settings=settings.model_copy(update=limits))
    calls = await serve("auth", own.registrations(club_teams))
    plan = (await calls.call("ListPlans", {}))["plans"][0]
    assert (plan["tier"], plan["rate_limit"], plan["monthly_api_calls"]) == ("basic", "7 per 1 minute", 9)


async def test_the_plan_of_the_caller_shows_what_is_above_it(auth):
    caller = await auth.caller(await auth.register())
    plan = (await auth.call("GetMyPlan", caller)).plan
    assert (plan.tier, plan.monthly_api_calls) == ("basic", 50_000)
    assert [option.tier for option in plan.upgrade_options] == ["pro", "enterprise"]
    assert plan.resets_at.ToDatetime(tzinfo=UTC) == datetime(2026, 4, 1, tzinfo=UTC)
    assert not plan.HasField("arranged")


async def test_an_arranged_quota_counts_in_place_of_the_tiers(auth, mesh_caller):
    admin, tokens = await auth.admin(), await auth.register()
    user_id = tokens.user.id
    plan = (await auth.call("SetAccountQuota", admin, user_id=user_id, monthly_api_calls=1, note="try")).plan
    assert (plan.monthly_api_calls, plan.monthly_ai_tokens, plan.arranged.note) == (1, 200_000, "try")
    assert (await auth.call("GetPlanOf", mesh_caller, user_id=user_id)).plan == plan
    quotas = (await auth.call("ListAccountQuotas", mesh_caller)).quotas
    assert [(quota.user_id, quota.monthly_api_calls) for quota in quotas] == [(user_id, 1)]


async def test_a_quota_of_nothing_means_no_limit_and_leaving_it_out_follows_the_tier_again(auth, mesh_caller):
    admin, tokens = await auth.admin(), await auth.register()
    user_id = tokens.user.id
    plan = (await auth.call("SetAccountQuota", admin, user_id=user_id, monthly_ai_tokens=0)).plan
    assert not plan.HasField("monthly_ai_tokens")
    plan = (await auth.call("SetAccountQuota", admin, user_id=user_id)).plan
    assert (plan.monthly_ai_tokens, plan.HasField("arranged")) == (200_000, False)
    assert not (await auth.call("ListAccountQuotas", mesh_caller)).quotas


async def test_quotas_are_for_administrators_and_accounts_that_exist(auth, mesh_caller):
    caller = await auth.caller(await auth.register())
    with pytest.raises(InsufficientPermissions):
        await auth.call("SetAccountQuota", caller, user_id=caller.user_id, monthly_api_calls=10**9)
    with pytest.raises(InsufficientPermissions):
        await auth.call("GetPlanOf", caller, user_id=caller.user_id)
    admin = await auth.admin()
    for user_id in (NOBODY, "no-uuid"):
        with pytest.raises(UserNotFound):
            await auth.call("SetAccountQuota", admin, user_id=user_id, monthly_api_calls=1)
        with pytest.raises(UserNotFound):
            await auth.call("GetPlanOf", mesh_caller, user_id=user_id)
