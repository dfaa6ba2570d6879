"""Baselines that the benchmark sets beside headwater."""

from bench.planted.baselines.features import Features, features
from bench.planted.baselines.methods import METHODS

__all__ = ["METHODS", "Features", "features"]
