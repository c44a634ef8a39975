"""The bureau's own lists of words, which extend those the rules know."""

from __future__ import annotations

from collections.abc import Mapping

from perfgen.checks.words import entries, names
from perfgen.errors import Diagnostic, system_said
from perfgen.filing import nearest
from perfgen.foreign import content
from perfgen.settings import MOST_WORDS, Workspace, WorkspaceError


def own_words(workspace: Workspace) -> Mapping[str, tuple[str, ...]]:
    """The bureau's own lists of words. Raises WorkspaceError where one cannot be read."""
    lists = {}
    for name, file in workspace.check.words.items():
        if name not in names():
            hint = nearest(name, names())
            raise WorkspaceError(Diagnostic("SET01", f"没有“{name}”这个词表", workspace.file, hint=hint))
        path = workspace.beside(file)
        try:
            lists[name] = entries(content(path, MOST_WORDS).decode("utf-8-sig"))
        except OSError as error:
            hint = f"检查 perfgen.toml 里 [check.words] 写的文件名；词表最多 {MOST_WORDS // 1024} KB"
            raise WorkspaceError(Diagnostic("SET02", f"词表读不出来：{system_said(error)}", path, hint=hint)) from None
        except UnicodeDecodeError:
            raise WorkspaceError(Diagnostic("SET02", "词表不是 UTF-8 编码", path, hint="另存为 UTF-8 再试")) from None
    return lists
