"""Indicators of which nothing at all is the best: no accidents, no complaints, no outfalls."""

from __future__ import annotations

from perfgen.checks import reading
from perfgen.checks.reading import Promise, Sense
from perfgen.checks.subject import Row, Subject
from perfgen.filing.regex import regex

_NO_MORE = regex("增长|增幅|增速|增加|新增|降幅|降深")
_HARM = regex("[拒未漏乱危停瘫断失亡伤死祸灾害险违欠逾误差错退堵废弃倾撂荒闲滞毁坏渗塌溃偷盗骗冒缺]")
"""What the name of something that had better not be is not without, whatever word it is: 应助未助学生数, D级危房存量."""
_LEFT_OUT = regex("[漏错误迟拒]|未(?!来|成年)|应.尽?未")
_DONE_ABOUT = regex("^(?:完成|开展|组织|建设|新建|改造|修复|维修|整治|清理|排查|购置|采购|发放|培训|举办|检查|新增)")
_NONE_OF = regex("零(?!散|星|售|碎|工|件|部件|配件|距离|跑动)")
_HAPPENS = regex("发生(?:次|起|例|件)?数?量?$")
_UNSAFE = regex("[CD]级[一-鿿]{0,3}(?:校舍|房屋?|住房|危房|建筑)")
_ILLNESS = regex("(?:疫|病|症|热|中毒|感染)[一-鿿]{0,2}(?:发生|暴发|死亡)(?:起|例|次)?数$")
_CAUSED = regex("因.{1,20}?(?:造成|导致|引发|引起|产生|发生|形成)的")
"""What something bad is said to come from: 因物资不足造成的险情."""
_EVENT = regex("事件|案件|事故|问题|纠纷|舆情")
_BAD_EVENT = regex(
    "(?:极端|恶性|负面|群体性|不良|突发|重大|困难)[\u4e00-\u9fff]{0,6}(?:事件|案件|事故|问题|舆情|现象)(?:数量|起数|件数|次数|个数|数)?$"
)
_BAD_EVENTS = ("起", "例")
"""Units that count what had better not happen."""


def may_be_nothing(subject: Subject, one: Row) -> bool:
    """Whether nothing at all can be what is aimed at: no accidents, no rise; but not no time and no length."""
    name = reading.bare(one.indicator.name)
    if _NONE_OF.match(name) or _UNSAFE.search(name) or _BAD_EVENT.search(name) or _ILLNESS.search(name):
        return True
    if _is_harm(subject, one, name):
        return True
    happens = reading.unit_of(one.indicator.target) in _BAD_EVENTS and not reading.mentions(subject, "remedies", name)
    if happens and _EVENT.search(name):
        return True
    if reading.promise(subject, name) is Promise.QUANTITY and not reading.is_adverse(subject, name):
        return False
    return (
        (reading.sense(subject, one) is Sense.LESS and one.indicator.level2 != reading.TIME)
        or reading.is_adverse(subject, name)
        or _NO_MORE.search(name) is not None
        or _HAPPENS.search(name) is not None
        or _CAUSED.search(name) is not None
        or happens
        or reading.mentions(subject, "controlled", name) != ""
        or reading.ends_with(subject, "neutral", name)
    )


def _is_harm(subject: Subject, one: Row, name: str) -> bool:
    """Whether what is counted is something left undone or gone wrong, and nothing that is done about it."""
    counted = reading.is_measure(subject, reading.unit_of(reading.parsed(one.indicator.target)))
    return (
        counted
        and _HARM.search(name) is not None
        and (_LEFT_OUT.match(name) is not None or not reading.mentions(subject, "remedies", name))
        and not _DONE_ABOUT.match(name)
    )
