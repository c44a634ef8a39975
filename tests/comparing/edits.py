"""Documents and what reviewers do to them, for the tests of comparing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from perfgen.filing import Filing
from perfgen.filing.walk import Steps

Edit = Callable[[dict[str, Any]], object]


def indicator(level2: str, name: str, target: str, **more: Any) -> dict[str, Any]:
    level1 = {"服务对象满意度指标": "满意度指标", "社会效益指标": "效益指标"}.get(level2, "产出指标")
    said = {"一级指标": level1, "二级指标": level2, "三级指标": name, "绩效指标描述": name, "指标值": target}
    return {**said, "指标值确定依据": "年初工作计划", **more}


def project(name: str, code: str | None, budget: str, **more: Any) -> dict[str, Any]:
    return {
        "项目名称": name,
        **({"项目编码": code} if code else {}),
        "预算数": budget,
        "财政资金": budget,
        "资金用途": f"用于{name}的发放和管理，按标准足额拨付到人。",
        "资金支出计划": {"3月底": "25%", "6月底": "50%", "10月底": "75%", "12月底": "100%"},
        "绩效目标": [f"做好{name}工作，保障对象应保尽保", "规范资金管理，专款专用"],
        "绩效指标": [
            indicator("数量指标", f"{name}受益人数", "≥8600人"),
            indicator("质量指标", "资金使用合规率", "100%"),
            indicator("服务对象满意度指标", "受益对象满意度", "≥90%"),
        ],
        **more,
    }


def data() -> dict[str, Any]:
    """A filing by its labels; a new one at each call, for tests to change."""
    return {
        "版式": "hebei-2022",
        "年度": "2024",
        "部门": {"编码": "226001", "名称": "某县民政局"},
        "金额单位": "万元",
        "部门整体绩效目标": {
            "总体绩效目标": "今年申请预算资金。保障困难群众基本生活。提高服务水平。",
            "分项绩效目标": "社会救助。",
            "工作保障措施": "完善制度。",
        },
        "预算项目": [
            project("高龄补贴", "13022624P00312010001A", "512.60"),
            project("孤儿基本生活费", "13022624P00312010002B", "86.00"),
            project("殡仪馆维修", None, "120.00", 绩效目标=["完成屋面防水改造", "按期完工并验收"]),
        ],
    }


def filing(*edits: Edit) -> Filing:
    """The filing, after some edits of its data."""
    said = data()
    for edit in edits:
        edit(said)
    return Filing.model_validate(said)


def put(*path: Any) -> Edit:
    """An edit that writes the last of `path` at the steps before it."""
    *steps, last, value = path

    def edit(said: Any) -> None:
        for step in steps:
            said = said[step]
        said[last] = value

    return edit


def take(*steps: Any) -> Edit:
    """An edit that takes away what stands at some steps."""

    def edit(said: Any) -> None:
        for step in steps[:-1]:
            said = said[step]
        del said[steps[-1]]

    return edit


def insert(*path: Any) -> Edit:
    """An edit that inserts the last of `path` into a list, at the steps before it."""
    *steps, index, value = path

    def edit(said: Any) -> None:
        for step in steps:
            said = said[step]
        said.insert(index, value)

    return edit


def move(*path: Any) -> Edit:
    """An edit that moves a row of the list at the first steps from one index to another."""
    *steps, one, other = path

    def edit(said: Any) -> None:
        for step in steps:
            said = said[step]
        said.insert(other, said.pop(one))

    return edit


def leaves(value: Any, path: Steps = ()) -> dict[Steps, Any]:
    """Every value of a dump by its path, those that say nothing left out."""
    if isinstance(value, dict) and "written" not in value:
        inner = value.items()
    elif isinstance(value, (list, tuple)):
        inner = enumerate(value)
    else:
        said = value["written"] or value["parts"] if isinstance(value, dict) else value
        return {path: value} if said not in (None, "") else {}
    return {at: leaf for step, one in inner for at, leaf in leaves(one, (*path, step)).items()}
