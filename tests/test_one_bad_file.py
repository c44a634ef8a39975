"""One bad file of several: it is told, the others are done, and a fault of perfgen's own ends with 3."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from perfgen import building
from perfgen.errors import OWN_FAULT
from tests.conftest import SMALL, Run

Perfgen = Callable[..., Run]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three filings and three Word files of them; each command works here."""
    monkeypatch.chdir(tmp_path)
    for name in ("甲", "乙", "丙"):
        (tmp_path / f"{name}.yaml").write_text(f"# {name}\n{SMALL}", encoding="utf-8")
        building.build(tmp_path / f"{name}.yaml", tmp_path / f"{name}.docx")
    return tmp_path


def failing_on(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """A function that has a fault of its own with one file."""

    def failing(path: Any, *arguments: Any, **options: Any) -> Any:
        if Path(path).stem == name:
            raise KeyError("自己的错")
        return work(path, *arguments, **options)

    return failing


FAULTY = {
    "validate": ("perfgen.building.prepare", ("甲.yaml", "乙.yaml", "丙.yaml")),
    "fmt": ("perfgen.cli.fmt.tidied", ("甲.yaml", "乙.yaml", "丙.yaml")),
    "check": ("perfgen.checking.session.load", (".", "--documents")),
    "import": ("perfgen.api.imports.import_file", ("甲.docx", "乙.docx", "丙.docx", "-o", "读入")),
    "batch": (
        "perfgen.batch.work.load",
        (".", "-o", "成品", "-j", "1", "--no-page-numbers", "--name-pattern", "{文件名}"),
    ),
}


@pytest.mark.parametrize("command", FAULTY)
def test_a_fault_of_our_own_is_told_of_its_file_and_the_others_are_done(
    command: str, folder: Path, perfgen: Perfgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib import import_module

    place, arguments = FAULTY[command]
    module, _, name = place.rpartition(".")
    monkeypatch.setattr(place, failing_on("乙", getattr(import_module(module), name)))
    if command == "import":
        (folder / "读入").mkdir()
    ran = perfgen(command, *arguments)
    said = ran.out + ran.err
    assert ran.code == 3
    assert said.count(OWN_FAULT) == 1 + (command == "check")  # of the YAML and of the Word file
    assert "自己的错" in said
    assert "Traceback" not in said
    done = {
        "validate": lambda: ran.out.count("没有问题") == 2,
        "fmt": lambda: all("乐亭县" in (folder / f"{one}.yaml").read_text(encoding="utf-8") for one in "甲丙"),
        "check": lambda: "检查了 6 份" in said and "甲.yaml" in said and "丙.docx" in said,
        "import": lambda: sorted(one.stem for one in (folder / "读入").glob("*.yaml")) == ["丙", "甲"],
        "batch": lambda: sorted(one.stem for one in (folder / "成品").glob("*.docx")) == ["丙", "甲"],
    }
    assert done[command]()


@pytest.mark.usefixtures("folder")
def test_a_rule_that_fails_on_one_filing_leaves_the_others_checked(
    perfgen: Perfgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfgen.checking import run

    def failing(loaded: Any, rules: Any) -> Any:
        if loaded.path.name == "乙.yaml":
            raise ZeroDivisionError
        return found(loaded, rules)

    found = run._sure
    monkeypatch.setattr(run, "_sure", failing)
    ran = perfgen("check", "甲.yaml", "乙.yaml", "丙.yaml")
    assert ran.code == 3
    assert ran.out.count(OWN_FAULT) == 1
    assert "乙.yaml: 错误 BUG01 perfgen 自己出了错：ZeroDivisionError" in ran.out


@pytest.mark.usefixtures("folder")
def test_rules_that_compare_filings_and_fail_keep_no_finding_back(
    perfgen: Perfgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any) -> Any:
        raise ZeroDivisionError

    before = perfgen("check", "甲.yaml", "乙.yaml", "--select", "IND")
    monkeypatch.setattr("perfgen.checking.run.run_across", failing)
    after = perfgen("check", "甲.yaml", "乙.yaml", "--select", "IND")
    assert after.code == 3
    assert [line for line in before.out.splitlines() if " IND" in line] == [
        line for line in after.out.splitlines() if " IND" in line
    ]


def test_a_document_nobody_can_read_takes_no_other_with_it(folder: Path, perfgen: Perfgen) -> None:
    (folder / "乙.docx").write_bytes(b"PK\3\4")
    ran = perfgen("check", ".", "--documents")
    assert ran.code == 1
    assert ran.out.count("DOC01") == 1
    assert "检查了 6 份" in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="links are the administrator's there")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("validate", "."), 1), (("check", "--documents", "."), 1), (("check", "--documents", "--fix", "."), 1), (("fmt", "--fix-punctuation", "."), 1), (("import", ".", "-o", "读入/"), 0),
        (("batch", ".", "-o", "成品", "-j", "1", "--no-page-numbers", "--name-pattern", "{文件名}"), 1),
    ],
    ids=lambda said: said[0] if isinstance(said, tuple) else "",
)  # fmt: skip
def test_links_in_a_circle_are_told_and_the_other_files_are_done(
    command: tuple[str, ...], code: int, folder: Path, perfgen: Perfgen
) -> None:
    for link, target in {"圈.yaml": "圈.yaml", "绕.yaml": "回.yaml", "回.yaml": "绕.yaml", "圈": "圈"}.items():
        (folder / link).symlink_to(target)
    (folder / "读入").mkdir()
    ran = perfgen(*command)
    assert ran.code == code
    assert OWN_FAULT not in ran.err + ran.out
    assert code == 0 or "圈.yaml" in ran.out + ran.err
    done = {
        "validate": lambda: ran.out.count("没有问题") == 3,
        "check": lambda: "检查了 9 份" in ran.out,
        "fmt": lambda: all("乐亭县" in (folder / f"{one}.yaml").read_text(encoding="utf-8") for one in "甲丙"),
        "import": lambda: len([*(folder / "读入").glob("*.yaml")]) == 3,
        "batch": lambda: len([*(folder / "成品").glob("*.docx")]) == 3,
    }
    assert done[command[0]]()
