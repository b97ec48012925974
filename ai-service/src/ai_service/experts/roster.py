"""The fifteen experts, in the order in which they are shown."""

from collections.abc import Mapping
from typing import Final

from ai_service.experts.domain import Expert

EXPERTS: Final[tuple[Expert, ...]] = ()

BY_ID: Final[Mapping[str, Expert]] = {expert.id: expert for expert in EXPERTS}
