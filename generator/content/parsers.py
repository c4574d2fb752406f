"""Parsers of what an editor wrote: text in, a value out, or InvalidValue in words for the editor."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import PurePosixPath
from typing import TypeVar

from babel import Locale, UnknownLocaleError

from generator.content.web_addresses import FOREIGN_TO_ADDRESSES
from generator.diagnostics import InvalidValue, did_you_mean, strip_accents
from generator.i18n import EDITOR_LANGUAGES, Choice, Choices, FieldKind, Translator, _
from generator.model import Approval, KeptAdvice, PartialDate, Precision, Value

T = TypeVar("T")
N = TypeVar("N", bound=str)

NAME = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
NUMBER = re.compile(r"[1-9][0-9]{0,4}")
# Ü1, B5+6, A1.2, 3.1., (4). Latin, Greek and Cyrillic letters are written as ranges, which every program reads alike.
CODE = re.compile(r"[0-9A-Za-zÀ-ӿ(§](?:[0-9A-Za-zÀ-ӿ .:+/()_*&§–-]{0,18}[0-9A-Za-zÀ-ӿ.)*])?")
DECIMAL = re.compile(r"[-−]?[0-9]{1,12}([.,][0-9]{1,6})?")
DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}")
PARTIAL_DATE = re.compile(rf"{DATE.pattern}|\d{{4}}(-\d\d|-Q[1-4])?")
FILE_NAME = re.compile(r"[^\W_]+([_-]+[^\W_]+)*\.md")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
RECORD = re.compile(r"([0-9a-f]{8})-([0-9a-f]{8})(?: (\d{4}-\d\d-\d\d) (\S.*))?")
# The code of advice, with the words that it is on, and the reason in brackets: “abbreviation ABC (on every sign)”.
_KEPT_ADVICE = r"([a-z]+(?:-[a-z]+)*(?: [^\s(),]+)*) \(([^()\s…][^()]*)\)"
KEPT_ADVICE = re.compile(rf"{_KEPT_ADVICE}(\s*,\s*{_KEPT_ADVICE})*")
HOST_NAME = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+", re.IGNORECASE
)
LONGEST_SLUG = 80
_LONGEST_TITLE = 300

_HEADERS_OF_HOSTS = {
    *("connection", "content-encoding", "content-length", "content-type", "location", "set-cookie"),
    *("transfer-encoding", "upgrade", "date", "host"),
}
# What a language writes for an accented letter where there are only a–z.
_DIGRAPHS: dict[str, dict[int, str]] = {
    "de": str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"}),
    **dict.fromkeys(("da", "nb", "nn", "no"), str.maketrans({"å": "aa"})),
}
# Windows cannot have a folder of these names, index apart.
_RESERVED = {"con", "prn", "aux", "nul", "index", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def line(text: str) -> str:
    """Return a text of one line: runs of white space become one space."""
    return " ".join(text.split())


def title(text: str) -> str:
    """Return a title: a line that has a letter or a digit, is no day, and has an end."""
    clean = line(text)
    if len(clean) > _LONGEST_TITLE:
        raise InvalidValue("The title is longer than {largest} characters. Shorten it.", largest=_LONGEST_TITLE)
    if not any(map(str.isalnum, clean)):
        raise InvalidValue('"{value}" is not a title. Write words.', value=clean)
    if DATE.fullmatch(clean):
        raise InvalidValue('"{value}" is a date, not a title. Write words.', value=clean)
    return clean


def words(text: str) -> tuple[str, ...]:
    """Return words or phrases divided by commas, in the order in which they are written."""
    return tuple(filter(None, map(line, text.split(","))))


def each(parse: Callable[[str], T]) -> Callable[[str], tuple[T, ...]]:
    """Return a parser for texts divided by commas, at least one, each of which fits another parser."""

    def parse_each(text: str) -> tuple[T, ...]:
        texts = words(text)
        if not texts:
            raise InvalidValue("There are only commas here. Write a name, or delete the line.")
        return tuple(dict.fromkeys(map(parse, texts)))

    return parse_each


def name(text: str) -> str:
    """Return a name that others refer to: of a classification, a value or a term."""
    if not NAME.fullmatch(text):
        raise InvalidValue('"{name}" cannot be used as a name. Use letters a–z, digits and hyphens.', name=text)
    return text


def letters(text: str) -> str:
    """Return letters of an alphabet in their order, in lower case."""
    alphabet = "".join(text.split()).lower()
    if not alphabet.isalpha() or len(set(alphabet)) < len(alphabet):
        raise InvalidValue(
            '"{value}" is not a list of letters. Write each letter once, in alphabetical order, such as åäö.',
            value=text,
        )
    return alphabet


def number(text: str) -> int:
    """Return a whole number from 1 to 99 999, written in digits."""
    if not NUMBER.fullmatch(text):
        raise InvalidValue('"{value}" is not a number from 1 to 99999. Write one such as 14.', value=text)
    return int(text)


def code(text: str) -> str:
    """Return what readers know a measure by instead of its number."""
    if not CODE.fullmatch(text):
        raise InvalidValue(
            '"{value}" cannot be used as a code. Write up to 20 letters and digits, with signs between them '
            "if needed, such as B5+6.",
            value=text,
        )
    return text


def decimal(text: str) -> Decimal:
    """Return a number with or without decimals, after a point or a comma."""
    if not DECIMAL.fullmatch(text):
        raise InvalidValue('"{value}" is not a number. Write digits, with a point before decimals: 41.5.', value=text)
    # Twelve hundred, or one and a fifth.
    if re.fullmatch(r"[-−]?[1-9][0-9]{0,2}[.,][0-9]{3}", text):
        raise InvalidValue('"{value}" can be read in two ways. Write thousands without a separator: 1200.', value=text)
    return Decimal(text.replace(",", ".").replace("−", "-"))


def file_name(text: str) -> str:
    """Return the name of a content file, in its folder: 14-iot-alusta.md."""
    if not FILE_NAME.fullmatch(text):
        stem = PurePosixPath(text).stem
        raise InvalidValue(
            '"{value}" is not a file name. Write it with its extension, without a folder: "{cure}".',
            value=text,
            cure=f"{slug_of(stem)}.md",
        )
    return text


def slug(text: str) -> str:
    """Return the part of an address that names a page."""
    if text in _RESERVED:
        raise InvalidValue('"{value}" cannot be used in an address. Choose another word.', value=text)
    if len(text) > LONGEST_SLUG:
        raise InvalidValue("The slug is longer than {largest} characters. Shorten it.", largest=LONGEST_SLUG)
    if not SLUG.fullmatch(text):
        raise InvalidValue(
            '"{value}" cannot be used in an address. Use a–z, 0–9 and single hyphens: "{cure}".',
            value=text,
            cure=slug_of(text),
        )
    return text


def slug_of(title: str, language_code: str = "") -> str:
    """Return a slug made from a title as its language writes it without accents.

    “IoT-alustan käyttöönotto” becomes “iot-alustan-kayttoonotto”, German “Straßenbäume” becomes “strassenbaeume”.
    """
    digraphs = _DIGRAPHS.get(language_code.partition("-")[0], {})
    # Soft hyphens, and other characters that only tell how a word is set.
    visible = "".join(character for character in title if unicodedata.category(character) != "Cf")
    spelled = unicodedata.normalize("NFC", visible).lower().translate(digraphs)
    words = re.sub(r"[^a-z0-9]+", "-", strip_accents(spelled)).strip("-")
    whole = words[:LONGEST_SLUG]
    if len(words) > LONGEST_SLUG:
        # A word that does not fit in whole is left out.
        whole = words[: LONGEST_SLUG + 1].rpartition("-")[0] or whole
    return f"{whole}-1" if whole in _RESERVED else whole or "page"


def free_name(name: str, taken: Collection[str], longest: int = LONGEST_SLUG) -> str:
    """Return a slug or another name, with a number at its end where it is taken."""
    numbered = (f"{name[: longest - 6]}-{number}" for number in count(2))
    return name if name not in taken else next(other for other in numbered if other not in taken)


def site_path(text: str) -> str:
    """Return an address of this site, from its root: "/vanha-sivu/" becomes “vanha-sivu/”."""
    path = text.removeprefix("/")
    parts = path.rstrip("/").split("/") if path else []
    foreign = set("?#*") & set(text) or FOREIGN_TO_ADDRESSES.search(text)
    if path == text or foreign or {"", ".", ".."} & set(parts):
        raise InvalidValue(
            '"{value}" is not an address of this site. Write it from the first slash on: /old-page/.', value=text
        )
    return path


def header_value(text: str) -> str:
    """Return the value of a header: the characters that HTTP takes there (RFC 9110, 5.5)."""
    # nginx would take what follows $ for a name of its own, and has no way to write the sign itself.
    if "$" in text or not re.fullmatch(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?", text):
        raise InvalidValue("A header can contain only plain English letters and signs, and no $. Delete the others.")
    return text


def header(text: str) -> str:
    """Return the name of a header that a publisher may set: none that the host itself needs, none with a cookie."""
    if not re.fullmatch(r"[A-Za-z]+(-[A-Za-z]+)*", text) or text.lower() in _HEADERS_OF_HOSTS:
        raise InvalidValue('"{value}" is a header that cannot be set here. Delete the line.', value=text)
    return text


def query_name(text: str) -> str:
    """Return the name of a field in the query of a URL."""
    if not re.fullmatch(r"[\w.\[\]-]+", text):
        raise InvalidValue('"{value}" is not the name of a field in an address. Write one such as subject.', value=text)
    return text


def record(text: str) -> Approval:
    """Return the approval that a record of “accept” says: two digests, and since when and by whom where it knows."""
    found = RECORD.fullmatch(text)
    if found is None:
        raise InvalidValue(
            '"{value}" is not a record of an approval. Delete the line, or run “tiekartta accept”.', value=text
        )
    source, translation, day, by = found.groups()
    return Approval(source, translation, date(day) if day else None, by or "")


def kept_advice(text: str) -> tuple[KeptAdvice, ...]:
    """Return the advice that is not followed, each with the reason: “long-title (as in the source)”."""
    if not KEPT_ADVICE.fullmatch(text):
        raise InvalidValue(
            '"{value}" does not say what is kept and why. Write the reason in brackets: {example}',
            value=text,
            example=_("long-title (as in the source)"),
        )
    return tuple(KeptAdvice(code, line(reason)) for code, reason in re.findall(_KEPT_ADVICE, text))


def date(text: str) -> datetime.date:
    """Return a day, written as 2026-11-24 or 24.11.2026."""
    if not DATE.fullmatch(text) or "0000" in text:
        raise InvalidValue('"{value}" is not a date. Write it as 2026-11-24.', value=text)
    parts = re.split("[-.]", text)
    year, month, day = map(int, parts if "-" in text else reversed(parts))
    return _day(text, year, month, day)


def _day(text: str, year: int, month: int, day: int) -> datetime.date:
    """Return a day of the calendar. Raises InvalidValue for a day or a month that there is not."""
    if not 1 <= month <= 12:
        raise InvalidValue('"{value}" is not a date: there is no such month. Write a month from 1 to 12.', value=text)
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise InvalidValue(
            '"{value}" is not a date: that month has only {days} days. Correct the day.', value=text, days=days
        )
    return datetime.date(year, month, day)


def partial_date(text: str) -> PartialDate:
    """Return what is known of a date: a day, or 2026-11, 2026-Q4 or 2026."""
    if DATE.fullmatch(text):
        return PartialDate(date(text))
    known = re.fullmatch(r"(\d{4})(?:-Q([1-4])|-(\d\d))?", text)
    year, quarter, month = known.groups() if known else ("0", None, None)
    precision = Precision.QUARTER if quarter else Precision.MONTH if month else Precision.YEAR
    if known is None or year == "0000":
        raise InvalidValue(
            '"{value}" is not a date. Write as much as is known: 2026-11-24, 2026-11, 2026-Q4 or 2026.', value=text
        )
    return PartialDate(_day(text, int(year), int(month or 3 * int(quarter or 1) - 2), 1), precision)


def host_name(text: str) -> str:
    """Return the name of a host, such as roadmap.city.example."""
    if not HOST_NAME.fullmatch(text):
        raise InvalidValue(
            '"{value}" is not a host name. Write it without https:// and slashes, such as roadmap.city.example.',
            value=text,
        )
    return text.lower()


def language_code(text: str) -> str:
    """Return the code of a language with what tells its variants apart (BCP 47): sv, de-ls, zh-Hant."""
    if not LANGUAGE_CODE.fullmatch(text):
        raise InvalidValue('"{value}" is not a language code. Write one such as sv, de-ls or zh-Hant.', value=text)
    return text


def locale(text: str) -> str:
    """Return a locale that CLDR knows, such as sv_FI."""
    try:
        return str(Locale.parse(text))
    except (ValueError, TypeError, UnknownLocaleError):
        raise InvalidValue(
            '"{value}" is not a locale. Write a language and a country, such as fi_FI.', value=text
        ) from None


def date_format(text: str) -> str:
    """Return how a language writes a day, in the letters of CLDR: d.M.yyyy."""
    outside_quotes = re.sub("'[^']*'", "", text)
    if not re.fullmatch(r"(?:d{1,2}|[ML]{1,4}|y{1,4}|E{1,4}|[ .,/-])+", outside_quotes):
        raise InvalidValue('"{value}" is not a date format. Use d, M and y, such as d.M.yyyy.', value=text)
    return text


def yes_or_no(text: str) -> bool:
    """Return the answer to a question: yes, true, no or false."""
    answers = {"yes": True, "true": True, "no": False, "false": False}
    if text in answers:
        return answers[text]
    meant = _answers().get(text.casefold())
    if meant is None:
        raise InvalidValue('"{value}" is not understood here. Write yes or no.', value=text)
    raise InvalidValue('"{value}" is not understood here. Write {answer}.', value=text, answer=meant)


@cache
def _answers() -> Mapping[str, str]:
    """Return the words for yes and no in the languages of the editors, with their first letters and a few signs."""
    signs = {"1": "yes", "x": "yes", "on": "yes", "0": "no", "off": "no", "true": "yes", "false": "no"}
    for answer in (_("yes"), _("no")):
        for language in EDITOR_LANGUAGES:
            word = Translator(language).translate(answer).casefold()
            signs |= {word: answer.text, word[0]: answer.text}
    return signs


def choice(values: Mapping[str, T], kind: str) -> Callable[[str], T]:
    """Return a parser for the name of one of the values, whose messages know what the values are called, too."""
    labels = {name: _labels_of(value) for name, value in values.items()}

    def parse(text: str) -> T:
        if text in values:
            return values[text]
        named = FieldKind(kind)
        if meant := _meant(text, values, labels):
            raise InvalidValue(
                '"{value}" is not {kind}. Did you mean {suggestion}?',
                value=text,
                kind=named,
                suggestion=Choice(meant, labels[meant]),
            )
        choices = Choices(tuple(labels.items()))
        raise InvalidValue('"{value}" is not {kind}. Use one of {choices}.', value=text, kind=named, choices=choices)

    return parse


def _labels_of(value: object) -> tuple[tuple[str, str], ...]:
    """Return what a value is called in some languages, by their codes."""
    return tuple(value.label.by_code.items()) if isinstance(value, Value) else ()


def _meant(text: str, values: Mapping[str, object], labels: Mapping[str, tuple[tuple[str, str], ...]]) -> str | None:
    """Return the name that was probably meant: a label was written for it, or one of both was misspelt."""
    by_word = {name: name for name in values}
    for name, value in values.items():
        code = value.code if isinstance(value, Value) else name
        for label in dict(labels[name]).values():
            # A remark in brackets is left out when a label is said.
            for said in (label, label.partition(" (")[0]):
                by_word |= {said: name, f"{code} {said}": name, f"{name} {said}": name, f"{name} ({said})": name}
    first = re.match(r"[\w-]+(?=[^\w,-])", text)
    if first and first[0] in values and "," not in text:
        return first[0]
    bare = strip_accents(text.strip("\"'”“„’‘»«"))
    for word, name in by_word.items():
        if strip_accents(word) == bare:
            return name
    # A label has words of its own: “begun” is not “not begun”.
    meant = did_you_mean(text, values) or did_you_mean(text, by_word, likeness=0.85)
    return meant and by_word[meant]


def unused(taken: set[str], key: Callable[[str], str] = str) -> Callable[[str], str]:
    """Return a parser for a text of one line that none of those before it was, as the key tells them apart."""

    def parse(text: str) -> str:
        words = line(text)
        if key(words) in taken:
            raise InvalidValue('"{value}" is already in use. Choose another.', value=words)
        taken.add(key(words))
        return words

    return parse


def one_of(names: Iterable[N], kind: str) -> Callable[[str], N]:
    """Return a parser for one of the names."""
    return choice({name: name for name in names}, kind)
