"""A city's own look: its logo, icon, colours, font and picture are in its content, and what cannot be seen is refused."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._f_v_a_r import Axis
from PIL import Image
from project import ROOT, quoted, tree

from generator.build import load_preview, load_published
from generator.cache import Cache
from generator.diagnostics import ContentError
from generator.model import Brand
from generator.site.contrast import contrast, nearest
from generator.site.meta.files import meta_files
from generator.site.palette import CONTRAST_RULES, read_palette
from generator.theme import Theme
from generator.urls import UrlMap

LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50">
  <defs><linearGradient id="sky"><stop offset="0" stop-color="#036"/></linearGradient></defs>
  <rect width="200" height="50" fill="url(#sky)"/>
</svg>
"""
FILES = "content/brand"


@pytest.fixture
def brand(city):
    """Writes lines below `brand:` in the settings of the city."""
    Path(FILES).mkdir()
    Path(FILES, "logo.svg").write_text(LOGO)

    def write(lines):
        with Path("content/site.yaml").open("a") as settings:
            settings.write("brand:\n" + "".join(f"  {line}\n" for line in lines.split("\n")))

    return write


@pytest.fixture
def mistakes(city):
    """What is wrong in the settings, each with its line."""

    def find():
        with pytest.raises(ContentError) as found:
            load_published(city)
        return [quoted(diagnostic) for diagnostic in found.value.diagnostics]

    return find


def png(width, height, colour="#ff0000"):
    file = io.BytesIO()
    Image.new("RGBA", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def woff2(*, variable=False):
    font = TTFont(ROOT / "generator/site/meta/fonts/social-card.ttf")
    if variable:
        axis = Axis()
        axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue = "wght", 100, 400, 900
        font["fvar"] = newTable("fvar")
        font["fvar"].axes, font["fvar"].instances = [axis], []
    font.flavor, file = "woff2", io.BytesIO()
    font.save(file)
    return file.getvalue()


def style_of(site):
    return next(content.decode() for path, content in site.items() if re.match(r"assets/site\..*\.css$", path))


def test_a_city_without_a_brand_has_the_neutral_theme(city, rendered):
    site = rendered()
    home, style = site["en/index.html"].decode(), style_of(site)

    assert ('class="town' in home, "@layer houses" in style) == (False, False)
    assert site[next(path for path in site if "assets/icon." in path)] == (ROOT / "static/icon.svg").read_bytes()


def test_the_built_in_colours_have_the_contrast_that_is_asked_of_a_brand():
    palette = read_palette(Theme(Path("nowhere")), Brand())
    low = [
        (name, ground, scheme)
        for name, rule in CONTRAST_RULES.items()
        for ground in rule.grounds
        for scheme in range(2)
        if contrast(palette[name][scheme], palette[ground][scheme]) < rule.ratio
    ]

    assert low == []


def test_the_readme_shows_a_brand_that_is_accepted_and_names_every_colour(brand, city):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```yaml\nbrand:\n(.*?)\n```", readme, re.DOTALL)[1]
    Path(FILES, "icon.svg").write_text(LOGO)
    Path(FILES, "city.woff2").write_bytes(woff2())
    brand(re.sub("^  ", "", shown, flags=re.MULTILINE))

    palette = read_palette(city.theme, load_published(city).site.brand)
    assert [palette[name] for name in ("primary", "link")] == [("#0d5c63", "#7fa9ad"), ("#0b5157", "#8fd0d6")]
    assert [name for name in palette if f"`{name}`" not in readme] == []


def test_a_picture_of_houses_is_chosen(brand, rendered):
    brand("picture: houses")
    site = rendered()

    assert site["en/index.html"].decode().count('class="house"') == 2
    assert "@layer houses{" in style_of(site)


def test_a_logo_keeps_its_proportions_and_names_the_city(brand, rendered):
    brand("logo: brand/logo.svg")
    site = rendered()
    (path,) = (path for path in site if path.startswith("assets/logo."))

    assert site[path].decode() == LOGO
    assert (
        f'<img class="site-logo" src="../{path}" alt="Sampleville" width="160" height="40">'
        in site["en/index.html"].decode()
    )


def test_an_icon_is_shown_wherever_there_is_one(brand, city, rendered):
    Path(FILES, "icon.png").write_bytes(png(600, 600))
    brand("icon: brand/icon.png")
    site, pictures = rendered(), meta_files(UrlMap(load_published(city)), city.theme)
    home = site["en/index.html"].decode()

    assert re.search(r'<link rel="icon" type="image/png" href="../assets/icon\.\w+\.png">', home)
    for path in ("favicon.ico", "icon-512.png", "icon-maskable.png", "apple-touch-icon.png", "card.png"):
        picture = Image.open(io.BytesIO(pictures[path]())).convert("RGB")
        assert (255, 0, 0) in {colour for _count, colour in picture.getcolors(100_000)}, path


def test_colours_are_those_of_the_pages_and_of_what_no_style_sheet_reaches(brand, city, rendered):
    brand('colours:\n    sky: "#e8dff0"\n    mark: 900000\n    ink: "#101010 #FAFAFA"')
    site = rendered()

    assert (
        "@layer brand{:root{"
        "--color-sky:var(--lightningcss-light,#e8dff0)var(--lightningcss-dark,#0c1620);"
        "--color-mark:var(--lightningcss-light,#900000)var(--lightningcss-dark,#b35151);"
        "--color-ink:var(--lightningcss-light,#101010)var(--lightningcss-dark,#fafafa)"
        "}}"
    ) in style_of(site)
    assert 'media="(prefers-color-scheme: light)" content="#e8dff0"' in site["en/index.html"].decode()
    manifest = meta_files(UrlMap(load_published(city)), city.theme)["site.webmanifest"]()
    assert json.loads(manifest)["theme_color"] == "#e8dff0"


@pytest.mark.parametrize(("name", "drawn"), [("primary", "on-primary"), ("river", "on-river"), ("code", "on-code")])
def test_one_dark_colour_finds_a_shade_for_the_dark_pages(brand, city, name, drawn):
    brand(f'colours:\n    {name}: "#0d5c63"')
    palette = read_palette(city.theme, load_published(city).site.brand)

    assert palette[name].light == "#0d5c63"
    assert contrast(palette[name].dark, palette[drawn].dark) >= 7


def test_dark_words_on_a_light_button_stay_so_by_night(brand, city):
    brand('colours:\n    primary: "#ffd200"\n    on-primary: "#1a1a1a"')
    palette = read_palette(city.theme, load_published(city).site.brand)

    assert [palette[name] for name in ("primary", "on-primary")] == [("#ffd200", "#ffd200"), ("#1a1a1a", "#1a1a1a")]


@pytest.mark.parametrize(("variable", "weight"), [(False, ""), (True, ";font-weight:1 1000")])
def test_a_font_is_loaded_from_the_site_and_nowhere_else(brand, run, variable, weight):
    Path(FILES, "city.woff2").write_bytes(woff2(variable=variable))
    brand("font: brand/city.woff2")

    assert run("build", "--output", "site").exit_code == 0
    site = tree(Path("site"))
    (path,) = (path for path in site if path.startswith("assets/font."))
    face = f'src:url({Path(path).name})format("woff2");font-display:swap{weight}'
    assert f"@font-face{{font-family:Brand;{face}}}" in style_of(site)
    assert "; font-src &#39;self&#39;" in site["en/index.html"].decode()
    assert re.search(r"; font-src 'self';.* frame-ancestors 'none'", site["nginx.conf"].decode())


def test_a_logo_that_changes_is_read_again(brand, city):
    brand("logo: brand/logo.svg")
    cache = Cache()
    before = load_preview(city, cache=cache).site.brand.logo
    Path(FILES, "logo.svg").write_text(LOGO.replace("0 0 200", "0 0 100"))

    assert (before.width, load_preview(city, cache=cache).site.brand.logo.width) == (200, 100)


AFTER = "Save it again as plain SVG with everything in it."
LINE = "content/site.yaml [logo: |brand/logo.svg]:"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("This is text.", '"brand/logo.svg" is not a picture. Save it again as SVG or PNG.'),
        (
            LOGO.replace("<rect", "<g>" * 9000 + "<rect").replace("</svg>", "</g>" * 9000 + "</svg>"),
            '"brand/logo.svg" is not a picture. Save it again as SVG or PNG.',
        ),
        (
            LOGO.replace("0 0 200 50", "0 0 1e300 1e-300"),
            '"brand/logo.svg" does not state its size. Save it again with a viewBox.',
        ),
        ("<html/>", '"brand/logo.svg" is not a picture. Save it again as SVG or PNG.'),
        (png(9, 9)[:20], '"brand/logo.svg" is not a picture. Save it again as SVG or PNG.'),
        (png(5000, 1), '"brand/logo.svg" is 5000 × 1 pixels. Save it with at most 4096.'),
        (LOGO * 1000, '"brand/logo.svg": The file is too large: 214 kB. At most 200 kB is read; make it smaller.'),
        (
            LOGO.replace("viewBox", "view"),
            '"brand/logo.svg" does not state its size. Save it again with a viewBox.',
        ),
        (
            LOGO.replace('width="200"', 'width="0"'),
            '"brand/logo.svg" looks empty when it is drawn. Save it again with its text converted to paths, or as PNG.',
        ),
        (
            png(9, 9)[:60],
            '"brand/logo.svg" looks empty when it is drawn. Save it again with its text converted to paths, or as PNG.',
        ),
        (
            LOGO.replace("<rect", '<image href="https://x.example/a.png"/><rect'),
            f'"brand/logo.svg" runs a script or loads another file ("https://x.example/a.png"). {AFTER}',
        ),
        (
            LOGO.replace("url(#sky)", "url(sky.svg#a)"),
            f'"brand/logo.svg" runs a script or loads another file ("url(sky.svg#a)"). {AFTER}',
        ),
        (
            LOGO.replace("<rect", "<script>alert(1)</script><rect"),
            f'"brand/logo.svg" runs a script or loads another file ("script"). {AFTER}',
        ),
        (
            LOGO.replace("<rect", '<rect onclick="alert(1)"'),
            f'"brand/logo.svg" runs a script or loads another file ("alert(1)"). {AFTER}',
        ),
        (
            LOGO.replace("<rect", "<style>@import 'a.css';</style><rect"),
            f'"brand/logo.svg" runs a script or loads another file ("@import"). {AFTER}',
        ),
    ],
)
def test_a_logo_that_cannot_be_shown_is_refused(brand, mistakes, content, message):
    Path(FILES, "logo.svg").write_bytes(content if isinstance(content, bytes) else content.encode())
    brand("logo: brand/logo.svg")

    assert mistakes() == [f"{LINE} {message}"]


def test_a_link_in_the_place_of_a_file_is_refused(brand, mistakes):
    Path("elsewhere.svg").write_text(LOGO)
    Path(FILES, "mark.svg").symlink_to(Path("elsewhere.svg").resolve())
    brand("logo: brand/mark.svg")

    assert mistakes() == [
        (
            'content/site.yaml [logo: |brand/mark.svg]: "brand/mark.svg": This is not a regular file but a link '
            "or a device. Put the file itself here."
        )
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("logo: |brand/Logo.svg", '"brand/Logo.svg" does not exist. Did you mean "brand/logo.svg"?'),
        ("logo: |brand/arms.svg", '"brand/arms.svg" does not exist. Add the file, or delete this line.'),
        (
            "logo: |../logo.svg",
            '"../logo.svg" is not in the folder “brand”. Put the file there, and write "brand/logo.svg".',
        ),
        ("logo: |brand/logo.jpg", '"brand/logo.jpg" does not end in .svg / .png. Save the file in that format.'),
        (
            "icon: |brand/small.png",
            '"brand/small.png" is 64 × 32 pixels. An icon needs at least 512 pixels: save it larger, or as SVG.',
        ),
        (
            "font: |brand/logo.woff2",
            '"brand/logo.woff2" is not a font in the format WOFF2. Save it again in that format.',
        ),
        ("picture: |house", '"house" is not a picture. Did you mean "houses"?'),
        ("|lgo: brand/logo.svg", '"lgo" is not a field here. Did you mean "logo"?'),
    ],
)
def test_a_slip_in_the_brand_is_told_on_its_line(brand, mistakes, line, message):
    Path(FILES, "small.png").write_bytes(png(64, 32))
    Path(FILES, "logo.woff2").write_bytes(woff2()[:-4])
    brand(line.replace("|", ""))

    assert mistakes() == [f"content/site.yaml [{line}]: {message}"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            'ink: |"#888888"',
            (
                'The contrast of "#888888" to "paper" is 3.5:1, and at least 7:1 is needed. The nearest colour '
                'that passes is "#4a4a4a".'
            ),
        ),
        (
            'mark: |"#ffd200 #d6a444"',
            (
                'The contrast of "#ffd200" to "paper" is 1.4:1, and at least 3:1 is needed. The nearest colour '
                'that passes is "#9c8100".'
            ),
        ),
        (
            'primary: |"#ffd200"',
            (
                'The contrast of "#ffd200" to "on-primary" is 1.4:1, and at least 7:1 is needed. The nearest '
                'colour that passes is "#6a5700".'
            ),
        ),
        (
            'link: |"#0b4687 #445566"',
            (
                'The contrast of "#445566" to "paper" is 2.3:1, and at least 7:1 is needed. The nearest colour '
                'that passes is "#abb3ba".'
            ),
        ),
        (
            'paper: |"#808080"',
            (
                'The contrast of "#808080" to "ink" is 4.7:1, and at least 7:1 is needed. The nearest colour that '
                'passes is "#d6d6d6".'
            ),
        ),
        (
            'tar: |"#000000"',
            '"tar" is not a colour. Use one of sky, sky-low, paper, raised, ink, quiet, edge, link, focus, mark, '
            "primary, on-primary, river, on-river, late, house, code, on-code, roof, seam, shutter, hatch, plinth, frame, "
            "window, pane, board, plank.",
        ),
        ('primry: |"#000000"', '"primry" is not a colour. Did you mean "primary"?'),
        (
            "mark: |crimson",
            (
                '"crimson" is not a colour. Write one such as "#16355c", or one for light pages and one for dark '
                'ones, such as "#16355c #a8cdf5".'
            ),
        ),
        ("mark: |#900000", "What follows # would not be shown. Put the value in quotation marks, or delete the rest."),
    ],
)
def test_a_colour_that_is_none_or_is_hard_to_see_is_told_with_one_that_can_be_seen(brand, mistakes, line, message):
    brand(f"colours:\n    {line.replace('|', '')}")

    assert mistakes() == [f"content/site.yaml [{line}]: {message}"]


def test_two_colours_of_a_brand_that_are_alike_are_told_once(brand, mistakes):
    brand('colours:\n    primary: "#777777"\n    on-primary: "#888888"')

    assert mistakes() == [
        (
            'content/site.yaml [on-primary: |"#888888"]: The contrast of "#888888" to "primary" is 1.2:1, and at '
            "least 7:1 is needed. No shade of it has enough contrast; change the other colour."
        )
    ]


def test_nothing_is_written_of_a_city_whose_brand_has_a_mistake(brand, run):
    brand('colours:\n    ink: "#888888"')
    told = run("build", "--output", "site")

    assert (told.exit_code, Path("site").exists()) == (1, False)


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#1f77b4", "#ffd200", "#888888"])
def test_the_colour_that_is_proposed_passes(colour):
    assert contrast(nearest(colour, [("#ffffff", 7)]), "#ffffff") >= 7
