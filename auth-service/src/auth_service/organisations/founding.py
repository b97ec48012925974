"""Founds an organisation for an account."""

from uuid import UUID, uuid4

from altsports.auth.v1.events_models import OrganisationCreated
from auth_service.organisations import repository as organisations
from auth_service.units import Unit
from auth_service.users.affiliations import ALL_TEAMS, Affiliation
from auth_service.users.domain import User


async def found_organisation(
    unit: Unit, user: User, name: str | None, *, id: UUID | None = None
) -> Affiliation:
    """Creates an organisation with the account as its account manager."""
    affiliation = Affiliation(
        organisation_id=id or uuid4(),
        organisation_name=name or f"{user.full_name or user.username}'s organisation",
        staff_id=uuid4(),
        status="active",
        staff_role="owner",
        club_role="account_manager",
        team_access=(ALL_TEAMS,),
    )
    await organisations.add(
        unit.connection,
        affiliation.organisation_id,
        affiliation.organisation_name,
        "club",
        None,
        None,
        unit.now,
    )
    await organisations.add_member(unit.connection, affiliation, user.id, unit.now)
    organisation_id = str(affiliation.organisation_id)
    await unit.report(OrganisationCreated(organisation_id=organisation_id, user_id=str(user.id)))
    return affiliation
