"""PostgreSQL with pgvector in a container, for machines with a running Docker engine."""

from typing import Any, cast

import docker
from docker.errors import DockerException, ImageNotFound
from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.config import testcontainers_config

_IMAGE = "pgvector/pgvector:pg17"
_ENGINE_TIMEOUT_S = 2
_PULL_TIMEOUT_S = 90
_SETTINGS = "postgres -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300"


class ContainerServer:
    """The part of PostgresServer's interface that the keeper needs."""

    def __init__(self) -> None:
        self._container = PostgresContainer(_IMAGE, driver=None).with_command(_SETTINGS)

    @property
    def url(self) -> str:
        return self._container.get_connection_url()

    def start(self) -> None:
        self._container.start()

    def remove(self) -> None:
        self._container.stop()


def container_if_possible() -> ContainerServer | None:
    """Returns a server to start, or None if no engine answers or the image is not available."""
    try:
        cast("Any", docker.from_env(timeout=_ENGINE_TIMEOUT_S)).ping()  # untyped
        client = docker.from_env(timeout=_PULL_TIMEOUT_S)
        for image in (
            _IMAGE,
            testcontainers_config.ryuk_image,
        ):  # the second one removes the leftovers of killed runs
            _have(client, image)
    except (DockerException, OSError):  # the second one is raised by a slow or broken network
        return None
    return ContainerServer()


def _have(client: docker.DockerClient, image: str) -> None:
    try:
        client.images.get(image)
    except ImageNotFound:
        client.images.pull(image)
