"""Settings of the league service."""

from pydantic import Field

from service_kit.settings.mesh import MeshSettings


class LeagueSettings(MeshSettings):
    """`league_import_max_mib` limits the total size of the files of one import, in MiB.

    `f1_results_url` is the address of an API in the Ergast format, whose results of Formula 1 are looked for
    and checked; if it is empty, results come from imports alone. It has `f1_results_timeout` seconds to
    answer, and its raw answers are kept for `f1_answer_retention_days`.
    `soccer_deductions_file` is a CSV file with deductions of points beside the packaged ones.
    Clubs need a recorded consent for what describes the body of players below `club_consent_age`.
    """

    league_import_max_mib: int = Field(default=128, ge=1, le=1024)
    f1_results_url: str = Field(default="", max_length=500, pattern=r"^(https?://\S+)?$")
    f1_results_timeout: float = Field(default=10.0, gt=0, le=60)
    f1_answer_retention_days: int = Field(default=30, ge=1, le=3650)
    soccer_deductions_file: str = Field(default="", max_length=500)
    club_consent_age: int = Field(default=16, ge=0, le=25)
