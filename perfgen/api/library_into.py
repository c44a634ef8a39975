"""Indicators of the library put into a project of a filing, by their names: what `perfgen library pick --into` does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from perfgen.building import said_of
from perfgen.errors import Diagnostic, FilingError
from perfgen.filing import Filing, Form
from perfgen.library.placing import WantedIndicator, as_unit, has, projects_named, projects_of
from perfgen.library.searching import AskedProject, KnownIndicator, Library, opened_library
from perfgen.loading import Loaded, Settings, load
from perfgen.merging.merge import ChangedFile
from perfgen.merging.written import write_all
from perfgen.source.editing import edited
from perfgen.source.reader import filing_file
from perfgen.source.sources import Sources, Texts
from perfgen.units import bare
from perfgen.workspace import workspace_of

_LIKE, _OFFERED = 5, 12


@dataclass(frozen=True, slots=True)
class PutIn:
    """What came of indicators that were to be put into a project: the `files` that change, the names and levels that come, and what is left, with why."""

    project: str
    files: tuple[ChangedFile, ...] = ()
    put: tuple[tuple[str, tuple[str, str]], ...] = ()
    left: tuple[tuple[str, str], ...] = ()


def put_in(library: Path, into: Path, project: str, names: Sequence[str], about: str = "") -> PutIn:
    """Put indicators of a library, by their names, into a project of the filing in a file or folder. Nothing is written: see `write_put_in`.

    The filing need not be filled in yet, but its YAML must be sound. Comments, order and all else stay as they are. Raises FilingError where
    it cannot be read or has no such project, LibraryError and MissingSegmenterError as `perfgen.api.library.search`.
    """
    texts, settings, sources = _opened(into)
    path, found = _project(into, sources.said, project)
    with opened_library(library) as base:
        wanted, left = _wanted(base, found, about, names, sources.form)
    if not wanted:
        return PutIn(str(found["项目名称"]), left=tuple(left))
    done = edited(texts, [as_unit(path, found, wanted, sources.form)], lambda after: _look(after, settings))
    left += [(one.known.name, why) for _, why in done.refused for one in wanted]
    if done.refused:
        return PutIn(str(found["项目名称"]), left=tuple(left))
    folder = filing_file(into).parent
    files = tuple(
        ChangedFile(folder / name, texts[name].encode(), after.encode())
        for name, after in done.texts.items()
        if after != texts.get(name)
    )
    return PutIn(str(found["项目名称"]), files, tuple((one.known.name, one.levels) for one in wanted), tuple(left))


def write_put_in(done: PutIn, into: Path) -> None:
    """Write the files that change: all, or none. Raises OutputError."""
    write_all(done.files, [into])


def offered_to(library: Path, into: Path, project: str, about: str = "") -> list[str]:
    """The names of indicators that may be asked for, for a project of a filing. Raises as `put_in`."""
    sources = _opened(into)[2]
    _, found = _project(into, sources.said, project)
    with opened_library(library) as base:
        picked = _picked(base, found, about)
    return [one.name for one in picked if _levels(one, sources.form) and not has(found, one.name)][:_OFFERED]


def _opened(into: Path) -> tuple[dict[str, str], Settings, Sources]:
    """The texts of a filing by their names, and what they say together. Raises FilingError."""
    settings, main = said_of(workspace_of(into)), filing_file(into)
    loaded = load(main, settings)
    _refuse(loaded)
    texts = {file.relative_to(main.parent).as_posix(): file.read_bytes().decode("utf-8") for file in loaded.files}
    sources = _look(texts, settings)
    if isinstance(sources, str):
        raise FilingError(Diagnostic("MOD02", sources, main))
    return texts, settings, sources


def _refuse(loaded: Loaded) -> None:
    """Raise FilingError for what is no filing, or where the YAML itself has mistakes: then no line of it is sure."""
    broken = [one for one in (*loaded.errors, *loaded.slips) if one.code.startswith(("YML", "INC"))]
    if broken or loaded.layout is None or (loaded.reading is None and loaded.unread is None):
        raise FilingError(broken or loaded.errors)
    if not issubclass(loaded.layout.form.model, Filing):
        said = f"这是{loaded.layout.kind}，指标库里的指标只放进绩效文本"
        raise FilingError(Diagnostic("MOD02", said, loaded.path, hint="写年初那份绩效文本的文件名"))


def _look(texts: Texts, settings: Settings) -> Sources | str:
    """What texts say, filled in or not yet; why none, where they cannot be read."""
    loaded = load(texts, settings)
    try:
        _refuse(loaded)
        root = loaded.locator.root
    except FilingError as error:
        return error.diagnostics[0].message if error.diagnostics else "读不出"
    return Sources(texts, loaded.layout.form, root) if loaded.layout else "没有这个版式"


def _project(into: Path, said: Mapping[str, Any], name: str) -> tuple[tuple[str | int, ...], Mapping[str, Any]]:
    """The project of a name. Raises FilingError where there is none, or more than one."""
    paths, there = projects_named(said, name), dict(projects_of(said))
    if len(paths) == 1:
        return paths[0], there[paths[0]]
    names = [str(one.get("项目名称", "")) for one in there.values()]
    if paths:
        raise FilingError(Diagnostic("LIB02", f"有 {len(paths)} 个项目叫“{name}”，不知道是哪一个", into))
    like = get_close_matches(name, names, 1, 0.3) or names[:_LIKE]
    hint = f"这一份里的项目：{'、'.join(like)}" if like else "先写上 项目名称"
    raise FilingError(Diagnostic("LIB02", f"没有叫“{name}”的项目", into, hint=hint))


def _wanted(
    base: Library, project: Mapping[str, Any], about: str, names: Sequence[str], form: Form
) -> tuple[list[WantedIndicator], list[tuple[str, str]]]:
    """The indicators that are meant by names, and what cannot be put in, with why."""
    picked = {bare(one.name): one for one in reversed(_picked(base, project, about))}
    wanted: list[WantedIndicator] = []
    left: list[tuple[str, str]] = []
    for name in dict.fromkeys(names):
        near = base.search(name)
        one = picked.get(bare(name)) or next((found for found in near if bare(found.name) == bare(name)), None)
        levels = _levels(one, form) if one else None
        if one is None:
            like = "、".join(found.name for found in near)
            left.append((name, f"指标库里没有这个指标{f'，像的有：{like}' if like else ''}"))
        elif has(project, one.name):
            left.append((name, "这个项目里已经有了"))
        elif levels is None:
            left.append((name, f"这个版式没有“{one.level2 or one.level1}”"))
        else:
            wanted.append(WantedIndicator(one, levels))
    return wanted, left


def _picked(base: Library, project: Mapping[str, Any], about: str) -> list[KnownIndicator]:
    goals = project.get("绩效目标")
    said = [about or str(project.get("资金用途") or ""), *(map(str, goals) if isinstance(goals, list) else ())]
    asked = AskedProject(str(project.get("项目名称", "")), "\n".join(filter(None, said)))
    return [one for some in base.suggest(asked, 20).values() for one in some]


def _levels(one: KnownIndicator, form: Form) -> tuple[str, str] | None:
    """The 一级 and 二级指标 of the form that an indicator comes under; its own where the form has none, None where it does not fit."""
    if not form.taxonomy:
        return one.level1, one.level2
    below = ((level1, level2) for level1, levels in form.taxonomy.items() for level2 in levels)
    return next((pair for pair in below if bare(pair[1]) == bare(one.level2)), None)


__all__ = ["PutIn", "offered_to", "put_in", "write_put_in"]
