"""Generated from altsports/fantasy/v1/races.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Time, says
from pydantic import Field


class FantasyRaceSession(Message):
    """A session of a race weekend."""

    id: Text = Field(
        default="",
        description="The id of the event.",
    )
    kind: Literal["sprint_qualifying", "sprint", "qualifying", "race"] = Field(
        description="sprint_qualifying, sprint, qualifying or race.",
    )
    starts_at: datetime | None = Field(
        default=None,
        description="The start.",
    )
    hour_known: bool = Field(
        default=False,
        description="False if the source gave only the day, so that a usual hour is assumed.",
    )
    state: Literal["scheduled", "awaiting", "abandoned", "provisional", "verified", "official", "corrected", "postponed", "cancelled"] = Field(
        description="scheduled, awaiting, abandoned (no result found after two days), provisional, verified, official, corrected, postponed or cancelled.",
    )
    checks_done: Int32 = Field(
        default=0,
        description="How many of the three checks took place, 24, 48 and 72 hours after the first result. Only sprints and races are checked, because other sessions give no points.",
    )
    next_check_at: datetime | None = Field(
        default=None,
        description="When the result is looked for or checked next. Absent if it is not, as without F1_RESULTS_URL.",
    )


class FantasyRace(Message):
    """A race weekend."""

    id: Text = Field(
        default="",
        description="The id. It stays the same when the number or the date changes.",
    )
    key: Text = Field(
        default="",
        description="The season and the grand prix, such as 2026_monaco.",
    )
    season: Int32 = Field(
        default=0,
        description="The season.",
    )
    round: Int32 = Field(
        default=0,
        description="The number in the season. It changes when an earlier race is dropped.",
    )
    name: Text = Field(
        default="",
        description="The name, such as Monaco Grand Prix.",
    )
    circuit: Text = Field(
        default="",
        description="The circuit.",
    )
    country: Text = Field(
        default="",
        description="The country. Empty if it is unknown.",
    )
    zone: Text = Field(
        default="",
        description="The time zone of the circuit. Empty if it is unknown.",
    )
    status: Literal["scheduled", "postponed", "cancelled"] = Field(
        description="scheduled, postponed or cancelled.",
    )
    reason: Text = Field(
        default="",
        description="Why it is postponed or cancelled. Empty otherwise.",
    )
    locks_at: datetime | None = Field(
        default=None,
        description="When line-ups lock: the start of the first session of sprint qualifying, sprint and qualifying.",
    )
    locked: bool = Field(
        default=False,
        description="True if line-ups are locked.",
    )
    sessions: list[FantasyRaceSession] = Field(
        default_factory=list,
        description="The sessions in order of time.",
    )


class FantasySessionLine(Message):
    """The result of one driver in a session."""

    driver_id: Text = Field(
        default="",
        description="The id of the driver.",
    )
    code: Text = Field(
        default="",
        description="The code of the driver.",
    )
    name: Text = Field(
        default="",
        description="The name of the driver.",
    )
    racing_team: Text = Field(
        default="",
        description="The name of the constructor. Empty if it is unknown.",
    )
    rank: Int32 | None = Field(
        default=None,
        description="The place. Absent for a driver who was not classified.",
    )
    status: Text = Field(
        default="",
        description="finished, retired, disqualified, not_started, not_qualified, not_classified or withdrawn.",
    )
    laps: Int32 | None = Field(
        default=None,
        description="The laps completed. Absent if they are unknown.",
    )
    time_s: Text | None = Field(
        default=None,
        description="The time in seconds. Absent if it is unknown.",
    )
    points: Text = Field(
        default="",
        description="The points by the rules of the season.",
        examples=['25'],
    )
    stated_points: Text | None = Field(
        default=None,
        description="The points that the source states. Absent if it states none.",
    )
    rule: Text = Field(
        default="",
        description="The rule that gives the points. Empty for a session without points.",
    )
    attributes: dict[str, Text] = Field(
        default_factory=dict,
        description="Further facts, such as grid, gap and reason.",
    )


class FantasySessionResult(Message):
    """The result of a session."""

    kind: Text = Field(
        default="",
        description="sprint_qualifying, sprint, qualifying or race.",
    )
    state: Text = Field(
        default="",
        description="The state of the session.",
    )
    revision: Int32 | None = Field(
        default=None,
        description="The revision of the result in force. Absent without a result.",
    )
    effective_at: datetime | None = Field(
        default=None,
        description="When that revision took effect. Absent without a result.",
    )
    lines: list[FantasySessionLine] = Field(
        default_factory=list,
        description="The lines: the classified drivers by rank, then the others.",
    )


class FantasyScheme(Message):
    """How a session gives points."""

    session: Text = Field(
        default="",
        description="sprint or race.",
    )
    grand_prix: Text = Field(
        default="",
        description="The grand prix of an exception, such as belgium. Empty for the rule of the season.",
    )
    points: list[Text] = Field(
        default_factory=list,
        description="The points of the first, the second, and so on.",
    )
    fastest_lap: Text = Field(
        default="",
        description="The points for the fastest lap.",
    )
    fastest_lap_within: Int32 = Field(
        default=0,
        description="The last rank at which the fastest lap gives points. 0 if it gives none.",
    )
    source: Text = Field(
        default="",
        description="Where the rule is from.",
    )


class FantasyListRacesRequest(Message):
    """Which races to list."""

    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )
    upcoming: bool | None = Field(
        default=None,
        description="Whether to list only races that are not over.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The states at this time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay of Formula 1: its season as known at its time. `season` is ignored.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=100,
        description="The number of races per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class FantasyListRacesResponse(Message):
    """The races."""

    races: list[FantasyRace] = Field(
        default_factory=list,
        description="The races in order.",
    )
    season: Int32 = Field(
        default=0,
        description="The season.",
    )
    simulated: bool = Field(
        default=False,
        description="True for the simulated season of the demo.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last one.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of races on all pages.",
    )


class FantasyGetRaceRequest(Message):
    """Which race to get."""

    race_id: TextLine = Field(
        description="The id or the key of the race.",
        min_length=1,
        max_length=64,
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The states at this time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay of Formula 1: the race as known at its time.",
    )


class FantasyGetRaceResponse(Message):
    """One race."""

    race: FantasyRace | None = Field(
        default=None,
        description="The race.",
    )
    simulated: bool = Field(
        default=False,
        description="True for the simulated season of the demo.",
    )


class FantasyGetRaceResultsRequest(Message):
    """Whose results to get."""

    race_id: TextLine = Field(
        description="The id or the key of the race.",
        min_length=1,
        max_length=64,
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The results at this time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay of Formula 1: the race as known at its time.",
    )


class FantasyGetRaceResultsResponse(Message):
    """The results of a race weekend."""

    sessions: list[FantasySessionResult] = Field(
        default_factory=list,
        description="The sessions in order of time.",
    )
    simulated: bool = Field(
        default=False,
        description="True for the simulated season of the demo.",
    )


class FantasyGetRulesRequest(Message):
    """The season of the rules."""

    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay of Formula 1: its season. `season` is ignored.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The time (ISO 8601) whose season is the default.",
    )


class FantasyGetRulesResponse(Message):
    """The rules of a season."""

    schemes: list[FantasyScheme] = Field(
        default_factory=list,
        description="How sessions give points; exceptions follow the rule of the season.",
    )
    season: Int32 = Field(
        default=0,
        description="The season.",
    )


class FantasySessionTime(Message):
    """When a session of a weekend starts."""

    kind: Literal["sprint_qualifying", "sprint", "qualifying", "race"] = Field(
        description="sprint_qualifying, sprint, qualifying or race.",
    )
    starts_at: Time = Field(
        description="The start.",
    )


class FantasyCreateRaceRequest(Message):
    """The race weekend to add."""

    season: Int32 = Field(
        description="The season.",
        ge=1950,
        le=2200,
    )
    grand_prix: Annotated[TextLine, says('A grand prix has at most 40 lower-case letters, digits and hyphens, such as great-britain')] = Field(
        description="The key of the grand prix, such as monaco. It identifies the race in its season.",
        min_length=1,
        max_length=40,
        pattern='^[a-z0-9]+(-[a-z0-9]+)*$',
    )
    round: Int32 = Field(
        description="The number in the season.",
        ge=1,
        le=40,
    )
    name: TextLine = Field(
        default="",
        description="The name. Defaults to the usual name of the grand prix.",
        max_length=100,
    )
    circuit: TextLine = Field(
        default="",
        description="The circuit.",
        max_length=100,
    )
    country: TextLine = Field(
        default="",
        description="The country.",
        max_length=60,
    )
    zone: TextLine = Field(
        default="",
        description="The time zone of the circuit, such as Europe/Monaco.",
        max_length=60,
    )
    sessions: list[FantasySessionTime] = Field(
        description="The sessions. The race is required.",
        min_length=1,
        max_length=4,
    )


class FantasyCreateRaceResponse(Message):
    """The added race weekend."""

    race: FantasyRace | None = Field(
        default=None,
        description="The race.",
    )


class FantasyUpdateRaceRequest(Message):
    """What to change. Fields that are absent stay as they are."""

    race_id: TextLine = Field(
        description="The id or the key of the race.",
        min_length=1,
        max_length=64,
    )
    round: Annotated[int, Field(ge=1, le=40), Range32] | None = Field(
        default=None,
        description="The number in the season.",
    )
    name: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The name. An empty text shows the name of the source again.",
    )
    circuit: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The circuit. An empty text shows the circuit of the source again.",
    )
    country: Annotated[str, Field(max_length=60), OneLine] | None = Field(
        default=None,
        description="The country. An empty text shows the country of the source again.",
    )
    zone: Annotated[str, Field(max_length=60), OneLine] | None = Field(
        default=None,
        description="The time zone of the circuit. An empty text shows the zone of the source again.",
    )
    status: Literal["scheduled", "postponed", "cancelled"] | None = Field(
        default=None,
        description="Whether the weekend takes place.",
    )
    reason: TextLine = Field(
        default="",
        description="Why the status or a time changes.",
        max_length=500,
    )
    sessions: list[FantasySessionTime] = Field(
        default_factory=list,
        description="The new times of sessions. Sessions that are not named keep theirs.",
        max_length=4,
    )


class FantasyUpdateRaceResponse(Message):
    """The changed race weekend."""

    race: FantasyRace | None = Field(
        default=None,
        description="The race.",
    )


class FantasyDeleteRaceRequest(Message):
    """Which race weekend to delete."""

    race_id: TextLine = Field(
        description="The id or the key of the race.",
        min_length=1,
        max_length=64,
    )


class FantasyVerifyRaceRequest(Message):
    """Which race to verify."""

    race_id: TextLine = Field(
        description="The id or the key of the race.",
        min_length=1,
        max_length=64,
    )


class FantasySessionCheck(Message):
    """What the check of a session found."""

    session: Literal["sprint", "race"] = Field(
        description="sprint or race.",
    )
    outcome: Literal["not_yet", "confirmed", "recorded", "corrected", "quarantined"] = Field(
        description="not_yet, confirmed, recorded, corrected or quarantined.",
    )
    reason: Text = Field(
        default="",
        description="Why there is no result yet, or why it is doubtful. Empty otherwise.",
    )
    state: Text = Field(
        default="",
        description="The state of the session now.",
    )
    revision: Int32 | None = Field(
        default=None,
        description="The revision that the check added. Absent if it added none.",
    )


class FantasyVerifyRaceResponse(Message):
    """What was found."""

    sessions: list[FantasySessionCheck] = Field(
        default_factory=list,
        description="The sessions that have begun, in order of time.",
    )


class FantasyListQuarantineRequest(Message):
    """Which results in quarantine to list."""

    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to all seasons.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The results that awaited a decision at this time (ISO 8601). Defaults to now.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of results per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class FantasyQuarantinedResult(Message):
    """A result in quarantine."""

    race_id: Text = Field(
        default="",
        description="The id of the race.",
    )
    race_key: Text = Field(
        default="",
        description="The season and the grand prix.",
    )
    race_name: Text = Field(
        default="",
        description="The name of the race.",
    )
    session: Text = Field(
        default="",
        description="sprint_qualifying, sprint, qualifying or race.",
    )
    revision: Int32 = Field(
        default=0,
        description="The revision in quarantine.",
    )
    source: Text = Field(
        default="",
        description="The source that states it.",
    )
    reason: Text = Field(
        default="",
        description="Why it is doubtful.",
    )
    observed_at: datetime | None = Field(
        default=None,
        description="When it was recorded.",
    )
    lines: list[FantasySessionLine] = Field(
        default_factory=list,
        description="Its lines: the classified drivers by rank, then the others.",
    )
    revision_in_force: Int32 | None = Field(
        default=None,
        description="The revision in force. Absent if there is none.",
    )
    lines_in_force: list[FantasySessionLine] = Field(
        default_factory=list,
        description="The lines of the revision in force.",
    )


class FantasyListQuarantineResponse(Message):
    """The results in quarantine."""

    results: list[FantasyQuarantinedResult] = Field(
        default_factory=list,
        description="Those without a decision, newest first.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last one.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of results on all pages.",
    )


class FantasyDecideResultRequest(Message):
    """A decision."""

    race_id: TextLine = Field(
        description="The id or the key of the race.",
        min_length=1,
        max_length=64,
    )
    revision: Int32 = Field(
        description="The revision in quarantine.",
        ge=1,
    )
    decision: Literal["accept", "reject"] = Field(
        description="accept or reject.",
    )
    reason: TextLine = Field(
        description="Why.",
        min_length=3,
        max_length=500,
    )
    session: Literal["sprint_qualifying", "sprint", "qualifying", "race"] | None = Field(
        default=None,
        description="The session of the revision. Defaults to the race.",
    )


class FantasyResultDecision(Message):
    """What was decided."""

    revision: Int32 = Field(
        default=0,
        description="The revision in quarantine.",
    )
    decision: Text = Field(
        default="",
        description="accept or reject.",
    )
    reason: Text = Field(
        default="",
        description="Why.",
    )
    decided_at: datetime | None = Field(
        default=None,
        description="When it was decided.",
    )
    new_revision: Int32 | None = Field(
        default=None,
        description="The revision that counts since an acceptance. Absent after a rejection.",
    )


class FantasyDecideResultResponse(Message):
    """The decision."""

    decision: FantasyResultDecision | None = Field(
        default=None,
        description="The decision that holds.",
    )
