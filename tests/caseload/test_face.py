"""The stylesheet keeps its promises: contrast in both themes, every picture exists, a choice shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "caseload" / "static" / "caseload"
CSS = (STATIC / "app.css").read_text()
TEXT, GRAPHIC = 4.5, 3.0

# foreground, background, least contrast (WCAG 2.2 AA: 1.4.3 for text, 1.4.11 for edges and shapes)
PAIRS = [
    *[
        (ink, ground, TEXT)
        for ink in ("ink", "muted", "accent", "accent-strong")
        for ground in ("paper", "surface", "sunken")
    ],
    *[("accent-strong", "accent-soft", TEXT), ("ink", "accent-soft", TEXT), ("muted", "accent-soft", TEXT)],
    *[(ink, ground, TEXT) for ink in ("bad-ink", "warn-ink", "danger") for ground in ("paper", "surface")],
    *[("on-accent", "accent", TEXT), ("on-accent", "accent-strong", TEXT)],
    *[("on-danger", "danger", TEXT), ("on-danger", "danger-strong", TEXT)],
    *[
        ("on-bar", "bar", TEXT),
        ("bar-muted", "bar", TEXT),
        ("bar-edge", "bar", GRAPHIC),
        ("bar-focus", "bar", GRAPHIC),
    ],
    *[
        (f"{kind}-ink", f"{kind}-bg", TEXT)
        for kind in ("ok", "note", "warn", "bad", "l0", "l1", "l2", "l3", "l4")
    ],
    *[
        (f"{kind}-edge", "surface", GRAPHIC)
        for kind in ("ok", "note", "warn", "bad", "l0", "l1", "l2", "l3", "l4")
    ],
    *[("edge", ground, GRAPHIC) for ground in ("paper", "surface", "sunken")],
    *[
        ("focus", ground, GRAPHIC)
        for ground in ("paper", "surface", "sunken", "ok-bg", "note-bg", "warn-bg", "bad-bg")
    ],
    *[("accent", "surface", GRAPHIC), ("glow", "surface", GRAPHIC)],
]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6});", block))


def block_after(selector: str) -> str:
    start = CSS.index(selector) + len(selector)
    return CSS[CSS.index("{", start) : CSS.index("}", start)]


THEMES = {
    "light": tokens(block_after(":root ")),
    "dark": tokens(block_after(':root[data-theme="dark"] ')),
}


def luminance(colour: str) -> float:
    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return sum(w * linear(colour[i : i + 2]) for w, i in ((0.2126, 1), (0.7152, 3), (0.0722, 5)))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_contrast(theme, ink, ground, least):
    colours = THEMES[theme]
    assert contrast(colours[ink], colours[ground]) >= least, f"{ink} on {ground} in {theme}"


def test_both_themes_define_the_same_tokens():
    assert THEMES["light"].keys() == THEMES["dark"].keys()


def test_the_systems_dark_theme_is_the_chosen_one():
    chosen = block_after(':root[data-theme="dark"] ')
    followed = CSS[CSS.index("@media (prefers-color-scheme: dark)") :]
    followed = followed[followed.index("{", followed.index(":not(")) : followed.index("}")]
    assert chosen.split() == followed.split()


def test_levels_differ_by_shape_and_word():
    sprite = (STATIC / "icons.svg").read_text()
    shapes = [re.search(rf'<symbol id="level-{n}"[^>]*>(.*?)</symbol>', sprite).group(1) for n in range(5)]
    assert len(set(shapes)) == 5
    from caseload.templatetags.caseload_tags import LEVEL_WORDS

    assert len({str(words) for words in LEVEL_WORDS.values()}) == 5


def test_only_tokens_carry_colour():
    """A colour written into a component would escape both themes and the contrast table above."""
    components = CSS[CSS.index("/* ---- Ground") : CSS.index("/* ---- Paper")]
    allowed = {"#ffffff", "#2b1a00"}  # the QR code's paper; ink of the bell's counter on the lantern's yellow
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", components)) <= allowed


def test_every_class_of_the_list_exists():
    promised = CSS[: CSS.index("*/")]
    rules = CSS[CSS.index("*/") :]
    named = set(re.findall(r"\.([a-z][\w-]+)", promised)) - {"html", "level-N"}
    assert not [name for name in sorted(named) if f".{name}" not in rules]


def test_the_script_keeps_nothing_on_the_machine():
    script = re.sub(r"/\*.*?\*/|//[^\n]*", "", (STATIC / "app.js").read_text(), flags=re.S)
    for forbidden in (
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "innerHTML",
        "eval(",
        "document.cookie",
        "console.log",
    ):
        assert forbidden not in script


@pytest.mark.django_db
def test_chosen_theme_and_language_are_on_the_page(as_staff):
    browser = as_staff("ana")
    browser.post("/preferences/", {"theme": "dark", "next": "/style/"})
    browser.post("/preferences/", {"language": "es", "next": "/style/"})
    page = browser.get("/style/").content.decode()
    assert 'data-theme="dark"' in page
    assert '<html lang="es"' in page


@pytest.mark.django_db
def test_error_summary_links_to_controls_that_exist(as_staff):
    page = as_staff("ana").get("/style/").content.decode()
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    links = re.findall(r'<li><a href="#([^"]+)"', page)
    assert len(links) >= 8
    assert set(links) <= ids
    assert len(ids) == len(re.findall(r'\sid="', page)), "an id is used twice"


@pytest.mark.django_db
def test_errors_are_tied_to_their_control(as_staff):
    page = as_staff("ana").get("/style/").content.decode()
    for control in re.findall(r'<input[^>]*id="refused_email"[^>]*>', page):
        assert 'aria-invalid="true"' in control
        assert 'aria-describedby="refused_email_error"' in control
    assert 'id="refused_email_error"' in page
