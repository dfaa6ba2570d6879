"""Options that belong together, given to a command as one: how a file is read, and the language of the answer."""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import typer

from headwater.cli import options as o
from headwater.shared.errors import HeadwaterError, InputError
from headwater.shared.refusals import barred, recognised
from headwater.shared.said import language, say, speaking, spoken

Command = Callable[..., None]
Options = Mapping[str, tuple[Any, Any]]
"""by name: the type, and what holds where it is not given"""
ROLES = ("case", "step", "at", "start", "who", "team", "customer", "channel")
READING: Options = {
    "case": (o.Case, None), "step": (o.Step, None), "at": (o.At, None), "start": (o.Start, None),
    "who": (o.Who, None), "team": (o.Team, None), "customer": (o.Customer, None), "channel": (o.Channel, None),
    "mapping": (o.Mapping, None), "timezone": (o.Timezone, None), "dates": (o.DateOrder, None),
    "reject_share": (o.RejectShare, 0.05),
}  # fmt: skip


def reads(command: Command) -> Command:
    """With the options that say how a file is read, in the place of its parameter `how`: what `read` is given."""

    def called(given: dict[str, Any]) -> None:
        held = {name: given.pop(name) for name in READING}
        roles = {name: held.pop(name) for name in ROLES}
        command(**given, how=o.reading(roles, **held))

    return _with(command, READING, called, instead="how")


def speaks(command: Command) -> Command:
    """With `--language` as its last option: all that the command says is in it."""

    def called(given: dict[str, Any]) -> None:
        with speaking(o.tongue(given.pop("language"))):
            try:
                command(**given)
            except HeadwaterError as error:
                raise type(error)(spoken(recognised(error.said))) from error
            except OSError as error:
                raise InputError(spoken(_barred(error))) from error

    return _with(command, {"language": (o.Language, None)}, called)


def same_language() -> str:
    """What a proposed command needs so that it answers in the language of this one."""
    return "" if language() == o.tongue(None) else f" --language {language()}"


def _barred(error: OSError) -> str:
    """What the system will not let us do."""
    return say("Cannot use {place}: {why}.", place=error.filename or say("a file"), why=barred(error))


def typed(context: typer.Context) -> set[str]:
    """The options that stand on the command line, by their names."""
    options = {p.name: p.opts[0] for p in context.command.params if p.name and p.opts[0].startswith("-")}
    sources = {option: context.get_parameter_source(name) for name, option in options.items()}
    return {option for option, source in sources.items() if source is not None and source.name == "COMMANDLINE"}


def _with(command: Command, more: Options, called: Callable[[dict[str, Any]], None], instead: str = "") -> Command:
    """The command as typer sees it: further options stand in the place of a parameter, or at the end."""
    found = list(inspect.signature(command).parameters.values())
    names = [p.name for p in found]
    at = names.index(instead) if instead else len(found)
    one = inspect.Parameter.KEYWORD_ONLY
    options = [inspect.Parameter(n, one, annotation=kind, default=default) for n, (kind, default) in more.items()]
    every = [*found[:at], *options, *(p for p in found[at:] if p.name != instead)]

    @wraps(command)
    def whole(**given: Any) -> None:
        called(given)

    del whole.__wrapped__  # whose parameters are others
    whole.__signature__ = inspect.Signature([p.replace(kind=one) for p in every])  # type: ignore[attr-defined]  # Typer reads it
    whole.__annotations__ = {p.name: p.annotation for p in every}
    return whole
