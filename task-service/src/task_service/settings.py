"""Settings of the task service and its worker."""

from dataclasses import dataclass
from datetime import timedelta

from pydantic import AliasChoices, Field, SecretStr

from service_kit.files.settings import FileSettings
from service_kit.logging import logs

log = logs.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class RunTimes:
    """How long a result is kept, and after which silence a worker counts as dead."""

    result_ttl: timedelta = timedelta(days=7)
    worker_lost_after_s: float = 5.0


class TaskSettings(FileSettings):
    """Times are in seconds unless the name says days.

    A worker that sends no heartbeat for `worker_lost_after` counts as dead, and its runs go to another one.
    At most `runs_per_user` runs of one user are in the queue or with a worker at the same time.
    """

    worker_concurrency: int = Field(default=8, ge=1)
    worker_heartbeat: float = Field(default=2, gt=0)
    worker_lost_after: float = Field(default=5, gt=0)
    worker_grace: float = Field(default=5, ge=0)
    worker_patience: float = Field(default=60, ge=0)
    run_retry_delay: float = Field(default=5, gt=0)
    run_result_ttl: float = Field(default=7 * 86_400, gt=0)
    runs_per_user: int = Field(default=4, ge=1)
    run_retention_days: int = Field(default=30, ge=1)
    notification_retention_days: int = Field(default=90, ge=1)
    celery_broker_url: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("CELERY_BROKER_URL", "CELERY_BROKER")
    )
    housekeeping_schedule: str = "30 3 * * *"
    storage_user_mib: int = Field(default=500, ge=0, validation_alias="ALTSPORTS_STORAGE_USER_MIB")
    storage_organisation_mib: int = Field(
        default=5000, ge=0, validation_alias="ALTSPORTS_STORAGE_ORGANISATION_MIB"
    )
    storage_league_mib: int = Field(default=1000, ge=0, validation_alias="ALTSPORTS_STORAGE_LEAGUE_MIB")

    def note_broker(self) -> None:
        """Logs that the address of a broker, which an older deployment may set, is not needed."""
        if self.celery_broker_url is not None:
            log.warning(
                "CELERY_BROKER_URL has no effect: tasks wait in PostgreSQL, where TASK_DATABASE_URL or"
                " DATABASE_URL points"
            )

    def run_times(self) -> RunTimes:
        """The times that requests need."""
        return RunTimes(timedelta(seconds=self.run_result_ttl), self.worker_lost_after)
