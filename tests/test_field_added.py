"""A standard field is added to the tree as CONTRIBUTING.md says, step by step, and everything knows it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import OF_CENTRAL, ROOT, SMALL

LABEL, VALUE = "建设地点", "滦南县倴城镇"

STEPS: dict[str, tuple[str, str]] = {
    # 1. to the model: English name, label, a description in Chinese, a default
    "perfgen/filing/project.py": (
        '    grounds: Text | None = Field(None, alias="立项依据"',
        (
            f'    site: Line | None = Field(None, alias="{LABEL}", description="建在哪里")\n'
            '    grounds: Text | None = Field(None, alias="立项依据"'
        ),
    ),
    # 2. to what the templates see, under its label
    "perfgen/kinds/filing/view.py": (
        '        "立项依据": project.grounds or "",\n',
        f'        "{LABEL}": project.site or "",\n        "立项依据": project.grounds or "",\n',
    ),
    # 3. to the labels that forms print, with what else they print for it
    "perfgen/filing/labels.py": (
        '    "项目类别": ("项目类型",),\n',
        f'    "项目类别": ("项目类型",),\n    "{LABEL}": ("建设地址",),\n',
    ),
    # 4. to the layouts of the forms that have it, and (see `into_template`) to their templates
    "templates/central/project/layout.yaml": ("    联系电话: 可空\n", f"    联系电话: 可空\n    {LABEL}: 可空\n"),
}

ASKED = """
import json, sys, zipfile
from pathlib import Path
import perfgen
from perfgen.api import starting, layouts
from perfgen.docx import dump
from perfgen.source import canonical
from perfgen.starting import StarterHead

folder = Path(sys.argv[1])
central, local = folder / "申报表.yaml", folder / "绩效文本.yaml"
loaded = perfgen.load(central)
built = folder / "申报表.docx"
built.write_bytes(perfgen.render(loaded))
otherwise = folder / "别的表.docx"  # whose form prints the field under another word
with zipfile.ZipFile(built) as archive, zipfile.ZipFile(otherwise, "w") as other:
    for info in archive.infolist():
        other.writestr(info, archive.read(info).replace(">建设地点<".encode(), ">建设地址<".encode()))
form = layouts.folder_of("central-project", central)
head = StarterHead(2024, "1", "某局", "万元")
print(json.dumps({
    "read": loaded.valid.filing.projects[0].site,
    "said": [one.message for one in loaded.diagnostics],
    "written": canonical(central, loaded.layout.form.fields),
    "starter": starting.new_filing(form, folder / "新.yaml", head)[folder / "新.yaml"],
    "schemas": {kind: layouts.schema(kind) for kind in ("filing", "project")},
    "of the form": layouts.schema("filing", form),
    "printed": dump(built),
    "imported": perfgen.import_document(built, year=2024).data["预算项目"][0],
    "imported otherwise": perfgen.import_document(otherwise, year=2024).data["预算项目"][0],
    "quoted": perfgen.load(local).narrative,
    "not printed": [one.message for one in perfgen.load(local).warnings],
}, ensure_ascii=False, default=str))
"""


def into_template(template: Path) -> None:
    """A row for the field, in Word's XML as an editor would leave it: the row of 项目负责人 again, with other words."""
    with zipfile.ZipFile(template) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(template, "w") as archive:
        for info, content in parts.items():
            text = content
            if info.filename == "word/document.xml":
                body = content.decode()
                row = next(one for one in re.findall(r"<w:tr>.*?</w:tr>", body, re.DOTALL) if "项目.项目负责人" in one)
                new = row.replace("{{ 项目.项目负责人 }}", f"{{{{ 项目.{LABEL} }}}}").replace(
                    ">项目负责人<", f">{LABEL}<"
                )
                new = new.replace("{{ 项目.联系电话 }}", "").replace(">联系电话<", "><")
                text = body.replace(row, row + new).encode()
            archive.writestr(info, text)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of perfgen says of the field, after the steps were taken in it."""
    folder = tmp_path_factory.mktemp("树")
    for name in ("perfgen", "templates", "schemas"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file, (old, new) in STEPS.items():
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, file
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    desk = tmp_path_factory.mktemp("桌面")
    into_template(folder / "templates" / "central" / "project" / "template.docx")
    said = OF_CENTRAL.read_text(encoding="utf-8").replace("    联系电话:", f"    {LABEL}: {VALUE}\n    联系电话:", 1)
    (desk / "申报表.yaml").write_text(said, encoding="utf-8")
    quoting = SMALL.replace("接待活动管理。", f'在{{{{ 项目["接待管理经费"].{LABEL} }}}}接待。')
    (desk / "绩效文本.yaml").write_text(
        quoting.replace("    资金用途:", f"    {LABEL}: {VALUE}\n    资金用途:"), encoding="utf-8"
    )
    ran = subprocess.run(
        [sys.executable, "-c", ASKED, str(desk)],
        capture_output=True, encoding="utf-8", check=False, timeout=120, cwd=desk,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_it_is_read_and_nothing_is_said_against_it(answers: dict[str, Any]) -> None:
    assert answers["read"] == VALUE
    assert [said for said in answers["said"] if LABEL in said] == []


def test_it_is_written_where_the_form_has_it(answers: dict[str, Any]) -> None:
    lines = [line.strip() for line in answers["written"].splitlines()]
    assert f"{LABEL}: {VALUE}" in lines


def test_the_starter_and_the_schemas_have_it(answers: dict[str, Any]) -> None:
    assert f"# {LABEL}: 【填写" in answers["starter"]
    for schema in (*answers["schemas"].values(), answers["of the form"]):
        assert f'"{LABEL}"' in schema
        assert "建在哪里" in schema


def test_it_is_printed_and_read_from_what_was_printed(answers: dict[str, Any]) -> None:
    assert VALUE in answers["printed"]
    assert answers["imported"][LABEL] == VALUE
    assert answers["imported otherwise"][LABEL] == VALUE


def test_it_is_quoted_and_told_where_a_form_does_not_print_it(answers: dict[str, Any]) -> None:
    assert f"在{VALUE}接待。" in answers["quoted"]["分项绩效目标"]
    assert answers["not printed"] == [f"这个版式不印“{LABEL}”"]


def test_the_steps_are_those_of_the_guide() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    field = guide[guide.index("## A field") : guide.index("## A layout")]
    for named in (
        "perfgen/filing/",
        "perfgen/kinds/filing/view.py",
        "perfgen/filing/labels.py",
        "layout.yaml",
        "tests/test_field_added.py",
    ):
        assert named in field
