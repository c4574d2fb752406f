"""Addresses in fields and texts have one rule, and what breaks it comes with the nearest right form."""

from __future__ import annotations

import pytest

from generator.content.web_addresses import base_address, contact, email_address, link_address, web_address
from generator.diagnostics import InvalidValue


@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://stad.example",
            "http://stad.example/a,b?c=1,2#d",
            "HTTPS://STAD.EXAMPLE/",
            "https://räätäli.example/å",
        ),
        *("https://127.0.0.1:8000/", "https://[::1]/", "http://localhost:8501/", "https://stad.example/@a"),
        *("mailto:a.b+c@stad.example", "mailto:a@stad.example,b@stad.example?subject=a%20b"),
        *("tel:112", "tel:+358195202011", "tel:+358-19-520-2011"),
    ],
)
def test_a_right_address_stays_as_it_is(address):
    assert link_address(address) == address


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https:/stad.example", "https://stad.example"),
        ("https:stad.example", "https://stad.example"),
        ("https//stad.example", "https://stad.example"),
        ("https;//stad.example", "https://stad.example"),
        ("htps://stad.example", "https://stad.example"),
        ("hhtps://stad.example", "https://stad.example"),
        ("http:\\\\stad.example\\a", "http://stad.example/a"),
        ("https://https://stad.example", "https://stad.example"),
        ("http://https://stad.example", "https://stad.example"),
        ("www.stad.example", "https://www.stad.example"),
        ("stad.example/a", "https://stad.example/a"),
        ("https://user:word@stad.example/a", "https://stad.example/a"),
        ("https://stad.example,", "https://stad.example"),
        ("”https://stad.example”", "https://stad.example"),
        ("https://stad.example/a b.pdf", "https://stad.example/a%20b.pdf"),
        ("https://www. stad.example", "https://www.stad.example"),
        ("info@stad.example", "mailto:info@stad.example"),
        ("mailto:info[at]stad.example", "mailto:info@stad.example"),
        ("mailto:info (at) stad(dot)example", "mailto:info@stad.example"),
        ("mailto://info@stad.example", "mailto:info@stad.example"),
        ("mailto:mailto:info@stad.example", "mailto:info@stad.example"),
        ("tel:+358 19 520 2011", "tel:+358195202011"),
        ("tel:+358 (0)19 520", "tel:+35819520"),
    ],
)
def test_a_slip_comes_with_what_was_meant(written, meant):
    with pytest.raises(InvalidValue) as invalid:
        link_address(written)

    assert str(invalid.value) == f'"{written}" is not an address. Write "{meant}".'
    assert link_address(meant) == meant


@pytest.mark.parametrize(
    ("parse", "written", "message"),
    [
        (web_address, "https://stad", "is not a complete address. Copy it from the browser."),
        (web_address, "https://", "is not a complete address. Copy it from the browser."),
        (web_address, "https://[x", "is not a complete address. Copy it from the browser."),
        (web_address, "https://stad.example:99999/", "is not a complete address. Copy it from the browser."),
        (web_address, "https://stad.example:0/", "is not a complete address. Copy it from the browser."),
        (
            web_address,
            "https://stad example",
            "contains a character that an address cannot have. Copy the address again.",
        ),
        (web_address, "javascript:alert(1)", "is not an address. Write one that begins with https://."),
        (web_address, "info@stad.example", "is not an address. Write one that begins with https://."),
        (web_address, "plan.pdf", "is not an address. Write one that begins with https://."),
        (link_address, "mailto:", "is not an email address. Write one such as mailto:info@example.org."),
        (link_address, "mailto:info@stad", "is not an email address. Write one such as mailto:info@example.org."),
        (link_address, "tel:", "is not a telephone number. Write one such as tel:+358195202011."),
        (contact, "mailto:info[at]stad.example", 'is not an address. Write "mailto:info@stad.example".'),
        (email_address, "info[at]stad.example", 'is not an address. Write "info@stad.example".'),
        (email_address, "info", "is not an email address. Write one such as info@example.org."),
        (base_address, "https://stad.example/?a", "cannot be the address of a site. Leave out what follows ? or #."),
        (
            base_address,
            "https://stad.example/plan/index.html",
            'is the address of a page, not of a site. Write "https://stad.example/plan/".',
        ),
    ],
)
def test_what_is_no_address_is_told(parse, written, message):
    with pytest.raises(InvalidValue) as invalid:
        parse(written)

    assert str(invalid.value) == f'"{written}" {message}'


def test_the_address_of_a_site_ends_in_a_slash():
    assert base_address("https://stad.example/plan") == "https://stad.example/plan/"
