"""Files by whatever name a disk holds: told so that a terminal shows it, read as any other, never passed over."""

import json
import os
from pathlib import Path

import pytest

from inspect_cli.commands.exits import Exit

from .gallery import Answer, answer_in

STAFF = "person_id,name,department\nE1,Wang,desk\n"
SEEN = "date,person_id,item,quantity\n2026-10-12,E1,PA-01,3\n"
STRANGER = SEEN.replace("E1", "E9")
MONTH = ["--month", "2026-10", "--as-of", "2026-11-05", "--lang", "en"]
NAMES = {
    b"line\nbreak.csv": r"line\nbreak.csv",
    b"\x1b[31mred.csv": r"\x1b[31mred.csv",
    "a\u202egpj.csv".encode(): r"a\u202egpj.csv",
    b"no\xffcharacter.csv": r"no\udcffcharacter.csv",
}


def check(folder: Path, name: bytes, content: str, *options: str) -> Answer:
    (folder / "staff.csv").write_text(STAFF)
    (folder / os.fsdecode(name)).write_text(content)
    return answer_in(folder, ["check", "--staff", "staff.csv", "--inspections", os.fsdecode(name), *MONTH, *options])


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_escaped_and_its_file_is_read(name: bytes, tmp_path: Path) -> None:
    answer = check(tmp_path, name, SEEN)
    assert (answer.code, NAMES[name] in answer.stdout) == (Exit.DONE, True)
    answer = check(tmp_path, name, STRANGER)
    assert (answer.code, answer.stderr.startswith(f"{NAMES[name]}:2:2: unknown-person: ")) == (Exit.REFUSED, True)
    told = json.loads(check(tmp_path, name, STRANGER, "--json").stdout.splitlines()[0])
    assert told["code"] == "unknown-person"


@pytest.mark.parametrize("name", NAMES)
def test_the_manifest_names_it_too(name: bytes, tmp_path: Path) -> None:
    check(tmp_path, name, SEEN)
    named = ["--staff", "staff.csv", "--inspections", os.fsdecode(name)]
    assert answer_in(tmp_path, ["report", *named, *MONTH, "--out", "out", "--format", "csv"]).code == Exit.DONE
    inputs = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["inputs"]
    assert any(NAMES[name] == each["file"].encode("unicode_escape").decode().replace("\\\\", "\\") for each in inputs)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_problem_of_reading_not_of_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "locked.csv").touch(mode=0)
    named = ["check", "--staff", "locked.csv", *MONTH]
    assert answer_in(tmp_path, named).code == Exit.IO


def test_a_link_of_a_site_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    answer_in(tmp_path, ["init", "site", "--name", "Yuhua", "--lang", "en"])
    (tmp_path / "site" / "people" / "staff.csv").write_text(STAFF)
    (tmp_path / "site" / "records" / "attendance" / "gate.csv").symlink_to("on-a-share-that-is-away.csv")
    answer = answer_in(tmp_path, ["check", "--site", "site", *MONTH])
    assert (answer.code, "gate.csv: no-such-file: " in answer.stderr) == (Exit.IO, True)
