"""The rates that the product documents for `get_token_cost`, each with its unit."""

from decimal import Decimal
from typing import Final

from ai_service.models.prices.domain import MILLION, THOUSAND, Price


def _rates(input_usd: str, output_usd: str, *, per: Decimal, source: str) -> Price:
    return Price(Decimal(input_usd) * MILLION / per, Decimal(output_usd) * MILLION / per, source)


DOCUMENTED: Final = {
    "openai": _rates("0.03", "0.06", per=THOUSAND, source="documented: GPT-4 per thousand tokens"),
    "anthropic": _rates("0.25", "1.25", per=MILLION, source="documented: Claude 3 per million tokens"),
}
"""The source of these rates divides by a thousand twice. GPT-4 costs 0.03 for a thousand tokens, so OpenAI's
result is a thousand times what that source computes."""


def get_token_cost(provider: str, input_tokens: int, output_tokens: int) -> Decimal:
    """The documented cost in US dollars. Raises KeyError for a provider without documented rates.

    Budgets and the ledger use the current price of the model that answered: see `PriceList`.
    """
    return DOCUMENTED[provider].cost(input_tokens, output_tokens)
