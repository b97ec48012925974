"""All tables of the service, for Alembic."""

from auth_service.api_keys import tables as api_keys
from auth_service.audit import tables as audit
from auth_service.core.metadata import metadata
from auth_service.keys import tables as keys
from auth_service.mail import tables as mail
from auth_service.organisations import tables as organisations
from auth_service.plans import tables as plans
from auth_service.revocations import tables as revocations
from auth_service.sessions import tables as sessions
from auth_service.users import tables as accounts
from service_kit.deliveries.tables import deliveries_table
from service_kit.events.tables import outbox_table

outbox = outbox_table(metadata)
deliveries = deliveries_table(metadata)

__all__ = [
    "accounts",
    "api_keys",
    "audit",
    "deliveries",
    "keys",
    "mail",
    "metadata",
    "organisations",
    "outbox",
    "plans",
    "revocations",
    "sessions",
]
