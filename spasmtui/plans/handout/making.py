"""Make the handout of the present plan from what the program has at hand."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spasmtui.errors import NotFound
from spasmtui.plans.handout.data import Ports, compose_handout
from spasmtui.shared.emergency_numbers import emergency_number
from spasmtui.shared.plans.model import plan_day
from spasmtui.shared.toml_files import REINSTALL, read_toml

if TYPE_CHECKING:
    from spasmtui.plans.handout.data import Handout
    from spasmtui.services import Services
    from spasmtui.shared.plans.loaded import LoadedPlan


def make_handout(services: Services, loaded: LoadedPlan) -> Handout:
    """Return the handout of a plan.

    Raises:
        NotFound: nothing is planned from today on.
        DataError: shipped content is missing or damaged.
    """
    sources = read_toml(services.content / "sources.toml", advice=REINSTALL)
    ports = Ports(services.load_practice, services.figure_svg, sources)
    today = plan_day(services.clock.now())
    handout = compose_handout(loaded, today, emergency_number(os.environ, str(services.config)), ports)
    if not handout.exercises:
        raise NotFound(
            "Nothing is planned from today on, so there is nothing to print. spasmtui plan says how to begin."
        )
    return handout
