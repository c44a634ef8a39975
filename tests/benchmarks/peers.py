"""The engines of Python, and the floor. Asked and answered as peers.mjs; ``memory`` asks for the peak in MiB."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def perfgen(template: Path, data: Any) -> Callable[[], bytes]:
    from perfgen.docx import WordTemplate

    compiled = WordTemplate(template)
    return lambda: compiled.render(data)


def docxtpl(template: Path, data: Any) -> Callable[[], bytes]:
    from docxtpl import DocxTemplate

    def render() -> bytes:
        document = DocxTemplate(template)
        document.render(data, autoescape=True)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return render


def floor(template: Path, data: Any) -> Callable[[], bytes]:
    """The package that perfgen writes, its parts known: compressed and put together, by the same codec at the same level."""
    import zipfile

    from perfgen.docx.archive import pack

    with zipfile.ZipFile(io.BytesIO(perfgen(template, data)())) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    return lambda: pack(entries)


def python_docx(template: Path, data: Any) -> Callable[[], bytes]:
    """The same tables by hand."""
    from docx import Document
    from work import GOAL_ROWS, HEADS, QUARTERS, ROW

    def render() -> bytes:
        document = Document()
        for project in data["projects"]:
            document.add_paragraph(project["title"])
            table = document.add_table(rows=0, cols=6)
            for words in GOAL_ROWS:
                cells = table.add_row().cells
                for cell, word in zip(cells, words, strict=False):
                    cell.text = project[word[2:]] if word[:2] == "p." else word
            cells = table.add_row().cells
            cells[0].text = "绩效目标"
            for number, goal in enumerate(project["goals"]):
                paragraph = cells[1].paragraphs[0] if not number else cells[1].add_paragraph()
                paragraph.text = f"{goal['n']}.{goal['text']}"
            document.add_paragraph()
            table = document.add_table(rows=1, cols=len(HEADS))
            for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
                cell.text = head
            for row in project["rows"]:
                for cell, name in zip(table.add_row().cells, ROW, strict=True):
                    cell.text = row[name[2:]]
            document.add_paragraph()
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    assert len(QUARTERS) == 4
    assert template
    return render


def peak() -> float:
    """The most memory this process has had, in MiB. What `getrusage` says counts the process it was started by, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


ENGINES = {"perfgen": perfgen, "docxtpl": docxtpl, "floor": floor, "python-docx": python_docx}


def _say(answer: object) -> None:
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()


def main() -> None:
    engine, folder, template, data = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    said = json.loads((folder / data).read_text(encoding="utf-8"))
    render = ENGINES[engine](template, said)
    last = b""
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        if word == "save":
            Path(rest).write_bytes(last)
            _say("saved")
        elif word == "memory":
            _say(peak())
        else:
            begin = time.perf_counter()
            last = render()
            _say((time.perf_counter() - begin) * 1000)


if __name__ == "__main__":
    main()
