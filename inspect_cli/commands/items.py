"""`items`: the rule book as people read it, on the screen or as a card for the wall."""

from typing import Any

import click

from inspect_cli.commands.options import csv_options, output_option, rule_options, site_options
from inspect_cli.commands.talk import Told


@click.command("items", cls=Told)
@click.argument("word", required=False, default="")
@site_options
@rule_options
@output_option("Write to a file; .xlsx is a card for the wall, - is CSV on standard output.")
@csv_options
def command(word: str, **params: Any) -> int:
    """List the items of the rule book in force: code, title, standard, points, and what repetition leads to.

    With WORD only those whose code, title, synonym, section, checklist or standard holds it, in either language.

    \b
    Examples:
      inspect-cli items phone --site sample_data --month 2026-10
      inspect-cli items --scheme property-100 -o card.xlsx
    """
    from inspect_cli.commands.opening import open_work
    from inspect_cli.commands.printing import print_table, write_tables
    from inspect_cli.problems import Problem, SiteProblemError, Source
    from inspect_cli.report.book import book_table, nearest_word
    from inspect_cli.write import WRITERS, to_card

    work = open_work(params, rules_only=not params["site"] and bool(params["rules"] or params["scheme"]))
    day, book = work.month.last, work.inputs.book
    book = book if work.site else book.of_schemes({work.inputs.scheme})
    scheme = book.scheme_on(work.inputs.scheme, day)
    said = f"{scheme.title(work.voice.lang)} ({scheme.id} {scheme.version})" if scheme else work.inputs.scheme
    table = book_table(book, day, work.voice.lang, [*work.notes[:1], said], word)
    if not table.frame.height:
        facts = {"value": word, "near": nearest_word(book, day, word)}
        raise SiteProblemError([Problem("no-such-items", Source("WORD"), facts)])
    if params["output"]:
        writers = {**WRITERS, "xlsx": to_card}
        write_tables([table], params["output"], work.voice, params["headings"], not params["no_bom"], writers=writers)
    elif not work.voice.quiet:
        print_table(table, work.voice, whole=True)
    return 0
