"""Make the font of the site anew: Hanken Grotesk, in two files of which a page fetches what it needs.

Run it with the packages of `make test` installed, which bring fontTools, and with npm:

    .venv/bin/python tools/web_font.py

It needs to run for another version, weight or range of letters only; otherwise it gives the bytes that are there.
"""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).parent.parent / "static/fonts"
PACKAGE, VERSION = "@fontsource-variable/hanken-grotesk", "5.3.0"
CHECKSUM = "ceaf44924113b0dfe025b2bc4e263ccc64a2414559bbcb5966a480a3c45eba35"
WEIGHTS = (400, 800)
# The letters of Finnish, Swedish and the languages of western Europe with the signs of their texts; then those of the
# north and of central Europe. `static/css/tokens.css` names the same ranges.
LETTERS = {
    "latin": [*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2023), 0x2026, 0x20AC, 0x2190, 0x2192, 0x2212],
    "latin-ext": [*range(0x100, 0x180)],
}


def main() -> None:
    """Fetch the font, and write its subsets with its licence."""
    with tempfile.TemporaryDirectory() as name:
        package = _fetched(Path(name))
        for part, letters in LETTERS.items():
            path = package / f"files/hanken-grotesk-{part}-wght-normal.woff2"
            font = TTFont(path, recalcTimestamp=False)
            options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum"], hinting=False)
            subsetter = subset.Subsetter(options)
            subsetter.populate(unicodes=letters)
            subsetter.subset(font)
            instancer.instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
            font.flavor = "woff2"
            font.save(FONTS / f"hanken-grotesk-{part}.woff2")
        (FONTS / "LICENSE").write_bytes((package / "LICENSE").read_bytes())


def _fetched(folder: Path) -> Path:
    """Download and unpack the package, and return its folder. Raise SystemExit where it is not the expected one."""
    subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"], cwd=folder, check=True)
    (archive,) = folder.glob("*.tgz")
    if (found := hashlib.sha256(archive.read_bytes()).hexdigest()) != CHECKSUM:
        raise SystemExit(f"{archive.name} has the checksum {found}, not the expected one.")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"


if __name__ == "__main__":
    main()
