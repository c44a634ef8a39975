"""A small filing of each layout with everything in it and two projects, built once."""

from __future__ import annotations

import atexit
import tempfile
from functools import cache
from pathlib import Path

from perfgen import building
from tests.conftest import SMALL
from tests.test_layout_2021 import OLD

KNOWN = ("hebei-2022", "hebei-2021")
"""The layouts of Hebei, whose documents these tests read."""

_folder = tempfile.TemporaryDirectory()
atexit.register(_folder.cleanup)


def small_source(layout: str) -> Path:
    """Its YAML: two projects of 2022; in 2021 one of 专项资金 and one of 预算项目."""
    return small(layout).with_name("dept.yaml")


_SECOND = "    质量指标:\n      - {三级指标: 准确率, 评（扣）分标准: 每一例扣2分, 指标值: 100%, 指标值确定依据: 考核}\n"


@cache
def small(layout: str) -> Path:
    """Its Word file."""
    path = Path(_folder.name) / layout / "built.docx"
    path.parent.mkdir()
    old = OLD.replace("    财政资金: 184.00\n", "")  # which 2021 does not print
    special = old[old.index("  - 项目名称") :].replace("接待管理经费", "招商专项资金")
    text = {
        "hebei-2022": SMALL + SMALL[SMALL.index("  - 项目名称") :].replace("接待管理经费", "第二个项目"),
        "hebei-2021": old.replace(
            "    数量指标:\n      - {三级指标: 出勤率", f"{_SECOND}    数量指标:\n      - {{三级指标: 出勤率"
        ).replace("预算项目:\n", f"专项资金:\n{special}预算项目:\n"),
    }[layout]
    source = path.with_name("dept.yaml")
    source.write_text(text, encoding="utf-8")
    return building.build(source, path)
