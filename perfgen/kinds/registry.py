"""The kinds by name: those that come with perfgen, and those of installed packages (entry points ``perfgen.kinds``)."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from perfgen.kinds.kind import Kind, UnknownKindError

GROUP = "perfgen.kinds"
"""The entry points of other packages: the name is the kind's, the value leads to a `Kind`."""

_SHIPPED = {
    "绩效文本": "perfgen.kinds.filing:KIND",
    "项目支出绩效目标申报表": "perfgen.kinds.project_application:KIND",
    "部门整体支出绩效目标申报表": "perfgen.kinds.department_application:KIND",
    "项目支出绩效自评表": "perfgen.kinds.self_evaluation:KIND",
    "项目支出绩效运行监控表": "perfgen.kinds.monitoring:KIND",
    "部门整体支出绩效自评表": "perfgen.kinds.department_self_evaluation:KIND",
    "自评结果汇总表": "perfgen.kinds.summary:KIND",
}
"""Where each kind stands. It is imported when a document of it is met."""


def names() -> tuple[str, ...]:
    """The names of all kinds, those that come with perfgen first."""
    from perfgen.installed import entries  # noqa: PLC0415 -- asks every package that is installed

    return tuple(dict.fromkeys((*_SHIPPED, *entries(GROUP))))


def meant(said: str) -> tuple[str, ...]:
    """The names of the kinds that somebody means who says less than a whole name: one where that is certain.

    What forms of projects are called may leave out 项目支出绩效, what those of departments are called 部门整体支出绩效; else a name is meant by
    what it contains, all of it in order. None where nothing fits.

    >>> meant("自评表"), meant("部门自评表"), meant("监控")
    (('项目支出绩效自评表',), ('部门整体支出绩效自评表',), ('项目支出绩效运行监控表',))
    """
    known = names()
    for whole in (said, *(f"{before}{said}" for before in _BEFORE)):
        if whole in known:
            return (whole,)
    return tuple(name for name in known if said in name) or tuple(name for name in known if _in_order(said, name))


_BEFORE = ("项目支出绩效", "部门整体支出绩效")


def _in_order(said: str, name: str) -> bool:
    signs = iter(name)
    return bool(said) and all(sign in signs for sign in said)


@cache
def by_name(name: str) -> Kind:
    """The kind of a name. Raises UnknownKindError where there is none, or that of a package cannot be loaded."""
    if name in _SHIPPED:
        module, _, value = _SHIPPED[name].partition(":")
        found = getattr(import_module(module), value)
    else:
        found = _loaded(name)
    if not isinstance(found, Kind) or found.name != name:
        raise UnknownKindError(name)
    return found


def _loaded(name: str) -> object:
    from perfgen.installed import entries, loaded  # noqa: PLC0415 -- as above

    entry = entries(GROUP).get(name)
    return loaded(entry, lambda why: UnknownKindError(f"{name}（{why}）")) if entry else None
