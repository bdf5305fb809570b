"""Why a line is what it is, in words: one sentence a reason code in each language, filled for whole columns at once."""

import re
from collections.abc import Mapping
from typing import Final

import polars as pl

from inspect_cli.amounts import as_amount, plain_text, signed_text
from inspect_cli.report.measures import measured

REASONS: Final[Mapping[str, Mapping[str, str]]] = {
    "each-once": {"en": "each time {price}", "zh": "每次 {price}"},
    "each": {"en": "{quantity} × {price}", "zh": "{quantity} × {price}"},
    "each-in-all": {"en": "{quantity} times: {price} in all", "zh": "{quantity} 次：共 {price}"},
    "each-sampled": {"en": "{quantity} × {price} × {upper} ÷ {lower}: {lower} of {upper} were checked", "zh": "{quantity} × {price} × {upper} ÷ {lower}（总数 {upper}，抽查 {lower}）"},
    "chosen": {"en": "between {low} and {high}: {times}{price} chosen", "zh": "{low} 至 {high} 之间，选定 {times}{price}"},
    "chosen-open": {"en": "between {low} and {high}, still to be chosen", "zh": "{low} 至 {high} 之间，待选定"},
    "levels-open": {"en": "level {level}: between {low} and {high}, still to be chosen", "zh": "程度“{level}”：{low} 至 {high} 之间，待选定"},
    "levels-chosen": {"en": "level {level}, between {low} and {high}: {times}{price} chosen", "zh": "程度“{level}”，{low} 至 {high} 之间，选定 {times}{price}"},
    "levels": {"en": "level {level}: {times}{price}", "zh": "程度“{level}”：{times}{price}"},
    "bands": {"en": "{measured}, {range}: {times}{price}", "zh": "{measured}，{range}：{times}{price}"},
    "limit": {"en": "{measured}, the limit is {range}: {times}{price}", "zh": "{measured}，限值为{range}：{times}{price}"},
    "every": {"en": "{each}{measured}: {tariff}", "zh": "{each}{measured}：{tariff}"},
    "void": {"en": "lost at once: all that is left of {low}", "zh": "当即全部扣完，直至 {low}"},
    "void-held": {"en": "all of {low} is lost already: nothing more", "zh": "{low} 此前已全部扣完，不再计"},
    "checklist-cap-month": {"en": "at most {low} a month for this checklist; it would be {count}", "zh": "本表每月最多 {low}，累计将为 {count}"},
    "checklist-cap-day": {"en": "at most {low} a day for this checklist; it would be {count}", "zh": "本表每天最多 {low}，累计将为 {count}"},
    "checklist-cap-sheet": {"en": "at most {low} a sheet for this checklist; it would be {count}", "zh": "本表每单最多 {low}，累计将为 {count}"},
    "also": {"en": "besides{grounds}: {times}{price}", "zh": "另计{grounds}：{times}{price}"},
    "cap-month": {"en": "at most {low} a month for this item; it would be {count}", "zh": "本项每月最多 {low}，累计将为 {count}"},
    "cap-day": {"en": "at most {low} a day for this item; it would be {count}", "zh": "本项每天最多 {low}，累计将为 {count}"},
    "cap-sheet": {"en": "at most {low} a sheet for this item; it would be {count}", "zh": "本项每单最多 {low}，累计将为 {count}"},
    "section-cap-month": {"en": "at most {low} a month for this section; it would be {count}", "zh": "本类每月最多 {low}，累计将为 {count}"},
    "section-cap-day": {"en": "at most {low} a day for this section; it would be {count}", "zh": "本类每天最多 {low}，累计将为 {count}"},
    "section-cap-sheet": {"en": "at most {low} a sheet for this section; it would be {count}", "zh": "本类每单最多 {low}，累计将为 {count}"},
    "ladder-add": {"en": "{at_step} times {window}: a further {price}", "zh": "{window}累计第 {at_step} 次：另计 {price}"},
    "ladder-again": {"en": "{count} times {window}: from {at_step} on, a further {price} each", "zh": "{window}累计第 {count} 次：自第 {at_step} 次起每次另计 {price}"},
    "ladder-again-sanction": {"en": "{count} times {window}, each from {at_step} on", "zh": "{window}累计第 {count} 次，自第 {at_step} 次起每次如此"},
    "ladder-nth": {"en": "occurrence {at_step} {window}: {price}", "zh": "{window}第 {at_step} 次：{price}"},
    "ladder-sanction": {"en": "{at_step} times {window}", "zh": "{window}累计第 {at_step} 次"},
    "ladder-choice": {"en": "{at_step} times {window}: a further {low} to {high}, still to be chosen", "zh": "{window}累计第 {at_step} 次：另计 {low} 至 {high}，待选定"},
    "ladder-replace": {"en": "{at_step} times {window}: {price} in all, in place of the single ones", "zh": "{window}累计第 {at_step} 次：合计 {price}，代替单次分值"},
    "ladder-replace-then-continue": {"en": "{at_step} times {window}: {price} up to here, in place of the single ones", "zh": "{window}累计第 {at_step} 次：至此合计 {price}，代替单次分值"},
    "ladder-highest": {"en": "{at_step} times {window}: only the costliest counts, {price}", "zh": "{window}累计第 {at_step} 次：只计最高一项 {price}"},
    "ladder-held": {"en": "{count} times {window}: already covered by the step reached before", "zh": "{window}累计第 {count} 次：已含在前一档内"},
    "ladder-held-highest": {"en": "{count} times {window}: only the costliest counts", "zh": "{window}累计第 {count} 次：只计最高一项"},
    "transfer": {"en": "{level}, {quantity} of {number} days: {upper} of {lower} points, which count by these days", "zh": "{level}，共 {number} 天中的 {quantity} 天：得 {upper} 分（基础分 {lower}），按天数折算"},
    "floor": {"en": "the score is not below {low}; it would be {count}", "zh": "得分不低于 {low}，本应为 {count}"},
    "ceiling": {"en": "the score is not above {low}; it would be {count}", "zh": "得分不高于 {low}，本应为 {count}"},
    "section-marks": {"en": "{level} marks; the section weighs {weight}", "zh": "得 {level} 分；分项权重 {weight}"},
    "section-marks-rescaled": {"en": "{level} marks; the section weighs {weight} and its share of what did not apply", "zh": "得 {level} 分；分项权重 {weight}，另分担不适用部分"},
    "section-deductions": {"en": "{count} of {full} points lost are {lost} of the section's weight of {weight}; {count} stand above already", "zh": "满分 {full} 扣 {count}，折合权重 {weight} 中的 {lost}；其中 {count} 已在前面扣除"},
    "section-deductions-rescaled": {"en": "{count} of {full} points lost are {lost} of the section's weight of {weight} and its share of what did not apply; {count} stand above already", "zh": "满分 {full} 扣 {count}，折合权重 {weight}（另分担不适用部分）中的 {lost}；其中 {count} 已在前面扣除"},
    "section-none": {"en": "nothing of the section applied; it weighs {weight}", "zh": "分项全部不适用；分项权重 {weight}"},
    "section-none-rescaled": {"en": "nothing of the section applied; it weighs {weight} and its share of what did not apply", "zh": "分项全部不适用；分项权重 {weight}，另分担不适用部分"},
    "band": {"en": "{count} points are grade {level}: {price}", "zh": "得分 {count}，等级 {level}：{price}"},
    "band-sanction": {"en": "{count} points are grade {level}", "zh": "得分 {count}，等级 {level}"},
    "band-passed": {"en": "{count} points, grade {level} passed on the way: {price}", "zh": "得分 {count}，已越过等级 {level}：{price}"},
    "band-passed-sanction": {"en": "{count} points, grade {level} passed on the way", "zh": "得分 {count}，已越过等级 {level}"},
    "streak": {"en": "month {count} in a row: {price}", "zh": "连续第 {count} 个月：{price}"},
    "streak-sanction": {"en": "month {count} in a row", "zh": "连续第 {count} 个月"},
    "streak-so-far": {"en": "at least month {count} in a row, the months before are not at hand: {price}", "zh": "至少连续第 {count} 个月（更早月份无记录）：{price}"},
    "streak-so-far-sanction": {"en": "at least month {count} in a row, the months before are not at hand", "zh": "至少连续第 {count} 个月（更早月份无记录）"},
    "rank": {"en": "place {at_step} of {count}: {price}", "zh": "第 {at_step} 名（共 {count} 人）：{price}"},
    "rank-shared": {"en": "place {at_step} of {count}, shared by {low}: {price}", "zh": "并列第 {at_step} 名（共 {count} 人，{low} 人并列）：{price}"},
    "forfeit": {"en": "taken back, {price}: what this line rests on forfeits it", "zh": "因所列情形取消：{price}"},
    "recovery": {"en": "a month without deduction gives back up to {high} of {count} lost before", "zh": "本月无扣分，此前所扣 {count} 分中最多恢复 {high}"},
    "liability": {"en": "{percent} % of the {count} points that {level} lost", "zh": "{level} 被扣 {count} 分，连带承担 {percent} %"},
    "liability-cap": {"en": "at most {low} a month; it would be {count}", "zh": "每月最多 {low}，合计将为 {count}"},
    "loss-person": {"en": "loss of {amount} yuan", "zh": "损失 {amount} 元，由本人承担"},
    "loss-group": {"en": "loss of {amount} yuan shared by base points in the group: {quantity} of {number}", "zh": "损失 {amount} 元，小组按基点数分摊：{quantity} / {number}"},
    "loss-department": {"en": "loss of {amount} yuan shared by base points in the department: {quantity} of {number}", "zh": "损失 {amount} 元，部门按基点数分摊：{quantity} / {number}"},
    "carried": {"en": "still owed for losses of {level}", "zh": "{level} 的损失扣款，结转至本月"},
    "money-cap-bonus": {"en": "of {number} yuan for losses at most {lower} are deducted this month, by the bonus of {upper}; the rest waits", "zh": "损失扣款共 {number} 元，本月按奖金 {upper} 元最多扣 {lower} 元，其余结转"},
    "money-cap-wage": {"en": "of {number} yuan for losses at most {lower} are deducted this month, by the wage of {upper}; the rest waits", "zh": "损失扣款共 {number} 元，本月按工资 {upper} 元最多扣 {lower} 元，其余结转"},
    "money-waived": {"en": "of {number} yuan for losses at most {lower} are deducted in the last month; the rest is waived", "zh": "损失扣款共 {number} 元，离职当月最多扣 {lower} 元，其余免除"},
    "conversion": {"en": "{level}: {lower} % of {upper} yuan", "zh": "{level}：扣 {upper} 元的 {lower}%"},
    "formula-rate": {"en": "{amount} × {lower} %", "zh": "{amount} × {lower}%"},
    "formula-rate-least": {"en": "{amount} × {lower} %, at least {upper}", "zh": "{amount} × {lower}%，最少 {upper}"},
    "formula-rate-most": {"en": "{amount} × {lower} %, at most {upper}", "zh": "{amount} × {lower}%，最多 {upper}"},
    "formula-factors": {"en": "{amount} × {lower} % × the rates of its stages", "zh": "{amount} × {lower}% × 各环节比率"},
    "formula-factors-least": {"en": "{amount} × {lower} % × the rates of its stages, at least {upper}", "zh": "{amount} × {lower}% × 各环节比率，最少 {upper}"},
    "formula-factors-most": {"en": "{amount} × {lower} % × the rates of its stages, at most {upper}", "zh": "{amount} × {lower}% × 各环节比率，最多 {upper}"},
    "formula-fee": {"en": "{measured}, free up to {lower}", "zh": "{measured}，{lower} 以内免费"},
    "formula-fee-least": {"en": "{measured}, free up to {lower}; at least {upper}", "zh": "{measured}，{lower} 以内免费；最少 {upper}"},
    "formula-fee-most": {"en": "{measured}, free up to {lower}; at most {upper}", "zh": "{measured}，{lower} 以内免费；最多 {upper}"},
    "formula-wage": {"en": "{quantity} × wage of {upper} yuan ÷ {lower} days", "zh": "{quantity} × 工资 {upper} 元 ÷ {lower} 天"},
    "formula-wage-least": {"en": "{quantity} × a day's wage (÷ {lower}), raised to the least", "zh": "{quantity} × 日工资（÷ {lower}），按最低额计"},
    "formula-wage-most": {"en": "{quantity} × a day's wage (÷ {lower}), held at the most", "zh": "{quantity} × 日工资（÷ {lower}），按最高额计"},
    "guarantee": {"en": "earned {upper}, topped up to {lower} after {number} months of service", "zh": "应得 {upper} 元，入职满 {number} 个月，保底补足至 {lower} 元"},
}  # fmt: skip
"""Every reason code; `{…}` names a column of `words_of`. A test holds that every code the score can write is here."""

RANGES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"over": "over {0}", "atleast": "at least {0}", "upto": "up to {0}", "below": "below {0}", "join": " "},
    "zh": {"over": "超过 {0}", "atleast": "{0} 及以上", "upto": "不超过 {0}", "below": "不足 {0}", "join": "、"},
}
TENURES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"both": "{0} to {1} months of service: ", "from": "from {0} months of service: ",
           "below": "under {1} months of service: "},
    "zh": {"both": "司龄满 {0} 个月、不满 {1} 个月：", "from": "司龄满 {0} 个月：", "below": "司龄不满 {1} 个月："},
}  # fmt: skip
WINDOWS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"event": "at once", "day": "this day", "month": "this month", "year": "this year", "lifetime": "so far",
           "days": "within {n} days", "months": "within {n} months"},
    "zh": {"event": "本次", "day": "当日", "month": "本月", "year": "本年", "lifetime": "至今", "days": "{n} 天内",
           "months": "{n} 个月内"},
}  # fmt: skip
WITHOUT_POINTS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"yuan": " yuan", "nothing": "no points"},
    "zh": {"yuan": " 元", "nothing": "不计分"},
}
GROUNDS: Final[Mapping[str, str]] = {"en": " for {measured} {range}", "zh": "（{measured}，{range}）"}
"""What was measured, where that is why an item counts as another."""
COUNTED: Final[Mapping[str, str]] = {"en": "{quantity} times, in all ", "zh": "{quantity} 次，共 "}
"""Before an amount that is that of the whole quantity."""
MULTIPLIED: Final[Mapping[str, str]] = {"en": ", multiplied: {level}", "zh": "，加倍：{level}"}
COUNTS_AS: Final[Mapping[str, str]] = {"en": "{was} counts as {title}{grounds}; ", "zh": "{was}计为{title}{grounds}；"}


def reasons(lines: pl.DataFrame, lang: str, levels: pl.DataFrame) -> pl.DataFrame:
    """`lines` with the column `reason`; lines is ADJUSTMENTS with titles, levels has item, level, level_title.

    `was_low` … `was_high_in` of a line are the range in which what was measured counts as another item.
    Each code's sentence is filled only for its own lines: a chain of choices would word every line in every way.
    """
    coded = lines.with_row_index("nth").with_columns(code=_code())
    words = _words(lang)
    called = coded.lazy().join(levels.lazy(), on=["item", "level"], how="left", maintain_order="left")
    worded = [
        called.filter(pl.col("code") == code).select(
            "nth", reason=_sentence(REASONS[code][lang], words), at_level=pl.coalesce("level_title", "level")
        )
        for code in coded["code"].unique().sort()
        if code in REASONS
    ]
    if not worded:
        return lines.with_columns(reason=pl.lit(None, dtype=pl.String))
    sentences = pl.concat(worded).sort("nth").collect()
    ranged = {"measured": measured(lang), "range": _ends_text(lang, "was_")}
    grounds = pl.when((ranged["range"] != "") & ranged["measured"].is_not_null()).then(_sentence(GROUNDS[lang], ranged))
    was = {"was": pl.col("was_title"), "title": pl.col("title"), "grounds": grounds}
    moved = pl.when(pl.col("was_title").is_not_null() & (pl.col("step") == "event"))
    prefix = moved.then(_sentence(COUNTS_AS[lang], was)).otherwise(pl.lit(""))
    multiplied = (pl.col("step") == "event") & (pl.col("because") != "levels") & pl.col("level").is_not_null()
    worse = pl.when(multiplied).then(_sentence(MULTIPLIED[lang], {"level": pl.lit(sentences["at_level"])}))
    return lines.with_columns(
        reason=pl.concat_str(prefix, sentences["reason"].alias("sentence"), worse.otherwise(pl.lit("")))
    )


def _code() -> pl.Expr:
    because, once = pl.col("because"), pl.col("quantity") == 1
    ladder = (pl.col("step") == "ladder") & pl.col("at_step").is_not_null()
    nothing_more = (pl.col("points") == 0) & pl.col("yuan").is_null()
    return (
        pl.when((because == "each") & once).then(pl.lit("each-once"))
        .when((because == "each") & pl.col("price").is_null() & pl.col("yuan").is_not_null()).then(pl.lit("each-in-all"))
        .when(ladder & (pl.col("needs") == "choice")).then(pl.lit("ladder-choice"))
        .when(pl.col("needs") == "choice").then(pl.concat_str(because, pl.lit("-open")))
        .when((because == "levels") & pl.col("low").is_not_null()).then(pl.lit("levels-chosen"))
        .when(ladder & nothing_more & (because == "ladder-again")).then(pl.lit("ladder-again-sanction"))
        .when(ladder & nothing_more).then(pl.lit("ladder-sanction"))
        .otherwise(because)
    )  # fmt: skip


def _words(lang: str) -> dict[str, pl.Expr]:
    """What the names in sentences stand for, as text."""
    is_plain = pl.col("because").is_in(["bands", "also", "floor", "ceiling", "rank-shared"])
    is_sum = pl.col("step").is_in(["cap", "section-cap", "checklist-cap", "liability-cap"])
    yuan = signed_text(pl.col("yuan")) + WITHOUT_POINTS[lang]["yuan"]
    several = pl.when(pl.col("quantity") != 1)
    each = several.then(_sentence("{quantity} × ", {"quantity": plain_text(pl.col("quantity"))}))
    in_all = several.then(_sentence(COUNTED[lang], {"quantity": plain_text(pl.col("quantity"))}))
    ranged = {"measured": measured(lang), "range": _range_text(lang)}
    return {
        **ranged,
        "level": pl.coalesce("level_title", "level"),
        "each": each,
        "times": pl.when(pl.col("price").is_not_null()).then(each).when(pl.col("yuan").is_not_null()).then(in_all),
        "grounds": pl.when(ranged["range"] != "").then(_sentence(GROUNDS[lang], ranged)),
        "price": pl.coalesce(signed_text(pl.col("price")), yuan, pl.lit(WITHOUT_POINTS[lang]["nothing"])),
        "quantity": plain_text(pl.col("quantity")),
        "count": pl.when(is_sum).then(signed_text(pl.col("count"))).otherwise(plain_text(pl.col("count"))),
        "percent": plain_text(pl.col("price")),
        "weight": plain_text(pl.col("price")),
        "full": plain_text(pl.col("high")),
        "lost": plain_text(as_amount(pl.col("count") - pl.col("points"))),
        "at_step": pl.col("at_step").cast(pl.String),
        "low": pl.when(is_plain).then(plain_text(pl.col("low"))).otherwise(signed_text(pl.col("low"))),
        "high": signed_text(pl.col("high")),
        "window": _window_text(lang),
        "tariff": pl.col("tariff"),
        "lower": plain_text(pl.col("low")),
        "upper": plain_text(pl.col("high")),
        "number": plain_text(pl.col("count")),
        "amount": plain_text(pl.col("magnitude")),
    }


def _window_text(lang: str) -> pl.Expr:
    template = pl.col("window").replace_strict(WINDOWS[lang], default="", return_dtype=pl.String)
    return template.str.replace("{n}", pl.col("length").cast(pl.String).fill_null(""), literal=True)


def _range_text(lang: str) -> pl.Expr:
    return pl.concat_str(_tenure_text(lang), _ends_text(lang))


def _ends_text(lang: str, whose: str = "") -> pl.Expr:
    """The ends of the range in the columns low, low_in, high, high_in, whose names begin with `whose`."""
    words = RANGES[lang]

    def end(bound: str, inside: str, outside: str) -> pl.Expr:
        number = plain_text(pl.col(f"{whose}{bound}"))
        word = (
            pl.when(pl.col(f"{whose}{bound}_in"))
            .then(_around(words[inside], number))
            .otherwise(_around(words[outside], number))
        )
        return pl.when(pl.col(f"{whose}{bound}").is_not_null()).then(word)

    low, high = end("low", "atleast", "over"), end("high", "upto", "below")
    return pl.concat_str(low, high, separator=words["join"], ignore_nulls=True)


def _tenure_text(lang: str) -> pl.Expr:
    """Whose target it is, by months of service; nothing where it is everybody's."""
    first, last = pl.col("tenure_from"), pl.col("tenure_below")
    template = (
        pl.when(first.is_not_null() & last.is_not_null()).then(pl.lit(TENURES[lang]["both"]))
        .when(first.is_not_null()).then(pl.lit(TENURES[lang]["from"]))
        .when(last.is_not_null()).then(pl.lit(TENURES[lang]["below"]))
        .otherwise(pl.lit(""))
    )  # fmt: skip
    for name, months in (("{0}", first), ("{1}", last)):
        template = template.str.replace(name, months.cast(pl.String).fill_null(""), literal=True)
    return template


def _around(template: str, number: pl.Expr) -> pl.Expr:
    before, after = template.split("{0}")
    return pl.concat_str(pl.lit(before), number, pl.lit(after))


def _sentence(template: str, words: Mapping[str, pl.Expr]) -> pl.Expr:
    """The template with each `{name}` replaced by its words."""
    parts = re.split(r"\{(\w+)\}", template)
    return pl.concat_str(
        [words[part].fill_null("") if index % 2 else pl.lit(part) for index, part in enumerate(parts)]
    ).alias("reason")
