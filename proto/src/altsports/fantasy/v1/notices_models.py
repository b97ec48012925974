"""Generated from altsports/fantasy/v1/notices.proto: edit the proto and run `make proto`."""

from altsports.contract.model import Int32, NoticeMessage, Text
from pydantic import Field


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
