"""Parses addresses of the web, e-mail and telephone: the same rules for fields and for the links of texts.

Browsers mend nearly any address in their own way, and lead somewhere else. What is refused comes with the nearest
right form where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from generator.diagnostics import InvalidValue

FOREIGN_TO_ADDRESSES = re.compile('[\x00-\x20\x7f-\xa0"<>\\\\^`{|}\u2028-\u202f\u2066-\u2069\ud800-\udfff]')
# A name with a top-level domain, or a number as IP has them.
_HOST = re.compile(
    r"([\w-]+\.)+[^\W\d_][\w-]+\.?|localhost|\d{1,3}(\.\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
# Digits with the signs that RFC 3966 lets stand between them.
_PHONE = re.compile(r"\+?[0-9(][0-9().-]*[0-9]")

# “https:/”, “htps://”, “https//” and “http:\\”, perhaps several of them.
_SCHEME_LIKE = re.compile(r"(?:h{0,2}t{1,3}ps?\s?(?:[:;.,]\s?[/\\]*|[/\\]{2,}))+", re.IGNORECASE)
_USER = re.compile(r"^[^/?#@]*@")
_AT, _DOT = re.compile(r"\s*[\[({](?:at|ät)[\])}]\s*|\s+at\s+", re.IGNORECASE), re.compile(r"\s*[\[(]dot[\])]\s*")
# What ends the name of a file, not that of a host.
_FILE_ENDINGS = ("md", "pdf", "html", "htm", "php", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "png", "jpg")
_HOME_PAGE = re.compile(r"/(?:index|default)\.[a-z]+$", re.IGNORECASE)


def web_address(text: str) -> str:
    """Return an absolute address of the web."""
    if is_web_address(text):
        return text
    if cure := _nearest_web_address(text):
        raise _misspelt(text, cure)
    if FOREIGN_TO_ADDRESSES.search(text):
        raise InvalidValue(
            '"{value}" contains a character that an address cannot have. Copy the address again.', value=text
        )
    if text.lower().startswith(("http://", "https://")):
        raise InvalidValue('"{value}" is not a complete address. Copy it from the browser.', value=text)
    raise InvalidValue('"{value}" is not an address. Write one that begins with https://.', value=text)


def base_address(text: str) -> str:
    """Return the address that the site is published at, with a slash at its end."""
    address = web_address(text)
    parts = urlsplit(address)
    if parts.path.startswith("//") or {".", ".."} & set(unquote(parts.path).split("/")):
        raise InvalidValue('"{value}" cannot be the address of a site. Write it without ".." and "//".', value=text)
    if set("@$") & set(text):
        raise InvalidValue('"{value}" cannot be the address of a site. Write it without @ and $.', value=text)
    if parts.query or parts.fragment:
        raise InvalidValue('"{value}" cannot be the address of a site. Leave out what follows ? or #.', value=text)
    if _HOME_PAGE.search(parts.path):
        raise InvalidValue(
            '"{value}" is the address of a page, not of a site. Write "{cure}".',
            value=text,
            cure=_HOME_PAGE.sub("/", text),
        )
    return address.rstrip("/") + "/"


def contact(text: str) -> str:
    """Return an address of the web, or one to write to: mailto:security@example.org."""
    return _mail_link(text) if text.startswith("mailto:") else web_address(text)


def email_address(text: str) -> str:
    """Return an address of e-mail."""
    if _EMAIL.fullmatch(text):
        return text
    if cure := _nearest_mail_link(text).removeprefix("mailto:"):
        raise _misspelt(text, cure)
    raise InvalidValue('"{value}" is not an email address. Write one such as info@example.org.', value=text)


def link_address(text: str) -> str:
    """Return the address that a link of a text leads to outside the site."""
    scheme = text.partition(":")[0].lower()
    if scheme in _PARSERS:
        return _PARSERS[scheme](text)
    if cure := _nearest_mail_link(text) or _nearest_web_address(text):
        raise _misspelt(text, cure)
    raise InvalidValue(
        '"{href}" leads nowhere. Write an address that begins with https://, '
        "or the name of a content file such as 14-example.md.",
        href=text,
    )


def _nearest_web_address(text: str) -> str:
    """Return the address of the web that a text was probably meant to be; empty where none is near."""
    bare = text.strip(" \u00a0<>\"'“”„’»,;")
    scheme = _SCHEME_LIKE.match(bare)
    rest = bare[scheme.end() if scheme else 0 :].replace("\\", "/")
    host, slash, path = _USER.sub("", rest).partition("/")
    if scheme is None and (_USER.match(rest) or host.rpartition(".")[2].lower() in _FILE_ENDINGS):
        return ""
    name = "http" if scheme and "https" not in scheme[0] and scheme[0].startswith("http:") else "https"
    cure = f"{name}://{re.sub(r' *[.] *', '.', host)}{slash}{path.replace(' ', '%20')}"
    return cure if cure != text and is_web_address(cure) else ""


def _nearest_mail_link(text: str) -> str:
    """Return the link to an address of e-mail that a text was probably meant to be; empty where none is near."""
    bare = re.sub(r"^(?:mail\s?to\s?[:;]?\s?/*)+", "", text.strip(" <>,;"), flags=re.IGNORECASE)
    cure = _DOT.sub(".", _AT.sub("@", bare, count=1))
    return f"mailto:{cure}" if _EMAIL.fullmatch(cure) else ""


def is_web_address(text: str) -> bool:
    """Return whether a text is an absolute address of the web."""
    if FOREIGN_TO_ADDRESSES.search(text) or text[-1:] in ",;":
        return False
    try:
        parts = urlsplit(text)
        host, is_port = parts.hostname or "", parts.port != 0
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and is_port and "@" not in parts.netloc and bool(_HOST.fullmatch(host))


def _mail_link(text: str) -> str:
    addresses, _unused, query = text.partition(":")[2].partition("?")
    if all(_EMAIL.fullmatch(unquote(address)) for address in addresses.split(",")) and not FOREIGN_TO_ADDRESSES.search(
        query
    ):
        return text
    if cure := _nearest_mail_link(text):
        raise _misspelt(text, cure)
    raise InvalidValue('"{value}" is not an email address. Write one such as mailto:info@example.org.', value=text)


def _phone_link(text: str) -> str:
    number = text.partition(":")[2]
    if _PHONE.fullmatch(number):
        return text
    bare = re.sub(r"[\s/]|%20|\(0\)|^tel:", "", number.replace("–", "-"))
    if _PHONE.fullmatch(bare):
        raise _misspelt(text, f"tel:{bare}")
    raise InvalidValue('"{value}" is not a telephone number. Write one such as tel:+358195202011.', value=text)


def _misspelt(text: str, cure: str) -> InvalidValue:
    return InvalidValue('"{value}" is not an address. Write "{cure}".', value=text, cure=cure)


_PARSERS: dict[str, Callable[[str], str]] = {
    "http": web_address,
    "https": web_address,
    "mailto": _mail_link,
    "tel": _phone_link,
}
