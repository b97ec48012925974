"""Prices of tokens in US dollars, exact and dated; no I/O."""

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from typing import Final

MILLION: Final = Decimal(1_000_000)
THOUSAND: Final = Decimal(1_000)
STEP: Final = Decimal("0.000000000001")
"""What amounts are rounded to. A price per million tokens with six decimals is exact."""


@dataclass(frozen=True, slots=True)
class Price:
    """The price of the tokens of one call, per million tokens, and where it comes from.

    `source` names the list and its version, such as "genai-prices 0.2.3: openai/gpt-4". `known` is false if
    the list does not know the model, and the fallback applies.
    """

    input_usd: Decimal
    output_usd: Decimal
    source: str
    known: bool = True

    def cost(self, input_tokens: int, output_tokens: int) -> Decimal:
        """The cost in US dollars, rounded up."""
        exact = (self.input_usd * input_tokens + self.output_usd * output_tokens) / MILLION
        return exact.quantize(STEP, rounding=ROUND_UP)


FREE: Final = Price(Decimal(0), Decimal(0), "no model took part")
"""The price of the local provider."""
