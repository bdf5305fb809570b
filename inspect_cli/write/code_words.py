"""Our own codes in the reader's words, for what people read; CSV and JSON keep the codes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import polars as pl

from inspect_cli.frames import OUTCOMES, Table

OUTCOME: Final[Mapping[str, tuple[str, str]]] = {
    "confirm": ("confirm", "确认"),
    "excuse": ("excuse", "免除"),
    "approve": ("approve", "批准"),
    "reject": ("reject", "驳回"),
    "choose": ("choose", "选定"),
    "unscored": ("unscored", "不评分"),
}
"""These are offered in the fill-in book and read back: each is a code or stands in the decisions' x-words."""

SUBJECTS: Final[Mapping[str, tuple[str, str]]] = {
    "person": ("person", "个人"),
    "department": ("department", "部门"),
    "group": ("group", "班组"),
}

EN, ZH = range(2)
BETWEEN: Final = " / "
"""What stands between the outcomes that fit a question."""

CODES: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "status": {
        "scored": ("scored", "已评分"),
        "provisional": ("provisional", "暂定"),
        "incomplete": ("incomplete", "检查不足"),
        "no-data": ("no data", "无数据"),
    },
    "direction": {"in": ("in", "上班"), "out": ("out", "下班")},
    "employment": {"employed": ("employed", "在职"), "left": ("left", "已离职")},
    "step": {
        "event": ("event", "单次"),
        "also": ("also", "另计"),
        "cap": ("cap", "封顶"),
        "section-cap": ("section cap", "分类封顶"),
        "section": ("section", "分项"),
        "checklist-cap": ("checklist cap", "全表封顶"),
        "void": ("void", "作废"),
        "ladder": ("ladder", "累计"),
        "transfer": ("transfer", "按天折算"),
        "liability": ("liability", "连带责任"),
        "liability-cap": ("liability cap", "连带封顶"),
        "recovery": ("recovery", "恢复"),
        "floor": ("floor", "最低分"),
        "ceiling": ("ceiling", "最高分"),
        "band": ("band", "等级后果"),
        "streak": ("streak", "连续月份"),
        "rank": ("rank", "名次奖励"),
        "forfeit": ("forfeit", "取消奖励"),
        "formula": ("formula", "按公式"),
        "guarantee": ("guarantee", "保底"),
        "conversion": ("conversion", "处分扣款"),
        "carried": ("carried", "结转"),
        "loss": ("loss", "损失"),
        "money-cap": ("money cap", "扣款封顶"),
    },
    "account": {"losses": ("losses", "损失扣款")},
    "needs": {"choice": ("choice", "待选定"), "approval": ("approval", "待批准")},
    "question": {
        "clock-silent": ("clock silent", "考勤机无记录"),
        "absent": ("absent", "缺勤"),
        "missing-punch": ("missing punch", "缺卡"),
        "not-at-work": ("not at work", "当时不在岗"),
        "no-one-answers": ("no one answers", "无责任人"),
        "approval": ("approval", "处分待批准"),
        "choice": ("choice", "分值待选定"),
        "level": ("level", "程度待选定"),
        "no-data": ("no data", "无数据"),
        "record": ("record", "记录待批准"),
    },
    "record": {
        "staff": ("staff", "人员"),
        "areas": ("areas", "责任区"),
        "shifts": ("shifts", "班次"),
        "roster": ("roster", "排班"),
        "calendar": ("calendar", "节假日"),
        "swaps": ("swaps", "换班"),
        "leave": ("leave", "请假"),
        "exemptions": ("exemptions", "免考勤"),
        "inspections": ("inspections", "检查记录"),
        "attendance": ("attendance", "考勤打卡"),
        "incidents": ("incidents", "投诉与表扬"),
        "metrics": ("metrics", "考核指标"),
        "decisions": ("decisions", "处理决定"),
    },
    "format": {
        "csv": ("CSV", "CSV"),
        "json": ("JSON", "JSON"),
        "workbook": ("workbook", "工作簿"),
        "attlog": ("ZKTeco attlog.dat", "中控 attlog.dat"),
        "adms": ("ZKTeco push (ADMS)", "中控推送（ADMS）"),
        "time-card": ("clock's workbook", "考勤机刷卡记录"),
        "shift-card": ("clock's plan", "考勤机排班信息"),
        "hikvision": ("Hikvision records", "海康威视原始记录"),
        "dingtalk": ("DingTalk", "钉钉"),
        "wecom": ("WeCom", "企业微信"),
        "feishu": ("Feishu", "飞书"),
        "frappe-hr": ("Frappe HR", "Frappe HR"),
        "horilla": ("Horilla", "Horilla"),
        "odoo": ("Odoo", "Odoo"),
        "sign-in": ("sign-in list", "签到表"),
        "zkteco": ("ZKTeco software", "中控考勤软件"),
        "essl": ("eSSL", "eSSL"),
        "in-and-out": ("in and out by day", "上下班时间表"),
    },
    "attendance": {
        "on-time": ("on time", "正常"),
        "late": ("late", "迟到"),
        "early": ("early", "早退"),
        "late-early": ("late early", "迟到早退"),
        "missing-punch": ("missing punch", "缺卡"),
        "absent": ("absent", "缺勤"),
        "clock-silent": ("clock silent", "考勤机无记录"),
        "leave": ("leave", "请假"),
        "exempt": ("exempt", "免考勤"),
        "open": ("open", "未结束"),
        "rest": ("rest", "休息"),
    },
    "coverage": {**SUBJECTS, "person": ("person", "人员"), "item": ("item", "项目")},
    "subject": SUBJECTS,
    "outcome": OUTCOME,
    "answers": {
        BETWEEN.join(fitting): (
            BETWEEN.join(OUTCOME[code][EN] for code in fitting),
            BETWEEN.join(OUTCOME[code][ZH] for code in fitting),
        )
        for fitting in OUTCOMES.values()
    },
}
"""Tables of words, which a Heading names in `codes`: code → English, Chinese."""

MARKS: Final[Mapping[str, tuple[str, str]]] = {
    "on-time": ("√", "√"),
    "late": ("L", "迟"),
    "early": ("E", "退"),
    "late-early": ("LE", "迟退"),
    "missing-punch": ("M", "卡"),
    "absent": ("A", "缺"),
    "clock-silent": ("?", "机"),
    "leave": ("V", "假"),
    "exempt": ("X", "免"),
    "open": ("·", "·"),
    "rest": ("–", "休"),
}
"""What a day became, as one sign in a calendar."""


def words_of(codes: str, lang: str) -> dict[str, str]:
    """Each code of a table of words with its word in the reader's language."""
    return {code: words[ZH if lang == "zh" else EN] for code, words in {**CODES, "mark": MARKS}[codes].items()}


def in_words(table: Table, lang: str) -> Table:
    """The whole table with words for codes; what is no code of its column's table of words stays as it is."""
    whole = table.whole()
    changed = [
        pl.col(heading.key).cast(pl.String).replace(words_of(heading.codes, lang))
        for heading in table.headings
        if heading.codes
    ]
    return replace(whole, frame=whole.frame.with_columns(changed)) if changed else whole
