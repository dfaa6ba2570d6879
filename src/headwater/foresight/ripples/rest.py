"""Whether a service comes to rest."""

from headwater.foresight.simulator.domain import Service, Settled


def settles(service: Service) -> Settled:  # noqa: ARG001 -- until the simulator says it
    """Not told yet."""
    return Settled()
