"""The short way a filing is written to the full way it is meant.

English keys become labels, includes are read in, the nested 绩效指标 become rows, and what was said once on the project
is said on each row. Every node keeps the place where it was written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from perfgen.errors import Diagnostic
from perfgen.filing import Filing, Form, IndicatorResults, nearest
from perfgen.filing.base import Model, Scope
from perfgen.filing.fields import OWN, Fields, Need
from perfgen.filing.labels import meant_by
from perfgen.filing.target import TARGET_COLUMNS, TEXT_SIGN
from perfgen.filing.text import shortened
from perfgen.source.grammar import (
    BASIS,
    DESCRIPTION,
    INDICATOR_LISTS,
    LEVELS,
    NAME,
    NO_FIELDS,
    OVERALL_INDICATORS,
    PLAN,
    PROJECTS,
    QUALITATIVE,
    SIGN,
    TARGET,
    UNIT,
    Key,
    keys,
    labels,
    project_model,
    row_model,
)
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence
from perfgen.source.scalars import MOST_TEXT
from perfgen.source.strays import brought_home
from perfgen.source.table_rows import as_indicator, cells

Include = Callable[[Scalar], list[Node]]
"""Reads what an entry of 预算项目 names; reports what cannot be read."""


@dataclass(slots=True)
class Expander:
    """Expands one filing, collecting what is wrong with it on the way; `form` is that of its layout, if known."""

    include: Include
    form: Form | None = None
    model: type[Model] = Filing
    """What the document is, where its form is not known."""
    found: list[Diagnostic] = field(default_factory=list)
    _guessed: set[tuple[int, str]] = field(default_factory=set)
    _brought: set[int] = field(default_factory=set)
    _unknown_keys: int = 0
    _shared: int = 0
    """How many characters rows share with others, said on each."""

    @property
    def _document(self) -> type[Model]:
        return self.form.model if self.form else self.model

    @property
    def _fields(self) -> Fields:
        return self.form.fields if self.form else NO_FIELDS

    def explains(self, kind: str, owner: Node, key: tuple[str | int, ...]) -> bool:
        """Whether a missing key is already explained: a misspelt one in the same mapping was taken for it."""
        return kind == "missing" and (id(owner.mark), str(*key)) in self._guessed

    def filing(self, root: Node) -> Node:
        """The filing, or the document of another kind, written out in full."""
        root = self._labelled(root, self._document)
        if not isinstance(root, Mapping):
            return root
        items: list[tuple[Scalar, Node]] = []
        for key, value in root.items:
            if key.value == OVERALL_INDICATORS:
                items.append((key, self._indicators(value, None, self._document, key.value)))
            elif key.value in PROJECTS and isinstance(value, Scalar) and value.value:
                typed = value.value[:1] if value.value[:1] in _TYPED_BRACKETS else ""
                said = f"方括号写成了“{typed}”" if typed else "这里应当是一个列表"
                meant = value.value.strip("【】［］ ") if typed else value.value
                self._report(value, "MOD02", said, f"写成 [{shortened(meant)}]")
                items.append((key, Sequence(value.mark)))
            elif key.value in PROJECTS and isinstance(value, Sequence):
                projects = [self._project(project) for project in self._included(value)]
                items.append((key, Sequence(value.mark, projects)))
            else:
                items.append((key, value))
        return Mapping(root.mark, items)

    def _included(self, projects: Sequence) -> list[Node]:
        found: list[Node] = []
        for item in projects.items:
            found += self.include(item) if isinstance(item, Scalar) and item.value else [item]
        return found

    def _labelled(self, node: Node, model: type[Model]) -> Node:
        """The mapping with its keys, and those of the mappings in it, by label. Reports unknown and doubled keys."""
        if not isinstance(node, Mapping):
            return node
        brought = brought_home(node, model, self.form)
        self.found += brought.found
        if brought.project is not None:
            self._guessed |= {
                (id(brought.project.mark), label) for label in keys(project_model(self._document), self._fields)
            }
        self._guessed |= set(brought.lost)
        if brought.found:
            self._brought |= {id(key) for key, _ in node.items}
        node = brought.node
        grammar, meant = keys(model, self._fields), labels(model, self._fields)
        items: list[tuple[Scalar, Node]] = []
        own: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        for key, value in node.items:
            label = meant.get(key.value or "")
            if label is None:
                self._unknown(key, node, model)
                continue
            if label in seen:
                self._report(key, "YML05", f"“{key.value}”和“{seen[label].value}”是同一项，写了两次", "只留一处")
                continue
            seen[label] = key
            named = key if key.value == label else Scalar(label, key.mark, key.end, key.style)
            if grammar[label].own:
                own.append((named, value))
            else:
                items.append((named, self._inner(value, grammar[label])))
        if own:
            first = own[0][0]
            items.append((Scalar(OWN, first.mark, first.end), Mapping(first.mark, own)))
        return Mapping(node.mark, items)

    def _inner(self, value: Node, key: Key) -> Node:
        """What stands under a key, labelled; projects and rows of indicators have a way of their own."""
        model = key.inside
        if model is None:
            return value
        if key.many and isinstance(value, Sequence):
            return Sequence(value.mark, [self._labelled(item, model) for item in value.items])
        return self._labelled(value, model)

    def _project(self, node: Node) -> Node:
        model = project_model(self._document)
        project = self._labelled(node, model)
        if not isinstance(project, Mapping):
            return project
        basis = project.get(BASIS)
        items: list[tuple[Scalar, Node]] = []
        if project.key(INDICATOR_LISTS[0]) is None and (id(node.mark), INDICATOR_LISTS[0]) in self._guessed:
            lost = Sequence(node.mark, [self._lost(node)])
            items.append((Scalar(INDICATOR_LISTS[0], node.mark, node.mark), lost))
        for key, value in project.items:
            if key.value in INDICATOR_LISTS:
                items.append((key, self._indicators(value, basis, model, key.value)))
            elif key.value != BASIS:
                items.append((key, value))
        return Mapping(project.mark, items)

    def _indicators(self, node: Node, basis: Node | None, owner: type[Model], label: str) -> Node:
        if isinstance(node, Mapping):
            rows = [row for level1, groups in node.items for row in self._group(level1, groups)]
        elif isinstance(node, Sequence):
            rows = list(node.items)
            groups = [
                row for row in rows if isinstance(row, Mapping) and not _INDICATOR & {k.value for k, _ in row.items}
            ]
            if groups:
                self._report(groups[0], "MOD02", "这里不用“- ”开头", "绩效指标: 下面直接写 产出指标: 等一级指标")
                return Sequence(node.mark, [self._lost(node)])
        else:
            self._report(node, "MOD02", "绩效指标要分一级、二级指标写", "下一行缩进写 产出指标:，再下一行写 数量指标:")
            return Sequence(node.mark, [self._lost(node)])
        if isinstance(basis, Scalar) and basis.value:
            self._shared += len(rows) * len(basis.value)
            if self._shared > MOST_TEXT:
                said = f"各行共用的“{BASIS}”加起来超过 {MOST_TEXT} 个字"
                self._report(basis, "YML07", said, "写短一些，一行一句就够了")
                return Sequence(node.mark)
        full = [self._row(row, basis, row_model(owner)) for row in rows]
        if owner.scope and self._fields.used(owner.scope, label):
            lacking = [row for row in full if isinstance(row, Mapping) and row.key(BASIS) is None]
            self._ask_for_basis([row for row in lacking if (id(row.mark), BASIS) not in self._guessed])
        return Sequence(node.mark, full)

    def _ask_for_basis(self, rows: list[Mapping]) -> None:
        """One word for all rows of a project that lack their 指标值确定依据: it may stand once on the project."""
        if self._fields.uses.get(Scope.INDICATOR, {}).get(BASIS) is not Need.REQUIRED:
            return
        if rows:
            count = f"（有 {len(rows)} 行没写）" if len(rows) > 1 else ""
            hint = f"各行相同时，在项目上写一次 {BASIS}: …"
            self._report(rows[0], "MOD01", f"缺少“{BASIS}”{count}", hint)
        self._guessed |= {(id(row.mark), BASIS) for row in rows}

    def _lost(self, node: Node) -> Node:
        """A row that stands for those which could not be read: of what it lacks nothing is said."""
        mark = node.mark._replace()
        self._guessed |= {(id(mark), label) for label in keys(row_model(project_model(self._document)), self._fields)}
        return Mapping(mark, [])

    def _group(self, level1: Scalar, groups: Node) -> list[Node]:
        above = self._above(level1.value)
        if above and isinstance(groups, Sequence):
            self._lacks_level(level1, above, f"，“{level1.value}”和它下面的再缩进两格")
            return self._rows((Scalar(above, level1.mark, level1.end), level1), groups)
        known = self._level2s(level1.value)
        if known and isinstance(groups, Sequence) and groups.items:
            other = "（或别的二级指标）" if len(known) > 1 else ""
            hint = f"在它上面加一行“{known[0]}:”{other}，它和它下面的再缩进两格"
            self._report(groups, "MOD02", "这一行上面少了一层：二级指标的名称", hint)
            return self._rows((level1, Scalar(known[0], groups.mark, groups.mark)), groups)
        if not isinstance(groups, Mapping):
            self._report(
                level1, "MOD02", f"“{shortened(level1.value)}”下面应当先分二级指标", "如 数量指标:，再下一层写各行指标"
            )
            return [self._lost(level1)]
        found: list[Node] = []
        told: set[str] = set()
        for level2, rows in groups.items:
            if self.form and level2.value in self.form.taxonomy and level2.value not in self._level2s(level1.value):
                if (
                    id(level1) not in self._brought
                ):  # what stands beside one that is too far left seems to stand under it
                    self._too_deep(level2, level1)
                found += self._group(level2, rows)
                continue
            meant = self._above(level2.value)
            if not meant or level2.value in self._level2s(level1.value) or not self._level2s(level1.value):
                found += self._rows((level1, level2), rows)
                continue
            if meant not in told:
                told.add(meant)
                self._lacks_level(level2, meant, f"；“{level1.value}”下面已经写完了")
            found += self._rows((Scalar(meant, level2.mark, level2.end), level2), rows)
        return found

    def _too_deep(self, node: Scalar, level1: Scalar) -> None:
        """A 一级指标 that stands among the 二级指标 of another."""
        more = node.mark.column - level1.mark.column
        said = f"“{shortened(node.value)}”是一级指标，不在“{shortened(level1.value)}”下面" + (
            f"，缩进多了 {more} 格" if more > 0 else ""
        )
        self._report(node, "MOD02", said, f"和“{shortened(level1.value)}”对齐，连同下面的行向左移")

    def _lacks_level(self, node: Scalar, level1: str, more: str) -> None:
        said = f"“{shortened(node.value)}”属于“{level1}”，这一行上面少了一层：一级指标的名称"
        self._report(node, "MOD02", said, f"在它上面加一行“{level1}:”{more}")

    def _level2s(self, level1: str | None) -> tuple[str, ...]:
        return self.form.taxonomy.get(level1 or "", ()) if self.form else ()

    def _above(self, level2: str | None) -> str:
        """The 一级指标 that a 二级指标 belongs to; empty where it is none, or is a 一级指标 as well."""
        taxonomy = self.form.taxonomy if self.form else {}
        if level2 in taxonomy:
            return ""
        return next((level1 for level1, below in taxonomy.items() if level2 in below), "")

    def _rows(self, levels: tuple[Scalar, Scalar], rows: Node) -> list[Node]:
        """The rows of a 二级指标, with both levels said on each."""
        level2 = levels[1]
        if isinstance(rows, Scalar) and rows.value is None:
            self._report(level2, "MOD02", f"“{shortened(level2.value)}”下面没有写指标", "没有这类指标，就删掉这一行")
            return [self._lost(level2)]
        if isinstance(rows, Mapping) and _INDICATOR & {key.value for key, _ in rows.items}:
            self._report(rows, "MOD02", f"“{shortened(level2.value)}”下面的这一行少了“- ”", "每个指标以“- ”开头")
            rows = Sequence(rows.mark, [rows])
        if not isinstance(rows, Sequence):
            message, hint = f"“{shortened(level2.value)}”下面应当是一行一行的指标", "每行以“- ”开头"
            if isinstance(rows, Scalar) and not rows.style:
                message, hint = (
                    f"{message}，这里是一段文字",
                    f"每行写成 {as_indicator(cells(rows.value or '')) or _ROW}",
                )
            self._report(rows if isinstance(rows, Scalar) else level2, "MOD02", message, hint)
            return [self._lost(level2)]
        heads = [(Scalar(label, head.mark, head.end), head) for label, head in zip(LEVELS, levels, strict=True)]
        found: list[Node] = []
        for row in rows.items:
            if isinstance(row, Mapping):
                self._refuse_levels(row)
                own = [item for item in row.items if item[0].value not in _LEVEL_WORDS]
                found.append(Mapping(row.mark, [*heads, *own]))
            else:
                found.append(row)
        return found

    def _row(self, row: Node, basis: Node | None, model: type[Model]) -> Node:
        indicator = self._labelled(row, model)
        if not isinstance(indicator, Mapping):
            return indicator
        indicator = self._joined(indicator)
        # Without a name there is no telling what it would describe; the missing name is said anyway.
        name = indicator.get(NAME) or Scalar("", row.mark, row.mark)
        said = [(DESCRIPTION, name), (BASIS, basis)]
        for label, value in said:
            if value is not None and indicator.key(label) is None:
                indicator.items.append((Scalar(label, value.mark, value.mark), value))
        return indicator

    def _joined(self, row: Mapping) -> Mapping:
        """The row with 指标性质 and 度量单位, which some forms have as columns of their own, in its 指标值."""
        sign, unit, target = row.get(SIGN), row.get(UNIT), row.get(TARGET)
        if sign is None and unit is None:
            return row
        rest = [item for item in row.items if item[0].value not in (SIGN, UNIT, TARGET)]
        if target is not None and not isinstance(target, Scalar):
            self._report(sign or unit or row, "MOD02", "指标值分了三格，就不用再写指标性质和度量单位", "删掉这两项")
            return Mapping(row.mark, [*rest, (Scalar(TARGET, target.mark, target.mark), target)])
        value = target or Scalar("", row.mark, row.mark)
        qualitative = isinstance(sign, Scalar) and sign.value in (QUALITATIVE, TEXT_SIGN)
        parts = (Scalar(TEXT_SIGN, sign.mark, sign.mark), None, value) if qualitative and sign else (sign, value, unit)
        named = [
            (Scalar(label, part.mark, part.mark), part)
            for label, part in zip(TARGET_COLUMNS, parts, strict=True)
            if part is not None
        ]
        return Mapping(row.mark, [*rest, (Scalar(TARGET, value.mark, value.mark), Mapping(value.mark, named))])

    def _report(self, node: Node, code: str, message: str, hint: str) -> None:
        self.found.append(node.mark.diagnostic(code, message, hint))

    def _refuse_levels(self, row: Mapping) -> None:
        for key, _ in row.items:
            if key.value in _LEVEL_WORDS:
                self._report(key, "MOD02", "这一行不用再写一级、二级指标", "上面几行已经写了，删掉")

    def _lacking(self, owner: Mapping, model: type[Model]) -> tuple[str, ...]:
        """What a mapping must have and has not: an unknown key is most likely one of these."""
        meant = labels(model, self._fields)
        there = {meant.get(key.value or "") for key, _ in owner.items}
        asked = self._fields.required(model.scope) if model.scope else frozenset()
        needed = {field.alias for field in model.model_fields.values() if field.is_required()} | asked
        return tuple(label for label in keys(model, self._fields) if label in needed and label not in there)

    def _holding(self, value: Node | None, owner: Mapping, model: type[Model]) -> str | None:
        """The key a mapping lacks whose parts are those of a value; None where it is no such value."""
        if not isinstance(value, Mapping) or not value.items:
            return None
        said, known = {key.value for key, _ in value.items}, keys(model, self._fields)
        lacking = self._lacking(owner, model)
        if PLAN in lacking and all((word or "").endswith("月底") for word in said):
            return PLAN
        inside = {label: known[label].inside for label in lacking}
        return next((one for one, part in inside.items() if part and said <= labels(part, self._fields).keys()), None)

    def _unknown(self, key: Scalar, owner: Mapping, model: type[Model]) -> None:
        """Report a key nobody knows, and remember what it was probably meant to be."""
        written, known = key.value or "", tuple(keys(model, self._fields))
        self._unknown_keys += 1
        if self._unknown_keys > _MOST_GUESSED:
            self._report(key, "MOD01", f"没有“{shortened(written)}”这一项", "检查拼写，或者删掉")
            return
        hint = nearest(written, self._lacking(owner, model)) if owner.items else ""
        if not hint.startswith("是不是"):
            hint = nearest(written, known)
        english = nearest(written, tuple(labels(model, self._fields)))
        if not hint.startswith("是不是") and english.startswith("是不是"):
            hint = english
        if (meant := meant_by(written)) in known:
            hint = f"这一项叫“{meant}”"
        elif by_parts := self._holding(owner.get(written), owner, model):
            hint = f"这一项叫“{by_parts}”"
        self._report(key, "MOD01", f"没有“{shortened(written)}”这一项", hint)
        self._guessed |= {(id(owner.mark), label) for label in known if f"“{label}”" in hint}


_ROW = f"- {{{NAME}: …, {TARGET}: …}}"
_TYPED_BRACKETS = ("【", "［")
_MOST_GUESSED = 200
"""Of so many unknown keys it is guessed what they were meant to be, which takes its time; who has more has another file."""
_LEVEL_WORDS = {word for word, label in labels(IndicatorResults).items() if label in LEVELS}
_INDICATOR = set(labels(IndicatorResults))
