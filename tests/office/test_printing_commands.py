"""`perfgen build`, `preview`, `doctor` and `watch` where pages are laid out."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from perfgen import building, pagination
from perfgen.cli import doctor, watch
from perfgen.errors import Diagnostic, OfficeError
from perfgen.office import fonts
from perfgen.office.find import how_to_install
from tests.conftest import ROOT, SMALL, Run
from tests.office_once import kept
from tests.own_layouts import edit, make

NAME = "乐亭县机关事务中心-2022.docx"
F9 = "目录的页码在 Word 里更新：点一下目录，按 F9，选“更新整个目录”。\n"


@pytest.fixture
def warm(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own LibreOffice in the place of one a command would start, and not closed by it."""
    monkeypatch.setattr(pagination, "office", kept)


@pytest.mark.usefixtures("warm")
def test_build_prints_page_numbers_where_there_is_libreoffice(filing: Path, perfgen: Callable[..., Run]) -> None:
    assert perfgen("build", filing) == Run(0, f"已生成 {NAME}\n目录的页码已经印好，全文 5 页。\n", "")
    assert Path(NAME).read_bytes() != building.render(building.prepare(filing))


def test_build_does_without_where_asked_to(filing: Path, perfgen: Callable[..., Run]) -> None:
    assert perfgen("build", filing, "--no-page-numbers") == Run(0, f"已生成 {NAME}\n{F9}", "")
    assert Path(NAME).read_bytes() == building.render(building.prepare(filing))


@pytest.mark.usefixtures("warm")
def test_build_writes_word_and_pdf(filing: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("build", filing, "-o", "a.docx", "-o", "a.pdf")
    assert ran.code == 0
    assert ran.out.startswith("已生成 a.docx\n已生成 a.pdf\n目录的页码已经印好，全文 5 页。\n")
    assert ("代替" in ran.out) == bool(pagination.stand_ins())
    assert len(PdfReader("a.pdf").pages) == 5
    assert Path("a.docx").is_file()


@pytest.mark.usefixtures("warm")
def test_build_writes_a_pdf_alone(filing: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("build", filing, "-o", "a.pdf", "--pdfa", "--no-page-numbers")
    assert ran.code == 0
    assert "目录里没有印页码。" in ran.out
    assert sorted(path.name for path in Path().iterdir()) == ["a.pdf", "dept.yaml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "a.pdf", "-o", "b.pdf"), "最多写一个 Word 文件"),
        (("-o", "a.docx", "-o", "."), "最多写一个 Word 文件"),
        (("--pdfa",), "--pdfa 要和 PDF 一起用"),
        (("-o", "a.doc"), "要以 .docx、.pdf 或 .xlsx 结尾"),
    ],
)
def test_outputs_that_make_no_sense_are_refused(
    filing: Path, perfgen: Callable[..., Run], arguments: tuple[str, ...], said: str
) -> None:
    ran = perfgen("build", filing, *arguments)
    assert ran.code == 2
    assert said in ran.err


def test_without_libreoffice_build_says_how_to_get_it(
    filing: Path, perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFGEN_LIBREOFFICE", "没有")
    hint = f"装上 LibreOffice，页码就能自动印好：{how_to_install()}。\n"
    assert perfgen("build", filing) == Run(0, f"已生成 {NAME}\n{F9}{hint}", "")
    for asked in (("--page-numbers",), ("-o", "a.pdf")):
        Path(NAME).unlink(missing_ok=True)
        ran = perfgen("build", filing, *asked)
        assert ran.code == 1
        assert "PDF01 这台电脑上没有 LibreOffice" in ran.err
        assert how_to_install() in ran.err
        assert not Path(NAME).exists()


def test_where_libreoffice_fails_the_word_file_is_still_written(
    filing: Path, perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OfficeError(Diagnostic("PDF02", "LibreOffice 排不了这个文件"))

    monkeypatch.setattr(pagination, "printed", fail)
    ran = perfgen("build", filing)
    assert (ran.code, ran.out) == (0, f"已生成 {NAME}\n{F9}")
    assert "提醒 PDF02" in ran.err
    assert perfgen("build", filing, "--page-numbers").code == 1


@pytest.mark.usefixtures("warm")
def test_preview_draws_the_pages(filing: Path, perfgen: Callable[..., Run]) -> None:
    assert perfgen("preview", filing, "--dpi", "30") == Run(0, "已生成 dept-各页 里的 5 张图片\n", "")
    assert sorted(path.name for path in Path("dept-各页").iterdir()) == [f"00{n}.png" for n in range(1, 6)]


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_preview_draws_what_is_built_already(
    kind: str, filing: Path, perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert perfgen("build", filing, "-o", f"a.{kind}").code == 0
    assert perfgen("preview", f"a.{kind}", "-o", "p", "--dpi", "30").out == "已生成 p 里的 5 张图片\n"
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    assert perfgen("preview", f"a.{kind}", "-o", "p", "--open").code == 0
    assert opened == [str(Path("p/a.pdf"))]
    assert len(PdfReader(io.BytesIO(Path("p/a.pdf").read_bytes())).pages) == 5


def test_doctor_tells_what_is_here(perfgen: Callable[..., Run]) -> None:
    ran = perfgen("doctor")
    assert (ran.code, ran.err) == (0, "")
    for said in (
        "Python",
        "LibreOffice",
        "可以，启动",
        "宋体",
        "Times New Roman",
        "preview",
        "hebei-2021",
        "hebei-2022",
    ):
        assert said in ran.out


def test_doctor_tells_what_is_missing(desk: Path, perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFGEN_LIBREOFFICE", "没有")
    monkeypatch.setattr(fonts, "families", lambda: frozenset({"Noto Serif CJK SC"}))
    monkeypatch.setattr(doctor, "find_spec", lambda _: None)
    layout = desk / "版式"
    layout.mkdir()
    (layout / "layout.yaml").write_text("名称: a\n", encoding="utf-8")
    ran = perfgen("doctor", "--layout", layout)
    assert ran.code == 1  # the layout is broken
    assert "LAY01" in ran.err
    for said in (how_to_install(), "用 Noto Serif CJK SC 代替（字宽不同", 'pip install "perfgen[watch]"', "版式  有错"):
        assert said in ran.out


def test_doctor_tells_of_a_libreoffice_that_does_not_work(
    perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if os.name == "nt":
        pytest.skip("the stand-in is a shell script")
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\necho LibreOffice 6.1.5.2\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PERFGEN_LIBREOFFICE", str(fake))
    ran = perfgen("doctor")
    assert ran.code == 1
    assert "要 7.4 或更新的版本" in ran.out
    assert "没有成功" in ran.out
    assert "PDF02" in ran.err


@pytest.mark.parametrize("said", [("宋体", None, "没有能代替的"), ("宋体", "宋体", "有")])
def test_doctor_says_what_a_font_is_laid_out_with(said: tuple[str, str | None, str]) -> None:
    name, used, words = said
    font = next(font for font in fonts.STANDARD if font.name == name)
    assert words in doctor.said_of(fonts.Chosen(font, used, same=used is not None))


def test_watch_builds_again_on_every_save_and_keeps_the_last_good_file(filing: Path) -> None:
    """Of the filing, and of the layout of its workspace, also where that had a mistake from the beginning."""
    if os.name == "nt":
        pytest.skip("the watching ends by a signal")
    layout = make(filing.parent / "版式" / "一", "本县")
    edit(layout, "金额小数位: 2", "金额小数位: 2\n审合: 河北省财政厅")
    (filing.parent / "perfgen.toml").write_text('[layouts]\nfolders = ["版式"]\n', encoding="utf-8")
    small = SMALL.replace("hebei-2022", "本县")
    filing.write_text(small, encoding="utf-8")
    target = filing.parent / "a.docx"
    with subprocess.Popen(
        [sys.executable, "-m", "perfgen", "watch", str(filing), "-o", str(target), "--no-page-numbers"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", cwd=filing.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
    ) as watching:  # fmt: skip
        assert watching.stdout is not None

        def until(words: str) -> str:
            heard = ""
            for line in watching.stdout or ():
                heard += line
                if words in line:
                    return heard
            raise AssertionError(heard)

        def save(text: str) -> str:
            time.sleep(0.5)  # the watching begins right after it is announced
            filing.write_text(text, encoding="utf-8")
            return until("等着")

        def change(old: str, new: str) -> str:
            time.sleep(0.5)
            edit(layout, old, new)
            return until("等着")

        try:
            assert "没有“审合”这一项" in until("等着")
            assert "已生成 a.docx" in change("审合", "审核")
            first = target.read_bytes()
            assert "已生成 a.docx" in save(small.replace("完善制度", "健全制度"))
            second = target.read_bytes()
            assert second != first
            assert "上一次生成的文件保持不变" in save(small.replace("30%", "三成"))
            assert target.read_bytes() == second
            assert "已生成 a.docx" in save(small)
            assert target.read_bytes() == first
            assert "已生成 a.docx" in change("审核: 河北省财政厅", "审核: 乐亭县财政局")
            assert target.read_bytes() != first
            watching.send_signal(signal.SIGINT)
            assert watching.wait(20) == 130
        finally:
            watching.kill()  # where it was started with that signal ignored, it goes on


def test_what_is_saved_while_nobody_watches_is_not_lost(filing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the moment before the watching begins, and while a filing is built: the system tells of neither."""

    def silent(*_: Path, **__: object) -> Iterator[set[object]]:
        for number in range(10):
            if number == 1 and not built:
                filing.write_text(SMALL.replace("完善", "建立健全"), encoding="utf-8")
            yield set()
        pytest.fail("it was lost")

    def build() -> None:
        built.append(filing.read_text(encoding="utf-8"))
        if len(built) == 2:
            raise KeyboardInterrupt
        filing.write_text(SMALL, encoding="utf-8")

    built: list[str] = []
    monkeypatch.setattr("watchfiles.watch", silent)
    with pytest.raises(KeyboardInterrupt):
        watch._follow(filing, None, {filing}, build)
    assert built == [SMALL.replace("完善", "建立健全"), SMALL]
