"""Reads AI_PRICES: prices of your own, in US dollars per million tokens."""

from collections.abc import Mapping

from ai_service.models.prices.domain import Price
from ai_service.settings import OwnPrice


def own_prices(configured: Mapping[str, OwnPrice]) -> dict[str, Price]:
    """The configured prices by "provider/model"."""
    return {name: Price(own.input, own.output, f"AI_PRICES: {name}") for name, own in configured.items()}
