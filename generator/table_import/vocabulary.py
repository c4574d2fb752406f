"""The words by which headings and cells are recognised in Finnish, Swedish, English and German, as data.

All are written without accents and in small letters, as `words_of` gives them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.diagnostics import strip_accents

Words = Mapping[str, tuple[str, ...]]

# What a column is about, by role and language. A word of six letters or more also counts where it begins or ends one:
# “Maßnahmenbeschreibung”.
HEADINGS: Mapping[str, Words] = {
    "number": {
        "de": ("nr", "nummer", "lfd"),
        "en": ("no", "number", "nr"),
        "fi": ("numero", "nro", "nr"),
        "sv": ("nummer", "nr"),
    },
    "code": {
        "de": ("code", "kurzel", "kennung", "kennziffer", "id"),
        "en": ("code", "id", "ref", "reference"),
        "fi": ("koodi", "tunnus", "tunniste", "id"),
        "sv": ("kod", "beteckning", "id"),
    },
    "parent": {
        "de": ("ubergeordnet", "parent"),
        "en": ("parent",),
        "fi": ("ylempi", "ylakohta"),
        "sv": ("overordnad",),
    },
    "description": {
        "de": ("beschreibung", "kurzbeschreibung", "erlauterung", "inhalt", "text"),
        "en": ("description", "summary", "details", "text"),
        "fi": ("kuvaus", "sisalto", "selite", "selostus"),
        "sv": ("beskrivning", "innehall"),
    },
    "problem": {
        "de": ("problem", "herausforderung", "ausgangslage", "problemstellung", "fragestellung"),
        "en": ("problem", "challenge"),
        "fi": ("ongelma", "haaste", "ongelman"),
        "sv": ("problem", "utmaning"),
    },
    "slug": {
        "de": ("adressteil", "slug"),
        "en": ("slug",),
        "fi": ("osoitteen osa", "slug"),
        "sv": ("adressdel", "slug"),
    },
    "keywords": {
        "de": ("stichwort", "stichworte", "stichworter", "schlagwort", "schlagworte", "schlagworter"),
        "en": ("keyword", "keywords", "tags"),
        "fi": ("avainsana", "avainsanat", "asiasanat", "hakusanat"),
        "sv": ("nyckelord", "amnesord", "sokord"),
    },
    "responsible": {
        "de": ("zustandig", "zustandigkeit", "verantwortlich", "verantwortung", "federfuhrung", "amt", "fachbereich"),
        "en": ("responsible", "owner", "lead", "department", "unit"),
        "fi": ("vastuu", "vastuutaho", "vastuuyksikko", "vastaava", "vastuullinen", "toimiala", "yksikko"),
        "sv": ("ansvar", "ansvarig", "ansvariga", "enhet", "sektor"),
    },
    "state": {
        "de": ("status", "stand", "sachstand", "umsetzungsstand", "bearbeitungsstand", "zustand"),
        "en": ("status", "state", "progress"),
        "fi": ("tila", "tilanne", "vaihe", "status"),
        "sv": ("status", "lage", "skede", "tillstand"),
    },
    "title": {
        "de": ("massnahme", "titel", "bezeichnung", "massnahmentitel", "projekt", "vorhaben", "name"),
        "en": ("measure", "title", "action", "project", "name"),
        "fi": ("toimenpide", "otsikko", "nimi", "toimi", "hanke", "toimenpidenimi"),
        "sv": ("atgard", "rubrik", "titel", "namn", "insats", "projekt"),
    },
    "classification": {
        "de": (
            "handlungsfeld",
            "bereich",
            "sektor",
            "kategorie",
            "thema",
            "prioritat",
            "prio",
            "ziel",
            "zielgruppe",
            "wirkung",
        ),
        "en": ("field", "sector", "category", "theme", "priority", "goal", "type", "area", "impact"),
        "fi": (
            "painopiste",
            "teema",
            "tavoite",
            "prioriteetti",
            "tarkeys",
            "luokka",
            "ala",
            "kohderyhma",
            "vaikuttavuus",
        ),
        "sv": ("omrade", "tema", "mal", "prioritet", "kategori", "malgrupp", "klass", "genomslag"),
    },
}

# How headings name a language, by its code.
LANGUAGES: Words = {
    "de": ("de", "deutsch", "german", "saksa", "saksaksi", "tyska"),
    "en": ("en", "englisch", "english", "englanti", "englanniksi", "engelska"),
    "fi": ("fi", "finnisch", "finnish", "suomi", "suomeksi", "finska"),
    "sv": ("sv", "schwedisch", "swedish", "ruotsi", "ruotsiksi", "svenska"),
}

# The steps of scales, the smallest first: each is a word, or words of one step.
SCALES = (
    ("sehr niedrig|sehr gering", "niedrig|gering|klein", "mittel", "hoch|gross", "sehr hoch|sehr gross"),
    ("very low", "low|small|minor", "medium|moderate", "high|large|major", "very high"),
    (
        "erittain pieni|erittain matala",
        "pieni|matala|vahainen",
        "keskisuuri|keskitaso|kohtalainen",
        "suuri|korkea",
        "erittain suuri|erittain korkea",
    ),
    (
        "mycket liten|mycket lag",
        "liten|lag|litet|lagt",
        "medel|medelhog|mattlig|mattligt",
        "stor|hog|stort|hogt",
        "mycket stor|mycket hog",
    ),
    ("xs", "s", "m", "l", "xl"),
    ("kurzfristig", "mittelfristig", "langfristig"),
)

# What is written where nothing is known.
NOT_STATED = frozenset(
    {"", "-", "–", "—", "?", "/", "x", "n/a", "na", "k.a.", "k. a.", "keine angabe", "ei tietoa", "ingen uppgift"}
    | {"not stated", "not known", "unknown", "unbekannt", "tba", "tbd", "offen?", "n.n."}
)
NOT_STATED_LABELS = {"de": "Keine Angabe", "en": "Not stated", "fi": "Ei tietoa", "sv": "Ingen uppgift"}

# What a classification is called that has no heading of its own: one of headings between the rows, or of sheets.
GROUP_LABELS = {"de": "Bereich", "en": "Section", "fi": "Osa-alue", "sv": "Område"}

# The first cell of a row that adds others up.
TOTAL = re.compile(
    r"((zwischen|gesamt|end|teil)?summen?|insgesamt|(sub|grand )?total|totalt|sum|yhteensa|(vali|loppu)?summa|delsumma)"
    r"( .*)?"
)

# How plans write days, months, quarters and years.
DATE = re.compile(
    r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|([0-9]{1,2}\.){1,2}[0-9]{2,4}|[0-9]{1,2}/[0-9]{4}|q[1-4]\W*[0-9]{4}"
    r"|[0-9]{4}\W*q[1-4]|[0-9]{4} ?[-–/] ?[0-9]{2,4}"
)

# What the heading of amounts of money has.
MONEY = re.compile(r"€|\b(eur|euro|chf|sek|usd)\b|kosten|budget|kustannu|kostnad|\bcosts?\b|investition|maararaha")


def folded(text: str) -> str:
    """Return the text in small letters, without accents, its white space single: “Maßnahme ” is “massnahme”."""
    return " ".join(strip_accents(text).replace("ß", "ss").split())


def bare_heading(heading: str, codes: Sequence[str]) -> str:
    """Return a heading without the language that it names at its end: “Titel (Schwedisch)” is “Titel”."""
    match = re.fullmatch(r"(?P<rest>.*\w)[\W_]+(?P<language>\w+)\W*", heading, re.DOTALL)
    named = {word for code in codes for word in LANGUAGES.get(code[:2], (code,))}
    return match["rest"] if match and folded(match["language"]) in named else heading


def words_of(heading: str) -> list[str]:
    """Return the words of a heading, folded; `_` and hyphens divide words too."""
    return re.findall(r"[a-z0-9]+", folded(heading))


def heading_score(heading: str, known: tuple[str, ...]) -> int:
    """Return how well a heading fits words: a whole word counts more than its end, that more than its beginning.

    The first word of a heading counts for more than those after it: “Beschreibung der Maßnahme” is a description.
    """
    best = 0
    words = words_of(heading)
    for index, word in enumerate(words):
        for stem in known:
            if " " in stem:
                best = max(best, 7 * (stem.split() == words[: stem.count(" ") + 1]))
            is_part = len(stem) >= _SHORTEST_STEM and word != stem
            score = 6 * (word == stem) + 4 * (is_part and word.endswith(stem)) + 2 * (is_part and word.startswith(stem))
            best = max(best, score + (index == 0) if score else 0)
    return best


_SHORTEST_STEM = 6
