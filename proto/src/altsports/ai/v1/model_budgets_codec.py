"""Generated from altsports/ai/v1/model_budgets.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import model_budgets_pb2 as pb


def model_budget_to_json(message: pb.ModelBudget) -> dict[str, Any]:
    has = message.HasField
    return {
        "scope": message.scope,
        "subject": message.subject,
        "monthly_usd": message.monthly_usd if has("monthly_usd") else None,
        "is_set": message.is_set,
        "spent_usd": message.spent_usd if has("spent_usd") else None,
        "reserved_usd": message.reserved_usd if has("reserved_usd") else None,
        "remaining_usd": message.remaining_usd if has("remaining_usd") else None,
        "resets_at": timestamp_to_json(message.resets_at) if has("resets_at") else None,
        "note": message.note if has("note") else None,
        "updated_by": message.updated_by if has("updated_by") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
    }


def model_standing_to_json(message: pb.ModelStanding) -> dict[str, Any]:
    has = message.HasField
    return {
        "budgets": [model_budget_to_json(item) for item in message.budgets] if message.budgets else [],
        "monthly_ai_tokens": message.monthly_ai_tokens if has("monthly_ai_tokens") else None,
        "used_ai_tokens": message.used_ai_tokens,
        "reserved_ai_tokens": message.reserved_ai_tokens,
        "remaining_ai_tokens": message.remaining_ai_tokens if has("remaining_ai_tokens") else None,
        "resets_at": timestamp_to_json(message.resets_at) if has("resets_at") else None,
    }


def get_my_model_budget_request_to_json(_message: pb.GetMyModelBudgetRequest) -> dict[str, Any]:
    return {}


def get_my_model_budget_response_to_json(message: pb.GetMyModelBudgetResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "standing": model_standing_to_json(message.standing) if has("standing") else None,
    }


def list_model_budgets_request_to_json(message: pb.ListModelBudgetsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "scope": message.scope if has("scope") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_model_budgets_response_to_json(message: pb.ListModelBudgetsResponse) -> dict[str, Any]:
    return {
        "budgets": [model_budget_to_json(item) for item in message.budgets] if message.budgets else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def get_model_budget_request_to_json(message: pb.GetModelBudgetRequest) -> dict[str, Any]:
    return {
        "scope": message.scope,
        "subject": message.subject,
    }


def get_model_budget_response_to_json(message: pb.GetModelBudgetResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "budget": model_budget_to_json(message.budget) if has("budget") else None,
    }


def set_model_budget_request_to_json(message: pb.SetModelBudgetRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "scope": message.scope,
        "subject": message.subject,
        "monthly_usd": message.monthly_usd if has("monthly_usd") else None,
        "note": message.note if has("note") else None,
    }


def set_model_budget_response_to_json(message: pb.SetModelBudgetResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "budget": model_budget_to_json(message.budget) if has("budget") else None,
    }


def delete_model_budget_request_to_json(message: pb.DeleteModelBudgetRequest) -> dict[str, Any]:
    return {
        "scope": message.scope,
        "subject": message.subject,
    }


def delete_model_budget_response_to_json(message: pb.DeleteModelBudgetResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "budget": model_budget_to_json(message.budget) if has("budget") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ModelBudget": model_budget_to_json,
    "ModelStanding": model_standing_to_json,
    "GetMyModelBudgetRequest": get_my_model_budget_request_to_json,
    "GetMyModelBudgetResponse": get_my_model_budget_response_to_json,
    "ListModelBudgetsRequest": list_model_budgets_request_to_json,
    "ListModelBudgetsResponse": list_model_budgets_response_to_json,
    "GetModelBudgetRequest": get_model_budget_request_to_json,
    "GetModelBudgetResponse": get_model_budget_response_to_json,
    "SetModelBudgetRequest": set_model_budget_request_to_json,
    "SetModelBudgetResponse": set_model_budget_response_to_json,
    "DeleteModelBudgetRequest": delete_model_budget_request_to_json,
    "DeleteModelBudgetResponse": delete_model_budget_response_to_json,
}
