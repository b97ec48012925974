"""Organisations as messages of the contract."""

from altsports.auth.v1 import organisations_pb2 as pb
from auth_service.organisations.domain import Member, Organisation
from auth_service.users.messages import affiliation_to_pb
from service_kit.timestamps import time_to_pb


def organisation_to_pb(organisation: Organisation) -> pb.Organisation:
    return pb.Organisation(
        id=str(organisation.id),
        name=organisation.name,
        kind=organisation.kind,
        country=organisation.country,
        website=organisation.website,
        member_count=organisation.member_count,
        affiliation=affiliation_to_pb(organisation.affiliation),
        created_at=time_to_pb(organisation.created_at),
        updated_at=time_to_pb(organisation.updated_at),
    )


def member_to_pb(member: Member) -> pb.Member:
    return pb.Member(
        id=str(member.affiliation.staff_id),
        user_id=str(member.user_id) if member.user_id else None,
        email=member.email,
        full_name=member.full_name,
        affiliation=affiliation_to_pb(member.affiliation),
        created_at=time_to_pb(member.created_at),
        updated_at=time_to_pb(member.updated_at),
    )
