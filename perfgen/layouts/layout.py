"""A layout: a folder with layout.yaml (what the form has) and template.docx (how it prints)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from perfgen.errors import Diagnostic, LayoutError, PerfgenError
from perfgen.filing import Form, nearest
from perfgen.filing.base import Model, fault
from perfgen.filing.standard import Standard
from perfgen.filing.text import Line
from perfgen.source.files import read_file
from perfgen.source.grammar import vocabulary
from perfgen.source.plain import Doubtful, plain

LAYOUT_FILE = "layout.yaml"
TEMPLATE_FILE = "template.docx"
_LONGEST = 200
"""Characters of a name or title: each is printed for every project, or offered in messages."""
_MOST_CHECKPOINTS, _MOST_LEVELS, _MOST_SECTIONS = 50, 100, 100
"""Of checkpoints, of 一级指标 and of 二级指标 below one, and of sections. The forms have 4, 3, 4 and 9."""


def _short(text: Any) -> Any:
    if isinstance(text, str) and len(text) > _LONGEST:
        raise fault(f"这里最多写 {_LONGEST} 个字，现在有 {len(text)} 个", "名称和标题写短一些")
    return text


Label = Annotated[Line, BeforeValidator(_short)]


def _at_most(most: int) -> BeforeValidator:
    """Refuses more items than that before it looks at each."""

    def check(value: Any) -> Any:
        if isinstance(value, (dict, list, tuple)) and len(value) > most:
            raise fault(f"这里最多写 {most} 项，现在有 {len(value)} 项", "检查这个版式是哪里来的，或删掉用不上的")
        return value

    return BeforeValidator(check)


def _one_piece(text: str) -> str:
    if set(text) & set('"\\'):
        raise fault("标题里不能有英文双引号和反斜杠", "改用中文引号“”")
    return text


Title = Annotated[Label, AfterValidator(_one_piece)]


def _prefix(text: str) -> str:
    if not re.fullmatch(r"[_A-Za-z][_0-9A-Za-z]{0,27}", text):
        raise fault(
            f"“{text}”不能做书签名称的前一段",
            "以字母或下划线开头，只用英文字母、数字、下划线，不超过 28 个，如 _Toc_4_4_",
        )
    return text


BookmarkPrefix = Annotated[Line, AfterValidator(_prefix)]
"""Word's names have at most 40 characters and no blanks; ten are for the number."""


class Section(Model):
    """An entry of the contents.

    `level` 1 is a part, 2 a section of it; the bookmark is the prefix and a running number; `lists` are the projects
    whose entries follow.
    """

    title: Title = Field(alias="标题")
    subtitle: Title | None = Field(None, alias="副标题")
    level: Literal[1, 2] = Field(alias="级别")
    bookmark: BookmarkPrefix = Field(alias="书签")
    lists: Literal["预算项目", "专项资金"] | None = Field(None, alias="列出")

    @model_validator(mode="before")
    @classmethod
    def _number(cls, raw: Any) -> Any:
        level = raw.get("级别") if isinstance(raw, dict) else None
        return {**raw, "级别": int(level)} if level in ("1", "2") else raw


_Level2 = Annotated[tuple[Label, ...], _at_most(_MOST_LEVELS)]


class Layout(Model):
    """What layout.yaml says. `folder` is where it was read."""

    name: Label = Field(alias="名称")
    amount_decimals: int = Field(alias="金额小数位", ge=0, le=6)
    checkpoints: Annotated[tuple[Label, ...], _at_most(_MOST_CHECKPOINTS)] = Field(alias="支出计划时点", min_length=1)
    taxonomy: Annotated[dict[Label, _Level2], _at_most(_MOST_LEVELS)] = Field(alias="指标分类", min_length=1)
    plan_decimals: int | None = Field(None, alias="支出计划小数位", ge=0, le=4)
    required: frozenset[Line] = Field(frozenset(), alias="需要")
    unprinted: frozenset[Line] = Field(frozenset(), alias="不印")
    reviewed_by: Label = Field(alias="审核")
    sections: Annotated[dict[Label, Section], _at_most(_MOST_SECTIONS)] = Field(alias="章节", min_length=1)
    project_section: Section = Field(alias="项目章节")
    standard: Standard = Field(Standard.model_construct(), alias="检查")
    folder: Path = Field(exclude=True)

    @model_validator(mode="after")
    def _told_apart(self) -> Layout:
        levels: dict[str, set[int]] = {}
        for section in (*self.sections.values(), self.project_section):
            levels.setdefault(section.bookmark, set()).add(section.level)
        if any(len(found) > 1 for found in levels.values()):
            raise fault("不同级别的章节用了同一个书签前缀，书签会重名", "每个级别用自己的书签前缀")
        if not any(section.lists == "预算项目" for section in self.sections.values()):
            raise fault("没有哪个章节列出预算项目", "在要列项目的章节里写 列出: 预算项目", at=("章节",))
        unknown = sorted((self.required | self.unprinted) - set(vocabulary()))
        if unknown:
            at = "需要" if unknown[0] in self.required else "不印"
            raise fault(f"没有“{unknown[0]}”这一项", nearest(unknown[0], vocabulary()), at=(at,))
        if len(set(self.checkpoints)) < len(self.checkpoints):
            raise fault("支出计划时点里有重复的", "每个时点只写一次", at=("支出计划时点",))
        return self

    @property
    def form(self) -> Form:
        """What a filing of this layout is held against."""
        return Form(
            taxonomy=self.taxonomy,
            checkpoints=self.checkpoints,
            amount_decimals=self.amount_decimals,
            required=self.required,
            unprinted=self.unprinted,
        )

    @property
    def template(self) -> Path:
        """The Word template."""
        return self.folder / TEMPLATE_FILE


def load(folder: Path, *, linked: bool = False) -> Layout:
    """Read a layout folder. Raises LayoutError with everything that is wrong with its layout.yaml.

    `linked` tells whether its files may be links out of the folder, as an installed package may be made of. Those of a
    layout from elsewhere may not: what is wrong in a file is shown, and it may be nobody else's business.
    """
    for name in (LAYOUT_FILE, TEMPLATE_FILE):
        file = folder / name
        if not file.is_file():
            hint = "复制一个现成的版式文件夹再改"
            raise LayoutError(Diagnostic("LAY01", f"版式文件夹里没有 {name}", folder, hint=hint))
        if not linked and file.is_symlink() and not file.resolve().is_relative_to(folder.resolve()):
            hint = "把文件本身复制到版式文件夹里"
            raise LayoutError(Diagnostic("LAY01", f"{name} 是一个链接，指到版式文件夹外面", folder, hint=hint))
    file = folder / LAYOUT_FILE
    status = file.stat()
    return _loaded(folder, (status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev))


@lru_cache(maxsize=64)
def _loaded(folder: Path, state: tuple[int, ...]) -> Layout:  # noqa: ARG001 -- an edited layout is read anew
    try:
        return Layout.model_validate({**plain(read_file(folder / LAYOUT_FILE)), "folder": folder})
    except (Doubtful, PerfgenError, ValidationError, TypeError):
        from perfgen.layouts.amiss import reread  # noqa: PLC0415 -- all that tells mistakes: seldom needed

        return reread(folder / LAYOUT_FILE, Layout)
