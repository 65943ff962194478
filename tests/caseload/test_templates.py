"""Rules for every template: strict content policy, neutral words, nothing left untranslated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
APPS = ("caseload", "clients", "orders", "referrals", "config")
TEMPLATES = [p for app in APPS for p in sorted((ROOT / app).rglob("templates/**/*.html"))]
NAMES = [str(p.relative_to(ROOT)) for p in TEMPLATES]
# What is the same in every language: the product's name, the languages' own names, a sample case code, units.
SAME_EVERYWHERE = {
    "Lantern",
    "English",
    "Español",
    "H-2026-0117",
    "Esc",
    "PDF",
    "Word",
    "docx",
    "OK",
    "SHA-256",
}
GENDERED = re.compile(
    r"\b(she|her|hers|herself|he|him|his|himself|wife|husband|girlfriend|boyfriend)\b", re.I
)
SPOKEN = re.compile(r'\b(?:aria-label|title|placeholder|alt|data-label|label|content)="([^"]*)"')

every_template = pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)


def source(path: Path) -> str:
    """A template without its comments."""
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", path.read_text(), flags=re.S)
    return re.sub(r"{#.*?#}", "", text)


@every_template
def test_no_inline_style_script_or_handler(path):
    text = source(path)
    assert not re.search(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:", text, re.I)
    for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.S):
        if 'type="application/json"' in attributes:
            continue
        assert "nonce=" in attributes and "src=" in attributes and not body.strip()


@every_template
def test_nothing_is_fetched_from_elsewhere(path):
    assert not re.search(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//""", source(path))


@every_template
def test_neutral_words(path):
    assert not GENDERED.findall(re.sub(r"{{.*?}}|<[^>]*>", "", source(path)))


def bare_words(path: Path) -> list[str]:
    text = source(path)
    text = re.sub(
        r"{%-?\s*block(?:trans|translate)\b.*?{%\s*endblock(?:trans|translate)\s*%}", " ", text, flags=re.S
    )
    text = re.sub(r"<script\b.*?</script>", " ", text, flags=re.S)
    text = re.sub(r"{%\s*block \w+_attributes\s*%}.*?{%\s*endblock\s*%}", "", text)
    spoken = " ".join(
        re.sub(r"{%.*?%}|{{.*?}}", " ", value) for value in SPOKEN.findall(text) if not _is_technical(value)
    )
    shown = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.S)
    shown = re.sub(r"<[^>]*>", " ", shown)
    shown = re.sub(r"&\w+;", " ", shown)
    words = re.findall(r"[^\W\d_][\w'’.-]+", f"{shown} {spoken}")
    return [word for word in words if word.strip(".") not in SAME_EVERYWHERE]


def _is_technical(value: str) -> bool:
    """Values of <meta content="…">: for machines."""
    return bool(re.match(r"(width=|noindex|same-origin|light dark|telephone=)", value))


@every_template
def test_every_word_can_be_translated(path):
    assert not bare_words(path)


@every_template
def test_pictures_exist(path):
    sprite = (ROOT / "caseload" / "static" / "caseload" / "icons.svg").read_text()
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    used = re.findall(r'{%\s*icon "([^"]+)"', source(path)) + re.findall(
        r"icons\.svg' %}#([\w-]+)", source(path)
    )
    assert set(used) <= known


@every_template
def test_stays_small_and_compiles(path):
    assert len(path.read_text().splitlines()) <= 150
    get_template(str(path).split("/templates/", 1)[1])


def test_menu_pictures_exist():
    from caseload.templatetags import caseload_tags as tags

    sprite = (ROOT / "caseload" / "static" / "caseload" / "icons.svg").read_text()
    for link in (*tags.MAIN_NAVIGATION, *tags.CASE_TABS):
        assert f'id="{link.icon}"' in sprite


def test_forms_that_send_carry_a_token():
    """Every POST form is protected, wherever it stands."""
    bare = [
        path.relative_to(ROOT)
        for path in TEMPLATES
        for form in re.findall(r'<form\b[^>]*method="post".*?</form>', source(path), re.S | re.I)
        if "csrf_token" not in form
    ]
    assert not bare
