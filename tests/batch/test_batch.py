"""`perfgen batch`: many filings at once, each for itself; what is done stays done."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from perfgen import building, output
from perfgen.batch import local, record
from perfgen.batch.job import Job, Outcome, Result
from perfgen.batch.plan import PatternError, check_pattern
from perfgen.batch.work import work
from perfgen.cli.options import matching
from perfgen.source import head
from perfgen.source.head import FilingHead, head_of
from perfgen.workspace import workspace_of
from tests.conftest import EXAMPLES, OF_2021, OF_CENTRAL, SMALL, Run

Perfgen = Callable[..., Run]
FOLDER_FILING = EXAMPLES / "乐亭县人民政府办公室-2022"


def small(number: int) -> str:
    return SMALL.replace("乐亭县机关事务中心", f"单位{number:03}")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Four filings in a folder of folders, and a file that is none."""
    folder = tmp_path / "各 部门"
    (folder / "下属").mkdir(parents=True)
    for number in range(2):
        (folder / f"{number}.yaml").write_text(small(number), encoding="utf-8")
    (folder / "下属" / "2.yml").write_text(small(2), encoding="utf-8")
    shutil.copytree(FOLDER_FILING, folder / "政府办")
    (folder / "ci.yaml").write_text("jobs: {}\n", encoding="utf-8")
    return folder


def built(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*.docx"))


def result_of(ran: Run) -> str:
    return ran.out.splitlines()[-1]


def test_every_filing_of_a_folder_is_built_and_none_other(perfgen: Perfgen, county: Path, tmp_path: Path) -> None:
    out = tmp_path / "成品"
    ran = perfgen("batch", str(county), "-o", str(out))
    assert ran.code == 0, ran.err
    assert built(out) == [
        "乐亭县人民政府办公室-2022.docx",
        "单位000-2022.docx",
        "单位001-2022.docx",
        "单位002-2022.docx",
    ]
    assert result_of(ran) == "共 4 份绩效文本：已生成 4 份。"
    assert ran.err.count("] 已生成 ") == 4  # a line for each where there is no terminal


def test_outputs_are_what_build_writes(perfgen: Perfgen, county: Path, tmp_path: Path) -> None:
    out = tmp_path / "成品"
    perfgen("batch", str(county), "-o", str(out), "-j", "2")
    alone = building.build(county / "政府办", tmp_path / "x.docx")
    assert (out / "乐亭县人民政府办公室-2022.docx").read_bytes() == alone.read_bytes()


def test_one_that_fails_fails_alone_and_its_old_output_stands(perfgen: Perfgen, county: Path, tmp_path: Path) -> None:
    out = tmp_path / "成品"
    perfgen("batch", str(county), "-o", str(out))
    before = (out / "单位001-2022.docx").read_bytes()
    for number in range(2):
        file = county / f"{number}.yaml"
        text = file.read_text(encoding="utf-8").replace("用于接待", "用于公务接待")
        file.write_text(text.replace("预算数: 184.00", "预算数: 一百") if number else text, encoding="utf-8")
    ran = perfgen("batch", str(county), "-o", str(out))
    assert ran.code == 1
    assert "1.yaml:15:10: 错误 MOD" in ran.err
    assert result_of(ran) == "共 4 份绩效文本：已生成 1 份，没有变 2 份，失败 1 份。"
    assert (out / "单位001-2022.docx").read_bytes() == before


# --- again: only what changed


def changes(county: Path, out: Path) -> dict[str, Callable[[], object]]:
    file, folder = county / "0.yaml", county / "政府办"
    project = min((folder / "projects").iterdir())
    text = file.read_text(encoding="utf-8")
    return {
        "单位000-2022.docx": lambda: file.write_text(text.replace("用于接待", "用于公务"), encoding="utf-8"),
        "乐亭县人民政府办公室-2022.docx": lambda: project.write_text(
            project.read_text(encoding="utf-8").replace("8个", "9个"), encoding="utf-8"
        ),
        "单位001-2022.docx": lambda: (out / "单位001-2022.docx").write_bytes(b"PK half"),
        "单位002-2022.docx": (out / "单位002-2022.docx").unlink,
    }


@pytest.mark.parametrize(
    "name", ["单位000-2022.docx", "乐亭县人民政府办公室-2022.docx", "单位001-2022.docx", "单位002-2022.docx"]
)
def test_a_second_run_builds_only_what_changed(perfgen: Perfgen, county: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "成品"
    perfgen("batch", str(county), "-o", str(out))
    assert result_of(perfgen("batch", str(county), "-o", str(out))) == "共 4 份绩效文本：没有变 4 份。"
    changes(county, out)[name]()
    again = perfgen("batch", str(county), "-o", str(out))
    assert result_of(again) == "共 4 份绩效文本：已生成 1 份，没有变 3 份。"
    assert zipfile.is_zipfile(out / name)


def test_a_new_project_file_is_a_change(perfgen: Perfgen, county: Path, tmp_path: Path) -> None:
    out = tmp_path / "成品"
    perfgen("batch", str(county), "-o", str(out))
    projects = county / "政府办" / "projects"
    first = min(projects.iterdir())
    (projects / "99.yaml").write_text(first.read_text(encoding="utf-8"), encoding="utf-8")
    assert "已生成 1 份，没有变 3 份" in result_of(perfgen("batch", str(county), "-o", str(out)))


def test_another_layout_and_force_are_changes(perfgen: Perfgen, county: Path, tmp_path: Path) -> None:
    out = tmp_path / "成品"
    layout = tmp_path / "我的版式"
    shutil.copytree(EXAMPLES.parent / "templates" / "hebei" / "2022", layout)
    arguments = ("batch", str(county), "-o", str(out))
    perfgen(*arguments)
    assert "已生成 4 份" in result_of(perfgen(*arguments, "--layout", str(layout)))
    assert "没有变 4 份" in result_of(perfgen(*arguments, "--layout", str(layout)))
    text = (layout / "layout.yaml").read_text(encoding="utf-8")
    (layout / "layout.yaml").write_text(
        text.replace("金额小数位: 2", "金额小数位: 2\n审核: 唐山市财政局"), encoding="utf-8"
    )
    assert "已生成 4 份" in result_of(perfgen(*arguments, "--layout", str(layout)))
    assert "已生成 4 份" in result_of(perfgen(*arguments))
    assert "已生成 4 份" in result_of(perfgen(*arguments, "--force"))


# --- names


def test_two_filings_of_one_name_are_told_and_all_others_built(perfgen: Perfgen, county: Path, tmp_path: Path) -> None:
    (county / "抄.yaml").write_text(small(1), encoding="utf-8")
    out = tmp_path / "成品"
    ran = perfgen("batch", str(county), "-o", str(out))
    assert ran.code == 1
    assert "抄.yaml: 错误 BAT01 和 1.yaml 都要生成 单位001-2022.docx，一份也没有做" in ran.err
    assert "1.yaml: 错误 BAT01 和 抄.yaml 都要生成" in ran.err
    assert "共 5 份绩效文本：已生成 3 份，失败 2 份。" in ran.out
    assert "单位001-2022.docx" not in built(out)
    assert perfgen("batch", str(county), "-o", str(out), "--name-pattern", "{文件名}").code == 0
    assert "抄.docx" in built(out)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{部门}", "没有“部门”"),
        ("成品", "至少要有一项"),
        ("{年度", "花括号没有成对"),
        ("{年度!r}", "“年度”后面不能再写别的，写成 {年度}"),
        ("{编码:>9}", "“编码”后面不能再写别的"),
        ("{0}", "没有“0”"),
    ],
)
def test_a_name_pattern_is_checked(pattern: str, said: str) -> None:
    with pytest.raises(PatternError, match=said):
        check_pattern(pattern)


def test_a_name_that_no_system_takes_is_made_one(perfgen: Perfgen, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SMALL.replace("乐亭县机关事务中心", '"../../a:b*|c"'), encoding="utf-8")
    assert perfgen("batch", str(tmp_path / "a.yaml"), "-o", str(tmp_path / "o")).code == 0
    assert built(tmp_path / "o") == ["_.._a_b__c-2022.docx"]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (SMALL, FilingHead("hebei-2022", "2022", "507002", "乐亭县机关事务中心")),
        ("department: {name: 甲}\nyear: 2023\n", FilingHead("", "2023", "", "甲")),
        ("预算项目:\n  - {年度: 2020, 部门: {名称: 乙}}\n部门:\n  名称: 甲\n", FilingHead("", "", "", "甲")),
        ("年度: [2022]\n部门: 甲\n", FilingHead()),
        ("年度: 2022\n部门: {\n", FilingHead()),
        ("", FilingHead()),
    ],
)
def test_the_head_is_what_stands_at_the_top_level(tmp_path: Path, text: str, head: FilingHead) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert head_of(tmp_path / "a.yaml") == head


# --- settings and options


def test_a_workspace_gives_what_filings_leave_out(perfgen: Perfgen, tmp_path: Path) -> None:
    text = SMALL.replace("版式: hebei-2022\n年度: 2022\n", "").replace("金额单位: 万元\n", "")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert perfgen("validate", str(tmp_path / "a.yaml")).code == 1
    (tmp_path / "perfgen.toml").write_text(
        'output = "成品"\n[defaults]\nlayout = "hebei-2022"\nyear = 2023\nunit = "万元"\n', encoding="utf-8"
    )
    assert perfgen("validate", str(tmp_path / "a.yaml")).code == 0
    assert perfgen("batch", str(tmp_path)).code == 0
    assert built(tmp_path / "成品") == ["乐亭县机关事务中心-2023.docx"]
    (tmp_path / "perfgen.toml").write_text(
        'output = "成品"\n[defaults]\nlayout = "hebei-2022"\nyear = 2024\nunit = "万元"\n'
    )
    perfgen("batch", str(tmp_path))
    assert built(tmp_path / "成品") == ["乐亭县机关事务中心-2023.docx", "乐亭县机关事务中心-2024.docx"]


def test_check_first_builds_none_with_errors(perfgen: Perfgen, county: Path, tmp_path: Path) -> None:
    bad = county / "1.yaml"
    bad.write_text(bad.read_text(encoding="utf-8").replace("财政资金: 184.00", "财政资金: 1.00"), encoding="utf-8")
    (county / "perfgen.toml").write_text('[check]\nselect = ["NUM01"]\n', encoding="utf-8")
    out = tmp_path / "成品"
    ran = perfgen("batch", str(county), "-o", str(out), "--check")
    assert ran.code == 1
    assert "NUM01" in ran.err
    assert "单位001-2022.docx" not in built(out)
    assert len(built(out)) == 3


def test_fail_fast_leaves_the_rest_undone(perfgen: Perfgen, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.yaml").write_text(small(number) if number else "版式: x\n", encoding="utf-8")
    ran = perfgen("batch", str(tmp_path), "-o", str(tmp_path / "o"), "--fail-fast", "-j", "1")
    assert ran.code == 1
    assert result_of(ran) == "共 40 份绩效文本：失败 1 份，没有做 39 份。"


def test_no_filing_and_no_output_are_wrong_calls(perfgen: Perfgen, county: Path, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert perfgen("batch", str(tmp_path / "空"), "-o", str(tmp_path / "o")).code == 2
    assert "缺少 -o 文件夹" in perfgen("batch", str(county)).err
    assert perfgen("batch", str(county), "-o", str(county / "0.yaml")).code == 2


# --- reports


def test_the_report_says_every_filing_and_why_it_failed(perfgen: Perfgen, county: Path, tmp_path: Path) -> None:
    (county / "1.yaml").write_text(small(1).replace("预算数: 184.00", "预算数: =1+1"), encoding="utf-8")
    out = tmp_path / "成品"
    for suffix, dated, code in (
        ("json", (), 1),
        ("xlsx", (), 1),
        ("html", ("--date", "2023-11-20"), 1),
        ("xlsx", ("--date", "2023-11-20"), 2),
    ):
        report = str(tmp_path / f"结果.{suffix}")
        assert perfgen("batch", str(county), "-o", str(out), "--report", report, *dated).code == code
    data = json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))
    assert data["counts"] == {"已生成": 3, "失败": 1}
    assert (data["filings"][0]["result"], data["clean"]) == ("failed", 3)  # what failed comes first
    ok = data["filings"][1]
    file = Path(ok["outputs"][0]["file"])
    assert ok["outputs"][0]["sha256"] == sha256(file.read_bytes()).hexdigest()
    (failed,) = (one for one in data["filings"] if one["result"] == "failed")
    assert (failed["findings"][0]["line"], failed["outputs"]) == (15, [])
    sheet = openpyxl.load_workbook(tmp_path / "结果.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("绩效文本", "结果", "输出")
    assert rows[1][1] == "失败"
    assert "=1+1" in rows[1][8]
    assert rows[-1][:2] == ("共 4 份绩效文本", "没有问题 3 份")
    page = (tmp_path / "结果.html").read_text(encoding="utf-8")
    assert '<p class="where">2023年11月20日</p>' in page
    assert "共 4 份绩效文本，没有变 3 份，失败 1 份。没有问题的 3 份。" in page
    assert page.index('<td class="failed">') < page.index('<td class="skipped">')


@pytest.mark.parametrize("options", [(), ("--check",), ("--check", "-j", "1")])
def test_the_report_of_a_repeated_run_still_says_what_has_not_changed(
    perfgen: Perfgen, county: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    (county / "1.yaml").write_text(small(1).replace("项目编码:", "工作活动: 接待\n    项目编码:"), encoding="utf-8")

    def reported(name: str) -> tuple[object, object]:
        arguments = ("batch", county, "-o", tmp_path / "成品", "--no-page-numbers", *options)
        assert "要看，加 --report" not in perfgen(*arguments, "--report", tmp_path / f"{name}.json").out
        data = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))
        findings = [(one["source"], one["findings"]) for one in data["filings"]]
        return findings, (data["clean"], data["counts"])

    first, counts = reported("一")
    again, counted = reported("二")
    assert any(said["code"] == "MOD04" for _, found in first for said in found)  # type: ignore[attr-defined]
    assert again == first
    assert counted[0] == counts[0]  # type: ignore[index]
    assert "没有变" in counted[1]  # type: ignore[index]
    lines = perfgen("batch", county, "-o", tmp_path / "成品", "--no-page-numbers", *options).out.splitlines()
    assert any("要看，加 --report" in line for line in lines)
    results = [line.split()[1] for line in lines if ".yaml" in line]
    assert results == sorted(results, key="失败".__ne__)


def test_a_workbook_holds_formulas_as_text_and_no_clock(perfgen: Perfgen, tmp_path: Path) -> None:
    (tmp_path / "=1+1.yaml").write_text("版式: =cmd\n", encoding="utf-8")
    made = []
    for name in ("a.xlsx", "b.xlsx"):
        perfgen("batch", str(tmp_path), "-o", str(tmp_path / "o"), "--report", str(tmp_path / name))
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)


def test_a_report_of_another_kind_or_without_its_library(
    perfgen: Perfgen, county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("batch", str(county), "-o", str(tmp_path / "o"), "--report")
    assert "不知道要写成哪种报告" in perfgen(*arguments, str(tmp_path / "结果.csv")).err
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert 'pip install "perfgen[report]"' in perfgen(*arguments, str(tmp_path / "结果.xlsx")).err


# --- killed, stopped, full, twice at once


def children(parent: int) -> list[int]:
    """Processes started by a process, and by those."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            mine = int(status.parent.name)
            found += [mine, *children(mine)]
    return found


def start(county: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "perfgen", "batch", str(county), "-o", str(out), "-j", "2", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    )  # fmt: skip


MANY = 200
"""So many that a run is still at work when it is stopped."""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    text = OF_2021.read_text(encoding="utf-8")
    for number in range(MANY):
        name = f"单位{number:03}"
        (folder / f"{number}.yaml").write_text(
            text.replace("名称: 承德高新技术产业开发区财政局", f"名称: {name}", 1), encoding="utf-8"
        )
    return folder


def wait_for(sign: Callable[[], object], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not sign():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)


def whole(out: Path) -> int:
    """How many outputs there are; none is half-written."""
    files = list(out.glob("*.docx"))
    for file in files:
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None
    return len(files)


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads Linux's /proc to find the workers")


@needs_proc
def test_a_worker_that_is_killed_takes_nothing_with_it(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    running = start(many, out)
    wait_for(lambda: list(out.glob("*.docx")))
    workers = [pid for pid in children(running.pid) if not children(pid)]
    os.kill(workers[-1], signal.SIGKILL)
    said, errors = running.communicate(timeout=120)
    assert running.returncode == 0, errors
    assert said.splitlines()[-1] == f"共 {MANY} 份绩效文本：已生成 {MANY} 份。"
    assert whole(out) == MANY
    assert len({file.read_bytes() for file in out.glob("*.docx")}) == MANY  # each has a name of its own in it


@needs_proc
def test_a_parent_that_is_killed_leaves_no_worker_and_nothing_half_written(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    running = start(many, out)
    wait_for(lambda: list(out.glob("*.docx")))
    workers = children(running.pid)
    running.kill()
    running.communicate(timeout=60)
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    done = whole(out)
    assert done < MANY
    again = start(many, out)
    said, _ = again.communicate(timeout=120)
    assert again.returncode == 0
    assert "没有变" in said
    assert whole(out) == MANY


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to one process")
def test_ctrl_c_finishes_what_is_being_written_and_says_what_is_left(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    running = start(many, out)
    wait_for(lambda: list(out.glob("*.docx")))
    os.killpg(running.pid, signal.SIGINT)
    said, errors = running.communicate(timeout=60)
    assert running.returncode == 130, errors
    assert "没有做" in said.splitlines()[-1]
    assert "Traceback" not in errors
    assert 0 < whole(out) < MANY


def test_two_runs_into_one_folder_do_no_harm(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    runs = [start(many, out), start(many, out)]
    ends = [one.communicate(timeout=120) for one in runs]
    assert [one.returncode for one in runs] == [0, 0], ends
    assert whole(out) == MANY
    assert not list(out.glob(".perfgen-*"))
    third = start(many, out)
    assert f"没有变 {MANY} 份" in third.communicate(timeout=120)[0]


def test_a_full_disk_is_said_and_leaves_what_stood_there(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x.docx"
    target.write_bytes(b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output, "_replace", full)
    outcome = work(Job(county / "0.yaml", (target,)))
    assert outcome.result is Result.FAILED
    assert "磁盘满了" in outcome.said[0].message
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("text", ["", "\n", "# 只有注释\n", "\0"])
def test_a_file_that_says_nothing_is_not_passed_over_in_silence(perfgen: Perfgen, tmp_path: Path, text: str) -> None:
    folder = tmp_path / "各部门"
    folder.mkdir()
    (folder / "好的.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "空的.yaml").write_text(text, encoding="utf-8")
    (folder / "别的.yaml").write_text("repos: []\n", encoding="utf-8")
    ran = perfgen("batch", str(folder), "-o", str(tmp_path / "o"), "--no-page-numbers")
    assert result_of(ran) == "共 2 份绩效文本：已生成 1 份，失败 1 份。"
    assert "空的.yaml" in ran.err


def test_wildcards_that_no_shell_has_matched(perfgen: Perfgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate(("各 部门/甲.yaml", "各 部门/乙.yaml", "各 部门/下属/丙.yaml", "各 部门/[丁].yaml")):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(small(number), encoding="utf-8")
    assert result_of(perfgen("batch", "各 部门/?.yaml", "-o", "一", "--no-page-numbers")).endswith("已生成 2 份。")
    assert result_of(perfgen("batch", "各 部门/**/*.yaml", "-o", "二", "--no-page-numbers")).endswith("已生成 4 份。")
    assert result_of(perfgen("batch", "各 部门/[丁].yaml", "-o", "三", "--no-page-numbers")).endswith("已生成 1 份。")
    ran = perfgen("batch", "各 部门/没有*.yaml", "-o", "四", "--no-page-numbers")
    assert (ran.code, "没有“各 部门/没有*.yaml”这个文件或文件夹" in ran.err) == (2, True)


def test_ctrl_c_while_names_are_looked_up_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(head.LOADER):  # type: ignore[misc, name-defined]
        def dispose(self) -> None:
            raise KeyboardInterrupt

    (tmp_path / "a.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr(head, "LOADER", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        head_of(tmp_path / "a.yaml")


@pytest.mark.parametrize("count", [6, 40], ids=["handed over one by one", "in bunches"])
def test_a_job_that_kills_its_worker_fails_alone(tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    files = []
    for number in range(count):
        files.append(tmp_path / f"{number}.yaml")
        files[-1].write_text(small(number), encoding="utf-8")
    jobs = [Job(file, (tmp_path / "o" / f"{file.stem}.docx",), run="one") for file in files]
    monkeypatch.setattr(local, "work", dies_on_3)
    found = list(local.run(jobs, 2))
    outcomes = {one.job.source.stem: one.result for one in found}
    assert len(found) == count
    assert outcomes == {**{str(n): Result.BUILT for n in range(count)}, "3": Result.FAILED}


def test_what_is_still_done_after_the_end_is_told(tmp_path: Path) -> None:
    jobs = []
    for number in range(60):
        file = tmp_path / f"{number}.yaml"
        file.write_text(small(number), encoding="utf-8")
        jobs.append(Job(file, (tmp_path / "o" / f"{number}.docx",)))
    late: list[Outcome] = []
    running = local.run(jobs, 2, late)
    first = next(running)
    running.close()
    told = {one.job.targets[0] for one in (first, *late) if one.result is Result.BUILT}
    assert told == set((tmp_path / "o").glob("*.docx"))
    assert len(told) < len(jobs)


def dies_on_3(job: Job) -> Outcome:
    if job.source.stem == "3":
        os._exit(9)
    return work(job)


def test_stale_half_written_files_are_swept(tmp_path: Path) -> None:
    old, young = tmp_path / ".perfgen-1-aaaa.tmp", tmp_path / ".perfgen-2-bbbb.tmp"
    old.write_bytes(b"")
    young.write_bytes(b"")
    os.utime(old, (1, 1))
    output.sweep(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [young.name]


def test_a_record_of_somebody_else_is_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, source = tmp_path / "x.docx", tmp_path / "a.yaml"
    source.write_text(small(0), encoding="utf-8")
    assert work(Job(source, (target,))).result is Result.BUILT
    kept, real = tmp_path / record.FOLDER / "x.docx.json", Path.write_bytes

    def refused(path: Path, content: bytes) -> int:
        if path == kept and path.exists():
            raise PermissionError
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", refused)
    source.write_text(f"{small(0)}# 改过\n", encoding="utf-8")
    assert work(Job(source, (target,))).result is Result.BUILT
    assert work(Job(source, (target,))).result is Result.SKIPPED


def test_a_link_in_circles_in_a_layout_is_passed_over(tmp_path: Path) -> None:
    layout = tmp_path / "版式"
    shutil.copytree(EXAMPLES.parent / "templates" / "hebei" / "2022", layout)
    (layout / "圈").symlink_to(layout / "圈")
    (tmp_path / "a.yaml").write_text(small(0), encoding="utf-8")
    assert work(Job(tmp_path / "a.yaml", (tmp_path / "x.docx",), layout)).result is Result.BUILT


def test_the_workspace_is_where_the_path_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "别处" / "里面").mkdir(parents=True)
    (tmp_path / "这里").mkdir()
    (tmp_path / "别处" / "perfgen.toml").write_text("[defaults]\nyear = 2023\n", encoding="utf-8")
    (tmp_path / "这里" / "链接").symlink_to(tmp_path / "别处" / "里面")
    monkeypatch.chdir(tmp_path / "这里")
    assert workspace_of(Path("链接/../a.yaml")).defaults.year == 2023


def test_a_record_that_is_broken_only_means_work(tmp_path: Path) -> None:
    target = tmp_path / "x.docx"
    source = tmp_path / "a.yaml"
    source.write_text(small(0), encoding="utf-8")
    assert work(Job(source, (target,))).result is Result.BUILT
    kept = tmp_path / record.FOLDER / "x.docx.json"
    for text in ("", "{}", "[]", '{"files": [], "layout": "", "digest": "", "sha256": ""}', "[" * 100_000):
        kept.write_text(text, encoding="utf-8")
        assert work(Job(source, (target,))).result is Result.BUILT
    assert work(Job(source, (target,))).result is Result.SKIPPED


# --- what a record stands for


def edited_while_built(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Somebody changes a file after it was read and before its output is written."""
    render = building.render

    def slow(prepared: building.Prepared) -> bytes:
        change()
        return render(prepared)

    monkeypatch.setattr(building, "render", slow)


def test_what_is_changed_while_it_is_built_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, job = tmp_path / "a.yaml", Job(tmp_path / "a.yaml", (tmp_path / "x.docx",))
    source.write_text(small(0), encoding="utf-8")
    with monkeypatch.context() as patch:
        edited_while_built(patch, lambda: source.write_text(small(1), encoding="utf-8"))
        assert work(job).result is Result.BUILT
    assert work(job).result is Result.BUILT
    assert work(job).result is Result.SKIPPED


def test_a_layout_changed_while_it_is_used_is_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text(small(0), encoding="utf-8")
    layout = tmp_path / "版式"
    shutil.copytree(EXAMPLES.parent / "templates" / "hebei" / "2022", layout)
    job = Job(tmp_path / "a.yaml", (tmp_path / "x.docx",), layout)
    with monkeypatch.context() as patch:
        file = layout / "layout.yaml"
        text = file.read_text(encoding="utf-8").replace("金额小数位: 2", "金额小数位: 2\n审核: 唐山市财政局")
        edited_while_built(patch, lambda: file.write_text(text, encoding="utf-8"))
        assert work(job).result is Result.BUILT
    assert work(job).result is Result.BUILT
    assert work(job).result is Result.SKIPPED


@pytest.mark.skipif(sys.platform == "win32", reason="links are the administrator's there")
@pytest.mark.parametrize(
    "pattern", ["**/*.yaml", "**/**/**/*.yaml", "*/*/*/*/*/*/*/*/*/*/*/*/*.yaml", "**/别处/**/*.yaml"]
)
def test_wildcards_follow_links_but_not_in_circles(pattern: str, tmp_path: Path) -> None:
    for name in ("甲", "乙", "丙"):
        (tmp_path / "各部门" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "各部门" / name).symlink_to(".", target_is_directory=True)
    (tmp_path / "别处的").mkdir()
    (tmp_path / "各部门" / "别处").symlink_to(tmp_path / "别处的", target_is_directory=True)
    (tmp_path / "别处的" / "一.yaml").write_text("甲: 乙\n", encoding="utf-8")
    (tmp_path / "各部门" / "别处的另一个名字").symlink_to(tmp_path / "别处的", target_is_directory=True)
    found = matching(tmp_path / "各部门" / pattern)
    assert [path.resolve() for path in found] == [tmp_path / "别处的" / "一.yaml"]


@pytest.mark.parametrize("pattern", ["*/项目.yaml", "甲/项目*"])
def test_what_a_pattern_newly_names_is_a_change_and_nothing_else(tmp_path: Path, pattern: str) -> None:
    text, projects = small(0).split("预算项目:\n")
    project = projects.replace("  - ", "    ", 1).replace("\n    ", "\n").removeprefix("    ")
    (tmp_path / "filing.yaml").write_text(f"{text}预算项目: ['{pattern}']\n", encoding="utf-8")
    for folder in ("甲", "乙/深"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "甲" / "项目.yaml").write_text(project, encoding="utf-8")
    job = Job(tmp_path, (tmp_path / "成品" / "x.docx",))
    assert work(job).result is Result.BUILT
    (tmp_path / "甲" / "别的.yaml").write_text(project, encoding="utf-8")
    (tmp_path / "乙" / "深" / "项目.yaml").write_text(project, encoding="utf-8")
    assert work(job).result is Result.SKIPPED
    new = tmp_path / ("乙/项目.yaml" if pattern.startswith("*") else "甲/项目二.txt")
    new.write_text(project, encoding="utf-8")
    assert work(job).result is Result.BUILT


def test_a_filing_built_unchecked_is_not_taken_for_checked(perfgen: Perfgen, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(small(0).replace("财政资金: 184.00", "财政资金: 1.00"), encoding="utf-8")
    (tmp_path / "perfgen.toml").write_text('[check]\nselect = ["NUM01"]\n', encoding="utf-8")
    arguments = ("batch", str(tmp_path), "-o", str(tmp_path / "o"))
    assert perfgen(*arguments).code == 0
    assert "NUM01" in perfgen(*arguments, "--check").err
    (tmp_path / "perfgen.toml").write_text('[check]\nselect = ["STR01"]\n', encoding="utf-8")
    assert result_of(perfgen(*arguments, "--check")) == "共 1 份绩效文本：已生成 1 份。"
    assert result_of(perfgen(*arguments, "--check")) == "共 1 份绩效文本：没有变 1 份。"


def test_what_this_run_wrote_is_told_as_built_when_a_worker_took_the_news_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(small(0), encoding="utf-8")
    first = Job(tmp_path / "a.yaml", (tmp_path / "x.docx",), run="今天")
    assert work(first) == work(first)
    assert work(first).result is Result.BUILT
    assert work(Job(first.source, first.targets, run="明天")).result is Result.SKIPPED


# --- found by attacking it


class DiesAtOnce:
    """A pool whose workers are dead before the first job is handed over."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, *_: object) -> None:
        raise BrokenProcessPool

    def shutdown(self, **_: object) -> None:
        pass


@pytest.mark.parametrize("most", [1, 2, 10])
def test_a_job_that_could_not_be_handed_over_is_not_lost(
    tmp_path: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = [Job(tmp_path / f"{n}.yaml", (tmp_path / f"{n}.docx",)) for n in range(3)]
    monkeypatch.setattr(local, "ProcessPoolExecutor", DiesAtOnce)
    suspects: list[Job] = []
    assert list(local._pool(waiting, suspects, 2, most, [])) == []
    assert len(waiting) + len(suspects) == 3


def test_an_output_never_takes_the_place_of_an_input(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(small(0), encoding="utf-8")
    layout = tmp_path / "版式"
    shutil.copytree(EXAMPLES.parent / "templates" / "hebei" / "2022", layout)
    before = (layout / "template.docx").read_bytes()
    outcome = work(Job(tmp_path / "template.yaml", (layout / "template.docx",), layout))
    assert (outcome.result, outcome.said[0].message) == (Result.FAILED, "输出文件就是输入文件")
    assert (layout / "template.docx").read_bytes() == before


def test_settings_that_are_wrong_stop_only_their_own_filings(perfgen: Perfgen, county: Path, tmp_path: Path) -> None:
    (county / "下属" / "perfgen.toml").write_text("[defaults]\nyaer = 2023\n", encoding="utf-8")
    ran = perfgen("batch", str(county), "-o", str(tmp_path / "o"))
    assert "SET01 没有“yaer”这一项" in ran.err
    assert result_of(ran) == "共 4 份绩效文本：已生成 3 份，失败 1 份。"


def test_a_folder_is_looked_at_once_however_it_is_named(perfgen: Perfgen, county: Path, tmp_path: Path) -> None:
    (county / "下属" / "回去").symlink_to(county)
    ran = perfgen("batch", str(county), str(county / "0.yaml"), os.path.relpath(county), "-o", str(tmp_path / "o"))
    assert result_of(ran) == "共 4 份绩效文本：已生成 4 份。"


def test_half_written_records_are_swept_too(perfgen: Perfgen, county: Path, tmp_path: Path) -> None:
    left = tmp_path / "o" / record.FOLDER / ".perfgen-1-aaaa.tmp"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"")
    os.utime(left, (1, 1))
    perfgen("batch", str(county), "-o", str(tmp_path / "o"))
    assert not left.exists()


def test_contents_are_spoken_of_only_where_there_are_any(perfgen: Perfgen, tmp_path: Path) -> None:
    folder, out = tmp_path / "县", tmp_path / "成品"
    folder.mkdir()
    shutil.copy(OF_CENTRAL, folder)
    ran = perfgen("batch", str(folder), "-o", str(out))
    assert "目录" not in ran.out
    assert ran.out.splitlines()[-1] == "共 1 份绩效文本：已生成 1 份。"
    shutil.copy(OF_2021, folder)
    assert "目录的页码没有印" in perfgen("batch", str(folder), "-o", str(out)).out
