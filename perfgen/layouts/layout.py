"""A layout: a folder with layout.yaml (what the form has) and template.docx (how it prints)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainValidator, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from perfgen.errors import Diagnostic, LayoutError, PerfgenError
from perfgen.filing import Form, nearest
from perfgen.filing.base import Model, Scope, fault, together
from perfgen.filing.fields import Fields, Need, OwnField, OwnFields
from perfgen.filing.heads import HeadForm
from perfgen.filing.standard import Standard
from perfgen.filing.text import Line
from perfgen.foreign import real
from perfgen.kinds import UnknownKindError, by_name, names
from perfgen.layouts.bounds import Label, at_most
from perfgen.layouts.data import shipped
from perfgen.layouts.reading import ImportReading
from perfgen.source.discover import LAYOUT_FILE, TEMPLATE_FILE
from perfgen.source.files import read_file
from perfgen.source.grammar import PROJECTS, keys, models
from perfgen.source.simple_yaml import Doubtful, simple_tree

if TYPE_CHECKING:
    from perfgen.scoring.rules import ScoreRules
else:

    def _score_rules(raw: Any) -> Any:
        """The 评分 of a layout that scores; what they are made of is imported for no other."""
        from perfgen.scoring.rules import ScoreRules  # noqa: PLC0415 -- see above

        return ScoreRules.model_validate(raw)

    ScoreRules = Annotated[Any, PlainValidator(_score_rules)]

_MOST_CHECKPOINTS, _MOST_LEVELS, _MOST_SECTIONS, _MOST_FIELDS = 50, 100, 100, 100
"""Of checkpoints, of 一级指标 and of 二级指标 below one, and of sections. The forms have 4, 3, 4 and 9."""


def _one_piece(text: str) -> str:
    if set(text) & set('"\\'):
        raise fault("标题里不能有英文双引号和反斜杠", "改用中文引号“”")
    return text


Title = Annotated[Label, AfterValidator(_one_piece)]


_OUTDATED = {"需要", "不印"}
_TAKEN = (
    "自定项",
    "序号",
    "中文序号",
    "标题",
    "副标题",
    "目录标题",
    "书签",
    "级别",
    "章节",
    "目录",
    "合计",
    "range",
    "loop",
)
"""Names that templates see besides the fields."""

_GOES_WITH = {"支出计划时点": "资金支出计划", "指标分类": "一级指标"}
"""What a layout must say of a field that it uses."""


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


_Level2 = Annotated[tuple[Label, ...], at_most(_MOST_LEVELS)]
_OwnFields = Annotated[tuple[OwnField, ...], at_most(_MOST_FIELDS)]
_Uses = Annotated[dict[Label, Need], at_most(_MOST_FIELDS)]


class Own(Model):
    """The layout's own fields, by what they belong to: 自定项 in a layout.yaml."""

    whole: _OwnFields = Field((), alias="整体")
    project: _OwnFields = Field((), alias="项目")
    indicator: _OwnFields = Field((), alias="指标")

    def of(self, scope: Scope) -> tuple[OwnField, ...]:
        """Those of one scope."""
        return {Scope.WHOLE: self.whole, Scope.PROJECT: self.project, Scope.INDICATOR: self.indicator}[scope]


@cache
def known_labels(model: type[Model], scope: Scope) -> tuple[str, ...]:
    """The standard fields of a kind's model that a layout may use for a scope, by label, in the order of the model."""
    return tuple(label for one in models(model) if one.scope is scope for label in keys(one))


class Layout(Model):
    """What layout.yaml says. `folder` is where it was read."""

    name: Label = Field(alias="名称")
    kind: Label = Field("绩效文本", alias="类型", description="这个版式印的是哪种文件")
    amount_decimals: int = Field(alias="金额小数位", ge=0, le=6)
    most_decimals: int | None = Field(
        None, alias="金额最多小数位", ge=0, le=6, description="写了几位就印几位，到这么多为止；不写，就是 金额小数位"
    )
    checkpoints: Annotated[tuple[Label, ...], at_most(_MOST_CHECKPOINTS)] = Field((), alias="支出计划时点")
    taxonomy: Annotated[dict[Label, _Level2], at_most(_MOST_LEVELS)] = Field({}, alias="指标分类")
    plan_decimals: int | None = Field(None, alias="支出计划小数位", ge=0, le=4)
    uses: dict[Scope, _Uses] = Field(alias="字段")
    own: Own = Field(Own.model_construct(), alias="自定项")
    reviewed_by: Label = Field("", alias="审核")
    heads: HeadForm | None = Field(None, alias="叙述标题")
    sections: Annotated[dict[Label, Section], at_most(_MOST_SECTIONS)] = Field({}, alias="章节")
    project_section: Section | None = Field(None, alias="项目章节")
    standard: Standard = Field(Standard.model_construct(), alias="检查")
    scores: ScoreRules | None = Field(None, alias="评分", description="怎样评分；不评分的表不写")
    reading: ImportReading | None = Field(None, alias="读入", description="怎样从 Word 文件认出来、读进来")
    folder: Path = Field(exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _outdated(cls, raw: Any) -> Any:
        """Say what took the place of what layouts of perfgen 0.1 said."""
        for label in _OUTDATED & raw.keys() if isinstance(raw, dict) else ():
            hint = "删掉这一行；要填哪些内容写在 字段 里，不印的由 perfgen 看模板"
            raise fault(f"“{label}”不用写了", hint, at=(label,))
        return raw

    @field_validator("kind")
    @classmethod
    def _there_is_one(cls, name: str) -> str:
        try:
            by_name(name)
        except UnknownKindError:
            raise fault(f"没有“{name}”这种文件", nearest(name, names())) from None
        return name

    @model_validator(mode="after")
    def _told_apart(self) -> Layout:
        levels: dict[str, set[int]] = {}
        for section in (*self.sections.values(), *([self.project_section] if self.project_section else [])):
            levels.setdefault(section.bookmark, set()).add(section.level)
        if any(len(found) > 1 for found in levels.values()):
            raise fault("不同级别的章节用了同一个书签前缀，书签会重名", "每个级别用自己的书签前缀")
        listed = {section.lists for section in self.sections.values()}
        for label in PROJECTS if self.sections else ():
            if label in self.uses.get(Scope.WHOLE, {}) and label not in listed:
                raise fault(f"没有哪个章节列出{label}", f"在要列项目的章节里写 列出: {label}", at=("章节",))
        if listed - {None} and not self.project_section:
            raise fault(
                "有章节列出项目，还要写“项目章节”", '如 项目章节: {标题: "{序号}.{项目名称}", 级别: 2, 书签: _Toc_4_4_}'
            )
        unknown = [
            fault(
                f"{scope.value}里没有“{label}”这一项",
                nearest(label, known_labels(self._model, scope)),
                at=("字段", scope.value, label),
            )
            for scope, labels in self.uses.items()
            for label in labels
            if label not in known_labels(self._model, scope)
        ]
        faults = [*unknown, *self._own_faults()]
        if faults:
            raise together(faults)
        for label, given in (("支出计划时点", self.checkpoints), ("指标分类", self.taxonomy)):
            if not given and _GOES_WITH[label] in self.uses.get(Scope.PROJECT, {}) | self.uses.get(Scope.INDICATOR, {}):
                raise fault(f"用了“{_GOES_WITH[label]}”，还要写“{label}”", "照现成的版式写", at=("字段",))
        if len(set(self.checkpoints)) < len(self.checkpoints):
            raise fault("支出计划时点里有重复的", "每个时点只写一次", at=("支出计划时点",))
        return self

    @property
    def _model(self) -> type[Model]:
        return by_name(self.kind).model

    def _own_faults(self) -> Iterator[PydanticCustomError]:
        """Own fields whose names are taken, or cannot be names in a tag; other words for fields that there are not."""
        for scope in Scope:
            taken = {*known_labels(self._model, scope), *_TAKEN}
            for number, own in enumerate(self.own.of(scope)):
                at = ("自定项", scope.value, number, "名称")
                if own.name in taken:
                    yield fault(f"“{own.name}”已经有了，不能再作自定项的名称", "换一个名称", at=at)
                elif not own.name.isidentifier():
                    hint = "只用汉字、字母、数字和下划线，不用数字开头：它也是模板标签里的名称"
                    yield fault(f"“{own.name}”不能作自定项的名称", hint, at=at)
                taken.add(own.name)
        if self.reading:
            yield from self.reading.synonym_faults({own.name for scope in Scope for own in self.own.of(scope)})

    @cached_property
    def form(self) -> Form:
        """What a filing of this layout is held against."""
        own = OwnFields(self.own.whole, self.own.project, self.own.indicator)
        return Form(
            by_name(self.kind).model,
            self.taxonomy,
            self.checkpoints,
            max(self.amount_decimals, self.most_decimals or 0),
            Fields(self.uses, own),
        )

    @property
    def template(self) -> Path:
        """The Word template."""
        return self.folder / TEMPLATE_FILE


def load(folder: Path, *, linked: bool = False) -> Layout:
    """Read a layout folder. Raises LayoutError with everything that is wrong with its layout.yaml.

    `linked` tells whether its files may be links out of the folder, as an installed package may be made of; those of
    perfgen's own may. Those of a layout from elsewhere may not: what is wrong in a file is shown, and it may be nobody
    else's business.
    """
    for name in (LAYOUT_FILE, TEMPLATE_FILE):
        file = folder / name
        if not file.is_file():
            hint = "复制一个现成的版式文件夹再改"
            raise LayoutError(Diagnostic("LAY01", f"版式文件夹里没有 {name}", folder, hint=hint))
        if file.is_symlink() and not (linked or _within(file, folder) or _within(folder, shipped("templates"))):
            hint = "把文件本身复制到版式文件夹里"
            raise LayoutError(Diagnostic("LAY01", f"{name} 是一个链接，指到版式文件夹外面", folder, hint=hint))
    file = folder / LAYOUT_FILE
    status = file.stat()
    return _loaded(folder, (status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev))


def _within(path: Path, folder: Path) -> bool:
    return real(path).is_relative_to(real(folder))


@lru_cache(maxsize=64)
def _loaded(folder: Path, state: tuple[int, ...]) -> Layout:  # noqa: ARG001 -- an edited layout is read anew
    try:
        return Layout.model_validate({**simple_tree(read_file(folder / LAYOUT_FILE)), "folder": folder})
    except (Doubtful, PerfgenError, ValidationError, TypeError):
        from perfgen.layouts.amiss import reread  # noqa: PLC0415 -- all that tells mistakes: seldom needed

        return reread(folder / LAYOUT_FILE, Layout, {"folder": folder})
