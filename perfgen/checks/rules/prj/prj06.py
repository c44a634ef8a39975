"""PRJ06: two projects of one name in a filing."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.naming import normalised
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import PlacedProject, Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    """A 专项资金 may carry the name of the 预算项目 it is spent through: each list is looked at by itself."""
    seen: dict[tuple[object, str], PlacedProject] = {}
    for placed in subject.projects:
        name = placed.project.name
        same = normalised(name)
        earlier = seen.setdefault((placed.path[0], same), placed)
        if not same or earlier is placed:
            continue
        written = earlier.project.name
        alike = "" if written == name else f"（那里写作“{written}”）"
        yield Finding(
            placed.at("项目名称"),
            f"第{_number(earlier)}个项目也叫“{name}”{alike}",
            "是同一个项目就合成一个；不是，就按批复的名称写，让人分得清",
            name,
        )


def _number(placed: PlacedProject) -> int:
    return next((step + 1 for step in placed.path if isinstance(step, int)), 0)


RULE = Rule(
    "PRJ06",
    Severity.WARNING,
    "两个项目同名",
    "一份绩效文本里两个项目名称相同，多半是同一个项目填了两遍，或者复制后忘了改名。空格、括号和标点不同的也算同名。"
    "一期、二期这样分得清的不算。",
    Example(
        bad="预算项目:\n  - {项目名称: 校园安全经费}\n  - {项目名称: 校园安全经费}\n",
        good="预算项目:\n  - {项目名称: 校园安全经费（一期）}\n  - {项目名称: 校园安全经费（二期）}\n",
    ),
    "提交时系统按项目名称核对",
    Tag.OTHER,
    _find,
)
