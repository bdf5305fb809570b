"""`init`: make a site to start from."""

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from inspect_cli.commands.talk import Told
from inspect_cli.words import LANGUAGES

if TYPE_CHECKING:
    from inspect_cli.commands.talk import Voice

EMPTY_FILES: Final = {
    "people/staff.csv": "staff",
    "people/areas.csv": "areas",
    "people/shifts.csv": "shifts",
    "people/roster.csv": "roster",
    "people/calendar.csv": "calendar",
    "people/swaps.csv": "swaps",
    "people/leave.csv": "leave",
    "people/exemptions.csv": "exemptions",
    "records/inspections/inspections.csv": "inspections",
    "records/attendance/attendance.csv": "attendance",
    "records/incidents.csv": "incidents",
    "records/metrics.csv": "metrics",
    "records/decisions.csv": "decisions",
}
SETTINGS = """\
# A site's settings.
name = {name}
scheme = "{scheme}"
language = "{lang}"
# the last day of a business month: 24 runs from the 25th to the 24th, 31 is the calendar month
cut_off = 31

# what lies here counts, and nothing else; CSV, XLSX and JSON alike
[data]
staff = "people/staff*.*"
areas = "people/areas*.*"
shifts = "people/shifts*.*"
roster = "people/roster*.*"
calendar = "people/calendar*.*"
swaps = "people/swaps*.*"
leave = "people/leave*.*"
exemptions = "people/exemptions*.*"
inspections = "records/inspections/*.*"
attendance = "records/attendance/*.*"
incidents = "records/incidents*.*"
metrics = "records/metrics*.*"
decisions = "records/decisions*.*"
"""


@click.command("init", cls=Told)
@click.argument("folder", type=click.Path())
@click.option("--name", help="Name of the site.  [default: the folder's]")
@click.option("--scheme", default="property-100", help="Assessment scheme.  [default: property-100]")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="Language of the site and its headings; else Chinese where its name is, else the environment's.",
)
@click.option("--quiet", is_flag=True, help="Silent when all is well.")
def command(folder: str, name: str | None, scheme: str, lang: str | None, quiet: bool) -> int:
    """Make a site in FOLDER: its settings, its own copies of scheme and checklists, and empty files with headings.

    An existing site is never touched. The rules are copied, so that a newer program never changes a point.

    \b
    Example:
      inspect-cli init my-site --name "Yuhua Garden"
    """
    from inspect_cli.commands.helping import language_of_environment
    from inspect_cli.commands.talk import Voice
    from inspect_cli.problems import Problem, SiteProblemError, Source

    chinese = any(unicodedata.name(char, "").startswith("CJK") for char in name or Path(folder).resolve().name)
    voice = Voice(lang or ("zh" if chinese else language_of_environment()), quiet)
    root = Path(folder)
    if (root / "site.toml").exists():
        raise SiteProblemError([Problem("folder-not-empty", Source(folder), {"folder": folder})])
    _known_scheme(scheme)
    for path, content in _contents(name or root.resolve().name, scheme, voice).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            target.write_bytes(content)
    voice.talk(
        "made the site {folder}; next: fill in people/staff.csv, then inspect-cli check --site {folder}", folder=folder
    )
    voice.talk("it is in English; with --lang zh it would be in Chinese")
    return 0


def _known_scheme(scheme: str) -> None:
    from inspect_cli import resources
    from inspect_cli.problems import Problem, SiteProblemError, Source

    known = sorted(path.stem for path in (resources.shipped("checklists") / "schemes").glob("*.json"))
    if scheme not in known:
        facts = {"scheme": scheme, "allowed": ", ".join(known)}
        raise SiteProblemError([Problem("scheme-not-shipped", Source("--scheme"), facts)])


def _contents(name: str, scheme: str, voice: "Voice") -> dict[str, bytes]:
    """Every file of a new site; the settings' remarks and the empty tables' headings are in the site's language."""
    import json

    from inspect_cli import resources

    settings = "".join(
        f"# {voice.say(line[2:].rstrip())}\n" if line.startswith("# ") else line
        for line in SETTINGS.splitlines(keepends=True)
    )
    contents: dict[str, Any] = {
        "site.toml": settings.format(name=json.dumps(name, ensure_ascii=False), scheme=scheme, lang=voice.lang)
    }
    shipped = resources.shipped("checklists")
    wanted = json.loads((shipped / "schemes" / f"{scheme}.json").read_text("utf-8"))["checklists"]
    copied = [shipped / "schemes" / f"{scheme}.json", *(shipped / f"{checklist}.json" for checklist in wanted)]
    for path, kind in EMPTY_FILES.items():
        properties = resources.schema(kind)["properties"]
        headings = [rule["x-title-zh"] if voice.lang == "zh" else key for key, rule in properties.items()]
        contents[path] = "\ufeff" + ",".join(headings) + "\n"
    encoded = {path: text.encode() for path, text in contents.items()}
    return encoded | {f"rules/{path.relative_to(shipped).as_posix()}": path.read_bytes() for path in copied}
