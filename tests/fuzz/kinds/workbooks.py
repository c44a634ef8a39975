"""Workbooks: filled-in ones whose cells, XML or packages were changed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from functools import cache

from perfgen.api.workbooks import opened, workbook_of
from perfgen.docx.archive import pack
from tests.conftest import ROOT
from tests.fuzz.case import Case
from tests.fuzz.kinds.chance import damaged

_FILES = ("乐亭县机关事务中心-2022.yaml", "承德县水务局-2021.yaml", "滦南县民政局-2024.yaml")
_CELL = re.compile(rb"<c r=[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_VALUES = (
    b"", b"<v>1</v>", b"<v>-1e308</v>", b"<v>0.98</v>", b"<v>44926</v>", b"<v>99999999999999999999</v>", b"<f>1/0</f>", b"<f>A1</f><v>7</v>",
    b"<is><t>=1+1</t></is>", "<is><t>合计</t></is>".encode(), "<is><t>【填写】</t></is>".encode(), b'<is><t>""</t></is>', b"<is><t> </t></is>",
    "<is><t>{{ 合计.预算数 }}</t></is>".encode(), "<is><t>第99个</t></is>".encode(), "<is><t>检查结果</t></is>".encode(), "<is><t>项目名称</t></is>".encode(),
    b"<is><t>_x0000_</t></is>", b"<is><t>" + "长".encode() * 40_000 + b"</t></is>", b"<is><r><t>a</t></r><rPh><t>b</t></rPh></is>", b"<v>#REF!</v>",
)  # fmt: skip
_KINDS = (b"", b' t="inlineStr"', b' t="s"', b' t="str"', b' t="b"', b' t="e"', b' t="d"', b' s="3"', b' s="9999"')
_REFERENCES = (b"A1", b"C5", b"B5", b"A6", b"XFD1048576", b"ZZZ1", b"A0", b"5C", b"")
_RANGES = (b"A5:A9", b"A1:XFD1048576", b"C5:D6", b"A9:A5", b"B5", b":", b"A5:A6:A7")


@cache
def bases() -> tuple[dict[str, bytes], ...]:
    """The parts of the workbooks of some examples."""
    found = []
    for name in _FILES:
        with zipfile.ZipFile(io.BytesIO(workbook_of(opened(ROOT / "examples" / name)))) as archive:
            found.append({one: archive.read(one) for one in archive.namelist()})
    return tuple(found)


def _changed(chance: random.Random, content: bytes) -> bytes:
    """The XML of a part with some of its cells, or of its signs, changed."""
    cells = list(_CELL.finditer(content))
    for _ in range(chance.choice((1, 1, 2, 6))) if cells else ():
        one = chance.choice(cells)
        reference = re.search(rb'r="([^"]*)"', one[0])
        place = chance.choice(_REFERENCES) if chance.random() < 0.2 or not reference else reference[1]
        new = b'<c r="%s"%s>%s</c>' % (place, chance.choice(_KINDS), chance.choice(_VALUES))
        content = content.replace(one[0], new, 1)
    if chance.random() < 0.3:
        merged = b"".join(b'<mergeCell ref="%s"/>' % chance.choice(_RANGES) for _ in range(chance.randint(1, 4)))
        content = content.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merged + b"</mergeCells>", 1)
    return damaged(chance, content) if chance.random() < 0.15 else content


def make(chance: random.Random) -> Case:
    """A workbook that was changed, checked, built or turned into YAML."""
    parts = dict(chance.choice(bases()))
    for name in chance.sample(sorted(parts), chance.choice((0, 0, 1, 1, 3))):
        if chance.random() < 0.08:
            del parts[name]
        else:
            parts[name] = _changed(chance, parts[name])
    for name in [one for one in parts if "worksheets/sheet" in one]:
        if chance.random() < 0.2:
            parts[name] = _changed(chance, parts[name])
    content = pack(parts.items())
    content = damaged(chance, content) if chance.random() < 0.05 else content
    command = chance.choice(
        (
            ["validate", "a.xlsx"], ["check", "a.xlsx", "--info"], ["check", "a.xlsx", "--mark"], ["check", ".", "--format", "sarif"],
            ["build", "a.xlsx", "-o", "y.docx", "--no-page-numbers"], ["export", "a.xlsx", "-o", "y.yaml"], ["export", "a.xlsx", "-o", "y.xlsx"],
            ["import", "a.xlsx", "-o", "y.yaml"],
        )
    )  # fmt: skip
    return Case("xlsx", "", {"a.xlsx": content}, [command])
