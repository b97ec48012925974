"""The answer to a crest that was stored."""

from pydantic import BaseModel, Field


class Crest(BaseModel):
    """The crest of a team."""

    team_id: str = Field(description="The team.")
    version: int = Field(description="The version of the team, which the crest has raised.")
    crest_url: str = Field(description="The address of the image, a PNG. It is open to everybody.")
