"""How a link is named for machines, in the words of `findings.json`, and what else names the same break."""

from bench.planted.worlds.plan import Plan
from bench.planted.worlds.shapes import (
    Chain,
    Cut,
    Extra,
    Flag,
    Handoff,
    Late,
    Link,
    Load,
    Loop,
    Order,
    PingPong,
    Ref,
    Refused,
    Skip,
    Value,
)


def text(value: object) -> str:
    """A value as it is compared: true, 1 and yes stay as the export writes them."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def ref(plan: Plan, link: Link) -> Ref | None:  # noqa: PLR0911 -- one line a shape
    """The link's own reference; None for what no finding could name."""
    chain = plan.chain
    match link.shape:
        case Flag(column=column):
            return {"kind": "condition", "column": column, "value": text(plan.export.yes)}
        case Value(column=column, bad=bad):
            return {"kind": "condition", "column": column, "value": bad}
        case Late(step=step) | Cut(step=step):
            return {"kind": "wait", "step": chain.steps[step]}
        case Loop(step=step):
            return {"kind": "loop", "step": chain.steps[step]}
        case Handoff(step=step, team=team):
            return {"kind": "handoff", "step": chain.steps[step], "to": chain.teams[team]}
        case PingPong(step=step, team=team):
            return {"kind": "pingpong", "step": chain.steps[step], "team": chain.teams[team]}
        case Skip(step=step):
            return {"kind": "skip", "step": chain.steps[step]}
        case Order(step=step):
            return {"kind": "order", "step": chain.steps[step], "to": chain.steps[step + 1]}
        case Extra(name=name):
            return {"kind": "any", "step": name}
        case Refused(column=column):
            return {"kind": "condition", "column": column, "value": "refused"}
        case Load():
            return {"kind": "load"}
    return None


def starts_at(plan: Plan, link: Link) -> str:
    """Where in the chain the link is: a step, or the opening of the case."""
    step = getattr(link.shape, "step", getattr(link.shape, "after", None))
    return "opening" if step is None else plan.chain.steps[step]


def aliases(plan: Plan, link: Link) -> list[Ref]:  # noqa: PLR0911 -- one line a shape
    """The same break seen from another side: neither false, nor better than the link's own reference."""
    chain = plan.chain
    match link.shape:
        case Value(team=team) if team is not None:
            return _by_team(plan, team)
        case Late(step=step) | Cut(step=step):
            return [{"kind": "work", "step": chain.steps[step]}]
        case Loop(step=step, span=span):
            return _by_loop(chain, step, span)
        case Handoff(team=team):
            return _by_team(plan, team)
        case PingPong(step=step, team=team):
            return [*_by_team(plan, team), *_by_loop(chain, step, 1)]
        case Skip(step=step) | Order(step=step):
            return _by_neighbours(chain, step)
        case Extra(after=after):
            return [
                {"kind": "wait", "step": chain.steps[after + 1]},
                {"kind": "handoff", "to": chain.teams[chain.step_team[0]]},
            ]
        case Load():
            return aliases_of_load()
    return []


def aliases_of_load() -> list[Ref]:
    """Load comes with the hour and the weekday."""
    names = ("hour of week", "hour_of_week", "hour", "hour of day", "part of the day", "weekday", "day of week")
    return [{"kind": "condition", "column": name} for name in names]


def _by_team(plan: Plan, team: int) -> list[Ref]:
    name = plan.chain.teams[team]
    column = plan.export.columns.team or "team"
    return [
        {"kind": "handoff", "to": name},
        {"kind": "pingpong", "team": name},
        {"kind": "condition", "column": column, "value": name},
        {"kind": "condition", "column": "team", "value": name},
    ]


def _by_loop(chain: Chain, step: int, span: int) -> list[Ref]:
    near = chain.steps[step : step + span + 1]
    found = [{"kind": kind, "step": name} for name in near for kind in ("loop", "work", "wait", "order")]
    return found + _by_pairs(chain, range(step, min(step + span + 1, len(chain.steps))))


def _by_neighbours(chain: Chain, step: int) -> list[Ref]:
    near = range(max(step - 1, 0), min(step + 3, len(chain.steps)))
    found = [{"kind": kind, "step": chain.steps[k]} for k in near for kind in ("skip", "order", "wait", "work")]
    return found + _by_pairs(chain, near)


def _by_pairs(chain: Chain, steps: range) -> list[Ref]:
    """Hand-overs between the teams of neighbouring steps, which repeated or missing steps change."""
    teams = {chain.teams[chain.step_team[k]] for k in steps}
    pairs = [{"kind": "handoff", "team": a, "to": b} for a in teams for b in teams if a != b]
    return pairs + [{"kind": "pingpong", "team": team} for team in teams]
