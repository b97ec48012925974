"""Settings of the league service."""

from pydantic import Field

from service_kit.settings.mesh import MeshSettings


class LeagueSettings(MeshSettings):
    """`league_import_max_mib` limits the total size of the files of one import, in MiB."""

    league_import_max_mib: int = Field(default=128, ge=1, le=1024)
