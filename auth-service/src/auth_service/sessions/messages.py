"""Converts tokens to messages of the contract."""

from altsports.auth.v1 import accounts_pb2 as pb
from auth_service.sessions.issuing import Grant
from auth_service.users.messages import user_to_pb


def tokens_to_pb(grant: Grant) -> pb.Tokens:
    return pb.Tokens(
        access_token=grant.access_token,
        token_type="bearer",  # noqa: S106 - RFC 6750
        expires_in=grant.expires_in,
        refresh_token=grant.refresh_token,
        session_id=str(grant.session_id),
        user=user_to_pb(grant.profile.user, grant.profile.affiliation),
    )
