"""The addresses of the live site that the tests visit: one of each kind of page, in both languages."""

KINDS = {
    "home": ("", "sv/"),
    "measures": ("toimenpiteet/", "sv/atgarder/"),
    "table": ("toimenpiteet/?goal=A&view=table", "sv/atgarder/?goal=A&view=table"),
    "measure": ("toimenpiteet/iot-alustan-kayttoonotto/", "sv/atgarder/iot-plattform/"),
    "classification": ("tavoitteet/", "sv/mal/"),
    "value": ("tavoitteet/paivittaiset-ilmastoteot/", "sv/mal/dagliga-klimatinsatser/"),
    "figures": ("lukuina/", "sv/i-siffror/"),
    "glossary": ("sanasto/", "sv/ordlista/"),
    "search": ("haku/?q=tieto", "sv/sok/?q=tieto"),
    "booklet": ("koko-tiekartta/", "sv/hela-fardplanen/"),
    "page": ("tietoa/", "sv/om-webbplatsen/"),
    "statement": ("saavutettavuusseloste/", "sv/tillganglighetsutlatande/"),
    "not found": ("404.html", "sv/404.html"),
}
ADDRESSES = [address for pair in KINDS.values() for address in pair]
