"""Modules that are loaded when something of them is first asked for: what a short command does not need costs it nothing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for a module; what was asked for once is an attribute of its own from then on. Any thread may be the first."""

    def __getattr__(self, name: str) -> Any:
        found = getattr(import_module(self.__name__), name)
        setattr(self, name, found)
        return found


def later(name: str) -> ModuleType:
    """What stands for the module of a name. Whatever loading that raises is raised where it is first asked for something.

    Who uses it names the module to the type checker, and so to the import contracts, by an import of its own below
    `if TYPE_CHECKING:`.
    """
    return _Later(name)
