"""Where and when ripples are looked at: the same queues, hours and peaks for every run that is compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from headwater.foresight.decisions.domain import Decision
from headwater.foresight.decisions.when import DAYS, hour_name, read, slots
from headwater.foresight.simulator.domain import Service
from headwater.foresight.simulator.tally import Tally

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
WEEK, PEAK = "week", "peak"
PEAK_SHARE, PEAK_LEAST = 0.1, 3
"""The peak of a queue: the tenth of its hours in which most customers come for each person on duty, three at least."""


@dataclass(frozen=True)
class Frame:
    """`peaks` by queue: whether each hour belongs to its peak; `together` is the peak of all of them; `named` are the
    hours that the decisions name, with their slots."""

    service: Service
    peaks: Mapping[str, Mask]
    together: Mask
    named: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def peaks_of(self, service: Service) -> Mask:
        """[station + 1, slot] for a service that may have other queues; the last row is all together."""
        return np.array([*(self.peaks.get(s.name, self.together) for s in service.stations), self.together])

    def peak_hours(self, queue: str = "") -> tuple[str, ...]:
        """The hours of a queue's peak (of all queues without a name)."""
        return tuple(hour_name(int(s), self.service) for s in np.flatnonzero(self.peaks.get(queue, self.together)))

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The days that the cycle holds."""
        return DAYS[: min(7, int(np.ceil(self.service.slots * self.service.slot / 24)))]

    @cached_property
    def whens(self) -> tuple[str, ...]:
        """The names of the windows in the order of the last axis: the week, the peak, the days, the hours, those
        named."""
        hours = tuple(hour_name(s, self.service) for s in range(self.service.slots))
        return (WEEK, PEAK, *self.days, *hours, *(name for name, _ in self.named))

    @property
    def hours(self) -> tuple[str, ...]:
        """The names of the single hours."""
        skip = 2 + len(self.days)
        return self.whens[skip : skip + self.service.slots]

    @property
    def coarse(self) -> frozenset[str]:
        """The names of all windows that are more than one hour."""
        return frozenset(self.whens) - frozenset(self.hours)

    @cached_property
    def day_of(self) -> npt.NDArray[np.int64]:
        """The day of each slot."""
        return (np.arange(self.service.slots) * self.service.slot // 24).astype(np.int64) % 7

    def windows(self, slots: npt.NDArray[np.generic], peaks: Mask, axis: int = -1) -> Floats:
        """Sums over the windows instead of the slots; `peaks` [place, slot]. The slots lie at `axis` (-1, or -2
        before bins)."""
        held = np.asarray(slots, dtype=np.float64) if axis == -1 else np.moveaxis(np.asarray(slots, np.float64), -1, 0)
        days = np.zeros((self.service.slots, len(self.days)))
        days[np.arange(self.service.slots), self.day_of] = 1.0
        whole = held.sum(axis=-1, keepdims=True)
        peak = (held * peaks).sum(axis=-1, keepdims=True)
        named = [held[..., list(slots)].sum(axis=-1, keepdims=True) for _, slots in self.named]
        found: Floats = np.concatenate([whole, peak, held @ days, held, *named], axis=-1)
        return found if axis == -1 else np.moveaxis(found, 0, -1)


def named(decisions: Sequence[Decision], service: Service) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The hours of a day that decisions name: a night lies on two days, and on neither is it told whole."""
    texts = dict.fromkeys(str(getattr(decision, "when", "")) for decision in decisions)
    clocks = [text for text in texts if text.strip() and any(hours[1:] != (0.0, 24.0) for hours in read(text))]
    taken = {hour_name(s, service) for s in range(service.slots)}
    return tuple((text, slots(text, service)) for text in clocks if text not in taken)


def frame(service: Service, baseline: Tally) -> Frame:
    """The frame of a baseline: its peaks come from how many come and how many are on duty."""
    came = baseline.came.sum(axis=0).astype(np.float64)
    on_duty = baseline.open.sum(axis=0)
    serving = np.zeros((len(service.stations), len(service.pools)))
    for p, pool in enumerate(service.pools):
        serving[list(pool.stations), p] = 1.0
    people = serving @ on_duty
    pressure = np.divide(came, people, out=np.zeros_like(came), where=people > 0)
    whole, all_people = came.sum(axis=0), on_duty.sum(axis=0)
    together = np.divide(whole, all_people, out=np.zeros_like(whole), where=all_people > 0)
    peaks = {station.name: _peak(row) for station, row in zip(service.stations, pressure, strict=True)}
    return Frame(service, peaks, _peak(together))


def _peak(pressure: Floats) -> Mask:
    used = np.flatnonzero(pressure > 0)
    most = max(PEAK_LEAST, round(PEAK_SHARE * len(used)))
    chosen = np.zeros(len(pressure), dtype=bool)
    chosen[used[np.argsort(-pressure[used], kind="stable")][:most]] = True
    return chosen
