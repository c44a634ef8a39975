"""Text dumps: of `perfgen text`, and of readers of pages."""

from __future__ import annotations

import random
from functools import cache

from tests.conftest import SAMPLES
from tests.fuzz.case import Case
from tests.fuzz.kinds.chance import changed_lines, damaged, encoded

EXTRA = (
    "", "\t", "\t\t", "\t\n", "\t项目编码", "\t项目编码\n\t123\n\t项目名称\n\t甲\n", "\t绩效目标", "\t一级指标", "\t单位：万元", "\t预算数", "第二部分", "第三部分",
    "第一部分\t部门整体绩效目标", "1.甲绩效目标表", "1.绩效目标表", "99999999999.甲绩效目标表", "职责活动", "符号", "（一）基本情况", "二、分项绩效目标", "[bookmark: x]",
    "[bookmark: ", "[bookmark: _Toc_4_4_0000000001]", "\t产出指标\n\t数量指标\n\t甲\n\t甲\n\t≥1\n\t依据\n", "\t资金支出计划（%）", "\t3月底\n\t6月底\n\t10月底\n\t12月底\n",
    "\f", "— 1 —", "-1-", "\x0c第 1 页", "\u3000" * 40, "\t" * 200, "\t" + "长" * 4000, "单位：万元", "507002乐亭县机关事务中心", "2022年", "部门预算绩效文本",
    "目录", "一、总体绩效目标\t1", "（一）（二）（三）", "1." * 300, "一" * 500, "部门职责-工作活动绩效目标", "三、工作保障措施", "四、加强部门整体绩效目标实施",
)  # fmt: skip


@cache
def bases() -> tuple[str, ...]:
    """The samples, cut to what takes a moment."""
    found = []
    for path in sorted(SAMPLES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found += [text[:6000], text[:25_000], text[-6000:]]
    return tuple(found)


def make(chance: random.Random) -> Case:
    """A dump that was changed, read in or checked."""
    text = changed_lines(chance, chance.choice(bases()), EXTRA)
    if chance.random() < 0.1:
        text = text.replace("\t", chance.choice(("  ", "", "|", "\t\t")))
    content = damaged(chance, encoded(text)) if chance.random() < 0.15 else encoded(text)
    if chance.random() < 0.03:
        content = text.encode("gbk", "replace") if chance.random() < 0.5 else text.encode("utf-16", "replace")
    command = chance.choice(
        (
            ["import", "a.txt", "-o", "y.yaml"], ["import", "a.txt", "-o", "y.yaml"], ["import", "a.txt", "--year", "2022"], ["check", "a.txt", "--info"],
            ["import", "a.txt", "-o", "y.yaml", "--check", "--strict", "--report", "r.json"], ["import", "a.txt", "--layout", "hebei-2021", "-o", "y.yaml"],
            ["check", "a.txt", "--format", "sarif"],
        )
    )  # fmt: skip
    return Case("dump", "", {"a.txt": content}, [command])
