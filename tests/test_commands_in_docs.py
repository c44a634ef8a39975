"""The commands that the documentation shows: each is one there is, and the first steps go as they are told."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from perfgen import layouts
from perfgen.api.checking import gather
from perfgen.api.filings import prepare
from perfgen.api.layout_folders import new_layout
from perfgen.api.library import add_filings
from perfgen.api.outputs import make
from perfgen.api.workbooks import opened, workbook_of
from perfgen.cli.main import _COMMANDS, cli
from perfgen.docx.blocks import read_blocks
from tests import handmade_pdf
from tests.conftest import MODEL, ROOT, SMALL, Run
from tests.importing.filled import as_workbook, written
from tests.importing.filled_shapes import SHAPES

PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
TEN_MINUTES = (ROOT / "docs" / "十分钟写出第一份.md").read_text(encoding="utf-8")
_FENCED = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(perfgen [^`\n]+)`")
_REMARK = re.compile(r"\s{2,}.*$|\s+#.*$")


_UNFINISHED = {"perfgen b", "perfgen build --o"}
"""What is typed before the Tab key ends it."""


def shown() -> list[tuple[str, str]]:
    """Every command with its page, without the remark behind it."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        lines = [line for block in _FENCED.findall(text) for line in block.splitlines()]
        commands = [line.strip().removeprefix("$ ") for line in lines]
        commands += _INLINE.findall(_FENCED.sub("", text))
        found += [(page.name, _REMARK.sub("", one)) for one in commands if re.match(r"perfgen [a-z]", one)]
    return sorted({(page, line) for page, line in found if line not in _UNFINISHED})


def test_there_are_some() -> None:
    assert len(shown()) > 100


@pytest.mark.parametrize(("page", "line"), shown())
def test_a_command_in_the_documentation_is_one_there_is(page: str, line: str) -> None:
    _, name, *words = shlex.split(re.split(r"\s(?:>|\||&&)\s", line)[0].replace("\\", "/"))
    assert name in _COMMANDS, page
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    if isinstance(command, click.Group) and words:
        command = command.get_command(click.Context(command), words[0]) or command
    known = {
        option
        for param in command.get_params(click.Context(command))
        for option in [*param.opts, *param.secondary_opts]
    }
    unknown = [word for word in words if word.startswith("-") and word.split("=")[0] not in known]
    assert not unknown, (page, line)


def filled() -> str:
    """The filing of the guide as it is shown, with the two slips left in it."""
    return next(block for block in _FENCED.findall(TEN_MINUTES) if "部门整体绩效目标:" in block)


def answers() -> list[str]:
    """What the guide shows of `perfgen check`: first with the slips, then without."""
    return [block for block in _FENCED.findall(TEN_MINUTES) if "检查了 1 份绩效文本" in block]


def test_the_first_ten_minutes_go_as_they_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, perfgen: Callable[..., Run]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "2022.yaml"
    file.write_text(filled(), encoding="utf-8")
    with_slips, without = answers()
    assert perfgen("check", "2022.yaml").out == with_slips
    assert perfgen("check", "2022.yaml", "--fix").code == 0
    assert perfgen("check", "2022.yaml").out == without
    assert perfgen("build", "2022.yaml", "--no-page-numbers").code == 0
    assert (tmp_path / "乐亭县机关事务中心-2022.docx").is_file()


def test_the_three_steps_of_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, perfgen: Callable[..., Run]
) -> None:
    text = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8").split("## 三步", 1)[1]
    steps = [_REMARK.sub("", line).split()[1] for line in next(iter(_FENCED.findall(text))).splitlines()]
    assert steps == ["new", "check", "build"]
    monkeypatch.chdir(tmp_path)
    said = ("--department", "乐亭县机关事务中心", "--code", "507002", "--year", "2022", "--layout", "hebei-2022")
    assert perfgen("new", "2022.yaml", *said).code == 0
    left = perfgen("check", "2022.yaml")
    assert left.code == 1
    assert "【填写】" in left.out


# --- every command that is shown is run


_NOT_TYPED = re.compile(
    r"[A-Z]{3,}(?![\w.])|…|\[|://|^perfgen (?:\w+|batch --|new --layout|check --fix|layout (?:check|new)|schema --layout|fmt --check|validate 20)$|watch|D:"
)
"""What stands for something else, needs another machine, goes on for ever, or is a command's name and not a call."""
_SPOILT = {"perfgen text 甲.docx -o 甲.docx"}
"""Shown as what is refused."""


def runnable() -> list[str]:
    """The calls that are shown, each once."""
    return sorted({line for _, line in shown() if not _NOT_TYPED.search(line)} - _SPOILT)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the documentation speaks of."""
    desk = tmp_path_factory.mktemp("desk")
    for name in (
        "2022.yaml",
        "各部门/甲.yaml",
        "乐亭县机关事务中心-2022.yaml",
        "机关事务中心/2022.yaml",
        "读入/甲.yaml",
        "文件夹/甲.yaml",
        "试填.yaml",
        "一稿.yaml",
        "二稿.yaml",
        "去年/甲.yaml",
        "今年/甲.yaml",
        "第一次/甲.yaml",
        "第二次/甲-改.yaml",
    ):
        (desk / name).parent.mkdir(exist_ok=True)
        (desk / name).write_text(SMALL, encoding="utf-8")
    for name in ("2023.yaml", "各部门/乙.yaml"):
        (desk / name).write_text(SMALL.replace("年度: 2022", "年度: 2023"), encoding="utf-8")
    (desk / "2023.xlsx").write_bytes(workbook_of(opened(desk / "2023.yaml")))
    for name in ("自评.yaml", "各部门自评/甲.yaml"):
        (desk / name).parent.mkdir(exist_ok=True)
        (desk / name).write_bytes((ROOT / "examples" / "滦南县民政局-2024-自评.yaml").read_bytes())
    (desk / "监控.yaml").write_bytes((ROOT / "examples" / "滦南县民政局-2024-监控.yaml").read_bytes())
    (desk / "2024.yaml").write_text(SMALL.replace("年度: 2022", "年度: 2024"), encoding="utf-8")
    for name in ("领导改过.docx", "发出去的.docx"):
        (desk / name).write_bytes(make(prepare(desk / "2024.yaml"), numbered=False).files["docx"])
    head, projects = SMALL.split("预算项目:\n")
    (desk / "财政局" / "projects").mkdir(parents=True)
    (desk / "财政局" / "filing.yaml").write_text(f"{head}预算项目: [projects/*.yaml]\n", encoding="utf-8")
    (desk / "财政局" / "projects" / "01.yaml").write_text(
        "\n".join(line[4:] for line in projects.splitlines()), encoding="utf-8"
    )
    shutil.copytree(desk / "财政局", desk / "财政局-改")
    content = make(prepare(desk / "2022.yaml"), numbered=False).files["docx"]
    for name in ("2022.docx", "去年.docx", "报来的.docx", "乐亭县机关事务中心-2022.docx", "往年/甲.docx"):
        (desk / name).parent.mkdir(exist_ok=True)
        (desk / name).write_bytes(content)
    (desk / "报来的表").mkdir()
    for name in ("民政局-2024.docx", "报来的表/甲-2024.docx"):
        written(SHAPES[0], desk / name)
    for name in ("民政局-2024.xlsx", "报来的表/乙-2024.xlsx"):
        as_workbook(desk / "民政局-2024.docx", desk / name)
    (desk / "2022.pdf").write_bytes(handmade_pdf.pdf(handmade_pdf.objects(read_blocks(desk / "2022.docx").blocks)))
    (desk / "2021.txt").write_bytes((ROOT / "tests" / "samples" / "001_7caf0c8bcc4a454c.txt").read_bytes())
    new_layout(desk / "我的版式", layouts.shipped_layouts()["hebei-2022"].folder)
    new_layout(desk / "版式" / "某省-2025", layouts.shipped_layouts()["central-project"].folder)
    new_layout(desk / "版式" / "乐亭县-2024", layouts.shipped_layouts()["hebei-2022"].folder)
    shutil.copy(ROOT / "templates" / "volume" / "template.docx", desk / "汇编模板.docx")
    (desk / ".perfgen").mkdir()
    add_filings(gather([desk / "各部门", MODEL]), desk / "指标库.sqlite")
    (desk / "名册.csv").write_text(
        "单位编码,单位名称\n507002,乐亭县机关事务中心\n507003,乐亭县档案馆\n", encoding="utf-8"
    )
    settings = 'output = "成品"\n[layouts]\nfolders = ["版式"]\n[departments]\nlist = "名册.csv"\n'
    settings += '[library]\nfile = "指标库.sqlite"\n'
    (desk / "perfgen.toml").write_text(settings, encoding="utf-8")
    return desk


@pytest.mark.parametrize("line", runnable())
def test_a_command_that_is_shown_goes(
    line: str, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, perfgen: Callable[..., Run]
) -> None:
    place = tmp_path / "桌面"
    shutil.copytree(desk, place)
    monkeypatch.chdir(place)
    words = shlex.split(line)[1:]
    if words[0] == "new":
        gone = place / words[1]
        shutil.rmtree(gone, ignore_errors=True)
        gone.unlink(missing_ok=True)
        given = {"--department": "乐亭县机关事务中心", "--code": "507002", "--year": "2022"}
        words += [
            word
            for option, said in given.items()
            if option not in words and "--from" not in words
            for word in (option, said)
        ]
    if words[0] == "import":
        (place / "2022.yaml").unlink()
        shutil.rmtree(place / "读入")
    if words[:2] == ["layout", "new"]:
        shutil.rmtree(place / words[2])
    if "--baseline" in words:
        assert perfgen("check", "各部门/", "--write-baseline", "基线.json").code == 0
    ran = perfgen(*words)
    assert ran.code in (0, 1), ran.err
    assert "用法不对" not in ran.err
    assert not re.search("错误 (?:BUG|SYS|OUT|DOC|LAY)", ran.err), ran.err
