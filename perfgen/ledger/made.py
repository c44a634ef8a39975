"""The ledger of the folders at some paths, made of what lies there: checked, held against who owes what, and what was sent back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from perfgen.checking import Checked, Gathered, Recall, Wanted, check_filings, gather, recalling
from perfgen.errors import OWN_FAULT
from perfgen.ledger.owed import lists_of, opinions_of, owed_in
from perfgen.ledger.rows import DepartmentLedger, Owed
from perfgen.ledger.standing import ledger_of, received
from perfgen.settings import Workspace
from perfgen.workspace import workspace_of

if TYPE_CHECKING:
    from perfgen.opinions import KeptOpinions


def owed(paths: Iterable[Path]) -> list[Owed]:
    """Who owes a filing by the settings of the folders at some paths. Raises WorkspaceError for mistakes in them."""
    return [one for workspace in _workspaces(paths) for one in owed_in(workspace)]


def lists(paths: Iterable[Path]) -> list[Path]:
    """The files those settings name as lists of departments. Raises WorkspaceError for mistakes in them."""
    return [file for workspace in _workspaces(paths) for file in lists_of(workspace)]


def settled_by(paths: Iterable[Path]) -> list[Path]:
    """All files and folders those settings name, of what is read. Raises WorkspaceError for mistakes in them."""
    return [
        file
        for workspace in _workspaces(paths)
        for file in (*lists_of(workspace), *opinions_of(workspace), *workspace.files, *workspace.layout_folders)
    ]


def stand(
    paths: Sequence[Path],
    year: int | None,
    day: date | None,
    gathered: Gathered | None = None,
    recall: Recall | None = None,
) -> tuple[DepartmentLedger, bool]:
    """How the departments at some paths stand in a year, by default the newest there.

    And whether that is certain to be the same as long as nothing changes: how a document is read hangs on the LibreOffice
    there is, and on the time there was for it.

    `day` is that by which deadlines have passed. `gathered` is what lies there, where that is known; `recall` what was found
    before in filings that did not change. Raises PerfgenError for
    settings that are not right.
    """
    owing = owed(paths)
    there = gathered or gather(paths)
    checked = check_filings(there, Wanted(), recall)
    kept = [_opinions(folder) for workspace in _workspaces(paths) for folder in opinions_of(workspace)]
    said = [one for folder in kept for _, one in folder.opinions]
    found = [received(one, said) for one in checked.filings]
    ill = tuple(one for folder in kept for one in folder.ill)
    ledger = replace(ledger_of(owing, found, year, day), prints=checked.prints, ill=ill)
    return ledger, not any(map(_hangs, checked.filings)) and not any(map(_converted, there.filings))


def _opinions(folder: Path) -> KeptOpinions:
    from perfgen.opinions import kept_in  # noqa: PLC0415 -- with all that reads documents: for who keeps opinions

    return kept_in(folder, letters=False)


def stand_again(paths: Sequence[Path], year: int | None, day: date | None) -> tuple[DepartmentLedger, bool]:
    """As `stand`; what was found before in filings that did not change is not looked for again."""
    return stand(paths, year, day, None, recalling(paths))


_OF_THE_MOMENT = (OWN_FAULT, "DOC01")
"""What may be said of a filing that is not said the next time: a document may take too long, see `perfgen.docx.budget`."""


def _hangs(one: Checked) -> bool:
    """Whether what was found in a filing hangs on more than what lies there."""
    return any(said.code in _OF_THE_MOMENT for said in one.said)


def _converted(path: Path) -> bool:
    from perfgen.importing import CONVERTED  # noqa: PLC0415 -- who checks YAML reads no documents

    return path.suffix.lower() in CONVERTED


def _workspaces(paths: Iterable[Path]) -> list[Workspace]:
    """Those the paths lie in, each once."""
    found = [workspace_of(path if path.is_dir() else path.parent) for path in paths]
    return list({one.root: one for one in found}.values())
