"""What was found before in the filings at some paths: the same whichever command asks for it, since they all check alike."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from perfgen.checking.memory import FindingMemory
from perfgen.checking.session import Recall
from perfgen.checks import Rule
from perfgen.kept import kept_under
from perfgen.seen import digest
from perfgen.settings import Workspace
from perfgen.shown import user_path


def recalling(paths: Sequence[Path]) -> Recall:
    """Gives by workspace what was found before when these paths were asked for; nothing of copies of what lies elsewhere."""
    asked = [os.path.abspath(path) for path in paths]  # noqa: PTH100 -- resolve() would follow links
    copies = any(user_path(path) != path for path in paths)

    def recall(workspace: Workspace, rules: Sequence[Rule]) -> FindingMemory | None:
        if copies:
            return None
        settings = json.dumps([workspace.defaults, workspace.layouts, workspace.check], ensure_ascii=False)
        state = digest([], [*workspace.files, *workspace.layout_folders], settings, [rule.code for rule in rules])
        try:
            return FindingMemory(kept_under("findings", asked, str(workspace.root)), state, rules) if state else None
        except RuntimeError:  # a user without a home
            return None

    return recall
