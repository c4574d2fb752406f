"""Browsers that are older than the site has a style for: plain pages, without script, in which everything works."""

from __future__ import annotations

import pytest

from browsers.clients import wait_for

PAINTED = """() => [...document.body.querySelectorAll("*")]
  .filter((one) => getComputedStyle(one).backgroundColor !== "rgba(0, 0, 0, 0)")
  .filter((one) => one.getClientRects().length && !one.matches("button, input, select, textarea"))
  .map((one) => one.outerHTML.slice(0, 80))"""
# Controls in sight that only a script would make work.
DEAD = """() => [...document.querySelectorAll("button, input, select")]
  .filter((one) => one.getClientRects().length && !one.disabled && !one.closest("form[action]:not(#filters)"))
  .map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize(
    "path", ["", "toimenpiteet/", "tilanne/", "lukuina/", "haku/", "toimenpiteet/yksi-tunnus-henkilostolle/"]
)
def test_a_page_is_plain_and_works(older_client, site, path):
    older_client.open(site + path, 360, "light")

    assert older_client.script("() => getComputedStyle(document.documentElement).getPropertyValue('--styled')") == ""
    assert older_client.script(PAINTED) == []
    assert older_client.script(DEAD) == []
    assert older_client.script("() => document.querySelector('.main-menu').getClientRects().length") == 1


def test_a_word_of_the_glossary_leads_to_its_explanation(older_client, site):
    older_client.open(f"{site}toimenpiteet/yksi-tunnus-henkilostolle/", 360, "light")
    older_client.script("() => document.querySelector('.term').click()")

    wait_for(older_client, "() => document.querySelector(':target')?.matches('.term-note')")
