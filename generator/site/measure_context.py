"""The context of a measure's page, and of the pages that show what came of measures."""

from __future__ import annotations

from generator.model import Measure
from generator.site.components import Components
from generator.site.environment import Context
from generator.site.links import Link


def service(measure: Measure, make: Components) -> Context | None:
    """Return the service that a measure left, and how one gets the same without the net; None where it left none."""
    tracking = measure.tracking
    if tracking is None or tracking.service_url is None:
        return None
    return {
        **make.fields(tracking, "result", "without_net"),
        "since": tracking.completed or tracking.status_date,
        "name": make.text(tracking.service_name) or measure.title[make.language],
        "href": tracking.service_url[make.language],
        "measure": Link(measure.display_number, make.to(measure)),
    }
