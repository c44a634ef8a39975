"""A layout folder from somebody else: its layout.yaml and the make-up of its template are bounded, and show no other file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen import building, layouts
from perfgen.errors import Diagnostic, PerfgenError, Severity
from perfgen.layout_check.folder import checked
from tests.test_fast_rendering import P, written
from tests.test_hostile_templates import bounded
from tests.test_layout_of_ones_own import edit_yaml, own

__all__ = ["own"]
FOOTER = '<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">%s</w:ftr>'


def told(filing: Path, folder: Path) -> list[Diagnostic]:
    """What is said of a layout, within bounds of time and memory."""

    def said() -> list[Diagnostic]:
        with pytest.raises(PerfgenError) as caught:
            building.build(filing, filing.parent / "x.docx", folder)
        return list(caught.value.diagnostics)

    return bounded(said)


def many(word: str, count: int) -> str:
    return ", ".join(f"{word}{n}" for n in range(count))


YAML = {
    # what stands in layout.yaml, what is put there; what is said
    "an alias bomb": (
        "金额小数位: 2\n",
        "金额小数位: 2\na: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        + "".join(f"{c}: &{c} [{', '.join(['*' + chr(ord(c) - 1)] * 10)}]\n" for c in "bcdefghij"),
        "展开引用后内容超过",
    ),
    "deep brackets": ("金额小数位: 2", "金额小数位: 2\n审核: " + "[" * 50 + "]" * 50, "嵌套超过"),
    "brackets that do not end": ("金额小数位: 2", "金额小数位: 2\n审核: " + "[" * 5_000, ""),
    "many 一级指标": ("  产出指标: [", "".join(f"  甲{n}: [乙]\n" for n in range(9_000)) + "  产出指标: [", "最多写 100 项"),
    "many 二级指标": ("产出指标: [", f"产出指标: [{many('甲', 9_000)}, ", "最多写 100 项"),
    "many checkpoints": ("时点: [", f"时点: [{many('甲', 9_000)}, ", "最多写 50 项"),
    "many sections": (
        "\n章节:\n",
        "\n章节:\n" + "".join(f"  甲{n}: {{标题: 乙, 级别: 2, 书签: _Toc_2_2_}}\n" for n in range(9_000)),
        "最多写 100 项",
    ),
    "a long label": ("产出指标: [", f"产出指标: [{'长' * 1_000_000}, ", "最多写 200 个字"),
    "a long title": ("标题: 一、总体绩效目标", f"标题: {'长' * 1_000_000}", "最多写 200 个字"),
    "a title of many fields": ("{序号}.{项目名称}绩效目标表", "{部门}" * 100_000, "最多写 200 个字"),
    "a long name": ("名称: hebei-2022", f"名称: {'长' * 1_000_000}", "最多写 200 个字"),
    "a pattern that never ends": ('项目编码: "', "项目编码: '(a+)+b' #", "写法太复杂"),
    "a pattern of many repeats": ('项目编码: "', f"项目编码: '{'[0-9A-Z]*' * 10}x' #", "写法太复杂"),
    "a long pattern": ('项目编码: "', f"项目编码: '{'a' * 1_000}' #", "写法太复杂"),
    "a repeat beyond Python's": ('项目编码: "', "项目编码: 'a{99999999999}' #", "不是正则表达式"),
}  # fmt: skip


@pytest.mark.parametrize("case", YAML)
def test_a_hostile_layout_yaml_is_told(case: str, own: Path, filing: Path) -> None:
    old, new, words = YAML[case]
    file = own / "layout.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = told(filing, own)
    assert any(words in one.message for one in found), found[0].message
    assert all(one.file == file and one.hint for one in found)


@pytest.mark.parametrize(
    "pattern", ["[0-9]{8}P[0-9A-Z]{12}", r"\d+-\w+", "(?:A|B)[0-9]{3}", "[*+?(){}]{3}", "[0-9A-Za-z-]+", r"\(\d\)?"]
)
def test_a_pattern_that_ends_is_taken(pattern: str, own: Path) -> None:
    file = own / "layout.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('项目编码: "', f"项目编码: '{pattern}' #", 1), encoding="utf-8")
    assert layouts.load(own).standard.code == pattern


@pytest.mark.parametrize("name", ["layout.yaml", "template.docx"])
def test_a_link_out_of_the_folder_is_not_followed(name: str, own: Path, filing: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("root:$6$SECRET:19000\nx: [\n", encoding="utf-8")
    (own / name).unlink()
    (own / name).symlink_to(secret)
    (found,) = told(filing, own)
    assert found.code == "LAY01"
    assert f"{name} 是一个链接" in found.message
    assert "SECRET" not in str(found)


def test_a_link_within_the_folder_is(own: Path, filing: Path) -> None:
    (own / "template.docx").rename(own / "那个.docx")
    (own / "template.docx").symlink_to("那个.docx")
    assert building.build(filing, filing.parent / "x.docx", own).exists()


@pytest.mark.parametrize("name", ["layout.yaml", "template.docx"])
@pytest.mark.parametrize(
    "make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")], ids=["a pipe", "a folder", "a device"]
)
def test_what_is_no_file_is_not_waited_for(name: str, make: Callable[[Path], None], own: Path, filing: Path) -> None:
    (own / name).unlink()
    make(own / name)
    (found,) = told(filing, own)
    assert f"没有 {name}" in found.message


def test_a_layout_that_asks_for_more_than_a_filing_holds_is_not_tried_at_any_length(own: Path) -> None:
    edit_yaml(own, "产出指标: [", f"产出指标: [{many('甲', 90)}, ")
    edit_yaml(own, "效益指标: [", f"效益指标: [{many('甲', 90)}, ")
    edit_yaml(
        own, "\n章节:", f"\n自定项:\n  指标: [{', '.join(f'{{名称: 乙{n}, 类型: 文字}}' for n in range(90))}]\n\n章节:"
    )
    errors = bounded(lambda: [one for one in checked(own).findings if one.severity is Severity.ERROR])
    assert [one.message for one in errors] == ["试印平常的一份：要填的内容超过 3 万项"]


TEMPLATES: dict[str, tuple[str, dict[str, str], str]] = {
    # the body, other parts; what is said
    "a huge document": (P % "字" * 200_000, {}, "大得不正常"),
    "many footers": ("<w:p/>", {f"footer{n}": FOOTER % P % "{{ 年度 }}" for n in range(200)}, "大得不正常"),
    "many tags": (P % "{{ 年度 }}" * 3_500, {}, "标签太多"),
    "many tags that do not end": (P % ("{% colspan 2 " * 3_500), {}, "标签太多"),
    "tags in pieces": ("<w:p>" + "<w:r><w:t>{</w:t></w:r><w:r><w:t>{ 年度 }}</w:t></w:r>" * 3_500 + "</w:p>", {}, "标签太多"),
    "a value parted into long runs": (
        "<w:p><w:r><w:rPr>" + "<w:x/>" * 100_000 + "</w:rPr><w:t>{{ 'x'|replace('x', '" + "\\t" * 900 + "') }}</w:t></w:r></w:p>",
        {},
        "太长",
    ),
    "a value parted into long paragraphs": (
        "<w:p><w:pPr>" + "<w:x/>" * 100_000 + "</w:pPr><w:r><w:t>{{ 'x'|replace('x', '" + "\\n" * 900 + "') }}</w:t></w:r></w:p>",
        {},
        "太长",
    ),
    "comments that do not end": (P % ("{# " * 30_000), {}, "标签写得不对"),
}  # fmt: skip


@pytest.mark.parametrize("case", TEMPLATES)
def test_a_template_made_large_is_told(case: str, own: Path, filing: Path) -> None:
    body, parts, words = TEMPLATES[case]
    written(own / "template.docx", body, **parts)
    (found,) = told(filing, own)
    assert found.code == "TPL01"
    assert words in found.message
    assert len(found.excerpt) < 1_000
    assert len(found.message) < 500
