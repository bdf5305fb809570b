"""Every row is accounted for: read = accepted + known + refused + set aside + blank, whatever a clock hands over."""

import json
import random
from pathlib import Path

import pytest

from .gallery import answer_in

STAFF = "person_id,name,department,device_id,hired\nE1,Wang,desk,7,2026-01-01\nE2,Li,desk,8,2026-01-01\n"
PARTS = ("accepted", "known", "refused", "set_aside", "blank")
WHEN = (
    "2000-01-01 00:27:05",
    "2026-09-29 08:00:00",
    "2026-09-30 23:59:59",
    "2026-10-05 08:00:00",
    "2026-11-02 08:00:00",
)
PUNCHES = [f"{number:>9}\t{when}\t1\t0\t1\t0" for number in (7, 8, 21, 22) for when in WHEN]
DAMAGE = ["        7\t1971--10--29 -23:-59:-53\t1\t0\t1\t0", "\0\0\0-12 08:00:00\t1", ""]
LAST = ("", "        7\t2026-10-0")
"""A file that ends as it should, and one that was not copied whole."""


@pytest.mark.parametrize("seed", range(20))
def test_every_row_of_a_clock_is_counted_once(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    (tmp_path / "staff.csv").write_text(STAFF)
    files = []
    for name in ("a.dat", "b.dat"):
        lines = [
            PUNCHES[3],
            PUNCHES[15],
            *chance.choices(PUNCHES + DAMAGE, k=chance.randint(0, 30)),
            chance.choice(LAST),
        ]
        (tmp_path / name).write_text("\n".join(lines))
        files += ["--attendance", name]
    month = ["--month", "2026-10", "--as-of", "2026-11-05", "--lang", "en", "--json"]
    answer = answer_in(tmp_path, ["check", "--staff", "staff.csv", *files, *month])
    *told, ending = map(json.loads, answer.stdout.splitlines())
    assert ending["read"] == sum(ending[part] for part in PARTS)
    assert min(ending[part] for part in PARTS) >= 0
    read = sum(len((tmp_path / name).read_text().removesuffix("\n").split("\n")) for name in ("a.dat", "b.dat"))
    assert ending["read"] == 2 + read
    assert bool(ending["code"]) == any(problem["type"] == "problem" for problem in told)
    assert bool(ending["set_aside"]) == any(problem["type"] == "set-aside" for problem in told)
    assert bool(ending["known"]) == any(problem["type"] == "known" for problem in told)
