"""All errors that the packages under test define."""

import importlib
import pkgutil
import warnings
from types import ModuleType

from service_kit.errors import DomainError


def all_errors(*packages: ModuleType) -> list[type[DomainError]]:
    """Every class of error, wherever it is defined."""
    with warnings.catch_warnings():  # Google's libraries announce that they will require a newer grpcio
        warnings.simplefilter("ignore", FutureWarning)
        for package in packages:
            for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
                if module.name.rpartition(".")[2] != "__main__" and ".testing" not in module.name:
                    importlib.import_module(module.name)
    found: list[type[DomainError]] = []
    waiting: list[type[DomainError]] = [DomainError]
    while waiting:
        found.append(waiting.pop())
        waiting += found[-1].__subclasses__()
    return found
