"""The page of the services that finished measures left."""

from __future__ import annotations

import re

HEATING = "content/measures/01-heating.md"
NAME = "service_name_sv: Sök fjärrvärme\nservice_name_en: Ask for heating\n"
SECOND = """\
status: done
status_date: 2026-01-15
completed_on: 2026-01-15
result_sv: Cyklarna finns.
result_en: The bicycles are there.
service_url_sv: https://cykel.example/
service_url_en: https://cykel.example/en/
without_net_sv: Gå till stationen.
without_net_en: Go to the station.
"""
PAGE = "en/services/index.html"


def services_in(page):
    """What the page says of each service: a line for each paragraph."""
    items = re.findall(r'<li class="result-box">(.*?)</li>', page, re.DOTALL)
    return [[" ".join(re.sub("<.*?>", "", line).split()) for line in item.strip().split("\n")] for item in items]


def test_a_finished_service_is_told_with_how_to_get_it_without_the_net(followed, pages):
    found = pages()

    assert services_in(found[PAGE]) == [
        [
            "District heating without coal",
            "The houses are heated without coal.",
            "Without the net: Call the energy unit.",
            "Completed on 30 September 2025. Measure 1/2024",
        ]
    ]
    assert '<a href="https://varme.example/en/">' in found[PAGE]
    assert '<a href="services/">Services in use</a>' in found["en/index.html"]


def test_a_service_may_have_a_short_name_and_the_newest_comes_first(followed, edit, pages):
    edit(HEATING, "without_net_sv:", f"{NAME}without_net_sv:")
    edit("content/measures/03-bikes.md", "due: 2026-06-30\n", SECOND)
    edit("content/follow-up.yaml", "    count: 1\n", "    count: 2\n")

    assert [service[0] for service in services_in(pages()[PAGE])] == ["Bicycles to borrow", "Ask for heating"]


def test_a_service_of_a_measure_that_is_not_done_is_no_service_in_use(followed, edit, pages):
    edit(HEATING, "status: done\n", "status: going\nstatus_note_sv: Ett hus saknas.\nstatus_note_en: A house lacks.\n")
    edit(HEATING, "completed_on: 2025-09-30\n", "")
    edit("content/follow-up.yaml", "    count: 1\n", "    count: 0\n")
    found = pages()

    assert PAGE not in found
    assert "Services in use" not in found["en/index.html"]
