"""What a command works on: a site or files named on the command line, its rules, its month."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from inspect_cli import resources
from inspect_cli.commands.helping import language_of_environment
from inspect_cli.commands.open_month import LAST_WINDOW, open_month
from inspect_cli.commands.profile_files import load_profiles
from inspect_cli.commands.rule_files import RuleFiles, read_rules
from inspect_cli.commands.talk import Voice, voice_of
from inspect_cli.contracts import document_problems
from inspect_cli.months import Month, business_month, month_before, month_of, parse_day
from inspect_cli.pipeline import Inputs, oldest_record
from inspect_cli.problems import Problem, SiteProblemError, Source, writable
from inspect_cli.read.toml import read_toml
from inspect_cli.rulebook import RuleBook
from inspect_cli.site import KINDS, MAY_BE_MISSING, Site, site_of
from inspect_cli.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a command needs: inputs, month, as-of day, voice, and the notes that stand on every table."""

    inputs: Inputs
    month: Month
    as_of: date
    voice: Voice
    name: str
    site: Site | None
    rules: RuleFiles
    today: date

    @property
    def notes(self) -> list[str]:
        """What stands on every table: the site, the month with its days, and whether a site stands behind it."""
        say = self.voice.say
        about = [say("{name}, {month}").format(name=self.name, month=self.month) if self.name else str(self.month)]
        if self.site is None:
            about.append(say("calculated from files"))
        if self.as_of < self.month.last:
            about.append(say("as of {day}").format(day=self.as_of))
        return about


def open_work(params: Mapping[str, Any], rules_only: bool = False) -> Work:
    """The work that the options name; SiteProblemError when settings or rules are wrong.

    No site is looked for where files are named, nor with `rules_only`.
    """
    named = {kind: [Path(path) for path in params.get(kind) or ()] for kind in KINDS}
    if params.get("site") and any(named.values()):
        raise SiteProblemError([Problem("site-and-files", Source("--site"))])
    site = None if rules_only or any(named.values()) else find_site(params.get("site"))
    voice = voice_of(params, language_of(params) if not rules_only else None)
    today = date.today()  # the one place that asks what day it is
    cut_off = site.cut_off if site else 31
    month = _open_month(site, today) if params["month"] == "open" else _month(params["month"], today, cut_off)
    run_on = _day(params.get("as_of"), today)
    month, as_of = replace(month, run_on=run_on), min(run_on, month.last + LAST_WINDOW)
    rules, rules_shown_as = _rules(params.get("rules"), site)
    rule_files = read_rules(rules, rules_shown_as)
    book = rule_files.compiled()
    wanted = site.scheme if site else params.get("scheme") or "property-100"
    scheme = scheme_in(book, wanted, month, "site.toml" if site else "--scheme")
    files = _site_files(site) if site else {kind: _as_named(paths) for kind, paths in named.items()}
    own, profile_files = load_profiles(rules, rules_shown_as)
    profiles = [*own, *resources.profiles()]
    history = _history(params.get("history"), site)
    encoding = params.get("encoding")
    inputs = Inputs(files, book, scheme, encoding=encoding, history=history, cut_off=cut_off, profiles=profiles)
    if site:
        inputs = replace(
            inputs, start=site.start, review=site.review, week=site.week, holidays=site.holidays, clocks=site.clocks
        )
    rule_files = replace(rule_files, paths=[*rule_files.paths, *profile_files])
    return Work(inputs, month, as_of, voice, site.name if site else "", site, rule_files, today)


def scheme_in(book: RuleBook, scheme: str, month: Month, named_by: str) -> str:
    """The scheme; SiteProblemError when the rule book has none of that name on the month's last day."""
    if book.scheme_on(scheme, month.last) is None:
        allowed = ", ".join(sorted({each.id for each in book.schemes}))
        facts = {"scheme": scheme, "date": str(month.last), "allowed": allowed}
        raise SiteProblemError([Problem("no-scheme", Source(named_by), facts)])
    return scheme


def language_of(params: Mapping[str, Any]) -> str:
    """In which language a run talks, also before its site is known to be sound.

    By --lang, else as the site's settings say where they can be read as TOML, else by the environment.
    """
    if params.get("lang"):
        return str(params["lang"])
    on_files = any(params.get(kind) for kind in KINDS) and not params.get("site")
    root = _root(params.get("site")) if "site" in params and not on_files else None
    settings = read_toml(root / "site.toml", "site.toml")[0] if root else None
    said = settings.get("language") if settings else None
    return str(said) if said in LANGUAGES else language_of_environment()


def _root(named: str | None) -> Path | None:
    """The folder of the site by --site, else INSPECT_SITE, else the nearest with a site.toml above the current one."""
    chosen = named or os.environ.get("INSPECT_SITE")
    here = Path.cwd()
    above = (folder for folder in (here, *here.parents) if (folder / "site.toml").is_file())
    return Path(chosen) if chosen else next(above, None)


def find_site(named: str | None) -> Site:
    """The site that --site, the environment or the current folder names."""
    root = _root(named)
    if root is None:
        raise SiteProblemError([Problem("no-site", Source("site.toml"))])
    if not (root / "site.toml").is_file():
        raise SiteProblemError([Problem("not-a-site", Source(str(root)), {"folder": str(root)})])
    settings, problems = read_toml(root / "site.toml", "site.toml")
    if settings is not None:
        problems += document_problems(_without_dates(settings), resources.schema("site"), "site.toml")
    if settings is None or problems:
        raise SiteProblemError(problems)
    return site_of(root, settings)


def _without_dates(settings: Mapping[str, Any]) -> dict[str, Any]:
    """TOML knows dates, JSON Schema does not: they are judged as their text."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in settings.items()}


def _rules(named: str | None, site: Site | None) -> tuple[Path, str]:
    """The folder of the rules and its name as people know it: the site's, the one that is named, or the shipped one."""
    if site:
        return site.root / site.rules, site.rules
    return (Path(named), named) if named else (resources.shipped("checklists"), "checklists")


def _history(named: str | None, site: Site | None) -> tuple[Path, str] | None:
    """The folder of earlier months' reports: the one that is named, else the site's own."""
    if named:
        return Path(named), named
    return (site.root / "reports", "reports") if site else None


def _site_files(site: Site) -> dict[str, list[tuple[Path, str]]]:
    problems = []
    files: dict[str, list[tuple[Path, str]]] = {}
    for kind in KINDS:
        for pattern in site.data.get(kind, ()):
            source = Source("site.toml", path=f"$.data.{kind}")
            if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
                problems.append(Problem("outside-the-site", source, {"pattern": pattern}))
            elif kind not in MAY_BE_MISSING and not any(site.root.glob(pattern)):
                problems.append(Problem("no-files", source, {"pattern": pattern}))
    if problems:
        raise SiteProblemError(problems)
    for kind in KINDS:
        files[kind] = [(path, writable(path.relative_to(site.root).as_posix())) for path in site.files(kind)]
    return files


def _as_named(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Files with their names as people know them."""
    return [(path, writable(str(path))) for path in paths]


def _open_month(site: Site | None, today: date) -> Month:
    if site is None:
        raise SiteProblemError([Problem("open-month-without-site", Source("--month"))])
    return open_month(site, site.start or oldest_record(_site_files(site)), today)


def _month(value: str, today: date, cut_off: int) -> Month:
    this = month_of(today, cut_off)
    if value == "this":
        return this
    if value == "last":
        return month_before(this, cut_off)
    try:
        return business_month(value, cut_off)
    except ValueError:
        raise SiteProblemError([Problem("bad-month", Source("--month"), {"value": value})]) from None


def _day(value: str | None, today: date) -> date:
    if value is None:
        return today
    day = parse_day(value)
    if day is None:
        raise SiteProblemError([Problem("bad-as-of", Source("--as-of"), {"value": value})])
    return day
