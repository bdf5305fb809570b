"""`profile`: how an unknown table of punches is understood, and a profile of it to keep."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_cli.commands.options import PATH, output_option, voice_options
from inspect_cli.commands.talk import Told

if TYPE_CHECKING:
    from inspect_cli.commands.talk import Voice
    from inspect_cli.understanding import Understood


@click.command("profile", cls=Told)
@click.argument("file", type=PATH)
@output_option("Write the profile (gate.json), to be changed and kept.")
@click.option("--site", type=PATH, metavar="DIR", help="Folder of the site whose own profiles are tried first.")
@click.option("--encoding", metavar="NAME", help="Encoding of CSV files that are not UTF-8, such as gb18030.")
@click.option(
    "--date-order",
    type=click.Choice(["ymd", "dmy", "mdy"]),
    help="How dates such as 03/04/2026 are meant, where they do not tell: dmy day first, mdy month first.",
)
@voice_options
def command(**params: Any) -> int:
    """Show how a table of punches from an app or a clock is understood: headings, people, times, its first punches.

    A table that no profile describes gets one that is guessed from its headings and cells. Look at it, write it with
    -o, mend it by hand where the guess is wrong, and put it into rules/profiles of the site: then such files are read.
    Where every date may be day or month first, it is asked which (--date-order), and nothing is written before.

    \b
    Example:
      inspect-cli profile gate-export.xlsx -o rules/profiles/gate.json
    """
    from inspect_cli import resources
    from inspect_cli.commands.exits import exit_of
    from inspect_cli.commands.helping import language_of_environment
    from inspect_cli.commands.opening import find_site
    from inspect_cli.commands.profile_files import load_profiles
    from inspect_cli.commands.talk import Voice
    from inspect_cli.problems import writable
    from inspect_cli.profile import slug
    from inspect_cli.understanding import understand

    site = find_site(params["site"]) if params["site"] else None
    lang = params["lang"] or (site.language if site else None) or language_of_environment()
    voice = Voice(lang, params["quiet"], params["as_json"])
    own, _ = load_profiles(site.root / site.rules, site.rules) if site else ([], [])
    title = slug(Path(params["output"] or params["file"]).stem)
    profiles = [*own, *resources.profiles()]
    understood = understand(
        Path(params["file"]), writable(params["file"]), title,
        encoding=params["encoding"], date_order=params["date_order"], profiles=profiles,
    )  # fmt: skip
    _show(understood, voice)
    if params["output"] and understood.profile and not understood.asks:
        _write(understood, params["output"], voice)
    return int(exit_of(understood.problems))


def _show(understood: "Understood", voice: "Voice") -> None:
    """The tables of what was understood, and the problems; with JSON one object."""
    import json

    from inspect_cli import resources
    from inspect_cli.commands.printing import print_table
    from inspect_cli.profile import document_of
    from inspect_cli.report.profile import punches_table, understood_table

    voice.problems(understood.problems)
    if (understood.profile is None and not understood.tables) or voice.quiet:
        return
    punches = punches_table(understood.tables)
    if voice.as_json:
        document = document_of(understood.profile) if understood.profile else None
        click.echo(json.dumps({"profile": document, "punches": punches.frame.to_dicts()}, ensure_ascii=False))
        return
    if understood.profile:
        header_row = next((rows.header_row for rows in understood.tables), 0)
        schema = resources.schema("profile")
        print_table(understood_table(understood.profile, header_row, schema, voice.lang), voice)
        click.echo()
    print_table(punches, voice)


def _write(understood: "Understood", output: str, voice: "Voice") -> None:
    import json

    from inspect_cli.commands.printing import writing
    from inspect_cli.profile import document_of
    from inspect_cli.write import write_atomically

    assert understood.profile is not None
    text = json.dumps(document_of(understood.profile), ensure_ascii=False, indent=2) + "\n"
    with writing(output):
        write_atomically(Path(output), text.encode())
    voice.talk("the profile is in {file}; put it into rules/profiles of the site", file=output)
