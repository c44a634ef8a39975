"""Sample 001 taken in by `perfgen import`: the transcription by hand is what comes out, and every line is accounted for."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen import building
from perfgen.docx import dump
from perfgen.filing.labels import key
from perfgen.importing import Imported
from tests.conftest import OF_2021, SAMPLES, Run
from tests.importing.built import as_printed, imported
from tests.roundtrip.corrections_001 import corrected, flat

SAMPLE = SAMPLES / "001_7caf0c8bcc4a454c.txt"
FIRST = "一.部门整体绩效目标"
# Its contents are those of another year.
LISTED_ONLY = [
    "一.办公用房租赁及运行项目绩效目标",
    "二.商务活动项目绩效目标",
    "三.固定资产清查专项绩效目标",
    "四.年鉴专项绩效目标",
]
# Where the reader ran two columns together, on line 322 of the sample.
RUN_TOGETHER = {"指标值": "", "指标值确定依据": "按照上级要求及时进行编制求制定"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """What was read of the sample, corrected where the reader misread it."""
    path = tmp_path_factory.mktemp("pages") / "001.txt"
    path.write_text(corrected(SAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
    return imported(path)


def built(yaml: str, folder: Path) -> str:
    (folder / "imported.yaml").write_text(yaml, encoding="utf-8")
    text = dump(building.build(folder / "imported.yaml", folder / "built.docx"))
    return re.sub(r"\[bookmark: [^]]*\]", "", text)


def test_001_comes_back_as_it_was_transcribed_by_hand(found: Imported) -> None:
    assert found.filing == as_printed(building.prepare(OF_2021).filing)


def test_001_says_the_same_after_import_and_build(found: Imported, tmp_path: Path) -> None:
    text = built(found.yaml, tmp_path)
    assert re.sub(r"\s+", "", text[text.rindex(FIRST) :]) == flat(SAMPLE.read_text(encoding="utf-8"))


def test_what_was_left_of_001_and_what_was_joined_is_in_the_report(found: Imported) -> None:
    assert [one.text.partition("...")[0] for one in found.report.left] == LISTED_ONLY
    assert {one.why for one in found.report.left} == {"目录里的这一行，正文里没有对应的标题"}
    kinds = Counter(one.why[:2] for one in found.report.doubtful)
    assert kinds == {"一段": 5, "表格": 12, "标题": 1, "这一": 3, "去掉": 1, "段首": 1}
    assert found.report.read == found.report.taken + found.report.printed + len(found.report.left)


def test_the_raw_file_is_taken_in_from_end_to_end(perfgen: Callable[..., Run], tmp_path: Path) -> None:
    target, report = tmp_path / "001.yaml", tmp_path / "001.json"
    ran = perfgen("import", SAMPLE, "-o", target, "--report", report, "--check")
    assert (ran.code, "IMP05" in ran.err) == (0, False)
    assert perfgen("fmt", "--check", target).code == 0
    assert perfgen("validate", target).code == 0
    text = target.read_text(encoding="utf-8")
    doubtful = json.loads(report.read_text(encoding="utf-8"))[0]["需要核对"]
    joined = [one for one in doubtful if "|" in one["文字"]]
    assert len(joined) == 17
    assert all(f"# 请核对：{one['位置']}，{one['原因']}：{one['文字']}" in text for one in joined)


def test_the_raw_file_differs_from_the_transcription_where_it_was_misread_and_nowhere_else() -> None:
    filing = imported(SAMPLE).filing
    wanted = as_printed(building.prepare(OF_2021).filing)
    assert filing is not None
    (row,) = [row for row in filing.projects[2].indicators if row.name == "预决算编制及时率"]
    assert {"指标值": row.target.written, "指标值确定依据": row.basis} == RUN_TOGETHER
    told, said = json.loads(filing.model_dump_json()), json.loads(wanted.model_dump_json())
    told["projects"][2]["indicators"][2] = said["projects"][2]["indicators"][2]
    text = told["overall"]["itemised_goals"]
    assert text.count("的分析and动态") == 1
    told["overall"]["itemised_goals"] = text.replace("的分析and动态", "的分析和动态")
    assert told == said


def test_every_cell_of_every_line_is_somewhere(tmp_path: Path) -> None:
    """Told apart from the importer's own account: each piece of the raw file is printed again, or reported."""
    found = imported(SAMPLE)
    somewhere = key(found.yaml) + key(built(found.yaml, tmp_path))
    reported = [key(one.text) for one in (*found.report.left, *found.report.doubtful)]
    pieces = [key(re.sub("</?b>", "", piece)) for piece in re.split("[\n\t]", SAMPLE.read_text(encoding="utf-8"))]
    unsaid = [piece for piece in pieces if piece not in somewhere and not any(piece in one for one in reported)]
    pages = {"1", "2", "9", "12", "13", "15", "17", "18"}
    assert len([piece for piece in pieces if piece]) > 800
    assert set(unsaid) - pages == set()
