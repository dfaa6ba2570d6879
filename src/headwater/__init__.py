"""Headwater follows what spoils a customer's experience upstream, to the link of the service chain where it starts.

    import headwater as hw
    m = hw.read("incidents.parquet")
    c = hw.chain(m)
    f = hw.causes(m, spoiled="rating <= 2 or reopened")

Each part is loaded when it is first asked for, so that `import headwater` and `headwater --help` cost next to nothing.
`chain` and `causes` are packages too; here their names mean the functions
(docs/decisions/0002-names-of-functions-and-packages.md).
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headwater.causes.service import causes, person_or_system
    from headwater.chain.service import chain
    from headwater.moments.service import read

__version__ = "0.1.0"
__all__ = ["causes", "chain", "person_or_system", "read"]

_HOMES = {
    "causes": "headwater.causes.service",
    "chain": "headwater.chain.service",
    "person_or_system": "headwater.causes.service",
    "read": "headwater.moments.service",
}


class _Library(ModuleType):
    """Hands out functions by name; the import system, which binds a package to its name here, is passed over."""

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"headwater has no part named {name!r}")
        return getattr(import_module(_HOMES[name]), name)

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Library
