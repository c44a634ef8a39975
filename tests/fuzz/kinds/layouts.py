"""Layouts of one's own whose layout.yaml was changed."""

from __future__ import annotations

import random
from functools import cache

from perfgen import layouts
from tests.fuzz.case import Case
from tests.fuzz.kinds.chance import scalar
from tests.fuzz.kinds.yamls import layout_bytes, small
from tests.test_layout_2021 import OLD


@cache
def bases() -> tuple[tuple[bytes, str, bytes], ...]:
    """Filing, layout.yaml and template.docx, of each layout that comes with perfgen."""
    found = []
    for name, filing in (
        ("hebei-2022", small()), ("hebei-2021", OLD.encode()), ("central-project", small()), ("central-department", small()),
    ):  # fmt: skip
        folder = layouts.by_name(name).folder
        found.append(
            (filing, (folder / "layout.yaml").read_text(encoding="utf-8"), (folder / "template.docx").read_bytes())
        )
    return tuple(found)


def make(chance: random.Random) -> Case:
    """A filing looked at with a layout that was changed."""
    filing, layout, template = chance.choice(bases())
    files = {"dept.yaml": filing, "版式/layout.yaml": _changed(chance, layout), "版式/template.docx": template}
    if chance.random() < 0.1:
        filing = filing.replace(b"hebei-2022", scalar(chance).encode("utf-8", "replace"))
        files["dept.yaml"] = filing
    command = chance.choice(
        (
            ["validate", "dept.yaml"], ["check", "dept.yaml", "--info"], ["build", "dept.yaml", "-o", "x.docx", "--no-page-numbers"], ["schema"],
            ["schema", "project"], ["new", "n.yaml", "--department", "甲", "--code", "1", "--year", "2023"], ["batch", "dept.yaml", "-o", "out", "-j", "1"],
            ["new", "n/", "--folder", "--department", "甲", "--code", "1", "--year", "2023", "--unit", "元"],
        )
    )  # fmt: skip
    if chance.random() < 0.4:
        return Case("layout", "", files, [_keepers(chance, files)])
    return Case("layout", "", files, [[*command, "--layout", "版式"]])


def _changed(chance: random.Random, layout: str) -> bytes:
    return layout.encode() if chance.random() < 0.1 else layout_bytes(chance, layout)


def _keepers(chance: random.Random, files: dict[str, bytes]) -> list[str]:
    """A command of who keeps layouts."""
    if chance.random() < 0.3:
        named = chance.choice(('"."', '"版式"', '".", "版式"', '".."', '"没有"'))
        files["perfgen.toml"] = f"[layouts]\nfolders = [{named}]\n".encode()
    word = scalar(chance).replace("/", "")[:80]
    return list(
        chance.choice(
            (
                ("layout", "check", "版式"), ("layout", "check", "版式"), ("layout", "check", "版式"), ("layout", "new", "新/甲-2025", "--from", "版式"),
                ("layout", "new", word, "--from", "版式"), ("layout", "new", f"新/{word}"), ("layout", "new", "版式"), ("layout",), ("layout", "check", word),
                ("check", "dept.yaml", "--layout", "版式", "--fix"),
            )
        )
    )  # fmt: skip
