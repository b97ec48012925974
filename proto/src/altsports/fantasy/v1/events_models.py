"""Generated from altsports/fantasy/v1/events.proto: edit the proto and run `make proto`."""

from datetime import datetime

from altsports.contract.model import EventMessage, Int32, Text
from pydantic import Field


class FantasyF1ScoresPublished(EventMessage):
    """The scores of a race were published for the first time, completed by another session, or corrected."""

    race_id: Text = Field(
        description="The race weekend.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    race_key: Text = Field(
        description="The season and the grand prix.",
        min_length=1,
        examples=['2026_monaco'],
    )
    season_id: Text = Field(
        description="The season.",
        min_length=1,
        examples=['3b2ec6e5-bb50-5197-b86b-d6d030f5dfee'],
    )
    kind: Text = Field(
        description="first, completed or corrected.",
        min_length=1,
        examples=['corrected'],
    )
    teams: Int32 = Field(
        description="The number of teams that have a score.",
        ge=0,
        examples=[812],
    )
    timestamp: datetime = Field(
        description="When it was published.",
        examples=['2026-06-07T15:00:00Z'],
    )
    simulated: bool | None = Field(
        default=None,
        description="True for the simulated season of the demo.",
    )


class FantasyF1TeamsLeft(EventMessage):
    """Teams were deleted, or the accounts of their owners were closed."""

    season_id: Text = Field(
        description="The season.",
        min_length=1,
    )
    team_ids: list[Text] = Field(
        default_factory=list,
        description="The teams.",
    )


class FantasyF1TeamsRenamed(EventMessage):
    """Teams got another name, or their owners another login name, which boards show."""

    season_id: Text = Field(
        description="The season.",
        min_length=1,
    )
    team_ids: list[Text] = Field(
        default_factory=list,
        description="The teams.",
    )


class FantasyF1ReplayAdvanced(EventMessage):
    """A replay made a step, or was deleted. Only for services: what is played again is no news."""

    replay_id: Text = Field(
        description="The replay.",
        min_length=1,
    )


class FantasyF1LeagueChanged(EventMessage):
    """The members of a league changed, or it was deleted. Only for services: the members of a private league are private."""

    league_id: Text = Field(
        description="The league.",
        min_length=1,
    )


class FantasyF1ResultPublished(EventMessage):
    """The first result of a session counts from now on. It is provisional until it was checked."""

    race_id: Text = Field(
        description="The race weekend.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    race_key: Text = Field(
        description="The season and the grand prix.",
        min_length=1,
        examples=['2026_monaco'],
    )
    session: Text = Field(
        description="sprint_qualifying, sprint, qualifying or race.",
        min_length=1,
        examples=['race'],
    )
    revision: Int32 = Field(
        description="The revision that is in force.",
        ge=1,
        examples=[1],
    )
    timestamp: datetime = Field(
        description="When it was recorded.",
        examples=['2026-06-07T15:00:00Z'],
    )
    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
        examples=['f1'],
    )
    simulated: bool | None = Field(
        default=None,
        description="True for the simulated season of the demo.",
    )


class FantasyF1ResultCorrected(EventMessage):
    """A position, a status or points of a result changed after it was published."""

    race_id: Text = Field(
        description="The race weekend.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    race_key: Text = Field(
        description="The season and the grand prix.",
        min_length=1,
        examples=['2026_monaco'],
    )
    session: Text = Field(
        description="sprint_qualifying, sprint, qualifying or race.",
        min_length=1,
        examples=['race'],
    )
    revision: Int32 = Field(
        description="The revision that is in force.",
        ge=1,
        examples=[3],
    )
    timestamp: datetime = Field(
        description="When it was recorded.",
        examples=['2026-06-13T14:00:00Z'],
    )
    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
        examples=['f1'],
    )
    simulated: bool | None = Field(
        default=None,
        description="True for the simulated season of the demo.",
    )


class FantasyF1SessionChanged(EventMessage):
    """The state of a session changed by a look at its result, because nobody published one in time, or because it was
moved, postponed, cancelled or reinstated. That a session starts or awaits its result is not reported; it follows from
the scheduled time."""

    race_id: Text = Field(
        description="The race weekend.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    race_key: Text = Field(
        description="The season and the grand prix.",
        min_length=1,
        examples=['2026_monaco'],
    )
    session: Text = Field(
        description="sprint_qualifying, sprint, qualifying or race.",
        min_length=1,
        examples=['race'],
    )
    previous_state: Text = Field(
        description="The state before, such as provisional.",
        min_length=1,
        examples=['provisional'],
    )
    state: Text = Field(
        description="The new state: scheduled, awaiting, provisional, verified, official, corrected, abandoned, postponed or cancelled.",
        min_length=1,
        examples=['verified'],
    )
    checks_done: Int32 = Field(
        description="How many of the three checks took place.",
        ge=0,
        examples=[1],
    )
    timestamp: datetime = Field(
        description="When it changed.",
        examples=['2026-06-08T15:00:00Z'],
    )
    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
        examples=['f1'],
    )
    simulated: bool | None = Field(
        default=None,
        description="True for the simulated season of the demo.",
    )
