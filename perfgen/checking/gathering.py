"""Which of the files at some places are filings, each once: a built Word file is no second one beside its YAML."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from perfgen.checking.checkable import documents
from perfgen.checking.copies import without_copies
from perfgen.filing.regex import regex
from perfgen.foreign import opened
from perfgen.loading import holds_filing
from perfgen.settings import WorkspaceError
from perfgen.source.discover import filing_stem, filings
from perfgen.workspace import workspace_of

REPORT_TITLE, OPINION_TITLE = "绩效文本检查结果", "绩效文本审核意见"
"""The titles of what was found, and of what a bureau says of it, in the properties of the files too: by them they are known again
among the filings they are about."""

_LAST_BYTES, _LAST_LINES = 4096, 3
_SUM = regex(r"检查了 \d+ 份绩效文本，|(?:\d{4}年度：)?(?:应交|交来) \d+ 个部门|共 \d+ 份：.*问题已改 \d+ 处，")
"""How a line begins in which `check`, `status` or `compare` sums up; what they say besides may follow where both are printed into a file."""


class Gathered(NamedTuple):
    """The filings at some places, in order.

    `loose` are the documents that lay in a folder, and may be the print of one of the others; `passed` are documents that
    certainly are, or lie where a workspace writes its output, and copies of a filing: see `without_copies`.
    """

    filings: tuple[Path, ...]
    loose: frozenset[Path] = frozenset()
    passed: tuple[Path, ...] = ()


def gather(paths: Iterable[Path], *, every: bool = False) -> Gathered:
    """The filings that some paths stand for: each file itself, and those in a folder.

    There, documents and workbooks are not counted again that are made of a filing, nor links to one, unless `every` one is asked for;
    reports of ours never are.
    """
    found: dict[Path, None] = {}
    loose: set[Path] = set()
    passed: list[Path] = []
    for path in paths:
        inside = filings(path, documents(), holds_filing)
        if not path.is_file():
            inside = [one for one in inside if not (is_document(one) and is_report(one))]
        if path.is_file() or every:
            found.update(dict.fromkeys(inside))
            continue
        own = without_copies(one for one in inside if not is_document(one))
        passed += own.copies
        inside = [one for one in inside if is_document(one) or one not in own.copies]
        sources = {one.parent / filing_stem(one) for one in inside if not is_document(one)}
        output = _output_of(path)
        for one in inside:
            if not is_document(one):
                found[one] = None
            elif one.with_suffix("") in sources or (output and one.absolute().is_relative_to(output)):
                passed.append(one)
            else:
                found[one] = None
                loose.add(one)
    return Gathered(tuple(found), frozenset(loose), tuple(passed))


def is_document(path: Path) -> bool:
    """Whether it is a file that is read as a document: Word, PDF or text, and no YAML."""
    return path.suffix.lower() in documents() and not path.is_dir()


def is_report(path: Path) -> bool:
    """Whether it is a document in which perfgen tells what was found."""
    from perfgen.importing.titled import is_titled  # noqa: PLC0415 -- who checks YAML reads no documents

    if path.suffix.lower() == ".txt":
        return _is_result_text(path)
    return is_titled(path, (REPORT_TITLE, OPINION_TITLE))


def _is_result_text(path: Path) -> bool:
    """Whether it is a text in which a command of ours tells what it found. False for what cannot be read."""
    try:
        with os.fdopen(opened(path), "rb") as file:
            file.seek(-min(_LAST_BYTES, os.fstat(file.fileno()).st_size), os.SEEK_END)
            said = file.read(_LAST_BYTES).decode("utf-8", "ignore")
    except OSError:
        return False
    lines = [line for line in said.splitlines() if line.strip()]
    return any(_SUM.match(line) for line in lines[-_LAST_LINES:])


def _output_of(folder: Path) -> Path | None:
    """The folder that the workspace of a folder writes to; None where that is the folder itself, or around it."""
    try:
        workspace = workspace_of(folder / "_")
        output = workspace.beside(workspace.output).absolute() if workspace.output else None
    except WorkspaceError:
        return None  # it is told where the settings are used
    return None if output is None or folder.absolute().is_relative_to(output) else output
