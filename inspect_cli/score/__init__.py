"""Settled Facts, People and the rule book into Adjustments and Standings; one file a stage."""

from dataclasses import dataclass

import polars as pl

from inspect_cli.frames import ADJUSTMENTS, DECISIONS, EVIDENCE, QUESTIONS, empty, stack
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.bands import entail_bands
from inspect_cli.score.by_days import parts_of, share_by_days, weigh_parts, with_days_shared
from inspect_cli.score.caps import cap_checklists, cap_items, cap_sections
from inspect_cli.score.closing import answers_at_close, fall_under
from inspect_cli.score.forfeits import forfeit_awards
from inspect_cli.score.history import History
from inspect_cli.score.ladders import climb_ladders
from inspect_cli.score.liability import share_liability
from inspect_cli.score.limits import hold_within_limits, holders_of
from inspect_cli.score.money import settle_money
from inspect_cli.score.numbering import keep_places
from inspect_cli.score.prices import price_events
from inspect_cli.score.questions import (
    answers_by_question,
    ask_about_clocks,
    ask_about_ends,
    ask_about_facts,
    ask_about_levels,
    ask_about_lines,
    ask_about_months,
    ask_about_places,
    still_asked,
)
from inspect_cli.score.questions import number as number_questions
from inspect_cli.score.ranks import give_prizes
from inspect_cli.score.recovery import recover
from inspect_cli.score.rulings import rule_on_facts, rule_on_levels, rule_on_lines, rule_on_records
from inspect_cli.score.settle import of_the_employed, settle, whom_schemes_score
from inspect_cli.score.standings import stand, waiting, with_ends
from inspect_cli.score.streaks import run_streaks

KEPT = (
    "subject", "date", "origin", "item", "outcome", "quantity", "got", "max", "rater_group", "standing", "sheet",
    "fact_id", "parent_id",
)  # fmt: skip
"""What stages beside the settled facts look at; the rest of millions of facts is let go."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A scored month: settled Facts, the numbered lines in order, Standings, what lines rest on, questions, and the
    yuan that are carried on into later months (BALANCES)."""

    settled: pl.DataFrame
    adjustments: pl.DataFrame
    standings: pl.DataFrame
    evidence: pl.DataFrame
    questions: pl.DataFrame
    balances: pl.DataFrame


def score_month(
    facts: pl.DataFrame, people: pl.DataFrame, book: RuleBook, month: Month, decisions: pl.DataFrame | None = None,
    history: History | None = None,
) -> Scored:  # fmt: skip
    """The ledger of one month (laws: docs/scoring.md).

    `facts` is FACTS, `people` PEOPLE with a scheme on every row; a fact of somebody not employed that day is left out,
    as is one of a department or group that no scheme scores.
    Order: decisions on facts → reclassify → quotas → event prices → caps of items, sections and checklists → weights of
    sections → ladders → decisions on lines → parts by their days → liability → recovery → floor and ceiling → grades
    and what they entail → ranks → streaks → prizes → money. `decisions` is DECISIONS; `history` holds only months
    before this one.
    """
    ruled = empty(DECISIONS) if decisions is None else decisions
    past = History() if history is None else history
    people = whom_schemes_score(people, book)
    mine = of_the_employed(facts, people, month)
    mine, asked, kept = _ask(mine, facts, ruled, book, month)
    holders = holders_of(people, book, month)
    settled = settle(mine, holders, book, month, past)
    mine = mine.select(*KEPT)
    lines = _price(settled, people, book)
    parts = parts_of(people, holders, book, month)
    holders = with_days_shared(holders, parts, book, month)
    weighed, marked, unmarked = weigh_parts(mine, settled, lines, holders, parts, book, month)
    lines = stack([lines, weighed], ADJUSTMENTS)
    ladders, climbed = climb_ladders(settled, lines, book, month, past)
    lines = stack([lines, ladders], ADJUSTMENTS)
    asked = stack([asked, ask_about_lines(lines, settled, kept, book)], QUESTIONS)
    questions = number_questions(asked, ruled, book)
    lines = rule_on_lines(lines, questions)
    lines = stack([lines, share_by_days(lines, parts, book, month)], ADJUSTMENTS)
    waits = waiting(questions, mine, holders, book)
    lines, rested = _close(lines, mine, waits, holders, book, month, past)
    standings = stand(lines, mine, waits, holders, people, unmarked, book, month, past)
    ends, counted = _crown(standings, settled, book, month, past)
    asked = stack([asked, ask_about_ends(ends, holders, book)], QUESTIONS)
    questions = number_questions(asked, ruled, book)
    ends = rule_on_lines(ends, questions)
    standings = with_ends(standings, ends, waiting(questions, mine, holders, book))
    questions = number_questions(
        stack([asked, ask_about_months(standings, holders, book, month)], QUESTIONS), ruled, book
    )
    lines = stack([lines, ends], ADJUSTMENTS)
    money = settle_money(lines, settled, people, holders, book, month, past.balances)
    lines = number(stack([lines, money.lines], ADJUSTMENTS), holders)
    evidence = stack([climbed, marked, rested, counted, money.evidence], EVIDENCE)
    return Scored(settled, lines, standings, evidence, fall_under(questions, standings, book, month), money.balances)


def _price(settled: pl.DataFrame, people: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """The lines of single events, and what the caps of items, sections and checklists take back of them."""
    lines = price_events(settled, people, book)
    for cap in (cap_items, cap_sections, cap_checklists):
        lines = stack([lines, cap(lines, settled, book)], ADJUSTMENTS)
    return lines


def score_as_closed(
    facts: pl.DataFrame,
    people: pl.DataFrame,
    book: RuleBook,
    month: Month,
    decisions: pl.DataFrame,
    history: History | None = None,
) -> Scored:
    """The month as it is when it closes: what nobody answered falls under the scheme's `unanswered`.

    What falls may lead to new questions (a confirmed absence to a step of a ladder): they fall with the others. No
    answer about a line changes what is asked about facts, so that this comes to an end.
    """
    fallen = empty(DECISIONS)
    while True:
        scored = score_month(facts, people, book, month, stack([decisions, fallen], DECISIONS), history)
        falling = answers_at_close(scored.questions, decisions)
        if falling.equals(fallen):
            return scored
        fallen = falling


def _ask(
    mine: pl.DataFrame, facts: pl.DataFrame, ruled: pl.DataFrame, book: RuleBook, month: Month
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The facts of persons as decisions leave them, the QUESTIONS about facts, and the places kept for lines."""
    of_persons = [ask_about_clocks(mine), ask_about_facts(mine, book), ask_about_levels(mine, book)]
    about = [*of_persons, ask_about_places(facts, month)]
    asked = number_questions(stack(about, QUESTIONS), ruled, book)
    kept = keep_places(mine, asked, book)
    left = rule_on_facts(rule_on_records(mine, ruled), asked)
    asked = still_asked(asked, left)
    return rule_on_levels(left, asked), asked, kept


def _close(
    lines: pl.DataFrame,
    facts: pl.DataFrame,
    waits: pl.DataFrame,
    holders: pl.DataFrame,
    book: RuleBook,
    month: Month,
    past: History,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines with those of liability, recovery, floor and ceiling, and the EVIDENCE of the new ones."""  # fmt: skip
    borne, whose = share_liability(lines, holders, book, month)
    lines = stack([lines, borne], ADJUSTMENTS)
    given, lost_in = recover(lines, facts, waits, holders, book, month, past)
    lines = stack([lines, given], ADJUSTMENTS)
    lines = stack([lines, hold_within_limits(lines, holders, book, month)], ADJUSTMENTS)
    return lines, stack([whose, lost_in], EVIDENCE)


def _crown(
    standings: pl.DataFrame, settled: pl.DataFrame, book: RuleBook, month: Month, past: History
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines that grade, months in a row and rank lead to, and the EVIDENCE of streaks and of what was forfeited."""
    streaks, counted = run_streaks(standings, book, month, past)
    entailed = entail_bands(standings, book, month)
    awards = stack([entailed, streaks, give_prizes(standings, book, month)], ADJUSTMENTS)
    forfeits, events = forfeit_awards(awards, settled, book, month)
    ends = stack([awards, forfeits], ADJUSTMENTS)
    return ends, stack([counted, events], EVIDENCE)


def number(lines: pl.DataFrame, holders: pl.DataFrame) -> pl.DataFrame:
    """The lines by person and time, each with its public number; a line of the whole month comes last."""
    places = (
        lines.select("subject", "seq", "stage", "at_step", "line_id")
        .with_row_index("nth")
        .join(holders.select("order", "subject"), on="subject")
        .sort("order", "seq", "stage", "at_step", "line_id", nulls_last=True)
        .select("nth", number=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("order"))
    )
    return lines[places["nth"]].with_columns(places["number"])


__all__ = ["History", "Scored", "answers_by_question", "score_as_closed", "score_month"]
