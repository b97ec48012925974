"""Turns violated constraints into errors that name the field."""

from collections.abc import Generator
from contextlib import contextmanager

import psycopg

from league_service.clubs.engine.plan import Plan
from league_service.clubs.errors import RecordExists, UnknownReference
from service_kit.db.errors import constraint_of


@contextmanager
def conflict_of(plan: Plan) -> Generator[None]:
    """Raises RecordExists for a key that is taken, and UnknownReference for a row that has just gone."""
    try:
        yield
    except psycopg.errors.UniqueViolation as error:
        name = constraint_of(error)
        for key in plan.noun.option.unique:
            if name == key_name(plan.noun.plural, list(key.fields)):
                raise RecordExists(plan.noun.singular, list(key.fields)) from error
        raise
    except psycopg.errors.ForeignKeyViolation as error:
        name = constraint_of(error) or ""
        for path in plan.noun.references:
            field = path.rpartition(".")[2]
            if name.endswith(f"_organisation_id_{field}"):
                words = f"The row that {field} names was deleted in the meantime"
                violation = {"loc": [field], "msg": words, "type": "reference"}
                raise UnknownReference.of([violation]) from error  # pyright: ignore[reportArgumentType]
        raise


def key_name(plural: str, fields: list[str]) -> str:
    """The name of the index of a unique key."""
    return f"uq_{plural}_{'_'.join(fields)}"
