"""Quantiles from counted waits."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def quantile(bins: npt.NDArray[np.generic], edges: Floats, share: float) -> Floats:
    """The time below which a share lies, from counts over bins (last axis): nothing in bin 0, then between edges, on a
    straight line inside a bin; nan where nothing was counted. `edges` [BINS]: the upper end of each bin, the first
    is 0."""
    total = np.cumsum(np.asarray(bins, dtype=np.float64), axis=-1)
    n = total[..., -1]
    wanted = share * n
    at = np.minimum((total < wanted[..., None]).sum(axis=-1), total.shape[-1] - 1)
    below = np.take_along_axis(total, np.maximum(at - 1, 0)[..., None], axis=-1)[..., 0] * (at > 0)
    inside = np.take_along_axis(total, at[..., None], axis=-1)[..., 0] - below
    low, high = edges[np.maximum(at - 1, 0)], edges[at]
    part = np.divide(wanted - below, inside, out=np.ones_like(wanted), where=inside > 0)
    found: Floats = np.where(n > 0, low + part * (high - low), np.nan)
    return found
