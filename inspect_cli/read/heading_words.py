"""What the headings of a table that nobody described may be called, besides the names that schemas know."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

KNOWN: Final[Mapping[str, Sequence[str]]] = {
    "person_id": (
        *("staff id", "staff no", "employee no", "employee number", "emp id", "emp code", "employee code", "emp no"),
        *("badge id", "人员工号", "职工号"),
    ),
    "device_id": (
        *("账号", "user id", "userid", "person id", "pin", "ac-no.", "no.", "card no", "卡号", "登记号", "enroll id"),
        *("user no", "badge number", "钉钉账号"),
    ),
    "name": (
        *(
            "姓名",
            "name",
            "employee",
            "employee name",
            "员工",
            "员工姓名",
            "人员",
            "full name",
            "emp name",
            "user name",
        ),
        *("person name", "staff name", "用户名"),
    ),
    "date": (
        *("日期", "date", "考勤日期", "打卡日期", "刷卡日期", "签到日期", "attendance date", "log date", "day"),
        *("punch date", "work date", "时间"),
    ),
    "time": (
        "logdate",
        "log date",
        "log time",
        "checktime",
        "check time",
        "punch time",
        "timestamp",
        "date/time",
        "when",
    ),
    "direction": (
        *(
            "方向",
            "state",
            "status",
            "attendance status",
            "log type",
            "类型",
            "打卡类型",
            "direction",
            "in/out",
            "进出",
        ),
        *("checktype", "check type", "punch state", "punch type", "进出方向", "进出状态", "打卡方向"),
    ),
    "device": (
        *("device", "device id", "device name", "terminal", "door", "reader", "设备", "设备名称", "打卡设备", "考勤机"),
        *("attendance check point", "location / device id", "sensorid", "门禁点", "门", "打卡地点", "location"),
    ),
}
"""By the keys of attendance, and `date`: the day that stands beside times."""

NOT_PUNCHED: Final = re.compile(
    r"应打|应到|计划|标准|排班|班次|班制|下载|上传|更新|创建|schedul|plann|shift|download|upload|creat|modif",
    re.IGNORECASE,
)
"""Headings of times that nobody punched."""

GOING: Final[Mapping[str, re.Pattern[str]]] = {
    "out": re.compile(r"下班|签退|离开|最晚|末次|\bout\b|(?:check|time).?out|out.?time|last|end|leave"),
    "in": re.compile(r"上班|签到|到达|最早|首次|\bin\b|(?:check|time).?in|\bin.?time|first|start|arriv"),
}
DIRECTIONS: Final[Mapping[str, Sequence[str]]] = {
    "in": ("in", "i", "check-in", "checkin", "check in", "c/in", "上班", "上班打卡", "签到", "进", "入"),
    "out": ("out", "o", "check-out", "checkout", "check out", "c/out", "下班", "下班打卡", "签退", "出"),
}
