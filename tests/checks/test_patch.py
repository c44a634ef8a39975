"""Values changed in the text of a YAML file: that value says something else, and every other character stays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.source.nodes import Mapping, Node, Scalar, Sequence, data
from perfgen.source.parse import parse
from perfgen.source.patch import Change, patched
from tests.conftest import EXAMPLES, MODEL, OF_2021
from tests.effort import effort

COUNT = 6_400

FILES = [MODEL, OF_2021, *sorted((EXAMPLES / "乐亭县人民政府办公室-2022" / "projects").iterdir())[:2]]


def values(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        if node.value:
            yield node
    elif isinstance(node, Mapping):
        for _, value in node.items:
            yield from values(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from values(item)


@cache
def scalars(file: Path) -> list[Scalar]:
    root = parse(file).root
    assert root is not None
    return list(values(root))


def one_of(file: Path, text: str) -> Scalar:
    return next(scalar for scalar in scalars(file) if text in (scalar.value or ""))


def changed(text: str, old: str, new: str, tmp_path: Path) -> str:
    """`old` replaced by `new` in the value that holds it."""
    file = tmp_path / "文件.yaml"
    file.write_bytes(text.encode("utf-8"))
    root = parse(file).root
    assert root is not None
    scalar = next(one for one in values(root) if old in (one.value or ""))
    start = (scalar.value or "").index(old)
    return patched(file, [Change(scalar, start, start + len(old), new)])[0]


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [
        ("a: {指标值: ≥100%, b: 1} # 注\n", "≥", "", "a: {指标值: 100%, b: 1} # 注\n"),
        ('a: "≥100%"  # 注\n', "≥", "", 'a: "100%"  # 注\n'),
        ("a: '事物管理'\n", "事物", "事务", "a: '事务管理'\n"),
        ("a: 甲乙\nb: 丙\n", "甲", "[", 'a: "[乙"\nb: 丙\n'),
        ("a: {b: 甲乙}\n", "甲", "甲，丙: ", 'a: {b: "甲，丙: 乙"}\n'),
        ('a: "一\\t事物管理"\n', "事物", "事务", 'a: "一\\t事务管理"\n'),
        (
            "a: |\n  一\n\n    事物管理 # 不是注释\nb: 1\n",
            "事物",
            "事务",
            "a: |\n  一\n\n    事务管理 # 不是注释\nb: 1\n",
        ),
        ("a: |2\n   首行缩进的事物\n", "事物", "事务", "a: |2\n   首行缩进的事务\n"),
        ("- 甲\n- 乙 \n", "乙", "丙", "- 甲\n- 丙 \n"),
    ],
)
def test_only_the_value_changes(before: str, old: str, new: str, after: str, tmp_path: Path) -> None:
    assert changed(before, old, new, tmp_path) == after


def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    text = "\ufeffa: 事物管理\r\nb: |\r\n  建全\r\n  制度\r\n"
    assert changed(text, "事物", "事务", tmp_path) == text.replace("事物", "事务")
    assert changed(text, "建", "健", tmp_path) == text.replace("建", "健")


def test_of_two_changes_that_overlap_the_first_is_made(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 一二三四五\n", encoding="utf-8")
    (scalar,) = values(parse(file).root)  # type: ignore[arg-type] -- it has one
    changes = [
        Change(scalar, 1, 3, "X"),
        Change(scalar, 2, 4, "Y"),
        Change(scalar, 4, 5, "Z"),
        Change(scalar, 1, 3, "X"),
    ]
    assert patched(file, changes) == ("a: 一X四Z\n", 2)


def test_a_change_that_cannot_be_made_keeps_none_of_the_others_back(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    lines = [f"k{number}: {'&x ' if number == 5 else ''}事物管理" for number in range(9)]
    lines.append("again: *x")  # what is written once and said twice is left to a person
    file.write_text("\n".join(lines), encoding="utf-8")
    places = list(values(parse(file).root))  # type: ignore[arg-type] -- it has one
    after, made = patched(file, [Change(one, 0, 2, "事务") for one in places])
    assert made == 8
    assert after == "\n".join(line if "&" in line else line.replace("物", "务") for line in lines)


def test_thousands_of_changes_take_no_long_time(tmp_path: Path) -> None:
    file = tmp_path / "文件.yaml"
    file.write_text("".join(f"k{number}: 事物管理\n" for number in range(COUNT)), encoding="utf-8")
    root = parse(file).root
    assert root is not None
    changes = [Change(one, 0, 2, "事务") for one in values(root)]
    assert patched(file, changes)[1] == COUNT
    assert effort(lambda: patched(file, changes)) < 400


@given(st.data())
def test_any_character_of_any_value_of_the_examples(draw: st.DataObject) -> None:
    file = draw.draw(st.sampled_from(FILES))
    scalar = draw.draw(st.sampled_from(scalars(file)))
    value = scalar.value or ""
    start = draw.draw(st.integers(0, len(value) - 1))
    end = draw.draw(st.integers(start, min(len(value), start + 3)))
    new = draw.draw(st.text("甲：:#{}[],，\"'\\|-%& 一1", max_size=4))
    before = file.read_text(encoding="utf-8")
    after, _ = patched(file, [Change(scalar, start, end, new)])
    if after == before:  # left alone: what it would say is not certain
        return
    wanted = value[:start] + new + value[end:]
    root, again = parse(file).root, parse_text_of(after)
    assert root is not None
    for one in values(root):
        if (one.mark.line, one.mark.column) == (scalar.mark.line, scalar.mark.column):
            one.value = wanted
    assert data(again) == data(root)
    old_lines, new_lines = before.splitlines(), after.splitlines()
    assert len(old_lines) == len(new_lines)
    assert sum(old != new for old, new in zip(old_lines, new_lines, strict=True)) <= 1


def parse_text_of(text: str) -> Node:
    from perfgen.source.parse import parse_text
    from perfgen.source.text_file import SourceFile

    root = parse_text(SourceFile(Path("x.yaml"), text)).root
    assert root is not None
    return root


def test_most_changes_are_made() -> None:
    """Leaving everything alone would pass the property above."""
    scalar = one_of(MODEL, "故障及时修复")
    start = (scalar.value or "").index("故障")
    assert "毛病及时修复" in patched(MODEL, [Change(scalar, start, start + 2, "毛病")])[0]
