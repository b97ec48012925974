"""The processes that serve gRPC, as named in the contract, and the settings of each of them."""

from typing import Any, Final

from pydantic import AliasChoices, BaseModel, Field, SecretStr, create_model

from altsports.contract.namespaces import areas

AREAS: Final = areas()
WORKER: Final = "worker"


def _address(area: str) -> Any:
    return str | None, Field(None, validation_alias=AliasChoices(f"ALTSPORTS_{area.upper()}_ADDRESS"))


_FIELDS: Final[dict[str, Any]] = {
    **{f"{area}_address": _address(area) for area in (*AREAS, WORKER)},
    **{f"{area}_database_url": (SecretStr | None, None) for area in AREAS},
}

AreaSettings: type[BaseModel] = create_model("AreaSettings", **_FIELDS)
"""`league_address` is ALTSPORTS_LEAGUE_ADDRESS, `league_database_url` is LEAGUE_DATABASE_URL."""
