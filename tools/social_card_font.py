"""Make the font of the share pictures anew: Hanken Grotesk, with the Latin letters that it lacks from Noto Sans.

Run it with the packages of `make test` installed, which bring fontTools, and with npm:

    .venv/bin/python tools/social_card_font.py

It needs to run for another version, weight or range of letters only; otherwise it gives the bytes that are there.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "generator/site/meta/fonts"
# The packages on npm, each with its version and the SHA-256 sum of its archive.
PACKAGES = {
    "hanken-grotesk": ("5.3.0", "d2d770507b6216cced24ff3cced1ce59dade9ae61a4ed2b940290386a2e11bc7"),
    "noto-sans": ("5.3.0", "f62f8ed40e378f15134e32bed2fd5718d81e9ec7a5603d1022d7b385e2297abc"),
}
WEIGHT = 700
# Latin Extended A and B, Latin Extended Additional, and the letters of Skolt Sámi from among the phonetic signs.
LETTERS = {*range(0x100, 0x250), *range(0x1E00, 0x1F00), *map(ord, "ʒʹʼˈ")}


def main() -> None:
    """Fetch the fonts, and write the subset that social cards are set in, with the widths of its letters."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for package in PACKAGES:
            _fetch(package, folder)
        paths = [_converted(folder, "hanken-grotesk", part) for part in ("latin", "latin-ext", "vietnamese")]
        known = {code for path in paths for code in TTFont(path).getBestCmap()}
        paths.append(_converted(folder, "noto-sans", "latin-ext", LETTERS - known))
        font = merge.Merger().merge([str(path) for path in paths])
        font["head"].created = font["head"].modified = TTFont(paths[0])["head"].modified
        font.recalcTimestamp = False
        font.save(FONTS / "social-card.ttf")
        licences = [(folder / package / "package/LICENSE").read_text(encoding="utf-8") for package in PACKAGES]
    widths = {chr(code): font["hmtx"][glyph][0] for code, glyph in sorted(font.getBestCmap().items())}
    metrics = {"units_per_em": font["head"].unitsPerEm, "widths": widths}
    (FONTS / "social-card.json").write_text(json.dumps(metrics, ensure_ascii=False) + "\n", encoding="utf-8")
    (FONTS / "LICENSE").write_text("\n\n".join(licences), encoding="utf-8")


def _fetch(package: str, folder: Path) -> None:
    """Download a package and unpack it. Raise SystemExit where it is not the one that is expected."""
    version, checksum = PACKAGES[package]
    subprocess.run(["npm", "pack", "--silent", f"@fontsource/{package}@{version}"], cwd=folder, check=True)
    archive = folder / f"fontsource-{package}-{version}.tgz"
    if hashlib.sha256(archive.read_bytes()).hexdigest() != checksum:
        raise SystemExit(f"{archive.name} has another checksum than expected.")
    with tarfile.open(archive) as packed:
        packed.extractall(folder / package, filter="data")


def _converted(folder: Path, package: str, part: str, codes: set[int] | None = None) -> Path:
    """Convert a part of a font from WOFF2 to TTF; with codes, only these characters of it."""
    font = TTFont(folder / package / f"package/files/{package}-{part}-{WEIGHT}-normal.woff2", recalcTimestamp=False)
    if codes is not None:
        # Without layout rules and hints: these are single letters within the words of another font.
        subsetter = subset.Subsetter(subset.Options(layout_features=[], hinting=False))
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
    font.flavor = None
    path = folder / f"{package}-{part}.ttf"
    font.save(path)
    return path


if __name__ == "__main__":
    main()
