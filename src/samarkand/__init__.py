"""Samarkand: news, kept and compared. This module holds the version, and nothing that costs time to import before it is used."""

from importlib import import_module

__version__ = "0.1.0"
__all__ = ["Archive", "SamarkandError", "__version__", "open"]
_LATER = {"open": "samarkand.opened", "Archive": "samarkand.opened", "SamarkandError": "samarkand.errors"}
"""Name -> the module that has it, which is loaded when the name is first used; `__init__.pyi` tells their types."""


def __getattr__(name: str) -> object:
    """What is loaded when it is first used."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
