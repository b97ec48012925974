"""Finds environment variables that look like settings of AltSports but are none: ALTSPORTS_PROT."""

import difflib
import importlib
import importlib.util
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from dotenv import dotenv_values
from pydantic import AliasChoices

from altsports_cli.settings import CommandSettings
from service_kit.settings.areas import AREAS
from service_kit.settings.mesh import MeshSettings

PREFIX: Final = "ALTSPORTS_"
_INTERNAL: Final = ("ALTSPORTS_TEST_",)
_SIMILAR: Final = 0.8
_DOTENV: Final = ".env"


def misspelt() -> list[str]:
    """One sentence per variable of the environment or `.env` that nobody reads."""
    file = dotenv_values(_DOTENV) if Path(_DOTENV).exists() else {}
    return list(_sentences(os.environ, file))


def _sentences(environment: Mapping[str, str], file: Iterable[str]) -> Iterator[str]:
    own = {name.upper() for name in environment if name.upper().startswith(PREFIX)}
    listed = {name.upper() for name in file}
    suspects = {name for name in own | listed if not name.startswith(_INTERNAL)}
    if suspects <= _names_of(CommandSettings):
        return
    known = {name for settings in _every_settings_class() for name in _names_of(settings)}
    for name in sorted(suspects - known):
        nearest = next(iter(difflib.get_close_matches(name, sorted(known), 1, _SIMILAR)), None)
        if nearest is not None:
            yield f"{name} is not a setting and has no effect. Did you mean {nearest}?"
        elif name.startswith(PREFIX):
            yield f"{name} is not a setting and has no effect. See .env.example for all settings."


def _every_settings_class() -> Iterator[type[MeshSettings]]:
    yield CommandSettings
    for package in (*(f"{area}_service" for area in AREAS), "gateway_service", "mcp_service"):
        if importlib.util.find_spec(package) is None:
            continue
        for member in vars(importlib.import_module(f"{package}.settings")).values():
            if isinstance(member, type) and issubclass(member, MeshSettings):
                yield member


def _names_of(settings: type[MeshSettings]) -> set[str]:
    names: set[str] = set()
    for field, info in settings.model_fields.items():
        alias = info.validation_alias
        choices = alias.choices if isinstance(alias, AliasChoices) else [alias or field]
        names |= {str(choice).upper() for choice in choices}
    return names
