"""Files are there whole or as they were before, belong to their owner, and stay inside their folder."""

import os
import stat
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from inspect_cli.frames import Table
from inspect_cli.write import files, to_csv, write_atomically, write_csv, write_folder
from inspect_cli.write.files import PREFIX, SUFFIX, sweep

posix = pytest.mark.skipif(os.name == "nt", reason="modes, links and devices of POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def fail(path: Path) -> None:
    path.write_bytes(b"half")
    raise OSError(28, "No space left on device")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@posix
def test_a_new_file_is_private_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new.csv", b"1")
    assert mode(tmp_path / "new.csv") == 0o600
    (tmp_path / "new.csv").chmod(0o644)
    write_atomically(tmp_path / "new.csv", b"2")
    assert mode(tmp_path / "new.csv") == 0o644
    assert (tmp_path / "new.csv").read_bytes() == b"2"


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    with pytest.raises(OSError, match="No space"):
        write_atomically(tmp_path / "a.csv", fail)
    assert names(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"old"


def test_an_interrupt_leaves_nothing_either(tmp_path: Path) -> None:
    def interrupt(path: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "a.csv", interrupt)
    assert names(tmp_path) == []


def test_a_missing_folder_is_an_oserror(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "no" / "a.csv", b"1")


def test_a_big_table_is_written_straight_to_its_place(tmp_path: Path, lines: Table) -> None:
    write_atomically(tmp_path / "lines.csv", partial(write_csv, lines))
    assert (tmp_path / "lines.csv").read_bytes() == to_csv(lines)


@posix
def test_a_link_the_user_named_leads_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    write_atomically(tmp_path / "link.csv", b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


@posix
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(
        [sys.executable, "-c", f"print(open({str(tmp_path / 'pipe')!r}).read())"], stdout=-1
    ) as reader:
        write_atomically(tmp_path / "pipe", b"through")
        assert reader.communicate()[0].strip() == b"through"
    assert (tmp_path / "pipe").is_fifo()


def test_a_folder_gets_its_files_and_keeps_those_of_others(tmp_path: Path) -> None:
    (tmp_path / "theirs.txt").write_bytes(b"theirs")
    write_folder(
        tmp_path / "2026-11", {"manifest.json": b"m", "lines.csv": b"l", "people/a.txt": b"a"}, "manifest.json"
    )
    assert names(tmp_path / "2026-11") == ["lines.csv", "manifest.json", "people"]
    write_folder(tmp_path, {"manifest.json": b"m"}, "manifest.json")
    assert (tmp_path / "theirs.txt").read_bytes() == b"theirs"


def test_the_manifest_takes_its_name_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    put = files._put

    def record(ready: Path, target: Path) -> None:
        order.append(target.name)
        put(ready, target)

    monkeypatch.setattr(files, "_put", record)
    write_folder(tmp_path, {"manifest.json": b"m", "z.csv": b"z", "a.csv": b"a"}, "manifest.json")
    assert order == ["a.csv", "z.csv", "manifest.json"]


def test_when_one_file_fails_the_old_report_stays_whole(tmp_path: Path) -> None:
    before = {"a.csv": b"old a", "b.csv": b"old b", "manifest.json": b"old m"}
    write_folder(tmp_path, before, "manifest.json")
    with pytest.raises(OSError, match="No space"):
        write_folder(tmp_path, {"a.csv": b"new", "b.csv": fail, "manifest.json": b"new"}, "manifest.json")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", ["../out.csv", "/etc/out.csv", "sub/../../out.csv", ".", ""])
def test_a_name_that_leads_out_of_the_folder_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    with pytest.raises(OSError, match="out of the folder"):
        write_folder(home, {"a.csv": b"a", name: b"x", "manifest.json": b"m"}, "manifest.json")
    assert names(home) == []


@posix
@pytest.mark.parametrize("link", ["lines.csv", "people"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, link: str) -> None:
    elsewhere, home = tmp_path / "elsewhere", tmp_path / "home"
    elsewhere.mkdir()
    home.mkdir()
    (home / link).symlink_to(elsewhere / "lines.csv" if link == "lines.csv" else elsewhere)
    with pytest.raises(OSError, match="out of the folder"):
        write_folder(home, {"lines.csv": b"1", "people/a.txt": b"1", "manifest.json": b"m"}, "manifest.json")
    assert names(elsewhere) == []
    assert names(home) == [link]


def test_the_last_file_must_be_among_the_files(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"manifest\.json"):
        write_folder(tmp_path, {"a.csv": b"a"}, "manifest.json")


@posix
def test_what_a_killed_run_left_is_swept_and_a_running_ones_is_not(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    for owner in (gone.pid, os.getpid()):
        (tmp_path / f"{PREFIX}{owner}-x{SUFFIX}").write_bytes(b"personal")
    (tmp_path / f"{PREFIX}other{SUFFIX}").write_bytes(b"not ours")
    sweep(tmp_path)
    assert names(tmp_path) == sorted([f"{PREFIX}{os.getpid()}-x{SUFFIX}", f"{PREFIX}other{SUFFIX}"])


@posix
def test_files_survive_a_kill_in_the_middle(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    script = (
        "import os, pathlib\nfrom inspect_cli.write import write_atomically\n"
        f"write_atomically(pathlib.Path({str(tmp_path / 'a.csv')!r}), lambda path: os.kill(os.getpid(), 9))"
    )
    subprocess.run([sys.executable, "-c", script], check=False)
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    sweep(tmp_path)
    assert names(tmp_path) == ["a.csv"]
