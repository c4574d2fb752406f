"""The live content holds what the source table says, field by field, but for the corrections that it lists."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from project import ROOT

from generator.checks.roadmap import check_roadmap
from generator.content.loader import read_roadmap
from generator.model import Roadmap

# The source's own words for the values of each classification.
WORDS = {
    "goal": {"A": "A", "B": "B", "C": "C", "capabilities": "Kyvykkyydet"},
    "source": {
        "law": "Laki",
        "strategy": "Strategia",
        "political-decision": "Poliittinen päätöksenteko",
        "end-of-support": "Järjestelmän tuki loppuu",
    },
    "benefit": {
        "human-centredness": "ihmislähtöisyys",
        "sustainability": "kestävyys",
        "renewal": "uudistuminen",
    },
    "beneficiary": {"residents": "kuntalainen", "staff": "henkilöstö", "climate": "ilmasto"},
    "impact": {"S": "S", "M": "M", "L": "L"},
    "cost": {"S": "S", "M": "M", "L": "L"},
    "level": {
        "sector": "toimialakohtaiset muutokset (sovellukset)",
        "shared": "kaupungin yhteiset ratkaisut",
        "analytics": "analytiikka & data",
        "foundation": "digitaalinen perusta (sisältää digiturvan)",
    },
    "model": {"independent": "Itsenäinen", "network": "Verkosto"},
}

COUNTS = {
    "goal": {"A": 7, "B": 2, "C": 8, "capabilities": 9},
    "benefit": {"human-centredness": 8, "sustainability": 8, "renewal": 10},
    "source": {"law": 9, "strategy": 14, "political-decision": 1, "end-of-support": 2},
    "beneficiary": {"residents": 22, "staff": 3, "climate": 1},
    "impact": {"S": 4, "M": 13, "L": 9},
    "cost": {"S": 7, "M": 18, "L": 1},
    "level": {"sector": 3, "shared": 11, "analytics": 4, "foundation": 8},
    "model": {"independent": 16, "network": 10},
}


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    return check_roadmap(read_roadmap(ROOT / "content"))


@pytest.fixture(scope="module")
def table() -> list[dict[str, str]]:
    with (ROOT / "tests" / "source" / "measures.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_field_is_the_source_s_or_a_listed_correction_of_it(roadmap, table):
    finnish = roadmap.site.default_language
    shown = []
    for measure in roadmap.measures:
        originals = {one.field[finnish]: one.original for one in measure.corrections}
        row = {"number": str(measure.number)}
        row["title_fi"] = originals.get(roadmap.texts["measure"][finnish], measure.title[finnish])
        row["problem_fi"] = originals.get(roadmap.texts["problem"][finnish], measure.problem[finnish])
        for classification, value in zip(roadmap.classifications, measure.values, strict=True):
            word = WORDS[classification.id][value.id]
            row[classification.id] = originals.get(classification.label[finnish], word)
        shown.append(row)

    assert shown == [{key: value.strip() for key, value in row.items()} for row in table]


def test_the_corrections_are_these(roadmap):
    corrected = [(measure.number, one.corrected) for measure in roadmap.measures for one in measure.corrections]

    assert corrected == [
        (1, "Hankitaan osallisuustyökalu kaavahankkeissa"),
        (2, "Miten varmistamme, että TE24-palveluilla on tarvittavat palvelut käytössään?"),
        (3, "Hyödynnämme tekoälyä text-to-speech, jotta sivusto on saavutettavissa useammalla kielellä"),
        (3, "Miten varmistamme, että porvoo.fi-sivusto on saavutettava eri kieliryhmille?"),
        (4, "Puheentunnistuksen (speech-to-text) laajempi hyödyntäminen asiakaspalvelussa ja TE-palveluissa"),
        (4, "Miten analysoimme palautteet ja puhelut nopeammin?"),
        (5, "Joukkoliikenteen maksaminen, joukkoliikenteen aikataulut, tiedot linjoista, maksaminen mobiilisti"),
        (6, "”Asiakaspalveluappi ja -kortti”"),
        (
            8,
            "Kehitetään kaupungin verkkopohjaista alustaa, jonka kautta kaupungin tiloja vuokrataan asukkaiden käyttöön (ilmasto-ohjelma)",
        ),
        (8, "Miten varmistamme, että kuntalaiset helposti voivat vuokrata kaupungin tiloja?"),
        (9, "Hyödynnetään tekoälyä tunnistamaan esim. vieraslajeja"),
        (11, "Dynasty 10 kehittäminen (Suomi.fi-viestit, prosessimoottori, asiakashallintajärjestelmän integraatio)"),
        (12, "Porvoon kaupungilla on edellytykset tarjota ja vastaanottaa eKuitteja"),
        (
            13,
            "Tuotamme luotettavaa ja ajantasaista tietoa kaupungin palveluista johdolle, henkilöstölle, luottamushenkilöille ja asukkaille",
        ),
        (
            13,
            "Miten varmistamme, että päätökset perustuvat luotettavaan ja analysoituun dataan, jota hyödynnetään pitkäjänteisesti?",
        ),
        (14, "IoT-alustan käyttöönotto"),
        (14, "Miten varmistamme, että hyödynnämme kaiken toiminnassa syntyvän tiedon?"),
        (16, "Power Platform -alustan kehitys"),
        (17, "Otamme käyttöön tekoälypohjaisen avustajan, joka etsii tiedot kaupungin omista tietolähteistä"),
        (22, "Kuntalaiset"),
        (24, "Suunnitelma jatkuvuuden varmistamiseksi ICT-palveluiden osalta"),
        (24, "Miten varmistamme, että varaudutaan riskienhallinnan näkökulmasta?"),
        (25, "Liitäntäpalvelimen (palveluväylän) käyttöönotto ja hyödyntäminen"),
    ]


def test_the_counts_are_those_of_the_source(roadmap):
    counts = {
        one.id: dict(Counter(measure.values[position].id for measure in roadmap.measures))
        for position, one in enumerate(roadmap.classifications)
    }

    assert counts == COUNTS


def test_the_order_of_goals_is_that_of_the_programme(roadmap):
    assert [value.id for value in roadmap.classifications[0].values] == ["A", "B", "C", "capabilities"]


def test_every_problem_but_that_of_row_5_is_a_question_in_both_languages(roadmap):
    not_questions = {
        measure.number
        for measure in roadmap.measures
        for language in roadmap.site.languages
        if not measure.problem[language].endswith("?")
    }

    assert not_questions == {5}


def test_the_swedish_is_marked_as_unofficial(roadmap):
    assert [(one.code, one.official) for one in roadmap.site.languages] == [("fi", True), ("sv", False)]
