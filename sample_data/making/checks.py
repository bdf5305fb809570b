"""What inspectors look at in each department, and what they write when it is not in order."""

from typing import NamedTuple


class Seen(NamedTuple):
    """A finding in the inspector's words, with what the item asks for: pieces, a level, chosen points, a measure."""

    note: str
    quantity: str = ""
    level: str = ""
    points: str = ""
    measured: str = ""


class Check(NamedTuple):
    """An item as a round looks at it: possible findings, measures in order, why it may not apply, whom it concerns."""

    code: str
    findings: tuple[Seen, ...]
    fine: tuple[str, ...] = ()
    none: str = ""
    sex: str = ""


PATROL = (
    Check("PA-01", (Seen("4号楼二单元漏巡一遍"), Seen("巡查记录缺14点一栏"))),
    Check("PA-05", (Seen("楼道堆物未开整改单"), Seen("整改单没有跟到结果"))),
    Check("PA-07", (Seen("单元门闭门器损坏未派单"), Seen("花园座椅断裂没报"))),
    Check("PA-09", (Seen("消防通道停了一辆面包车"), Seen("两辆电动车停在大堂门口", "2"))),
    Check("PA-10", (Seen("搬家车出门没查放行条"),), none="当班无物品出门"),
    Check("PA-11", (Seen("说不出北区阀门位置"), Seen("不知道水泵房在哪里"))),
    Check("PA-12", (Seen("答不出居委会电话"), Seen("派出所电话答错"))),
    Check("PA-13", (Seen("演练时没有先报监控中心", level="light"),)),
    Check("PA-15", (Seen("5-602 装修未见许可证"),), none="责任区无装修户"),
    Check("PA-17", (Seen("=夜间路灯3盏不亮，已报修", "3"), Seen("楼道灯不亮一处", "1", "", "0.5"))),
    Check("PA-20", (Seen("放行条没有当班人签字"), Seen("放行条没盖章"))),
    Check(
        "PA-21", (Seen("登记一人用了75秒", measured="75"), Seen("访客多，登记偏慢", measured="130")), ("35", "48", "60")
    ),
    Check("PA-25", (Seen("2-301 钥匙借出两天未还", measured="2"),), ("0.5", "1")),
    Check("PA-30", (Seen("日志涂改一处", points="1"), Seen("22点后没有记录"))),
    Check("PA-32", (Seen("提前6分钟到岗", measured="6"), Seen("提前3分钟到岗", measured="3")), ("10", "12", "15")),
    Check("PA-33", (Seen("对讲机少一部", "1"), Seen("手电和登记簿没有清点", "2"))),
    Check("PA-34", (Seen("没看上一班日志"),)),
    Check("PA-36", (Seen("交班没有双方签字"),)),
    Check("PA-37a", (Seen("监控前打瞌睡，叫醒后清醒", level="light"),)),
    Check("PA-37b", ()),
    Check("PA-37c", ()),
    Check("PA-38b", (Seen("离开岗亭约十分钟，未报备"),)),
)

CLEANING = (
    Check("CL-01a", (Seen("电梯口地面有水渍"), Seen("地面有成片脚印"))),
    Check("CL-02", (Seen("休息区茶几有灰"), Seen("-2层扶手有灰"))),
    Check("CL-03", (Seen("垃圾桶满溢"), Seen("桶外壁有污渍", points="1"))),
    Check("CL-11a", (Seen("单元门玻璃有手印"), Seen("两扇门玻璃未擦", "2"))),
    Check("CL-11b", (Seen("楼梯间有外卖盒"), Seen("两处楼梯有污物", "2"))),
    Check("CL-11c", (Seen("9层没有签到"),)),
    Check("CL-13", (Seen("装修垃圾未装袋"),), none="责任区无装修户"),
    Check("CL-14", (Seen("楼道堆放纸箱", "1", "", "0.5"), Seen("三处堆放婴儿车、鞋柜", "3"))),
    Check("CL-16a", (Seen("门前有落叶未扫"),)),
    Check("CL-16b", (), none="当日无雨雪"),
    Check("CL-18", (Seen("楼层标牌有灰"),)),
    Check("CL-20", (Seen("推车上没有警示牌", "1"), Seen("拖把、抹布破损", "2"))),
    Check("CL-07", (Seen("没戴工牌", "1"), Seen("没穿工服，穿拖鞋", "2"))),
    Check("CL-33d", (Seen("在楼梯间吸烟"),)),
    Check("CL-34", (Seen("三人在车库聚堆"),)),
    Check("CL-35", (Seen("遇业主没有让路"),)),
    Check("CL-36", (Seen("先拖地后擦台"),)),
)

POOL = (
    Check("CL-22a", (Seen("水温偏低", measured="25.4"), Seen("水温偏高", measured="28.6")), ("26.5", "27", "28")),
    Check("CL-22b", (Seen("余氯不足，已加药", measured="0.3"),), ("0.4", "0.5", "0.6")),
    Check("CL-23", (Seen("池边瓷砖滑腻"),)),
    Check("CL-25", (Seen("浸脚池消毒液未换"),)),
    Check("CL-26", (Seen("更衣凳没有消毒记录"),)),
    Check("CL-27", (Seen("淋浴间镜面有水垢"),)),
)
"""What is looked at where people clean the pool."""

RECEPTION = (
    Check("RE-01", (Seen("没戴工牌", "1"), Seen("工牌、领带都没戴", "2"))),
    Check("RE-02", (Seen("工服袖口有污渍", "1", "", "0.5"), Seen("工服没有熨平"))),
    Check("RE-04", (Seen("工牌反戴"), Seen("工牌里夹了车票", "1", "", "0.5"))),
    Check("RE-05", (Seen("鞋面有泥"),)),
    Check("RE-07", (Seen("胡须没有刮净"),), none="女员工", sex="男"),
    Check("RE-08", (Seen("长发没有束起", points="1"), Seen("没有化淡妆", points="0.5")), none="男员工", sex="女"),
    Check("RE-09", (Seen("涂了指甲油", points="1.5"), Seen("指甲偏长", points="0.5"))),
    Check("RE-10", (Seen("饰物四件", measured="4"),), ("1", "2", "3")),
    Check("RE-14", (Seen("没有笑容"), Seen("声音没精神"))),
    Check("RE-15", (Seen("趴在台上"), Seen("靠墙站立"))),
    Check("RE-17", (Seen("跷二郎腿"),)),
    Check("RE-21b", ()),
    Check(
        "RE-23", (Seen("访客等了80秒才有人招呼", measured="80"), Seen("招呼偏慢", measured="125")), ("15", "30", "60")
    ),
    Check("RE-24", (Seen("没有起身问候", "1"), Seen("没有微笑，没有递水", "2"))),
    Check("RE-25", (Seen("没问找谁就放行"),)),
    Check("RE-32a", (Seen("来访登记没写离开时间"),)),
    Check("RE-34", (Seen("响第四声接起", measured="4"), Seen("响六声才接", measured="6")), ("1", "2", "3")),
    Check("RE-35", (Seen("没报自己的名字"), Seen("开头没问好"))),
    Check("RE-39", (Seen("没说明事由就转接"),)),
    Check("RE-42", (Seen("手机放在台面"),)),
    Check("RE-43", (Seen("对访客说“不归我管”"),)),
)

CUSTOMER_SERVICE = (
    Check("CS-01", (Seen("业主群消息45秒才回", measured="45"), Seen("午间回复慢", measured="200")), ("8", "12", "20")),
    Check("CS-02", (Seen("漏水投诉三小时才回复", measured="3"),), ("0.5", "1", "2"), none="本周无有效投诉"),
    Check("CS-05", (Seen("停水两个半小时才上报", measured="2.5"),), ("1", "1.5")),
    Check("CS-07b", (Seen("换锁三天后才回访", measured="3"),), ("1", "2")),
    Check("CS-08", (Seen("师傅晚到半小时没有致电", measured="30"),), ("10", "15")),
    Check("CS-14", (Seen("语气冷淡"), Seen("没有用礼貌用语", points="0.5"))),
    Check("CS-15", (Seen("没有道别", "1"), Seen("没有问候和道谢", "2"))),
    Check("CS-18", (Seen("让业主自己去找维修", level="light"),)),
    Check("CS-19", (Seen("收费标准答错，已更正"),)),
    Check("CS-21", (Seen("没有问清房号和经过"),)),
    Check("CS-23", (Seen("没问还有什么需要"),)),
    Check("CS-24", (Seen("答应当天上门没有兑现", points="1.5"), Seen("口头承诺减免费用", points="2"))),
    Check("CS-25", (Seen("记录没写结果", "1"), Seen("记录缺姓名、房号、结果", "3"))),
    Check("CS-27", (Seen("待办没写进交接本"),)),
    Check("CS-28", (Seen("装修资料缺失", "1"),)),
    Check("CS-30", (Seen("维修单没有业主签字", "1"), Seen("没写接单时间，没有回访", "2"))),
    Check("CS-33", (Seen("昨日报修未跟进"),)),
    Check("CS-35", ()),
    Check("CS-37", (Seen("用工作电脑看视频", level="light"),)),
    Check("CS-41b", ()),
    Check("CS-42", (Seen("周会没有交周报"),)),
)
"""Items without a finding are always in order here: what they lead to is left to the stories."""
