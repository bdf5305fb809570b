"""What is said above and below the lines of one person's month."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "head": {
        "en": "{person} {name}, {department}, {month}, scheme {scheme}: base {base}",
        "zh": "{person} {name}，{department}，{month}，方案 {scheme}：基础分 {base}",
    },
    "head-department": {
        "en": "{person}, {month}, scheme {scheme}: base {base}",
        "zh": "{person}，{month}，方案 {scheme}：基础分 {base}",
    },
    "scored": {"en": "{score}{before}{grade}{rank}.", "zh": "得分 {score}{before}{grade}{rank}。"},
    "before": {"en": " ({graded} before streaks and prizes)", "zh": "（连续与名次奖惩前 {graded}）"},
    "grade": {"en": ", grade {grade}", "zh": "，等级 {grade}"},
    "rank": {"en": ", rank {rank} of {field} in {department}", "zh": "，{department}第 {rank} 名（共 {field} 人）"},
    "rank-department": {"en": ", rank {rank} of {field} departments", "zh": "，在 {field} 个部门中排名第 {rank}"},
    "rank-group": {"en": ", rank {rank} of {field} groups", "zh": "，在 {field} 个班组中排名第 {rank}"},
    "provisional": {
        "en": "{score} so far: provisional, {open} still open.",
        "zh": "目前 {score}：暂定，尚有 {open} 项待核实。",
    },
    "incomplete": {
        "en": "{score} so far: incomplete, too few inspections for a grade.",
        "zh": "目前 {score}：检查次数不足，不评等级。",
    },
    "section": {
        "en": "no score: a section of the scheme has no marks this month.",
        "zh": "无得分：本月有分项未被评分。",
    },
    "missing": {
        "en": "{score} so far: incomplete, {missing} earlier months that the rules look back on are missing.",
        "zh": "目前 {score}：规则须追溯的以前月份中有 {missing} 个月缺少报表，不评等级。",
    },
    "no-data": {"en": "no score: nobody inspected this month.", "zh": "无得分：本月未被检查。"},
    "open": {
        "en": "open, counts nothing until answered: {date} {title} ({note})",
        "zh": "待核实，未答复前不计分：{date} {title}（{note}）。",
    },
    "clock-silent": {
        "en": "open: {note} punches; what hangs on it counts nothing until {question} is answered",
        "zh": "待核实：考勤机 {note} 次打卡；{question} 未答复前，有关考勤不计分。",
    },
    "held": {
        "en": "held back until {question} is answered: {date} {title} ({note})",
        "zh": "{question} 未答复前暂不计：{date} {title}（{note}）。",
    },
    "free": {
        "en": "inside the free allowance, costs nothing: {date} {title} ({note}): {quantity}, this month {used}",
        "zh": "在免扣次数内，不计分：{date} {title}（{note}），本次 {quantity}，本月累计 {used}。",
    },
    "excuse": {
        "en": "excused, costs nothing: {date} {title} ({note}){by}{why}",
        "zh": "已免除，不计分：{date} {title}（{note}）{by}{why}。",
    },
    "reject": {
        "en": "rejected, costs nothing: {date} {title} ({note}){by}{why}",
        "zh": "已驳回，不计：{date} {title}（{note}）{by}{why}。",
    },
    "answered": {
        "en": "answered, counts: {date} {title} ({note}){by}{why}",
        "zh": "已处理，计入：{date} {title}（{note}）{by}{why}。",
    },
    "sanction-approved": {
        "en": "sanction approved: {date} {title}: {sanction}{by}{why}",
        "zh": "处分已批准：{date} {title}：{sanction}{by}{why}。",
    },
    "sanction-rejected": {
        "en": "sanction rejected, the points stay: {date} {title}: {sanction}{by}{why}",
        "zh": "处分已驳回，分值不变：{date} {title}：{sanction}{by}{why}。",
    },
    "by": {"en": ", by {decided_by}", "zh": "，处理人：{decided_by}"},
    "why": {"en": ": {why}", "zh": "，说明：{why}"},
    "exempt": {
        "en": "exempt, costs nothing: {date} {title} ({note}): {why}",
        "zh": "已免考勤，不计分：{date} {title}（{note}）：{why}。",
    },
    "level": {
        "en": "open, counts nothing until a level is chosen: {date} {title} ({note})",
        "zh": "程度待选定，选定前不计分：{date} {title}（{note}）。",
    },
    "record": {
        "en": "waits for approval, counts meanwhile: {date} {title} ({note})",
        "zh": "记录待批准，暂先计分：{date} {title}（{note}）。",
    },
    "object": {
        "en": "To object, name the line ({person}/{month}/N) to HR by {day}.",
        "zh": "如有异议，请于 {day} 前向人事说明明细号（{person}/{month}/N）。",
    },
    "yuan": {"en": "{yuan} yuan in all.", "zh": "金额合计 {yuan} 元。"},
    "days": {"en": "{days} days in order at the clock", "zh": "打卡正常 {days} 天。"},
}
