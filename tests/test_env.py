"""Settings come from the environment or from files, and a missing one stops the start in words."""

import pytest

from config import env


def test_value_then_file_then_default(monkeypatch, tmp_path):
    secret_file = tmp_path / "a secret"
    secret_file.write_text("from a file\n")
    assert env.text("LAMP", "unset") == "unset"
    monkeypatch.setenv("LAMP_FILE", str(secret_file))
    assert env.text("LAMP") == "from a file"
    monkeypatch.delenv("LAMP_FILE")
    monkeypatch.setenv("LAMP", "said")
    assert env.text("LAMP") == "said"


def test_both_ways_at_once_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("LAMP", "said")
    monkeypatch.setenv("LAMP_FILE", str(tmp_path / "other"))
    with pytest.raises(SystemExit, match="both LAMP and LAMP_FILE"):
        env.text("LAMP")


def test_a_missing_setting_names_itself(monkeypatch):
    monkeypatch.delenv("LAMP", raising=False)
    with pytest.raises(SystemExit, match="LAMP is not set"):
        env.text("LAMP")
    with pytest.raises(SystemExit, match="LAMP is not set"):
        env.secret("LAMP")


def test_an_unreadable_file_is_said_without_its_contents(monkeypatch, tmp_path):
    monkeypatch.setenv("LAMP_FILE", str(tmp_path / "absent"))
    with pytest.raises(SystemExit, match="cannot be read"):
        env.secret("LAMP")


@pytest.mark.parametrize("value", ["", "   ", "short"])
def test_a_secret_is_never_empty_or_short(monkeypatch, value):
    monkeypatch.setenv("LAMP", value)
    with pytest.raises(SystemExit, match="at least 16") as stopped:
        env.secret("LAMP", shortest=16)
    assert "short" not in str(stopped.value)


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_flags(monkeypatch, value, expected):
    monkeypatch.setenv("LAMP", value)
    assert env.flag("LAMP") is expected


def test_a_flag_that_is_neither_stops_the_start(monkeypatch):
    monkeypatch.setenv("LAMP", "perhaps")
    with pytest.raises(SystemExit, match="yes or no"):
        env.flag("LAMP")


def test_numbers(monkeypatch):
    assert env.number("LAMP", 3) == 3
    monkeypatch.setenv("LAMP", "12")
    assert env.number("LAMP") == 12
    with pytest.raises(SystemExit, match="at least 20"):
        env.number("LAMP", least=20)
    monkeypatch.setenv("LAMP", "a dozen")
    with pytest.raises(SystemExit, match="whole number"):
        env.number("LAMP")


def test_word_lists(monkeypatch):
    monkeypatch.setenv("LAMP", "one.example, two.example three.example")
    assert env.words("LAMP") == ["one.example", "two.example", "three.example"]
