"""What reckoning alone shows to be wrong in a filing that is valid: told when it is built, whoever checks it later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from perfgen import kinds
from perfgen.checking.own_words import own_words
from perfgen.checking.reckoned import subject_of
from perfgen.checks import RULES, Rule, chosen
from perfgen.checks.engine import run
from perfgen.errors import Diagnostic, Severity, what_befell
from perfgen.loading import Loaded, Prepared
from perfgen.settings import Workspace
from perfgen.workspace import workspace_of

RECKONED = (
    *("NUM01", "NUM02", "NUM05", "NUM07", "NUM09"),
    "TXT08",
    *("XRF01", "XRF02", "XRF05", "XRF07", "XRF09", "XRF11"),
    *("PRJ01", "PRJ02", "PRJ04", "PRJ05", "PRJ08"),
    *("EVA01", "EVA02", "EVA03", "EVA04", "EVA05", "EVA06", "MON01", "MON02", "MON04"),
)
"""The rules that hold what a filing says against itself, and the one about numbers that must not be published, as far as they
find errors. Those that are not for its kind are not imported to build a document."""


def grave(prepared: Prepared, path: Path) -> tuple[Diagnostic, ...]:
    """The errors that rules about facts find in a filing prepared from `path`, by the settings of its workspace.

    These are what reckoning alone shows, whoever writes the texts: amounts, numbers in texts and tables, codes. Rules of other
    packages are not looked for. What goes wrong in checking is told, not raised.
    """
    try:
        workspace = workspace_of(path)
        settings = workspace.check
        for_it = kinds.by_name(prepared.layout.kind).rules
        rules = chosen(settings.select, settings.ignore, {code: RULES[code] for code in RECKONED if for_it(code)})
        loaded = Loaded(path, prepared.reading.files, prepared.layout, prepared.reading, narrative=prepared.narrative)
        words = own_words(workspace)
        found = run(subject_of(loaded, words), rules)
        if all((finding.severity or rule.severity) is not Severity.ERROR for rule, finding in found):
            return ()  # as nearly always: nothing has to be placed
        return _told(loaded, words, rules, workspace)
    except Exception as error:  # noqa: BLE001 -- a filing that is valid is built, whatever becomes of its check
        return what_befell(error, path)


def _told(
    loaded: Loaded, words: Mapping[str, tuple[str, ...]], rules: Sequence[Rule], workspace: Workspace
) -> tuple[Diagnostic, ...]:
    """The errors in their places, without those that comments keep quiet or a baseline knows."""
    from perfgen.checking.checkable import of_filing  # noqa: PLC0415 -- only where there is something to tell
    from perfgen.checking.run import Review, reviewed  # noqa: PLC0415
    from perfgen.checking.session import Session, Wanted  # noqa: PLC0415
    from perfgen.checking.suppress import heeded  # noqa: PLC0415

    one = of_filing(loaded, words)
    found, _ = heeded(one, reviewed(one, rules).found, rules)
    before = Session(Wanted()).known(workspace)
    if before is not None:
        found = before.new(Review(one.path, one, tuple(found)))
    return tuple(said.diagnostic for said in found if said.diagnostic.severity is Severity.ERROR)
