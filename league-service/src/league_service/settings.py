"""What the league service is told by the environment."""

from pydantic import Field

from service_kit.settings.mesh import MeshSettings


class LeagueSettings(MeshSettings):
    """`league_import_max_mib` bounds the files of one import together, in MiB."""

    league_import_max_mib: int = Field(128, ge=1, le=1024)
