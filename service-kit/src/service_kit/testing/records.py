"""Requests to the methods of nouns that are refused, made from the examples of the contract."""

import re
from collections.abc import Callable
from time import time_ns
from typing import Any

from altsports.contract.catalog import Method, load_catalog
from altsports.contract.resources import Noun, load_nouns

NOBODY = "00000000-0000-4000-8000-000000000000"


def noun_of(method: Method) -> Noun:
    """The noun whose rows a method reads or changes."""
    name = re.sub("^(Get|Create|Update|Replace|Delete)", "", method.name)
    return next(noun for noun in load_nouns().values() if noun.descriptor.name == name)


def missing(method: Method) -> dict[str, Any]:
    """The path of a row that is not there."""
    fields = method.http.path_fields if method.http else ()
    return {field: NOBODY for field in fields if field.endswith("_id")}


def new_key(method: Method, people: Callable[[], list[dict[str, Any]]]) -> tuple[Method, dict[str, Any]]:
    """The method that creates rows of the noun, and values of its first key that no row has.

    A key of references is that of the example, because there are no other rows to name. An account is that
    of one of the `people` of the club.
    """
    noun = noun_of(method)
    service = method.full_path.rpartition("/")[0]
    create = load_catalog().by_path[f"{service}/Create{noun.descriptor.name}"]
    example = create.policy.examples[0]
    key = {name: example.get(name, NOBODY) for name in noun.option.unique[0].fields}
    if key[first := next(iter(key))] != NOBODY and first not in noun.references:
        key[first] = f"Taken {time_ns()}"
    for name in key.keys() & set(noun.option.members):
        key[name] = next(person["user_id"] for person in people() if person["user_id"])
    return create, key


def naming_nobody(method: Method) -> dict[str, Any]:
    """A reference to a row that is not there."""
    noun, known = noun_of(method), method.request_class.DESCRIPTOR.fields_by_name
    fixed = () if method.name.startswith("Create") else noun.option.immutable
    paths = (path.partition(".") for path in noun.references if path not in fixed)
    field, _, inner = next(path for path in paths if path[0] in known)
    return {field: [{**noun.example(field)[0], inner: NOBODY}] if inner else NOBODY}


def stale(method: Method) -> dict[str, Any]:
    """A version that no row has, and for methods of nouns the path of a row that no example deletes."""
    name = re.sub("^(Update|Replace|Delete)", "", method.name)
    is_of_noun = any(noun.descriptor.name == name for noun in load_nouns().values())
    return {"expected_version": 1_000_000, **(in_use(method) if is_of_noun else {})}


def in_use(method: Method) -> dict[str, Any]:
    """The path of the row of the demo that rows of other nouns name."""
    noun = noun_of(method)
    return {f"{noun.singular}_id": noun.example("id")}
