"""Generated from altsports/auth/v1/plans.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.auth.v1 import plans_pb2 as pb


def plan_to_json(message: pb.Plan) -> dict[str, Any]:
    has = message.HasField
    return {
        "tier": message.tier,
        "name": message.name,
        "description": message.description,
        "rate_limit": message.rate_limit if has("rate_limit") else None,
        "monthly_api_calls": message.monthly_api_calls if has("monthly_api_calls") else None,
        "monthly_ai_tokens": message.monthly_ai_tokens if has("monthly_ai_tokens") else None,
    }


def account_plan_to_json(message: pb.AccountPlan) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_id": message.user_id,
        "tier": message.tier,
        "rate_limit": message.rate_limit if has("rate_limit") else None,
        "monthly_api_calls": message.monthly_api_calls if has("monthly_api_calls") else None,
        "monthly_ai_tokens": message.monthly_ai_tokens if has("monthly_ai_tokens") else None,
        "arranged": account_quota_to_json(message.arranged) if has("arranged") else None,
        "resets_at": timestamp_to_json(message.resets_at) if has("resets_at") else None,
        "upgrade_options": [plan_to_json(item) for item in message.upgrade_options] if message.upgrade_options else [],
    }


def account_quota_to_json(message: pb.AccountQuota) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_id": message.user_id,
        "monthly_api_calls": message.monthly_api_calls if has("monthly_api_calls") else None,
        "monthly_ai_tokens": message.monthly_ai_tokens if has("monthly_ai_tokens") else None,
        "note": message.note if has("note") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
    }


def list_plans_request_to_json(_message: pb.ListPlansRequest) -> dict[str, Any]:
    return {}


def list_plans_response_to_json(message: pb.ListPlansResponse) -> dict[str, Any]:
    return {
        "plans": [plan_to_json(item) for item in message.plans] if message.plans else [],
    }


def get_my_plan_request_to_json(_message: pb.GetMyPlanRequest) -> dict[str, Any]:
    return {}


def get_my_plan_response_to_json(message: pb.GetMyPlanResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "plan": account_plan_to_json(message.plan) if has("plan") else None,
    }


def set_account_quota_request_to_json(message: pb.SetAccountQuotaRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_id": message.user_id,
        "monthly_api_calls": message.monthly_api_calls if has("monthly_api_calls") else None,
        "monthly_ai_tokens": message.monthly_ai_tokens if has("monthly_ai_tokens") else None,
        "note": message.note if has("note") else None,
    }


def set_account_quota_response_to_json(message: pb.SetAccountQuotaResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "plan": account_plan_to_json(message.plan) if has("plan") else None,
    }


def get_plan_of_request_to_json(message: pb.GetPlanOfRequest) -> dict[str, Any]:
    return {
        "user_id": message.user_id,
    }


def get_plan_of_response_to_json(message: pb.GetPlanOfResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "plan": account_plan_to_json(message.plan) if has("plan") else None,
    }


def list_account_quotas_request_to_json(_message: pb.ListAccountQuotasRequest) -> dict[str, Any]:
    return {}


def list_account_quotas_response_to_json(message: pb.ListAccountQuotasResponse) -> dict[str, Any]:
    return {
        "quotas": [account_quota_to_json(item) for item in message.quotas] if message.quotas else [],
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Plan": plan_to_json,
    "AccountPlan": account_plan_to_json,
    "AccountQuota": account_quota_to_json,
    "ListPlansRequest": list_plans_request_to_json,
    "ListPlansResponse": list_plans_response_to_json,
    "GetMyPlanRequest": get_my_plan_request_to_json,
    "GetMyPlanResponse": get_my_plan_response_to_json,
    "SetAccountQuotaRequest": set_account_quota_request_to_json,
    "SetAccountQuotaResponse": set_account_quota_response_to_json,
    "GetPlanOfRequest": get_plan_of_request_to_json,
    "GetPlanOfResponse": get_plan_of_response_to_json,
    "ListAccountQuotasRequest": list_account_quotas_request_to_json,
    "ListAccountQuotasResponse": list_account_quotas_response_to_json,
}
