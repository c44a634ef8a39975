"""perfgen as other programs use it: nothing is printed, nothing looked for, nothing kept."""

from __future__ import annotations

import doctest
import gc
import hashlib
import importlib
import json
import pkgutil
import re
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

import perfgen
import perfgen.api
from perfgen.api import batches, imports
from tests.conftest import ALL_FILINGS, MODEL, ROOT, SMALL

HEAD, _, PROJECT = SMALL.partition("预算项目:\n")
IN_FILES = {
    "filing.yaml": f"{HEAD}预算项目: [projects/*.yaml]\n",
    "projects/01.yaml": "\n".join(line[4:] for line in PROJECT.splitlines()),
}


API = ROOT / "docs" / "接口.md"
DOORS = [importlib.import_module(f"perfgen.api.{one.name}") for one in pkgutil.iter_modules(perfgen.api.__path__)]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_the_examples_in_the_docstrings_run(door: ModuleType) -> None:
    assert doctest.testmod(door).failed == 0


def test_every_door_is_in_the_documentation() -> None:
    text = API.read_text(encoding="utf-8")
    doors = [
        name
        for door in DOORS
        for name, value in vars(door).items()
        if not name.startswith("_") and isinstance(value, FunctionType) and value.__module__ == door.__name__
    ]
    assert [name for name in doors if f"`{name}`" not in text and f"`perfgen.{name}(" not in text] == []


def test_what_the_package_names_is_there() -> None:
    for name in perfgen.api.__all__:
        assert getattr(perfgen, name) is getattr(perfgen.api, name)
    assert set(perfgen.__all__) == set(perfgen.api.__all__)


@pytest.mark.parametrize(
    "source", [SMALL, SMALL.encode(), {"2022.yaml": SMALL}, IN_FILES], ids=["text", "bytes", "one", "several"]
)
def test_a_filing_need_not_be_a_file(source: object) -> None:
    loaded = perfgen.load(source)  # type: ignore[arg-type]  # each kind of source
    assert loaded.diagnostics == ()
    assert loaded.valid.filing.projects[0].name == "接待管理经费"
    assert hashlib.sha256(perfgen.render(loaded)).digest() == hashlib.sha256(perfgen.render(SMALL)).digest()


@pytest.mark.parametrize("path", ALL_FILINGS, ids=lambda path: path.stem)
def test_what_is_rendered_is_what_the_command_builds(path: Path, tmp_path: Path) -> None:
    from perfgen import building

    assert perfgen.render(path) == building.build(path, tmp_path / "x.docx").read_bytes()


def test_virtual_files_lead_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "projects").mkdir()
    (tmp_path / "projects" / "01.yaml").write_text(IN_FILES["projects/01.yaml"], encoding="utf-8")
    found = perfgen.validate({"filing.yaml": IN_FILES["filing.yaml"]})
    assert [one.code for one in found] == ["INC01"]


def test_settings_of_the_folder_are_not_looked_for(tmp_path: Path) -> None:
    (tmp_path / "perfgen.toml").write_text("[defaults]\nyear = 2022\n", encoding="utf-8")
    (tmp_path / "x.yaml").write_text(SMALL.replace("年度: 2022\n", ""), encoding="utf-8")
    assert [one.message for one in perfgen.validate(tmp_path / "x.yaml")] == ["缺少“年度”"]
    settings = perfgen.Settings(defaults={"年度": "2022"})
    assert perfgen.validate(tmp_path / "x.yaml", settings) == ()


def test_mistakes_come_back_and_are_not_raised() -> None:
    for source in (
        "",
        "只有文字",
        "a: [",
        "版式: 没有这个\n",
        b"\xff\xfe",
        {},
        {"a.yaml": "版式: hebei-2022"},
        Path("没有.yaml"),
    ):
        found = perfgen.validate(source)  # type: ignore[arg-type]
        assert found, source
        assert all(isinstance(one, perfgen.Diagnostic) for one in found)
        with pytest.raises(perfgen.PerfgenError):
            perfgen.render(source)  # type: ignore[arg-type]


def test_a_filing_with_an_empty_cell_is_checked_all_the_same() -> None:
    text = SMALL.replace("资金用途: 用于接待", "资金用途: 用于XX接待").replace(", 指标值: ≥95%", "")
    found = [(one.code, one.line) for one in perfgen.check(text)]
    assert {("MOD01", 28), ("STR10", 13), ("TXT01", 17)} <= set(found)
    assert not any(line == 28 and code not in ("MOD01", "IND06") for code, line in found)


def test_a_filing_with_a_target_to_fill_in_is_checked_all_the_same() -> None:
    text = SMALL.replace("资金用途: 用于接待", "资金用途: 用于XX接待").replace("指标值: ≥95%", "指标值: 【填写】")
    assert {"MOD03", "TXT01"} <= {one.code for one in perfgen.check(text)}


def test_what_hangs_on_a_missing_value_is_not_made_up() -> None:
    """Of a project whose 预算数 cannot be read, no rule speaks of money."""
    text = MODEL.read_text(encoding="utf-8")
    number = text.index("预算数: ") + len("预算数: ")
    found = perfgen.check(f"{text[:number]}约{text[number:]}")
    assert [one.code for one in found] == ["MOD03"]


def test_rules_are_chosen_by_code() -> None:
    text = SMALL.replace("资金用途: 用于接待", "资金用途: 用于XX接待")
    assert {one.code for one in perfgen.check(text, select=["TXT01"])} == {"TXT01"}


def test_a_document_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(perfgen.render(SMALL))
    imported = perfgen.import_document(tmp_path / "x.docx")
    assert imported.filing is not None
    assert imported.filing.department.code == "507002"
    assert perfgen.validate(imported.yaml) == ()


def test_documents_become_files_and_one_bad_one_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "去年").mkdir()
    (tmp_path / "去年" / "甲.docx").write_bytes(b"PK")
    (tmp_path / "去年" / "乙.docx").write_bytes(perfgen.render(SMALL))
    jobs = imports.import_jobs([tmp_path / "去年"], tmp_path / "今年")
    done = {one.job.file.name: one for one in imports.import_all(jobs, imports.ImportWish(check=True))}
    assert [(one.written, one.failed, [said.code for said in one.said]) for one in done.values()] == [
        (True, False, []),
        (False, True, ["DOC01"]),
    ]
    report = done["乙.docx"].report
    assert report is not None
    assert report.read == report.taken + report.printed > 0
    assert perfgen.validate(done["乙.docx"].job.target) == ()
    assert [one["输出"] for one in json.loads(imports.accounts(done.values()))] == [
        str(tmp_path / "今年" / "乙.yaml"),
        None,
    ]
    assert capsys.readouterr() == ("", "")


def test_nothing_that_is_there_is_written_over_nor_written_twice(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.docx").write_bytes(perfgen.render(SMALL))
    files = [tmp_path / name / "x.docx" for name in ("甲", "乙")]
    jobs = imports.import_jobs(files, tmp_path / "今年")
    assert [one.written for one in imports.import_all(jobs)] == [True, False]
    assert [one.written for one in imports.import_all(jobs)] == [False, False]
    assert [one.written for one in imports.import_all(jobs, imports.ImportWish(force=True))] == [True, False]


@pytest.fixture
def departments(tmp_path: Path) -> Path:
    """A folder with three filings, the second of which has no year."""
    folder = tmp_path / "各部门"
    folder.mkdir()
    for number in (1, 2, 3):
        text = SMALL.replace("接待管理经费", f"接待管理经费{number}").replace(
            '"507002", 名称: 乐亭县', f'"50700{number}", 名称: 第{number}'
        )
        (folder / f"{number}.yaml").write_text(
            text.replace("年度: 2022\n", "" if number == 2 else "年度: 2022\n"), "utf-8"
        )
    return folder


def wish(folder: Path, **said: Any) -> batches.BatchWish:
    return batches.BatchWish(folder.parent / "成品", "{编码}", numbered=False, **said)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_batch_gives_its_outcomes_and_keeps_nothing(
    workers: int, departments: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = gc.get_threshold(), tempfile.tempdir, signal.getsignal(signal.SIGINT), Path.cwd()
    with batches.begun([departments], wish(departments, workers=workers)) as batch:
        told = {outcome.job.source.name for outcome in batch}
    assert told == {"1.yaml", "2.yaml", "3.yaml"}
    assert len(batch) == 3
    assert [(one.result.name, [said.code for said in one.said]) for one in batch.outcomes()] == [
        ("BUILT", []),
        ("FAILED", ["MOD01"]),
        ("BUILT", []),
    ]
    built = departments.parent / "成品" / "507003.docx"
    assert built.read_bytes() == perfgen.render(departments / "3.yaml")
    assert (gc.get_threshold(), tempfile.tempdir, signal.getsignal(signal.SIGINT), Path.cwd()) == before
    assert capfd.readouterr() == ("", "")


def test_a_batch_that_is_stopped_says_what_was_left(departments: Path) -> None:
    with batches.begun([departments], wish(departments, workers=1)) as batch:
        first = next(iter(batch))
    assert [one.result.name for one in batch.outcomes()] == ["BUILT", "LEFT", "LEFT"]
    assert batch.outcomes()[0] == first
    batches.write_report(departments.parent / "结果.json", batch.outcomes())
    said = json.loads((departments.parent / "结果.json").read_text(encoding="utf-8"))
    assert said["counts"] == {"已生成": 1, "没有做": 2}


def test_a_batch_of_nothing_or_to_nowhere_is_refused(departments: Path) -> None:
    (departments.parent / "空").mkdir()
    file = departments / "1.yaml"
    for named, asked, reason in (
        (departments.parent / "空", wish(departments), "这里没有绩效文本"),
        (departments, batches.BatchWish(), "缺少 -o 文件夹"),
        (departments, batches.BatchWish(file), "是一个文件"),
    ):
        with pytest.raises(batches.NothingToBuildError, match=reason), batches.begun([named], asked):
            pass


PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("example", PYTHON.findall(API.read_text(encoding="utf-8")))
def test_the_examples_in_the_documentation_run(example: str, departments: Path) -> None:
    """As programs of their own, and the files they make are there."""
    folder = departments.parent
    (folder / "2022.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "例子.py").write_text(example, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "例子.py"], check=False, capture_output=True, text=True, cwd=folder, encoding="utf-8"
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert list(folder.rglob("*.docx")) != []


def test_threads_do_not_meet() -> None:
    wanted = {path: perfgen.render(path) for path in ALL_FILINGS}
    made: dict[tuple[int, Path], bytes] = {}

    def work(number: int) -> None:
        for path in ALL_FILINGS:
            made[number, path] = perfgen.render(path)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(made[number, path] == wanted[path] for number in range(4) for path in ALL_FILINGS)


def test_importing_perfgen_imports_nothing_of_it() -> None:
    said = "import sys, perfgen; print([name for name in sys.modules if name.startswith('perfgen.')])"
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_names_of_layouts_and_kinds() -> None:
    assert {"central-department", "central-project", "hebei-2021", "hebei-2022"} <= set(perfgen.layout_names())
    assert perfgen.kind_names() == (
        *("绩效文本", "项目支出绩效目标申报表", "部门整体支出绩效目标申报表"),
        *("项目支出绩效自评表", "项目支出绩效运行监控表", "部门整体支出绩效自评表", "自评结果汇总表"),
    )
