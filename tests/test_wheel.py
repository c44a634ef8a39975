"""What is installed works without the checkout: layouts and schemas travel in the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from perfgen import building
from tests.conftest import EXAMPLES


def test_the_wheel_carries_layouts_and_schemas(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {
        "perfgen/_data/templates/hebei/2022/layout.yaml",
        "perfgen/_data/templates/hebei/2022/template.docx",
        "perfgen/_data/schemas/filing.schema.json",
        "perfgen/_data/schemas/project.schema.json",
        "perfgen/py.typed",
    } <= names
    assert not any(name.startswith(("tests/", "examples/")) for name in names)


def test_an_installed_wheel_builds_the_same_bytes_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    scripts = venv / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(scripts / "python"),
            "install",
            "--quiet",
            "--no-compile",
            str(wheel),
        ],
        check=True,
        capture_output=True,
    )
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}

    example = EXAMPLES / "乐亭县机关事务中心-2022.yaml"
    ran = subprocess.run(
        [scripts / "perfgen", "build", str(example), "-o", "x.docx"],
        cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    expected = building.build(example, tmp_path / "expected.docx")
    assert (tmp_path / "x.docx").read_bytes() == expected.read_bytes()
