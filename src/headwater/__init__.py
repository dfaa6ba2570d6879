"""Headwater follows what spoils a customer's experience upstream, to the link of the service chain where it starts.

    import headwater as hw
    m = hw.read("incidents.parquet")
    c = hw.chain(m)
    f = hw.causes(m, spoiled="rating <= 2 or reopened")
    r = hw.twin(m).decide(hw.Staff("billing", -2, when="sat"))

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
    from headwater.foresight.decisions.demand import Arrivals, Campaign, Fix, SelfService
    from headwater.foresight.decisions.rules import Callback, Permission, Priority, Promise, Route
    from headwater.foresight.decisions.staffing import Hours, Skill, Staff
    from headwater.foresight.decisions.work import AddStep, Batch, HandleTime, MergeSteps, MoveStep, RemoveStep
    from headwater.foresight.service import load_twin, save_twin, twin
    from headwater.moments.service import read

__version__ = "0.1.0"
__all__ = [
    "AddStep",
    "Arrivals",
    "Batch",
    "Callback",
    "Campaign",
    "Fix",
    "HandleTime",
    "Hours",
    "MergeSteps",
    "MoveStep",
    "Permission",
    "Priority",
    "Promise",
    "RemoveStep",
    "Route",
    "SelfService",
    "Skill",
    "Staff",
    "causes",
    "chain",
    "load_twin",
    "person_or_system",
    "read",
    "save_twin",
    "twin",
]

_HOMES = {
    "causes": "headwater.causes.service",
    "chain": "headwater.chain.service",
    "load_twin": "headwater.foresight.service",
    "person_or_system": "headwater.causes.service",
    "read": "headwater.moments.service",
    "save_twin": "headwater.foresight.service",
    "twin": "headwater.foresight.service",
} | {
    name: f"headwater.foresight.decisions.{part}"
    for part, held in {
        "demand": ("Arrivals", "Campaign", "Fix", "SelfService"),
        "rules": ("Callback", "Permission", "Priority", "Promise", "Route"),
        "staffing": ("Hours", "Skill", "Staff"),
        "work": ("AddStep", "Batch", "HandleTime", "MergeSteps", "MoveStep", "RemoveStep"),
    }.items()
    for name in held
}
"""Where each function, and each kind of decision, lives."""


class _Library(ModuleType):
    """Hands out functions by name; the import system, which binds a package to its name here, is passed over."""

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"headwater has no part named {name!r}")
        return getattr(import_module(_HOMES[name]), name)

    def __dir__(self) -> list[str]:
        return sorted([*__all__, *(name for name in super().__dir__() if name.startswith("__"))])

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Library
