"""The audience of an event: decided when the event is written, and sent with it to every gateway."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from altsports.contract.events import AudienceSpec
from altsports.contract.model import EventMessage
from altsports.contract.templates import text_of
from service_kit.caller import Caller


@dataclass(frozen=True, slots=True)
class Audience:
    """The clients that receive an event. If nothing is set, only services receive it.

    `organisation` means its members whose club role grants `permission` and, if `team` is set, who have
    access to the team. An API key of `user` also needs feed:read.
    """

    everybody: bool = False
    user: str = ""
    organisation: str = ""
    permission: str = ""
    team: str = ""

    @classmethod
    def of(cls, spec: AudienceSpec, event: EventMessage) -> "Audience":
        """The audience of one event."""
        return cls(
            everybody=spec.everybody,
            user=text_of(event, spec.user),
            organisation=text_of(event, spec.organisation),
            permission=spec.permission,
            team=text_of(event, spec.team),
        )

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> "Audience":
        """Parses the result of `to_json`; services only, if it contains anything unknown to this version."""
        if given == {"everybody": True}:
            return EVERYBODY  # one object, because processes keep thousands of events
        return cls(**given) if given.keys() <= set(cls.__slots__) else SERVICES

    def to_json(self) -> dict[str, Any]:
        """The fields that are set."""
        return {name: value for name, value in asdict(self).items() if value}

    def admits(self, caller: Caller) -> bool:
        """Whether a client with this identity receives the event."""
        if self.everybody:
            return True
        if self.user:
            listens = caller.kind != "api_key" or caller.has_permission("feed:read")
            return caller.user_id == self.user and listens
        return (
            bool(self.organisation)
            and caller.organisation_id == self.organisation
            and caller.may_in_club(self.permission)
            and (not self.team or caller.sees_team(self.team))
        )


SERVICES: Final = Audience()
EVERYBODY: Final = Audience(everybody=True)
