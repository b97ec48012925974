"""Generated from altsports/fantasy/v1/notices.proto: edit the proto and run `make proto`."""

from altsports.contract.model import Int32, Int64, NoticeMessage, Text
from pydantic import Field


class FantasyF1RaceScored(NoticeMessage):
    """A race of a season in which the user has a team was scored for the first time."""

    race_id: Text = Field(
        description="The race weekend.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    race: Text = Field(
        description="Its name.",
        min_length=1,
        examples=['Monaco Grand Prix'],
    )
    race_key: Text = Field(
        description="The season and the grand prix.",
        min_length=1,
        examples=['2026_monaco'],
    )
    points: Text = Field(
        description="The points of the team.",
        min_length=1,
        examples=['83.25'],
    )


class FantasyF1ScoreCorrected(NoticeMessage):
    """A correction of a result changed the points or the rank of the user's team."""

    race_id: Text = Field(
        description="The race weekend.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    race: Text = Field(
        description="Its name.",
        min_length=1,
        examples=['Monaco Grand Prix'],
    )
    race_key: Text = Field(
        description="The season and the grand prix.",
        min_length=1,
        examples=['2026_monaco'],
    )
    publication: Int64 = Field(
        description="The publication of the corrected scores.",
        examples=[12],
    )
    points: Text = Field(
        description="The points of the team now.",
        min_length=1,
        examples=['79.25'],
    )
    difference: Text = Field(
        description="The points now minus the points before.",
        min_length=1,
        examples=['-4'],
    )
    rank: Text = Field(
        description="What happened to the rank, as a sentence.",
        min_length=1,
        examples=['Your rank changed.'],
    )
    reason: Text = Field(
        description="Why the result was corrected.",
        min_length=1,
        examples=['The stewards took back a penalty.'],
    )


class FantasyF1ScoreKept(NoticeMessage):
    """A result of a season in which the user has a team was corrected, and the user's points and rank stayed the same."""

    race_id: Text = Field(
        description="The race weekend.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    race: Text = Field(
        description="Its name.",
        min_length=1,
        examples=['Monaco Grand Prix'],
    )
    race_key: Text = Field(
        description="The season and the grand prix.",
        min_length=1,
        examples=['2026_monaco'],
    )
    publication: Int64 = Field(
        description="The publication of the corrected scores.",
        examples=[12],
    )
    reason: Text = Field(
        description="Why the result was corrected.",
        min_length=1,
        examples=['The stewards took back a penalty.'],
    )
    note: Text | None = Field(
        default=None,
        description="Why the team has no points in the race, if it was made too late for it. Absent otherwise.",
    )


class FantasyF1LineupIncomplete(NoticeMessage):
    """The team of the user misses something for a race that locks within a day."""

    race_id: Text = Field(
        description="The race weekend.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    race: Text = Field(
        description="Its name.",
        min_length=1,
        examples=['Monaco Grand Prix'],
    )
    race_key: Text = Field(
        description="The season and the grand prix.",
        min_length=1,
        examples=['2026_monaco'],
    )
    missing: Text = Field(
        description="What is missing, in a few words.",
        min_length=1,
        examples=['your team has no drivers'],
    )
    lock: Text = Field(
        description="When line-ups lock.",
        min_length=1,
        examples=['6 June 2026 at 14:00 UTC'],
    )


class FantasyF1ResultMissed(NoticeMessage):
    """For administrators: nobody has published the result of a session a day after its start."""

    session_id: Text = Field(
        description="The session.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    race_key: Text = Field(
        description="The season and the grand prix.",
        min_length=1,
        examples=['2026_monaco'],
    )
    session: Text = Field(
        description="Its name.",
        min_length=1,
        examples=['Monaco Grand Prix (race)'],
    )
    reason: Text = Field(
        description="What the last look found.",
        min_length=1,
        examples=['2026/6/results answered 503'],
    )


class FantasyF1ResultQuarantined(NoticeMessage):
    """For administrators: a result is doubtful and does not count until somebody decides."""

    session_id: Text = Field(
        description="The session.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    revision: Int32 = Field(
        description="The revision in quarantine.",
        ge=1,
        examples=[2],
    )
    race_key: Text = Field(
        description="The season and the grand prix.",
        min_length=1,
        examples=['2026_monaco'],
    )
    session: Text = Field(
        description="Its name.",
        min_length=1,
        examples=['Monaco Grand Prix (race)'],
    )
    reason: Text = Field(
        description="Why it is doubtful.",
        min_length=1,
        examples=['9 points are stated for rank 6, but the rules give 8'],
    )
