"""Measures a clock's attlog.dat against the CSV of the same punches, side by side: from the files to the facts."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from generate import generate

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent / "build" / "bench-clocks"
AT_MOST = 1.5


def main() -> int:
    """Prints both times and their ratio; 1 when the ratio is more than it may be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000, help="about 50 punches each")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    generate(BUILD, options.people, seed=1)
    csv = BUILD / "records" / "attendance.csv"
    attlog = BUILD / "1_attlog.dat"
    rows = as_attlog(csv, attlog)
    times: dict[Path, list[float]] = {csv: [], attlog: []}
    for _ in range(options.runs):
        for path, taken in times.items():
            taken.append(processor_seconds(path))
    ratio = min(times[attlog]) / min(times[csv])
    print(f"{rows:,} punches: CSV {min(times[csv]):.2f} s, attlog.dat {min(times[attlog]):.2f} s of processor time,")
    print(f"ratio {ratio:.2f}, at most {AT_MOST} wanted")
    return int(ratio > AT_MOST)


def as_attlog(csv: Path, attlog: Path) -> int:
    """The punches of a CSV as a clock writes them; how many they are."""
    import polars as pl

    punches = pl.read_csv(csv, infer_schema=False)
    number = pl.col("person_id").str.pad_start(9)
    lines = punches.select(pl.concat_str(number, "time", pl.lit("1\t0\t1\t0"), separator="\t"))
    lines.write_csv(attlog, include_header=False, quote_style="never", line_terminator="\r\n")
    return punches.height


def processor_seconds(attendance: Path) -> float:
    """What `check` takes for the people, the plan and these punches."""
    people = [f"--{kind}={BUILD / 'people' / kind}.csv" for kind in ("staff", "shifts", "roster")]
    command = ["check", *people, f"--attendance={attendance}", "--month=2026-10", "--as-of=2026-11-05", "--quiet"]
    command += [f"--rules={BUILD / 'rules'}", "--scheme=bench-100"]
    before = os.times()
    subprocess.run([sys.executable, "-m", "inspect_cli", *command], check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    sys.exit(main())
