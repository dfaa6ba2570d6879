"""Numbers drawn by key, not by order: the same case draws the same number for the same purpose in every scenario.

A key is mixed with the number of a draw by the finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable
pseudorandom number generators", OOPSLA 2014). Nothing is carried from one draw to the next.
"""

import math

import numpy as np

from headwater.foresight.simulator.kernel.compiled import part, rare

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
ODD = np.uint64(0xD1B54A32D192ED03)
_A = np.uint64(0xBF58476D1CE4E5B9)
_B = np.uint64(0x94D049BB133111EB)
_ALL = (1 << 64) - 1
_30, _27, _31, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


@part
def mix(z):
    """A 64-bit number from which the key cannot be seen."""
    z = (z ^ (z >> _30)) * _A
    z = (z ^ (z >> _27)) * _B
    return z ^ (z >> _31)


@part
def child(key, number):
    """The key of the `number`th thing below a key."""
    return mix(key + (np.uint64(number) + np.uint64(1)) * ODD)


def child_key(key: int, number: int) -> int:
    """The same, outside of the kernel."""
    z = (key + (number + 1) * int(ODD)) & _ALL
    z = ((z ^ (z >> 30)) * int(_A)) & _ALL
    z = ((z ^ (z >> 27)) * int(_B)) & _ALL
    return z ^ (z >> 31)


@part
def uniform(key, number):
    """Draw `number` of a key, above 0 and below 1."""
    return (
        np.float64(np.int64(mix(key + (np.uint64(number) + np.uint64(1)) * GOLDEN) >> _11)) + 0.5
    ) * 1.1102230246251565e-16


_P = np.array([-3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2,
               1.383577518672690e2, -3.066479806614716e1, 2.506628277459239])  # fmt: skip
_Q = np.array(
    [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1]
)
_R = np.array([-7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838,
               -2.549732539343734, 4.374664141464968, 2.938163982698783])  # fmt: skip
_S = np.array([7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416])


@rare
def normal(u):
    """The normal quantile of u, to 1e-9 (P. J. Acklam's rational approximation)."""
    if u < 0.02425:
        return _tail(math.sqrt(-2.0 * math.log(u)))
    if u > 0.97575:
        return -_tail(math.sqrt(-2.0 * math.log(1.0 - u)))
    q = u - 0.5
    r = q * q
    above = ((((_P[0] * r + _P[1]) * r + _P[2]) * r + _P[3]) * r + _P[4]) * r + _P[5]
    return above * q / (((((_Q[0] * r + _Q[1]) * r + _Q[2]) * r + _Q[3]) * r + _Q[4]) * r + 1.0)


@rare
def _tail(q):
    above = ((((_R[0] * q + _R[1]) * q + _R[2]) * q + _R[3]) * q + _R[4]) * q + _R[5]
    return above / ((((_S[0] * q + _S[1]) * q + _S[2]) * q + _S[3]) * q + 1.0)
