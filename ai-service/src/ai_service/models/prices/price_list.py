"""The price of a model at a time: your own prices first, then the list of genai-prices, then the fallback."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from importlib.metadata import version
from typing import Final

from ai_service.models.prices.domain import FREE, MILLION, Price

_LIST: Final = f"genai-prices {version('genai-prices')}"
_LOCAL: Final = "local"
_LARGE: Final = 100_000_000
"""Tokens of a call that is dearer than the smallest, if the size matters at all."""
FALLBACK: Final = Price(Decimal(30), Decimal(60), "fallback: the price of an unknown model", known=False)
"""Deliberately high: an unknown model must not be cheaper than a known one."""


class PriceList:
    """Prices by provider and model.

    `own` has prices that take precedence, by "provider/model" or "provider/*", such as negotiated ones or
    those of an endpoint of your own.
    """

    def __init__(self, own: Mapping[str, Price] | None = None, fallback: Price = FALLBACK) -> None:
        self._own = own or {}
        self._fallback = fallback

    def price(
        self, provider: str, model: str, at: datetime, *, input_tokens: int = 0, output_tokens: int = 0
    ) -> Price:
        """The price at a time for a call of this size: some models cost more in long calls."""
        if provider == _LOCAL:
            return FREE
        own = self._own.get(f"{provider}/{model}") or self._own.get(f"{provider}/*")
        return own or _listed(provider, model, at, input_tokens, output_tokens) or self._fallback

    def cost(
        self, provider: str, model: str, at: datetime, *, input_tokens: int, output_tokens: int
    ) -> Decimal:
        """The cost of a call in US dollars."""
        price = self.price(provider, model, at, input_tokens=input_tokens, output_tokens=output_tokens)
        return price.cost(input_tokens, output_tokens)


def _listed(provider: str, model: str, at: datetime, input_tokens: int, output_tokens: int) -> Price | None:
    """The price of the list, which is looked up once a minute unless it depends on the size of the call."""
    minute = at.replace(second=0, microsecond=0)
    smallest = _calculated(provider, model, minute, 1, 1)
    if smallest == _calculated(provider, model, minute, _LARGE, _LARGE):
        return smallest
    return _calculated(provider, model, minute, max(input_tokens, 1), max(output_tokens, 1))


@lru_cache(maxsize=512)
def _calculated(
    provider: str, model: str, at: datetime, input_tokens: int, output_tokens: int
) -> Price | None:
    # Imported on first use: the list takes 30 MB of memory, which a process without keys saves.
    from genai_prices import Usage, calc_price  # noqa: PLC0415

    usage = Usage(input_tokens=input_tokens, output_tokens=output_tokens)
    try:
        found = calc_price(usage, model, provider_id=_PROVIDER_IDS.get(provider), genai_request_timestamp=at)
    except LookupError:
        return None
    return Price(
        found.input_price * MILLION / input_tokens,
        found.output_price * MILLION / output_tokens,
        f"{_LIST}: {found.provider.id}/{found.model.id}",
    )


_PROVIDER_IDS: Final = {"anthropic": "anthropic", "openai": "openai", "google": "google"}
"""The ids of the list. For another provider, such as your own endpoint, the name of the model decides."""
