"""The shares of conditions, people, customers and what is unexplained, each with its interval."""

from collections.abc import Sequence

from headwater.causes.people.combine import either, odds_share, product
from headwater.causes.people.fixed_part import fixed_share
from headwater.causes.people.model import CUSTOMERS, INTERACTION, PEOPLE, Model
from headwater.causes.people.profile import Share, share
from headwater.causes.people.reml import Fit

NOTHING = Share(0.0, 0.0, 0.0)


class Parts:
    """Splits all variation: what fixed people predict, then fixed conditions, then the random parts of the rest."""

    def __init__(self, model: Model, fitted: Fit) -> None:
        self.model, self.fitted = model, fitted
        people = [PEOPLE] if model.people_fixed else []
        self.fixed_people = fixed_share(fitted, people, model.fixed_conditions) if people else NOTHING
        self.fixed = fixed_share(fitted, model.fixed_conditions)
        self.random = {name: self._share([name]) for name in fitted.likelihood.names}
        names = model.random_conditions
        self.conditions_random = self.random[names[0]] if len(names) == 1 else self._share(names)
        self.all_random = self._share(fitted.likelihood.names)

    def _share(self, names: Sequence[str], *, of_explained: bool = False) -> Share:
        return share(self.fitted, names, of_explained=of_explained) if names else NOTHING

    def _of_rest(self, random: Share) -> Share:
        return product(product(self.fixed_people.rest(), self.fixed.rest()), random)

    def shares(self) -> dict[str, Share]:
        """Parts of all variation; they add up to one (with the interaction, where it was fitted).

        Where customers could not be told apart their part may be anything up to what is unexplained.
        """
        conditions = product(self.fixed_people.rest(), either(self.fixed, self.conditions_random))
        people = self.fixed_people if self.model.people_fixed else self._of_rest(self.random[PEOPLE])
        out = {"conditions": conditions, "people": people}
        unexplained = self._of_rest(self.all_random.rest())
        unknown = Share(0.0, 0.0, unexplained.high)
        out["customers"] = self._of_rest(self.random[CUSTOMERS]) if self.model.customers else unknown
        if self.model.interaction:
            out["interaction"] = self._of_rest(self.random[INTERACTION])
        return {**out, "unexplained": unexplained}

    def by_people(self) -> Share:
        """What goes with who served, whether everywhere or only under some conditions (people and interaction)."""
        if not self.model.interaction:
            return self.shares()["people"]
        return self._of_rest(self._share([PEOPLE, INTERACTION]))

    def relative(self) -> dict[str, Share]:
        """Parts of the explained variation; empty where nothing is explained or people are too few to vary."""
        explained = either(self.fixed, self.all_random).estimate
        if self.model.people_fixed or explained < 1e-6:
            return {}
        if self.all_random.estimate < 1e-6:
            return {"conditions": Share(1.0, 1.0, 1.0), "people": NOTHING, "customers": NOTHING}
        weight = odds_share(self.fixed, self.all_random)
        names = self.model.random_conditions
        inner = self._share(names, of_explained=True)
        out = {"conditions": product(weight, inner.rest()).rest()}
        out["people"] = product(weight, self._share([PEOPLE], of_explained=True))
        customers = [CUSTOMERS] if self.model.customers else []
        out["customers"] = product(weight, self._share(customers, of_explained=True))
        if self.model.interaction:
            out["interaction"] = product(weight, self._share([INTERACTION], of_explained=True))
        return out

    def components(self) -> dict[str, Share]:
        """One share for each condition, by its own name (conditions that go together overlap)."""
        out = {}
        for name in self.model.random_conditions:
            out[name] = self._of_rest(self.random[name])
        for name in self.model.fixed_conditions:
            others = [n for n in self.model.fixed_conditions if n != name]
            out[name] = product(self.fixed_people.rest(), fixed_share(self.fitted, [name], others))
        return {name.removeprefix("condition "): part for name, part in out.items()}
