"""Whatever somebody changes in a Word file is in the YAML afterwards, or told: nothing in between."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from perfgen import building
from perfgen.comparing import as_printed, compare
from perfgen.comparing.wording import head, sayings
from perfgen.filing import Filing
from perfgen.loading import Settings, load
from perfgen.merging.merge import merge
from perfgen.source import write
from tests.examples import some
from tests.merging.filings import FILING, in_folder

Said = dict[str, Any]
Edit = Callable[[Said], object]

WORDS = st.text(alphabet="老人发放，。按月办法%0123456789 #:{}[]\"'-", min_size=1, max_size=12).filter(
    lambda text: text == text.strip() and "{{" not in text and not text.isdigit()
)
AMOUNTS = st.decimals(min_value=0, max_value=9999, places=2).map(lambda amount: f"{amount:f}")


def of_project(draw: st.DrawFn, said: Said) -> Said:
    found: Said = draw(st.sampled_from(said["预算项目"]))
    return found


@st.composite
def edited(draw: st.DrawFn, said: Said) -> Said:
    """What the filing says after one to four changes of any kind."""
    said = copy.deepcopy(said)
    for _ in range(draw(st.integers(1, 4))):
        draw(st.sampled_from(EDITS))(draw, said)
    return said


def amount(draw: st.DrawFn, said: Said) -> None:
    of_project(draw, said)[draw(st.sampled_from(["预算数", "财政资金", "其他资金"]))] = draw(AMOUNTS)


def text(draw: st.DrawFn, said: Said) -> None:
    project = of_project(draw, said)
    project["资金用途"] = draw(WORDS)


def name(draw: st.DrawFn, said: Said) -> None:
    of_project(draw, said)["项目名称"] = draw(WORDS)


def narrative(draw: st.DrawFn, said: Said) -> None:
    part = draw(st.sampled_from(["总体绩效目标", "分项绩效目标", "工作保障措施"]))
    before = said["部门整体绩效目标"][part]
    start = draw(st.integers(0, len(before)))
    end = draw(st.integers(start, min(len(before), start + 15)))
    said["部门整体绩效目标"][part] = before[:start] + draw(WORDS) + before[end:]


def cell(draw: st.DrawFn, said: Said) -> None:
    row = draw(st.sampled_from(of_project(draw, said)["绩效指标"]))
    row[draw(st.sampled_from(["三级指标", "绩效指标描述", "指标值", "指标值确定依据"]))] = draw(WORDS)


def level(draw: st.DrawFn, said: Said) -> None:
    row = draw(st.sampled_from(of_project(draw, said)["绩效指标"]))
    row["一级指标"], row["二级指标"] = draw(LEVELS)


LEVELS = st.sampled_from([("产出指标", "数量指标"), ("产出指标", "成本指标"), ("效益指标", "社会效益指标")])


def row_in(draw: st.DrawFn, said: Said) -> None:
    rows = of_project(draw, said)["绩效指标"]
    level1, level2 = draw(LEVELS)
    named = draw(WORDS)
    new = {"一级指标": level1, "二级指标": level2, "三级指标": named, "绩效指标描述": named, "指标值": draw(WORDS)}
    same = [at for at, one in enumerate(rows) if one["二级指标"] == level2]
    rows.insert(max(same, default=len(rows) - 1) + 1, {**new, "指标值确定依据": draw(WORDS)})


def row_out(draw: st.DrawFn, said: Said) -> None:
    rows = of_project(draw, said)["绩效指标"]
    if len(rows) > 1:
        rows.pop(draw(st.integers(0, len(rows) - 1)))


def goals(draw: st.DrawFn, said: Said) -> None:
    project = of_project(draw, said)
    project["绩效目标"] = draw(st.permutations([*project["绩效目标"], draw(WORDS)]))[: draw(st.integers(1, 3))]


def order(draw: st.DrawFn, said: Said) -> None:
    said["预算项目"] = draw(st.permutations(said["预算项目"]))


def project_out(draw: st.DrawFn, said: Said) -> None:
    if len(said["预算项目"]) > 1:
        said["预算项目"].pop(draw(st.integers(0, len(said["预算项目"]) - 1)))


def project_in(draw: st.DrawFn, said: Said) -> None:
    new = copy.deepcopy(of_project(draw, said))
    new["项目名称"], new["项目编码"] = draw(WORDS), f"1302{draw(st.integers(1000, 9999))}"
    said["预算项目"].insert(draw(st.integers(0, len(said["预算项目"]))), new)


def plan(draw: st.DrawFn, said: Said) -> None:
    of_project(draw, said)["资金支出计划"]["6月底"] = draw(st.sampled_from(["26%", "30%", "49%"]))


EDITS: list[Callable[[st.DrawFn, Said], None]] = [
    *(amount, text, name, narrative, cell, level, row_in, row_out, goals, order, project_out, project_in, plan)
]


def filled(path: Path) -> tuple[Filing, Any]:
    """The filing at a path as it prints, and its form."""
    loaded = load(path, Settings()).valid
    return as_printed(loaded.filing, loaded.narrative), loaded.layout.form


def data_of(filing: Filing) -> Said:
    said = filing.model_dump(mode="json", by_alias=True, exclude_none=True)
    for project in said["预算项目"]:
        project["资金支出计划"] = {at: f"{percent}%" for at, percent in project["资金支出计划"].items()}
        for row in project["绩效指标"]:
            row["指标值"] = row["指标值"]["written"]
    return said


@pytest.fixture(scope="module", params=["file", "folder"])
def ours(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ours")
    if request.param == "file":
        (folder / "2024.yaml").write_text(FILING, encoding="utf-8")
        return folder / "2024.yaml"
    for named, content in in_folder().items():
        (folder / named).parent.mkdir(exist_ok=True)
        (folder / named).write_text(content, encoding="utf-8")
    return folder


@settings(
    max_examples=some(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_every_change_is_in_the_yaml_or_told(ours: Path, data: st.DataObject) -> None:
    before, form = filled(ours)
    said = data.draw(edited(data_of(before)))
    try:
        wanted = form.model.model_validate(said, context=form)
    except ValueError:
        reject()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "theirs.yaml").write_text(write(wanted, form), encoding="utf-8")
        document = building.build(folder / "theirs.yaml", folder / "theirs.docx")
        done = merge(document, ours, Settings())
        after = folder / "after"
        base = ours if ours.is_dir() else ours.parent
        for path in base.rglob("*.yaml"):
            (after / path.relative_to(base)).parent.mkdir(parents=True, exist_ok=True)
            (after / path.relative_to(base)).write_bytes(path.read_bytes())
        for one in done.files:
            target = after / one.path.relative_to(base)
            target.write_bytes(one.after) if one.after is not None else target.unlink()
        result, _ = filled(after if ours.is_dir() else after / ours.name)
    told = "\n".join(one.what for one in done.left)
    compared = compare(result, wanted)
    for difference in compared.differences:
        for saying in sayings(replace(compared, differences=(difference,))):
            assert head(saying) in told or _is_of_quotation(difference, told), (saying, told)


def _is_of_quotation(difference: Any, told: str) -> bool:
    """Whether a text of part one differs in what it quotes only, which is told quotation by quotation."""
    path = difference.before_path
    return path is not None and path[0] == "部门整体绩效目标" and "印成" in told
