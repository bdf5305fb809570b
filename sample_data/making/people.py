"""The sixty people of the garden, all invented, and the staff file."""

from typing import NamedTuple

from making.days import iso

HEADINGS = ("工号", "姓名", "部门", "岗位", "岗位位置", "性别", "入职日期", "离职日期", "生效日期", "是否打卡")

LEAVER, LEFT = "E0040", 16
NEWCOMER, HIRED = "E0029", 12
TRANSFERRED, TRANSFERRED_ON = "E0009", 16
TRANSFERRED_TO = ("客服部", "客服专员", "客服中心")
NO_CLOCK = ("E0001", "E0002", "E0012", "E0030", "E0050")

STAFF = """
E0001 陈志远 男 客服部 项目经理 物业服务中心 2018-05-07
E0002 刘芳 女 前台 前台主管 一号大堂 2019-03-04
E0003 张敏 女 前台 前台接待 一号大堂 2021-06-15
E0004 李娜 女 前台 前台接待 一号大堂 2022-02-21
E0005 王丽 女 前台 前台接待 二号大堂 2023-09-01
E0006 赵静 女 前台 前台接待 二号大堂 2024-03-11
E0007 孙浩 男 前台 前台接待 一号大堂 2025-07-01
E0008 周婷 女 前台 前台接待 二号大堂 2024-10-08
E0009 吴倩 女 前台 前台接待 物业服务中心 2023-04-17
E0010 郑小雨 女 前台 前台接待 物业服务中心 2022-11-28
E0011 冯磊 男 前台 前台接待 物业服务中心 2025-03-03
E0012 韩秀英 女 保洁部 保洁主管 物业服务中心 2018-08-20
E0013 何桂兰 女 保洁部 保洁员 1号楼 2020-04-01
E0014 马秀珍 女 保洁部 保洁员 2号楼 2019-09-16
E0015 罗玉梅 女 保洁部 保洁员 3号楼 2021-03-22
E0016 梁淑芬 女 保洁部 保洁员 4号楼 2022-05-09
E0017 宋建国 男 保洁部 保洁员 地下车库 2020-10-12
E0018 谢春花 女 保洁部 保洁员 一号大堂 2023-02-13
E0019 王丽 女 保洁部 保洁员 二号大堂 2021-12-01
E0020 唐金凤 女 保洁部 保洁员 空置房 2022-08-15
E0021 许大勇 男 保洁部 保洁员 中心花园 2019-11-04
E0022 邓素琴 女 保洁部 保洁员 5号楼 2024-06-03
E0023 萧月红 女 保洁部 保洁员 6号楼 2023-07-10
E0024 曹桂英 女 保洁部 保洁员 会所泳池 2022-01-10
E0025 彭立新 男 保洁部 保洁员 北花园 2020-06-29
E0026 曾玉兰 女 保洁部 保洁员 1号楼架空层 2024-09-02
E0027 田秀莲 女 保洁部 保洁员 3号楼架空层 2021-08-23
E0028 董来福 男 保洁部 保洁员 车库坡道 2023-11-06
E0029 袁小梅 女 保洁部 保洁员 会所泳池 2026-10-12
E0030 蒋国强 男 秩序部 秩序队长 监控中心 2017-10-30
E0031 蔡永军 男 秩序部 夜班班长 监控中心 2019-01-14
E0032 余伟 男 秩序部 秩序员 东门岗 2022-03-07
E0033 杜鹏 男 秩序部 秩序员 西门岗 2024-04-15
E0034 叶青松 男 秩序部 巡逻员 南区 2021-05-10
E0035 程刚 男 秩序部 巡逻员 北区 2020-07-20
E0036 魏涛 男 秩序部 秩序员 东门岗 2023-03-27
E0037 苏建军 男 秩序部 巡逻员 南区 2019-06-17
E0038 吕明 男 秩序部 秩序员 西门岗 2025-02-17
E0039 丁勇 男 秩序部 巡逻员 北区 2022-09-19
E0040 任斌 男 秩序部 秩序员 东门岗 2025-05-06
E0041 沈飞 男 秩序部 秩序员 南门岗 2023-10-16
E0042 姚辉 男 秩序部 巡逻员 车库岗 2024-08-05
E0043 卢超 男 秩序部 秩序员 南门岗 2021-10-25
E0044 姜波 男 秩序部 秩序员 西门岗 2020-12-07
E0045 崔文健 男 秩序部 巡逻员 车库岗 2023-05-22
E0046 钟亮 男 秩序部 秩序员 南门岗 2025-09-08
E0047 谭晓燕 女 秩序部 监控员 监控中心 2022-06-13
E0048 陆小军 男 秩序部 巡逻员 南区 2021-01-18
E0049 范强 男 秩序部 监控员 监控中心 2024-01-08
E0050 石慧 女 客服部 客服主管 客服中心 2018-12-03
E0051 廖佳 女 客服部 客服专员 客服中心 2021-09-13
E0052 贾琳 女 客服部 客服专员 客服中心 2023-06-05
E0053 夏雪 女 客服部 楼栋管家 1-2号楼 2020-08-10
E0054 韦晨 男 客服部 楼栋管家 3-4号楼 2022-04-25
E0055 付晓 女 客服部 楼栋管家 5-6号楼 2021-11-15
E0056 方圆 女 客服部 客服专员 客服中心 2024-05-20
E0057 白洋 男 客服部 报修调度 客服中心 2025-08-11
E0058 邹颖 女 客服部 客服专员 客服中心 2022-10-17
E0059 孟洁 女 客服部 楼栋管家 会所 2023-12-18
E0060 熊俊 男 客服部 档案管理 资料室 2024-11-11
"""


class Person(NamedTuple):
    """One person as at the beginning of the month."""

    number: str
    name: str
    sex: str
    department: str
    role: str
    post: str
    hired: str


PEOPLE = {person.number: person for person in (Person(*line.split()) for line in STAFF.strip().splitlines())}


def staff_rows() -> list[tuple[str, ...]]:
    """The staff file: a row a person, two for the one who is transferred."""
    rows: list[tuple[str, ...]] = []
    for person in PEOPLE.values():
        left = iso(LEFT) if person.number == LEAVER else ""
        clock = "否" if person.number in NO_CLOCK else "是"
        known = (person.number, person.name)
        rows.append((*known, person.department, person.role, person.post, person.sex, person.hired, left, "", clock))
        if person.number == TRANSFERRED:
            since = iso(TRANSFERRED_ON)
            rows.append((*known, *TRANSFERRED_TO, person.sex, person.hired, left, since, clock))
    return rows


def employed(number: str, day: int) -> bool:
    """Whether the person is employed on the day of October."""
    return PEOPLE[number].hired <= iso(day) and not (number == LEAVER and day > LEFT)


def department_on(number: str, day: int) -> str:
    """The department of the person on the day."""
    moved = number == TRANSFERRED and day >= TRANSFERRED_ON
    return TRANSFERRED_TO[0] if moved else PEOPLE[number].department
