"""How the parts of the kernel are compiled: into the loop that calls them, without a way in from Python."""

from typing import Any

from numba import njit

_WITHIN: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
rare = njit(nogil=True, error_model="numpy", **_WITHIN)
"""What few events come to: called, so that the loop stays small."""
part = njit(nogil=True, error_model="numpy", forceinline=True, **_WITHIN)
"""What most events come to: written into the loop (a seventh faster)."""
