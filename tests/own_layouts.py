"""Layouts of one's own, as a bureau makes them: a copy of one that comes with perfgen, with another name and more fields."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

from perfgen import layouts
from perfgen.layout_check.made_up import SIZES

SMALLER = (*SIZES[:2], replace(SIZES[2], projects=4))
"""What faults of such layouts may be looked for in; those that come with perfgen are tried in full size."""
LEVEL = "自定项:\n  项目: [{名称: 项目级别, 类型: 选项, 选项: [省级, 市级, 县级], 必填: 是}]\n"


def make(folder: Path, name: str, *, level: bool = False, of: str = "hebei-2022") -> Path:
    """A layout in a new folder; with a `level`, each project says its 项目级别, which is printed before its 资金用途."""
    shutil.copytree(layouts.by_name(of).folder, folder)
    edit(folder, f"名称: {of}", f"名称: {name}")
    if level:
        (folder / "layout.yaml").write_text(
            (folder / "layout.yaml").read_text(encoding="utf-8") + LEVEL, encoding="utf-8"
        )
        edit_template(folder, "{{ 项目.资金用途 }}", "{{ 项目.项目级别 }}：{{ 项目.资金用途 }}")
    return folder


def edit(folder: Path, old: str, new: str) -> None:
    """Another text in the layout.yaml."""
    file = folder / "layout.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def edit_template(folder: Path, old: str, new: str) -> None:
    """Another text in the template's body."""
    file = folder / "template.docx"
    with zipfile.ZipFile(file) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(file, "w") as archive:
        for info, content in parts.items():
            assert info.filename != "word/document.xml" or old.encode() in content
            body = info.filename == "word/document.xml"
            archive.writestr(info, content.replace(old.encode(), new.encode()) if body else content)


def package(folder: Path, name: str, layout: str) -> Path:
    """An installed package, as pip leaves it, that has one layout; `folder` is to be on sys.path. Gives its layout's folder."""
    module = f"{name.replace('-', '_')}_layouts"
    inside = make(folder / module, layout)
    (inside / "__init__.py").write_text("raise SystemExit('nobody needs this run')\n", encoding="utf-8")
    info = folder / f"{name.replace('-', '_')}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[perfgen.layouts]\n{layout} = {module}\n", encoding="utf-8")
    return inside
