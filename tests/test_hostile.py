"""Input that means harm is refused at once, in bounded memory, with words a user understands."""

from __future__ import annotations

import io
import resource
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen import building, layouts
from perfgen.docx import dump
from perfgen.errors import DocumentError, LayoutError, PerfgenError
from tests.conftest import SMALL, Run
from tests.effort import effort


def said(path: Path) -> str:
    with pytest.raises(PerfgenError) as caught:
        building.prepare(path)
    return str(caught.value)


def bomb() -> str:
    rows = ["a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    rows += [f"{c}: &{c} [{', '.join(['*' + chr(ord(c) - 1)] * 10)}]" for c in "bcdefghij"]
    return "\n".join(rows)


HOSTILE = {
    "an alias bomb": (bomb(), "展开引用后内容超过"),
    "an alias of itself": ("a: &x [*x]\n", "没有对应的"),
    "deep brackets": ("a: " + "[" * 100_000, "嵌套超过"),
    "deep braces": ("{a: " * 100_000, "嵌套超过"),
    "deep indentation": ("\n".join(" " * n + "a:" for n in range(1500)), "嵌套超过"),
    "100 MB": ("a" * 100_000_000, "超过 16 MB"),
    "a million items": ("- 1\n" * 1_000_000, "内容超过"),
    "python": (SMALL.replace("用于接待", "!!python/object/apply:os.system ['true']"), "不支持 YAML 标签"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_yaml_is_refused(case: str, filing: Path) -> None:
    text, words = HOSTILE[case]
    filing.write_text(text, encoding="utf-8")
    assert words in said(filing)


@pytest.mark.parametrize("case", ["an alias bomb", "deep brackets", "100 MB", "deep indentation"])
def test_hostile_yaml_takes_little_memory_and_time(case: str, filing: Path) -> None:
    """A process that may have 400 MB and ten seconds of the processor is enough to say no."""
    filing.write_text(HOSTILE[case][0], encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (400 * 2**20, 400 * 2**20))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

    ran = subprocess.run(
        [sys.executable, "-m", "perfgen", "validate", str(filing)],
        capture_output=True, encoding="utf-8", check=False, timeout=60, preexec_fn=limit,
    )  # fmt: skip
    assert ran.returncode == 1, ran.stderr
    assert "Traceback" not in ran.stderr
    assert HOSTILE[case][1] in ran.stderr


NARRATIVES = [
    "{{ ''.__class__ }}",
    "{{ 年度.__class__.__mro__ }}",
    "{{ 部门['__class__'] }}",
    "{{ 项目.__init__.__globals__ }}",
    "{{ self }}",
    "{{ 年度() }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '甲' * 999999999 }}",
    "{{ 项目[合计] }}",
    "{{ [年度 for 年度 in 项目] }}",
    "{{ lipsum.__globals__ }}",
    "{{ cycler.__init__ }}",
    "{{ 年度|attr('__class__') }}",
    "{{ 年度|map('x') }}",
    "{{ 年度 if 年度 else 部门 }}",
    "{{ " + "(" * 50_000 + "年度" + ")" * 50_000 + " }}",
    "{{ " + "1 + " * 100_000 + "1 }}",
    "{{ 部门" + ".名称" * 50_000 + " }}",
    "{{ ~年度 }}",
    "{{ 年度, 部门 }}",
    "{{}}",
    "{{ }}",
    "{{",
]


@pytest.mark.parametrize("narrative", NARRATIVES, ids=lambda text: text[:24])
def test_narrative_reaches_for_nothing_but_the_filing(narrative: str, filing: Path) -> None:
    filing.write_text(SMALL.replace("接待活动管理。", narrative), encoding="utf-8")
    message = said(filing)
    assert message
    assert "object" not in message


def package(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
DTD = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _lying() -> bytes:
    """An archive whose directory says 10 bytes where there are ten million."""
    whole = bytearray(package({"word/document.xml": b" " * 10_000_000}))
    for signature, at in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        start = whole.index(signature)
        whole[start + at : start + at + 4] = struct.pack("<I", 10)
    return bytes(whole)


def _encrypted() -> bytes:
    whole = bytearray(package({"word/document.xml": b"x"}))
    for signature, at in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        whole[whole.index(signature) + at] |= 1
    return bytes(whole)


DOCUMENTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "这不是 Word 的 .docx 文件"),
    "text": ("版式".encode, "这不是 Word 的 .docx 文件"),
    "an old or encrypted file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "加了密码的文件，或是老的 .doc"),
    "a broken zip": (lambda: package({"word/document.xml": b"x" * 1000})[:-40], "文件已经损坏"),
    "a zip of something else": (lambda: package({"a.txt": b"x"}), "这不是正常的 Word 文件"),
    "an encrypted zip": (_encrypted, "文件加了密码"),
    "a path that climbs out": (lambda: package({"../evil": b"x"}), "越界的路径"),
    "an absolute path": (lambda: package({"/etc/evil": b"x"}), "越界的路径"),
    "a directory that lies": (_lying, "文件已经损坏"),
    "a zip bomb": (lambda: package({f"word/{n}.xml": b" " * 60_000_000 for n in ("document", *range(9))}), "解开后超过 32 MB"),
    "too many entries": (lambda: package({f"{n}": b"" for n in range(5000)}), "大得不正常"),
    "broken XML": (lambda: package({"word/document.xml": b"<w:document"}), "这不是正常的 Word 文件"),
    "entities": (lambda: package({"word/document.xml": f"{DTD}{HEAD}&b;</w:body></w:document>".encode()}), "这不是正常的 Word 文件"),
    "an external entity": (
        lambda: package({"word/document.xml": f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}<w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'.encode()}),
        "这不是正常的 Word 文件",
    ),
    "deep XML": (lambda: package({"word/document.xml": b"<a>" * 100_000}), "这不是正常的 Word 文件"),
}  # fmt: skip


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_hostile_document_is_refused(case: str, tmp_path: Path) -> None:
    made, words = DOCUMENTS[case]
    path = tmp_path / "x.docx"
    path.write_bytes(made())
    with pytest.raises(DocumentError) as caught:
        dump(path)
    assert words in str(caught.value)


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_hostile_template_is_refused(case: str, filing: Path, tmp_path: Path) -> None:
    folder = tmp_path / "版式"
    folder.mkdir()
    shipped = layouts.by_name("hebei-2022")
    (folder / "layout.yaml").write_bytes((shipped.folder / "layout.yaml").read_bytes())
    (folder / "template.docx").write_bytes(DOCUMENTS[case][0]())
    with pytest.raises((DocumentError, LayoutError)):
        building.build(filing, tmp_path / "x.docx", folder)
    assert not (tmp_path / "x.docx").exists()


def test_a_document_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "没有.docx", "没有这个文件"), (tmp_path, "却是一个文件夹")):
        with pytest.raises(DocumentError, match=words):
            dump(path)


def test_a_part_named_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "甲")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", "乙")
    with pytest.raises(DocumentError, match="重名的部分"):
        dump(path)


def test_a_file_that_cannot_be_read_is_told(filing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read anything, so the refusal is the system's in kind only."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("perfgen.inputs.os.open", refuse)
    assert "文件读不出来" in said(filing)


def test_bytes_of_no_encoding_are_told_with_their_line(filing: Path) -> None:
    filing.write_bytes(SMALL.encode() + b"\xff\xff\xff")
    assert "不是 UTF-8 编码" in said(filing)


def test_slips_without_end_are_not_mended_without_end(filing: Path) -> None:
    filing.write_text("甲：乙\n丙: 丁\n" * 20_000, encoding="utf-8")
    assert "冒号是全角的" in said(filing)


LONG_LINES = {
    "commas": "甲: {" + "乙，丙，" * 20_000,
    "colons": "甲: {" + "乙：丙，" * 20_000,
    "quotations": SMALL.replace("接待活动管理。", "{{ 年度 }}" * 20_000).replace("60%", "六成"),
    "quotations that do not end": SMALL.replace("接待活动管理。", '{{ "{{" }}' * 5_000 + "{{ 年度"),
    "a target of blanks": SMALL.replace("≥90批", f'"{" " * 100_000}x"').replace("60%", "六成"),
    "rows of full-width colons": SMALL.replace(
        "          - {三级指标: 完成接待活动批次, 指标值: ≥90批}\n",
        "          - {三级指标：数量，指标值：325辆}\n" * 2_000,
    ),
    "a place far to the right": SMALL.replace("接待活动管理。", "长" * 200_000 + "{{ 总计 }}"),
}


@pytest.mark.parametrize("case", LONG_LINES)
def test_a_long_line_takes_no_long_time(case: str, filing: Path, perfgen: Callable[..., Run]) -> None:
    """What grows with the square of the line would take minutes here; the bound is generous."""
    filing.write_text(LONG_LINES[case], encoding="utf-8")
    runs: list[Run] = []
    assert effort(lambda: runs.append(perfgen("validate", filing))) < 2_000
    assert runs[0].code == 1
