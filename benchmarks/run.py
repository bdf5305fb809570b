"""Runs inspect-cli and its two peers from cold on the same generated months and prints time, memory and ratios.

Only the standard library and tabulate are imported here: the kernel counts what this process held when it started
another one towards the other's peak memory.
"""

import argparse
import compileall
import csv
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

from tabulate import tabulate

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent / "build" / "bench"
MONTH = "2026-10"
SIZES = (1_000, 10_000, 100_000)
JUDGED_AT = SIZES[-1]
OURS, DUCKDB, PANDAS = "inspect-cli", "DuckDB", "pandas"
WORDS = "inspect-cli, words"
"""Our run on the same month with findings by name and title instead of number and code."""
RESULT = {OURS: "summary.csv", DUCKDB: "totals.csv", PANDAS: "summary.csv", WORDS: "summary.csv"}
COMPARED = ("score", "deductions", "bonuses")
COLD_PEOPLE, COLD_RUNS = 200, 7

ENDS_WELL = (0, 3)
"""3 says that sanctions of the month wait for approval; the reports are written all the same."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one fresh process took: seconds, processor seconds, peak MiB; and what it said when it failed."""

    wall: float
    cpu: float
    memory: float
    failure: str = ""


@dataclass(slots=True)
class Bench:
    """All runs of one size by tool, and in what the tools' results differ."""

    people: int
    runs: dict[str, list[Run]] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def best(self, tool: str) -> Run | None:
        """The least time and the greatest memory of a tool's runs; None when one of them failed."""
        runs = self.runs.get(tool, [])
        if not runs or any(run.failure for run in runs):
            return None
        return Run(min(run.wall for run in runs), min(run.cpu for run in runs), max(run.memory for run in runs))


def main() -> int:
    """Measures what the options ask for; 1 when a run failed or two results differ."""
    options = parse_options()
    tools = (OURS, WORDS) if options.words else (OURS, DUCKDB, PANDAS)
    compileall.compile_dir(HERE.parent / "inspect_cli", quiet=1)  # as installing does, whatever the environment forbids
    benches = [bench(people, options.seed, options.runs, tools) for people in options.people]
    cold = cold_start(options.seed)
    text = report(benches, cold, dingtalk())
    print(text)
    if options.write:
        (HERE / "RESULTS.md").write_text(f"# Results\n\n{machine()}\n\n{text}\n", encoding="utf-8")
    problems = [*(line for each in benches for line in troubles(each)), *troubles(cold)]
    for line in problems:
        print(line, file=sys.stderr)
    return 1 if problems else 0


def parse_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=list(SIZES), help="sizes of the site")
    parser.add_argument("--runs", type=int, help="runs of each tool; 3, and 2 for 100,000 people and more")
    parser.add_argument("--seed", type=int, default=1, help="seed of the generator")
    parser.add_argument("--words", action="store_true", help="what names and titles cost us beside numbers and codes")
    parser.add_argument("--write", action="store_true", help="also write benchmarks/RESULTS.md")
    return parser.parse_args()


def bench(people: int, seed: int, runs: int | None, tools: Sequence[str]) -> Bench:
    """Generates a site and runs every tool on it in turn."""
    sites = {tool: generated(people, seed, tool == WORDS) for tool in tools if tool in (OURS, WORDS)}
    result = Bench(people, {tool: [] for tool in tools})
    for turn in range(runs or (2 if people >= JUDGED_AT else 3)):
        for tool in tools:
            talk(f"{people:,} people, run {turn + 1}: {tool}")
            result.runs[tool].append(measure(command(tool, sites.get(tool, sites[OURS]), output(people, tool))))
    result.differences = differences(result)
    return result


def generated(people: int, seed: int, words: bool = False) -> Path:
    """The folder of a newly generated site, made by a process of its own."""
    site = BUILD / str(people) / ("site-in-words" if words else "site")
    talk(f"{people:,} people: generating {site}")
    script = [sys.executable, str(HERE / "generate.py"), str(site), "--people", str(people), "--seed", str(seed)]
    script += ["--words"] if words else []
    subprocess.run(script, check=True, stdout=subprocess.DEVNULL)
    return site


def output(people: int, tool: str) -> Path:
    """Where a tool writes, without what it wrote before."""
    folder = BUILD / str(people) / tool.lower()
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def command(tool: str, site: Path, out: Path) -> list[str]:
    """The command line of one run."""
    if tool in (OURS, WORDS):
        program = str(Path(sys.executable).parent / "inspect-cli")
        options = ["--site", str(site), "--month", MONTH, "--out", str(out), "--format", "csv", "--quiet"]
        return [program, "report", *options]
    return [sys.executable, str(HERE / f"peer_{tool.lower()}.py"), str(site), str(out)]


def measure(arguments: Sequence[str]) -> Run:
    """Runs a fresh process to its end; time from before it starts, processor time and memory as the kernel counted."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        try:
            process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said)
        except OSError as error:
            return Run(0, 0, 0, str(error))
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        lines = said.read().decode(errors="replace").strip().splitlines()
    failure = f"exit {process.returncode}: {lines[-1] if lines else ''}" if process.returncode not in ENDS_WELL else ""
    kibibytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return Run(wall, usage.ru_utime + usage.ru_stime, kibibytes / 1024, failure)


def differences(result: Bench) -> list[str]:
    """In what each tool's totals differ from the first tool's that ran; all must be equal for everyone."""
    ran = [tool for tool in result.runs if result.best(tool)]
    totals = {tool: totals_of(BUILD / str(result.people) / tool.lower() / RESULT[tool]) for tool in ran}
    found = []
    for tool in ran[1:]:
        first, other = totals[ran[0]], totals[tool]
        unlike = [person for person in sorted(first.keys() | other.keys()) if first.get(person) != other.get(person)]
        if unlike:
            person = unlike[0]
            found.append(
                f"{ran[0]} and {tool} differ for {len(unlike):,} of {len(first):,} people, first {person} "
                f"({', '.join(COMPARED)}): {words(first.get(person))} and {words(other.get(person))}"
            )
    return found


def totals_of(file: Path) -> dict[str, tuple[Decimal, ...]]:
    """The compared columns of a result by person; nobody when there is no such file."""
    if not file.exists():
        return {}
    with file.open(encoding="utf-8-sig", newline="") as text:
        return {
            row["person_id"]: tuple(Decimal(row[name] or "NaN") for name in COMPARED) for row in csv.DictReader(text)
        }


def words(totals: tuple[Decimal, ...] | None) -> str:
    """Totals as a message shows them."""
    return "no row" if totals is None else " ".join(f"{each:f}" for each in totals)


def cold_start(seed: int) -> Bench:
    """A month of 200 people from a cold start beside the bare import of the two libraries it cannot do without."""
    site = generated(COLD_PEOPLE, seed)
    result = Bench(COLD_PEOPLE, {OURS: [], "import": []})
    for _ in range(COLD_RUNS):
        result.runs[OURS].append(measure(command(OURS, site, output(COLD_PEOPLE, OURS))))
        result.runs["import"].append(measure([sys.executable, "-c", "import click, polars"]))
    return result


def dingtalk() -> float | None:
    """How many times as long inspect-cli takes for a DingTalk month of 1,000 people as calamine for its cells.

    Processor time of both, in turn in one process; None when the run failed.
    """
    talk("a DingTalk month of 1,000 people, beside calamine alone")
    BUILD.mkdir(parents=True, exist_ok=True)
    script = [sys.executable, str(HERE / "dingtalk.py"), str(BUILD / "dingtalk.xlsx")]
    said = subprocess.run(script, capture_output=True, text=True, check=False)
    if said.returncode:
        return None
    found = json.loads(said.stdout)
    return float(found["inspect-cli"]) / float(found["calamine"])


def report(benches: Sequence[Bench], cold: Bench, export: float | None) -> str:
    """The two tables: what was measured, and how it stands to what is to be reached."""
    rows = []
    for each in benches:
        for tool in each.runs:
            run = each.best(tool)
            cells = [f"{run.wall:.2f}", f"{run.cpu:.2f}", f"{run.memory:,.0f}"] if run else ["failed", "", ""]
            rows.append([f"{each.people:,}", tool, *cells])
    headings = ["people", "tool", "time (s)", "CPU (s)", "peak (MiB)"]
    sides = ("right", "left", "right", "right", "right")
    measured = tabulate(rows, headings, "github", colalign=sides, disable_numparse=True)
    reached = tabulate(
        ratios(benches, cold, export), ["what", "measured", "to reach", ""], "github", disable_numparse=True
    )
    return f"{measured}\n\n{reached}"


def ratios(benches: Sequence[Bench], cold: Bench, export: float | None) -> list[list[str]]:
    """The rows of the second table; what is judged at 100,000 people has no verdict at other sizes."""
    by_size = {each.people: each for each in benches}
    rows = []
    for people, each in by_size.items():
        ours, duckdb, pandas = (each.best(tool) for tool in (OURS, DUCKDB, PANDAS))
        judged = people == JUDGED_AT
        at = f"at {people:,} people"
        if WORDS in each.runs:
            rows.append(
                verdict(
                    f"names and titles ÷ numbers and codes {at}", over(each.best(WORDS), ours), "at most 1.10", judged
                )
            )
            continue
        rows.append(verdict(f"inspect-cli ÷ DuckDB {at}", over(ours, duckdb), "at most 3", judged))
        rows.append(verdict(f"pandas ÷ inspect-cli {at}", over(pandas, ours), "at least 2", judged))
        gib = ours.memory / 1024 if ours else None
        rows.append(verdict(f"peak GiB of inspect-cli {at}", gib, "at most 1.5", judged))
    if {10_000, JUDGED_AT} <= by_size.keys():
        growth = over(by_size[JUDGED_AT].best(OURS), by_size[10_000].best(OURS))
        rows.append(verdict("growth of time from 10,000 to 100,000 people", growth, "at most 11", True))
    start = over(cold.best(OURS), cold.best("import"))
    rows.append(verdict(f"month of {COLD_PEOPLE} people ÷ import click, polars", start, "at most 3", True))
    rows.append(verdict("DingTalk month of 1,000 people ÷ its cells by calamine", export, "at most 2", True))
    return rows


def over(upper: Run | None, lower: Run | None) -> float | None:
    """The ratio of two times, if both were measured."""
    return upper.wall / lower.wall if upper and lower else None


def verdict(what: str, value: float | None, target: str, judged: bool) -> list[str]:
    """One row: the value, what is to be reached, and whether it was."""
    if value is None:
        return [what, "not measured", target if judged else "", ""]
    bound = float(target.rsplit(" ", 1)[1])
    reached = value <= bound if target.startswith("at most") else value >= bound
    return [what, f"{value:.2f}", *([target, "reached" if reached else "missed"] if judged else ["", ""])]


def troubles(each: Bench) -> list[str]:
    """Failed runs and differing results, one line each."""
    failed = {tool: next((run.failure for run in runs if run.failure), "") for tool, runs in each.runs.items()}
    lines = [f"{each.people:,} people: {tool}: {failure}" for tool, failure in failed.items() if failure]
    return [*lines, *(f"{each.people:,} people: {difference}" for difference in each.differences)]


def machine() -> str:
    """The machine and the versions, in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = [f"{name} {version(name)}" for name in ("inspect-cli", "polars", "duckdb", "pandas")]
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}, {', '.join(libraries)}"
    )


def talk(text: str) -> None:
    """Progress, on standard error."""
    print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
