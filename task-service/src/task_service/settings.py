"""Settings of the task service and its worker."""

from pydantic import Field

from service_kit.files.settings import FileSettings


class TaskSettings(FileSettings):
    """Times are in seconds unless the name says days.

    A worker that sends no heartbeat for `worker_lost_after` counts as dead, and its jobs go to another one.
    """

    worker_concurrency: int = Field(default=8, ge=1)
    worker_heartbeat: float = Field(default=2, gt=0)
    worker_lost_after: float = Field(default=5, gt=0)
    worker_grace: float = Field(default=5, ge=0)
    worker_patience: float = Field(default=60, ge=0)
    run_retry_delay: float = Field(default=5, gt=0)
    run_retention_days: int = Field(default=30, ge=1)
    job_retention_days: int = Field(default=7, ge=1)
    housekeeping_schedule: str = "30 3 * * *"
    storage_user_mib: int = Field(default=500, ge=0, validation_alias="ALTSPORTS_STORAGE_USER_MIB")
    storage_organisation_mib: int = Field(
        default=5000, ge=0, validation_alias="ALTSPORTS_STORAGE_ORGANISATION_MIB"
    )
    storage_league_mib: int = Field(default=1000, ge=0, validation_alias="ALTSPORTS_STORAGE_LEAGUE_MIB")
