"""What happens to whom on which day: inspections and incidents that a reader of the reports should come across."""

from typing import NamedTuple

from making.checks import Seen

MANAGER, DESK_HEAD, CLEANING_HEAD, CAPTAIN, NIGHT_LEADER, SERVICE_HEAD = (
    "E0001", "E0002", "E0012", "E0030", "E0031", "E0050",
)  # fmt: skip

PERFECT = "E0014"
"""Always on time, nothing found, no praise: exactly the base."""

NOT_INSPECTED = "E0060"


class Story(NamedTuple):
    """A finding of an inspection that is told, not drawn; without a finding all was in order."""

    day: int
    time: str
    inspector: str
    person: str
    code: str
    place: str
    seen: Seen | None = None


STORIES = (
    # One guard reads on duty three times: the third reaches a step of the ladder whose points a person chooses.
    Story(2, "22:40", NIGHT_LEADER, "E0033", "PA-37c", "西门岗", Seen("夜班看手机小说", points="1")),
    Story(19, "21:55", NIGHT_LEADER, "E0033", "PA-37c", "西门岗", Seen("值班看报纸", points="1")),
    Story(27, "23:10", NIGHT_LEADER, "E0033", "PA-37c", "西门岗", Seen("再次看小说，本月第三次", points="1")),
    # Vacant flats without papers: the section holds back what goes over 3 points on one sheet.
    Story(13, "09:20", CAPTAIN, "E0034", "PA-04a", "空置房 2-1501", Seen("垃圾、漏水痕、窗未关", "3")),
    Story(13, "09:32", CAPTAIN, "E0034", "PA-04b", "空置房 2-1501", Seen("没有管理档案")),
    # Eight faults in vacant flats: the item costs 3 points at most on one sheet.
    Story(14, "09:40", CLEANING_HEAD, "E0020", "CL-12", "空置房 6-302、6-903", Seen("八处灰尘、垃圾", "8")),
    # Small litter: two a month are free, the other three of five are priced.
    Story(9, "08:50", CLEANING_HEAD, "E0018", "CL-01b", "一号大堂", Seen("门口烟头一个", "1")),
    Story(15, "10:15", CLEANING_HEAD, "E0018", "CL-01b", "一号大堂", Seen("烟头、纸屑", "2")),
    Story(22, "09:05", CLEANING_HEAD, "E0018", "CL-01b", "一号大堂", Seen("-1层入口烟头两个", "2")),
    # Swapped shifts: two are free, the third counts as another item.
    Story(13, "16:30", SERVICE_HEAD, "E0056", "CS-39a", "客服中心", Seen("与廖佳换班，已说明")),
    Story(20, "16:40", SERVICE_HEAD, "E0056", "CS-39a", "客服中心", Seen("与贾琳换班，已说明")),
    Story(27, "16:20", SERVICE_HEAD, "E0056", "CS-39a", "客服中心", Seen("第三次换班")),
    # Transferred on the 16th: something in either department.
    Story(9, "09:10", DESK_HEAD, "E0009", "RE-05", "物业服务中心", Seen("穿了露趾鞋")),
    Story(22, "14:25", SERVICE_HEAD, "E0009", "CS-25", "客服中心", Seen("新岗位，记录缺房号、结果", "2")),
    # The manager looks at the supervisors, and nobody at the manager.
    Story(16, "10:05", MANAGER, "E0002", "RE-32a", "一号大堂"),
    Story(16, "10:15", MANAGER, "E0002", "RE-14", "一号大堂", Seen("晨会没精神")),
    Story(16, "10:40", MANAGER, "E0012", "CL-20", "物业服务中心", Seen("工具房少警示牌", "1")),
    Story(16, "10:50", MANAGER, "E0012", "CL-19", "物业服务中心"),
    Story(16, "11:10", MANAGER, "E0030", "PA-31a", "监控中心", Seen("15日日志没有签阅")),
    Story(16, "11:15", MANAGER, "E0030", "PA-31b", "监控中心", Seen("抽查只有15%", measured="15")),
    Story(16, "11:40", MANAGER, "E0050", "CS-07a", "客服中心", Seen("两件没有回访", measured="92")),
    Story(16, "11:45", MANAGER, "E0050", "CS-33", "客服中心"),
    Story(20, "20:35", MANAGER, "E0031", "PA-29", "监控中心"),
    Story(20, "20:40", MANAGER, "E0031", "PA-30", "监控中心", Seen("交接事项没写完整")),
)

INCIDENT_HEADINGS = (
    "日期", "时间", "事项", "当事人", "程度", "分值", "损失金额", "客户", "登记人", "记录编号", "状态", "备注",
)  # fmt: skip
INCIDENTS = (
    ("2026-10-05", "11:20", "IN-06", "E0021", "", "", "", "2-0802 业主", "E0012", "C-001", "属实", "花园捡到钱包上交"),
    ("2026-10-08", "10:05", "IN-02", "E0057", "", "", "", "4-1103 业主", "E0050", "C-002", "属实", "报修时说话冲"),
    ("2026-10-09", "09:30", "IN-04", "E0053", "", "8", "", "1-1201 业主", "E0050", "C-003", "属实", "锦旗：急人所急"),
    ("2026-10-12", "14:15", "IN-03", "E0052", "", "", "", "3-0502 业主", "E0050", "C-004", "属实", "中午电话没人接"),
    ("2026-10-13", "11:40", "IN-02", "E0057", "", "", "", "6-0203 业主", "E0050", "C-005", "属实", "嫌业主催单"),
    ("2026-10-18", "18:50", "IN-01", "E0044", "", "6", "", "5-0901 业主", "E0030", "C-006", "属实", "拦错业主车辆"),
    ("2026-10-19", "15:25", "IN-03", "E0052", "", "", "", "3-0502 业主", "E0050", "C-007", "属实", "留言没有回"),
    ("2026-10-20", "11:20", "IN-08", "E0017", "light", "", "80", "", "E0012", "C-008", "属实", "洗地机碰坏墙角"),
    ("2026-10-21", "16:10", "IN-02", "E0057", "", "", "", "1-0604 业主", "E0050", "C-009", "属实", "挂断业主电话"),
    ("2026-10-23", "03:15", "IN-07", "E0039", "", "3", "", "", "E0031", "C-010", "属实", "车库冒烟，及时断电"),
    ("2026-10-23", "10:45", "IN-02", "E0051", "", "", "", "2-1404 业主", "E0050", "C-011", "不属实", "录音核实无过错"),
    ("2026-10-26", "14:05", "IN-13", "E0015", "", "", "", "", "E0012", "C-012", "属实", "分时段拖地的建议被采纳"),
    ("2026-10-26", "17:30", "IN-04", "E0048", "", "5", "", "南区老人家属", "E0030", "C-013", "属实", "=帮老人提菜上楼"),
)  # fmt: skip
