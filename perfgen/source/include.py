"""预算项目 kept in files of their own: ``预算项目: [projects/*.yaml]``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from perfgen.errors import Diagnostic, FilingError
from perfgen.foreign import real
from perfgen.source.expand import Expander
from perfgen.source.file_kind import kind_of
from perfgen.source.files import MOST_FILES, Files, Snapshot, read_file, refusal
from perfgen.source.grammar import document_models
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence
from perfgen.source.parse import MOST_WORK, Parsed, parse_text
from perfgen.source.scalars import DEEPEST, MOST_TEXT

_LIST = re.compile(r"^(?:预算项目|专项资金|projects|special_funds)\b([^\n]*)\n((?:[ \t#-][^\n]*\n|\n)*)", re.MULTILINE)
_NAMED = re.compile(r"(?:预算项目|专项资金|projects|special_funds)[\"']?\s*[:：]")
_ITEM = re.compile(r"^([ ]*)-", re.MULTILINE)
_STARTS = r"- +[^\s\"'\[{#&*!|>%@:]+: "


_PROJECT = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[^\s\"'\[{#&*!|>%@`?:,-][^:\n]*:[ \n]")


def includes_nothing(text: str) -> bool:
    """Whether the text of a filing includes no file, as far as that can be told without reading it as YAML.

    Then every item of its lists of projects begins with a key. False also where that is in doubt.
    """
    lists = _LIST.findall(text if text.endswith("\n") else f"{text}\n")
    if len(lists) != len(_NAMED.findall(text)):
        return False
    for after, items in lists:
        first = _ITEM.search(items)
        if after.strip() != ":" or first is None:
            return False
        begun = re.findall(rf"^{first[1]}-", items, re.MULTILINE)
        if len(begun) != len(re.findall(rf"^{first[1]}{_STARTS}", items, re.MULTILINE)):
            return False
    return True


@dataclass(slots=True)
class Includer:
    """Reads the files a filing includes, none of them twice, none from outside the filing's folder.

    `sha256` are those of `files` that could be read; `patterns` what was asked for, each with the folder it counts from.
    `skim` where only the names of the files are wanted: then a file that is plainly one project is not read as YAML.
    """

    root: Path
    snapshot: Files = field(default_factory=Snapshot)
    skim: bool = False
    found: list[Diagnostic] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    sha256: list[str] = field(default_factory=list)
    patterns: list[tuple[Path, str]] = field(default_factory=list)
    text: int = 0
    """How many characters the filing comes to, as far as it has been read."""
    work: int = MOST_WORK
    """How many characters may still be read again where something is mended."""
    _open: list[Path] = field(default_factory=list)
    _known: set[Path] = field(default_factory=set)
    _asked: int = 0

    def include(self, pattern: Scalar) -> list[Node]:
        """The projects in the files a pattern names, in the order of their names."""
        self._asked += 1
        if self._asked > MOST_FILES:
            if self._asked == MOST_FILES + 1:
                self._refuse(pattern, "INC04", f"引用超过 {MOST_FILES} 处", "写 projects/*.yaml 就能引用整个文件夹")
            return []
        projects: list[Node] = []
        for path in self._matches(pattern):
            if self.text > MOST_TEXT:
                break
            projects += self._read(path, pattern)
        return projects

    def _matches(self, pattern: Scalar) -> list[Path]:
        folder = pattern.mark.file.path.parent
        written = (pattern.value or "").replace("\\", "/")
        refused = refusal(written)
        if refused:
            return self._refuse(pattern, "INC02", *refused)
        try:
            found = self.snapshot.matches(folder, written)
        except (OSError, ValueError):
            return self._refuse(pattern, "INC01", "这个文件名系统不支持", "写短一些，不用特殊符号")
        if not found:
            return self._refuse(
                pattern,
                "INC01",
                f"没有找到“{written}”",
                f"应当在 {real(folder).name} 文件夹里，检查文件名和扩展名",
            )
        self.patterns.append((folder, written))
        return found

    def _read(self, path: Path, pattern: Scalar) -> list[Node]:
        real = self.snapshot.real(path)
        refused = self._refused(path, real)
        if refused:
            return self._refuse(pattern, *refused)
        self.files.append(path)
        self._known.add(path)
        parsed = self._parsed(path)
        if parsed is None:
            return []
        self.text += parsed.text
        if self.text > MOST_TEXT:
            return self._refuse(pattern, "INC04", f"几个文件加起来超过 {MOST_TEXT} 个字", "检查是不是引用错了文件")
        self._open.append(real)
        try:
            return [] if parsed.partial else self._projects(parsed.root)
        finally:
            self._open.pop()

    def _refused(self, path: Path, real: Path) -> tuple[str, str, str] | None:
        """Why a file is not read: code, message, hint."""
        if not real.is_relative_to(self.snapshot.real(self.root).parent):
            return "INC02", f"{path.name} 实际在文件夹外面", "把文件本身放进来，不要用链接"
        if real == self.snapshot.real(self.root) or real in self._open:
            return "INC03", f"{path.name} 引用了自己", "把项目文件放到单独的 projects 文件夹"
        if path in self._known:
            return "INC03", f"{path.name} 引用了两次", "去掉一处"
        if len(self._open) >= DEEPEST:
            return "INC04", f"引用一层套一层，超过 {DEEPEST} 层", "在总文件里直接写 projects/*.yaml"
        if len(self.files) >= MOST_FILES:
            return "INC04", f"引用的文件超过 {MOST_FILES} 个", "检查引用的写法"
        return None

    def _parsed(self, path: Path) -> Parsed | None:
        """A file read as YAML; None where it cannot be, or need not."""
        try:
            file = self.snapshot.read(path)
            if self.skim and _PROJECT.match(file.text):
                return None
            parsed = parse_text(file, self.work)
        except FilingError as error:
            self.found += error.diagnostics
            return None
        self.work -= parsed.work
        self.sha256.append(parsed.file.sha256)
        self.found += parsed.found
        return parsed

    def _projects(self, root: Node | None) -> list[Node]:
        if isinstance(root, Sequence):
            return [
                project
                for item in root.items
                for project in (self.include(item) if isinstance(item, Scalar) and item.value else [item])
            ]
        if isinstance(root, Scalar):
            self.found.append(
                root.mark.diagnostic("MOD02", "这里应当是一个项目", "从 项目名称: 写起，见说明书“一个项目一个文件”")
            )
            return []
        if root is not None and kind_of(root) in document_models():
            self.found.append(
                root.mark.diagnostic("MOD02", "这是一整份绩效文本，不是一个项目", "项目文件从 项目名称: 写起")
            )
            return []
        return [root] if isinstance(root, Mapping) else []

    def _refuse(self, pattern: Scalar, code: str, message: str, hint: str) -> list[Any]:
        self.found.append(pattern.mark.diagnostic(code, message, hint))
        return []


def included(path: Path) -> list[Path]:
    """The file of a filing and those it includes. Raises FilingError where one cannot be read, or may not be included."""
    file = read_file(path)
    if includes_nothing(file.text):
        return [path]
    parsed = parse_text(file)
    includer = Includer(path, skim=True)
    if parsed.root is not None and not parsed.partial:
        Expander(includer.include).filing(parsed.root)
    if parsed.root is None or includer.found:
        raise FilingError([*parsed.found, *includer.found])
    return [path, *includer.files]
