"""An import format and a reader from outside the tree: what CONTRIBUTING.md says of adding them, done in a temporary package."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import perfgen
from perfgen.docx import dump
from perfgen.importing import read_as_they_are
from tests.conftest import Run
from tests.own_layouts import edit, make

Perfgen = Callable[..., Run]

MODULE = '''\
"""Lists that a county keeps: a line for each item, label and value parted by “=”."""

from perfgen.docx.blocks import BlockDocument, Cell, Paragraph, Table
from perfgen.importing.formats.pages import DocumentFromPages


def open_list(path, budget, known):
    """Blocks: a table of two columns, and what is no item as paragraphs."""
    rows, rest = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        budget.go_on()
        label, sign, value = line.partition("=")
        if sign:
            rows.append((Cell((Paragraph(label),), 0), Cell((Paragraph(value),), 1)))
        else:
            rest.append(Paragraph(line, place=f"第{number}行"))
    return DocumentFromPages(BlockDocument((*rest, Table(tuple(rows), "清单"))))


def read_list(job):
    """The filing of such a list: its year, its department, and one project."""
    said = {}
    for row in job.document.blocks[-1].rows:
        label = job.labels.names(row[0].text, job.labels.beside)
        if label:
            said[label] = row[1].text
            job.ledger.pass_over(*row[0].paragraphs)
            job.ledger.take(*row[1].paragraphs)
    return {"版式": job.layout.name, "年度": str(job.year), "部门": {"编码": "1", "名称": "某局"}, "金额单位": "万元",
            "预算项目": [said]}


def broken(*said):
    raise KeyError("预算")


def nothing(*said):
    return None
'''
LIST = "本县项目清单\n项目名称=会计培训经费\n预算金额（万元）=8\n项目属性=延续项目\n资金级次=县级\n"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Installs the package as pip leaves it, with the entry points that are given."""

    def install(entry_points: str) -> None:
        site = tmp_path / "site"
        info = site / "qingdan-1.2.dist-info"
        info.mkdir(parents=True)
        (site / "qingdan.py").write_text(MODULE, encoding="utf-8")
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: qingdan\nVersion: 1.2\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(entry_points, encoding="utf-8")
        monkeypatch.syspath_prepend(str(site))

    yield install
    sys.modules.pop("qingdan", None)


@pytest.fixture
def layout(desk: Path) -> Path:
    """A layout whose documents are such lists."""
    folder = make(desk / "版式", "本县清单")
    edit(folder, "项目编码: 必填\n", "项目编码: 可空\n    项目属性: 可空\n")
    edit(folder, "读法: 逐项目两张表", "读法: 逐项清单")
    edit(folder, "    - 标题: [总体绩效目标, 分项绩效目标, 工作保障措施]", "    - 标题: [本县项目清单]")
    (desk / "perfgen.toml").write_text('[layouts]\nfolders = ["版式"]\n', encoding="utf-8")
    (desk / "2022.list").write_text(LIST, encoding="utf-8")
    return folder


GOOD = "[perfgen.formats]\n.list = qingdan:open_list\n[perfgen.readers]\n逐项清单 = qingdan:read_list\n"


@pytest.mark.usefixtures("layout")
def test_a_format_and_a_reader_of_an_installed_package(
    perfgen: Perfgen, installed: Callable[[str], None], desk: Path
) -> None:
    installed(GOOD)
    assert ".list" in read_as_they_are()
    ran = perfgen("import", "2022.list", "--year", "2022")
    assert "IMP03" in ran.err
    assert "资金级次" in ran.err  # nobody reads it: it is told
    text = (desk / "2022.yaml").read_text(encoding="utf-8")
    for wanted in ("版式: 本县清单\n", "项目名称: 会计培训经费\n", "预算数: 8\n", "项目属性: 延续项目\n"):
        assert wanted in text
    assert "检查了 1 份" in perfgen("check", "2022.list", "--year", "2022").out


@pytest.mark.usefixtures("layout")
def test_without_the_package_neither_is_known(perfgen: Perfgen) -> None:
    ran = perfgen("import", "2022.list", "--year", "2022")
    assert (ran.code, "不认识“.list”这种文件" in ran.err) == (1, True), ran


@pytest.mark.usefixtures("layout")
@pytest.mark.parametrize(
    ("entry_points", "said"),
    [
        (GOOD.replace("open_list", "broken"), "DOC02 读 .list 文件的程序（qingdan 1.2）出了错：KeyError"),
        (GOOD.replace("open_list", "nothing"), "DOC02 读 .list 文件的程序（qingdan 1.2）出了错：读出来的是 NoneType"),
        (
            GOOD.replace("qingdan:open", "no_such:open"),
            "DOC02 读 .list 文件的程序（qingdan 1.2）出了错：ModuleNotFound",
        ),
        (GOOD.replace("read_list", "broken"), "LAY04 读法“逐项清单”（qingdan 1.2）出了错：KeyError"),
        (GOOD.replace("read_list", "nothing"), "LAY04 读法“逐项清单”（qingdan 1.2）出了错：读出来的是 NoneType"),
        (GOOD.replace("read_list", "no_such"), "LAY04 读法“逐项清单”（qingdan 1.2）出了错：AttributeError"),
        (GOOD.replace("逐项清单", "逐条清单"), "LAY04 没有“逐项清单”这种读法"),
    ],
)
def test_one_that_is_broken_is_told_by_its_package_and_the_others_are_read(
    entry_points: str, said: str, perfgen: Perfgen, installed: Callable[[str], None], filing: Path
) -> None:
    installed(entry_points)
    assert perfgen("build", filing, "-o", "old.docx").code == 0
    filing.unlink()
    ran = perfgen("import", "2022.list", "old.docx", "--year", "2022")
    assert said in ran.err, ran
    assert "Traceback" not in ran.err
    assert ran.code in (1, 2)
    assert Path("old.yaml").exists()


@pytest.mark.parametrize("suffix", [".docx", ".TXT"])
def test_a_package_takes_no_place_of_what_comes_with_perfgen(
    suffix: str, perfgen: Perfgen, installed: Callable[[str], None], filing: Path
) -> None:
    installed(f"[perfgen.formats]\n{suffix} = qingdan:broken\n[perfgen.readers]\n逐项目两张表 = qingdan:broken\n")
    assert perfgen("build", filing, "-o", "old.docx").code == 0
    assert perfgen("import", "old.docx").code == 0
    Path("old.txt").write_text(dump(Path("old.docx")), encoding="utf-8")
    ran = perfgen("import", "old.txt", "-o", "again.yaml")
    assert (ran.code, "出了错" in ran.err) == (0, False), ran


def test_the_api_reads_it_too(layout: Path, installed: Callable[[str], None], desk: Path) -> None:
    installed(GOOD)
    found = perfgen.import_document(desk / "2022.list", perfgen.Settings(layout=layout), year=2022)
    assert found.data["预算项目"] == [{"项目名称": "会计培训经费", "预算数": "8", "项目属性": "延续项目"}]
    assert [one.text for one in found.report.left] == ["本县项目清单", "资金级次", "县级"]
