"""English and Spanish from the first string: nothing untranslated, nothing fuzzy, nothing stale."""

import re

import polib
import pytest

from config import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def catalogue():
    return {
        messages._key(entry): entry for entry in polib.pofile(str(messages.CATALOGUE)) if not entry.obsolete
    }


def test_every_string_of_the_interface_is_in_the_catalogue_and_no_other(catalogue):
    wanted = set(messages.strings())
    assert not wanted - set(catalogue), "run `make messages` and translate"
    assert not set(catalogue) - wanted, "run `make messages`: the catalogue holds strings nobody uses"


def test_every_string_has_spanish_words(catalogue):
    missing = [e.msgid for e in catalogue.values() if not e.translated() or "fuzzy" in e.flags]
    assert not missing


def test_translations_keep_what_is_filled_in_later(catalogue):
    wrong = []
    for entry in catalogue.values():
        texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        needed = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        allowed = needed | set(PLACEHOLDER.findall(entry.msgid))
        for text in texts:
            got = set(PLACEHOLDER.findall(text))
            if not got <= allowed or (not entry.msgid_plural and got != needed):
                wrong.append((entry.msgid, text))
    assert not wrong
