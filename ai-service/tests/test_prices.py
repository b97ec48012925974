"""Prices are exact, dated, in one unit, and high where they are unknown."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from ai_service.models.budgets.configuration import default_budgets
from ai_service.models.prices.configuration import own_prices
from ai_service.models.prices.documented import get_token_cost
from ai_service.models.prices.price_list import FALLBACK, PriceList
from ai_service.settings import OwnPrice
from service_kit.settings.files import SettingsError

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def _own(input_usd: str, output_usd: str) -> OwnPrice:
    return OwnPrice.model_validate({"input": input_usd, "output": output_usd})


def test_the_documented_rates_have_one_unit_each():
    assert get_token_cost("openai", 1000, 0) == Decimal("0.03")
    assert get_token_cost("openai", 0, 1000) == Decimal("0.06")
    assert get_token_cost("anthropic", 1_000_000, 0) == Decimal("0.25")
    assert get_token_cost("anthropic", 1_000_000, 1_000_000) == Decimal("1.50")


@pytest.mark.parametrize(
    ("provider", "model", "cost"),
    [
        ("openai", "gpt-4", "90"),
        ("anthropic", "claude-3-opus-20240229", "90"),
        ("anthropic", "claude-3-haiku-20240307", "1.5"),
        ("anthropic", "claude-3-sonnet-20240229", "18"),
    ],
)
def test_a_model_costs_what_its_vendor_lists(provider: str, model: str, cost: str):
    prices = PriceList()
    assert prices.cost(provider, model, NOW, input_tokens=10**6, output_tokens=10**6) == Decimal(cost)
    assert prices.price(provider, model, NOW).source.startswith("genai-prices ")


def test_a_price_is_that_of_the_time_of_the_call():
    o3 = {
        year: PriceList().cost(
            "openai", "o3", datetime(year, 1, 1, tzinfo=UTC), input_tokens=10**6, output_tokens=0
        )
        for year in (2025, 2026)
    }
    assert o3 == {2025: Decimal(10), 2026: Decimal(2)}


def test_a_long_call_of_some_models_has_a_higher_price():
    prices = PriceList()
    short = prices.price("google", "gemini-2.5-pro", NOW, input_tokens=1000, output_tokens=10)
    long = prices.price("google", "gemini-2.5-pro", NOW, input_tokens=300_000, output_tokens=10)
    assert long.input_usd > short.input_usd


def test_an_unknown_model_has_the_fallback_and_is_marked():
    price = PriceList().price("remote", "a-model-of-your-own", NOW)
    assert (price, price.known) == (FALLBACK, False)
    listed = PriceList().price("anthropic", "claude-3-opus-20240229", NOW)
    assert (price.input_usd >= listed.input_usd, listed.known) == (True, True)


def test_a_known_model_at_another_address_has_its_own_price():
    assert PriceList().price("remote", "gpt-4", NOW).output_usd == 60


def test_your_own_prices_take_precedence_and_the_model_comes_before_the_provider():
    own = own_prices({"remote/*": _own("0", "0"), "remote/big": _own("1", "2")})
    prices = PriceList(own)
    assert prices.cost("remote", "small", NOW, input_tokens=500, output_tokens=500) == 0
    assert prices.price("remote", "big", NOW).output_usd == 2


@pytest.mark.parametrize("wrong", ["-1", "NaN", "Infinity", "0.0000001"])
def test_a_price_is_a_sensible_number(wrong: str):
    with pytest.raises(ValidationError):
        _own(wrong, "1")


def test_the_smallest_price_is_exact():
    prices = PriceList({"x/y": own_prices({"x/y": _own("0.000001", "0")})["x/y"]})
    assert prices.cost("x", "y", NOW, input_tokens=1, output_tokens=0) == Decimal("0.000000000001")


def test_the_local_provider_is_free():
    assert PriceList().cost("local", "deterministic-1", NOW, input_tokens=0, output_tokens=900) == 0


def test_budgets_and_prices_are_read_from_the_environment(settings):
    assert default_budgets(settings()).platform == 500
    read = settings(
        AI_BUDGET_BASIC_USD="0.5",
        AI_BUDGET_PLATFORM_USD="none",
        AI_PRICES='{"remote/*": {"input": 0, "output": 1}}',
    )
    found = default_budgets(read)
    assert (found.platform, found.plans["basic"], found.plans["enterprise"]) == (None, Decimal("0.5"), None)
    assert own_prices(read.ai_prices)["remote/*"].output_usd == 1


@pytest.mark.parametrize("wrong", ["-1", "much", "NaN"])
def test_a_budget_is_a_number_of_dollars_or_none(settings, wrong: str):
    with pytest.raises(SettingsError):
        settings(AI_BUDGET_PRO_USD=wrong)
