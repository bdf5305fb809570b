"""What is wrong with a site is told in the site's language, as far as it can be known."""

import sys
from pathlib import Path

import pytest

from inspect_cli.commands import door

SETTINGS = 'name = "御华园"\nscheme = "property-100"\nlanguage = "zh"\n{more}\n[data]\nstaff = "people/staff.csv"\n'
CHINESE, ENGLISH = "提示：", "hint:"


class Teller:
    """A folder with settings in which a command that they stop is typed."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.monkeypatch, self.capsys = folder, monkeypatch, capsys

    def tell(self, more: str, *options: str, spoken: str = "C.UTF-8") -> str:
        """In which language the problem is told."""
        (self.folder / "site.toml").write_text(SETTINGS.format(more=more), "utf-8")
        self.monkeypatch.chdir(self.folder)
        self.monkeypatch.setenv("LC_ALL", spoken)
        self.monkeypatch.delenv("INSPECT_SITE", raising=False)
        self.monkeypatch.setattr(sys, "argv", ["inspect-cli", "score", "--month", "2026-10", *options])
        assert door.run() == 2
        said = self.capsys.readouterr().err
        (language,) = [words for words in (CHINESE, ENGLISH) if words in said]
        return language


@pytest.fixture
def teller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Teller:
    return Teller(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize("more", ["", "cut_off = 32", 'colour = "red"', "start = 31"])
def test_rules_and_settings_that_are_wrong_are_told_in_its_language(more: str, teller: Teller) -> None:
    assert teller.tell(more) == CHINESE


def test_whoever_asks_for_a_language_gets_it(teller: Teller) -> None:
    assert teller.tell("", "--lang", "en") == ENGLISH


@pytest.mark.parametrize(("spoken", "language"), [("C.UTF-8", ENGLISH), ("zh_CN.UTF-8", CHINESE)])
@pytest.mark.parametrize("more", ["= 3", 'language = "zh"'])
def test_settings_that_are_no_toml_are_told_in_the_language_of_the_environment(
    more: str, spoken: str, language: str, teller: Teller
) -> None:
    assert teller.tell(more, spoken=spoken) == language


def test_files_named_on_the_command_line_ask_no_site(teller: Teller) -> None:
    assert teller.tell("", "--staff", "staff.csv", "--scheme", "none") == ENGLISH
