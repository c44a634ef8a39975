"""JSON Schema of the YAML a clerk writes, from the models, for editors with a YAML language server.

The models give titles, descriptions and types; this module adds what is only YAML's: the short forms that
`perfgen.source.expand` writes out in full, English keys, and the words of the layouts' forms to choose from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from perfgen.filing import Filing, Form, Overall, Results
from perfgen.filing.base import Model, Scope
from perfgen.filing.fields import OWN, OwnField, OwnKind
from perfgen.filing.numbers import Amount, Percent
from perfgen.filing.text import TEXT_SCHEMA
from perfgen.source.grammar import (
    BASIS,
    DESCRIPTION,
    INDICATOR_LISTS,
    LEVELS,
    OVERALL,
    OVERALL_INDICATORS,
    PROJECTS,
    SIGN,
    UNIT,
    document_models,
    keys,
    models,
    project_model,
    row_model,
)

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors' YAML language servers know best."""
_SAID = {
    "Filing": ("绩效文本", "一个部门一个年度的预算绩效文本"),
    "Project": ("预算项目", "一个预算项目，印成一张绩效目标表"),
    "Indicator": ("绩效指标", "绩效指标表的一行"),
    "Target": ("指标值", "要达到的值，如 ≥90批、100%、2022年12月底"),
    "Department": ("部门", "填报单位"),
    "Duty": ("职责", "部门的一项职责和它的工作活动"),
    "Activity": ("工作活动", "一项工作活动和它的绩效指标"),
    "GradedIndicator": ("评价指标", "工作活动的一个指标和它的评价标准"),
    "FundItem": ("一笔资金", "资金安排里的一笔"),
    "FundSources": ("资金来源", "资金按来源分，没有的来源不写"),
    "Funds": ("中期资金", "几年合计的资金"),
    "Task": ("主要任务", "一项年度主要任务和它的预算"),
    "Cover": ("封面", "封面上的编制和审核单位"),
    "Overall": ("部门整体绩效目标", "第一部分的文字，可以用 {{ 合计.预算数 }} 引用数据"),
    "Results": ("执行情况", "一个部门的绩效目标到某个时间完成得怎样"),
    "ProjectResults": ("预算项目", "一个项目的预算执行和指标完成情况，印成一张表"),
    "IndicatorResults": ("绩效指标", "绩效指标的一行和它的完成情况"),
    "ProjectMoney": ("项目资金", "预算和执行，合计和各种资金"),
    "DepartmentMoney": ("年度预算执行", "整个部门的预算和执行"),
    "Spent": ("一行资金", "年初预算数、全年预算数、执行数"),
    "ResultsSummary": ("自评结果汇总表", "许多自评表的结果，一个项目、一个部门整体一行"),
    "SummaryRow": ("自评结果", "一个项目，或一个部门整体的结果"),
    "Summariser": ("汇总单位", "哪个单位汇总的"),
    "Rectification": ("整改", "要不要整改，怎样整改"),
}


def filing_schema(forms: Mapping[str, Form]) -> Schema:
    """The schema of a document's YAML. `forms` are the forms to choose from, of one kind, by the name of their layout.

    Of forms of several kinds, those count that are of the first of `document_models` that some are of.
    """
    model = next((one for one in document_models() if any(form.model is one for form in forms.values())), None)
    said = _document(_of(model, forms), model) if model else _of_kind(next(iter(forms.values())).model, forms)
    return {"$schema": DIALECT, **said}


def results_schema(forms: Mapping[str, Form]) -> Schema:
    """The schema of the YAML of 执行情况, what came of a filing. Forms of other kinds do not count."""
    return {"$schema": DIALECT, **_document(_of(Results, forms), Results)}


def _of(model: type[Model], forms: Mapping[str, Form]) -> dict[str, Form]:
    return {name: form for name, form in forms.items() if form.model is model}


def project_schema(forms: Mapping[str, Form], document_model: type[Model] = Filing) -> Schema:
    """The schema of a file that holds one project, or a list of them, of a document of a model."""
    document = _document(_of(document_model, forms), document_model, project=True)
    definitions = document.pop("definitions")
    definitions["Project"] = document
    one = {"$ref": "#/definitions/Project"}
    return {
        "$schema": DIALECT,
        "title": "预算项目",
        "description": "一个文件一个项目，或一列项目",
        "if": {"type": "array"},
        "then": {"items": one},
        "else": one,
        "definitions": definitions,
    }


def _document(forms: Mapping[str, Form], root: type[Model], *, project: bool = False) -> Schema:
    """The schema of a document, or of a `project` of it, whose parts may be written the short way."""
    definitions = _of_models(root)
    of_project = project_model(root)
    of_row = row_model(of_project)
    _short_forms(definitions, forms, root)
    for definition in definitions.values():
        for schema in definition.get("properties", {}).values():
            _as_written(schema)
    for model in models(root):
        _admit_english(definitions[model.__name__], model)
    _admit_english(definitions["IndicatorRow"], of_row)
    for name in definitions.keys() & _SAID.keys():
        title, description = _SAID[name]
        definitions[name] |= {"title": title, "description": description}
    document = definitions.pop((of_project if project else root).__name__)
    if project:
        definitions = {name: definitions[name] for name in _meant(document, definitions, set())}
    else:
        document |= _where_layouts_differ(forms, root, definitions)
    return {**document, "definitions": dict(sorted(definitions.items()))}


def _short_forms(definitions: dict[str, Schema], forms: Mapping[str, Form], root: type[Model]) -> None:
    """Let projects stand in files, and rows under their levels; offer the words that the layouts' forms have."""
    of_project = project_model(root)
    of_row = row_model(of_project)
    if "SpendingPlan" in definitions:
        definitions["SpendingPlan"] = _plan(definitions["SpendingPlan"], forms)
    whole, project, row = (definitions[model.__name__] for model in (root, of_project, of_row))
    for model in models(root):
        if model.scope:
            _as_layouts_say(definitions[model.__name__], model, forms)
    _offer(whole["properties"]["版式"], list(forms))
    for label in whole["properties"].keys() & set(PROJECTS):
        whole["properties"][label]["items"] = {
            "if": {"type": "string"},
            "then": {"title": "项目文件", "examples": ["projects/*.yaml"]},
            "else": {"$ref": f"#/definitions/{of_project.__name__}"},
        }
    _say_once(project, row, of_project)
    definitions["IndicatorRow"] = _short_row(row)
    for owner, label in (*((project, label) for label in INDICATOR_LISTS), (whole, OVERALL_INDICATORS)):
        if label in owner["properties"]:
            owner["properties"][label] = _indicators(owner["properties"][label], forms, of_row)
    for name, level in zip(LEVELS, _levels(forms), strict=True):
        _offer(row["properties"][name], level)


def _of_kind(model: type[Model], forms: Mapping[str, Form]) -> Schema:
    """The schema of a kind of document that has no short forms: as its models say, and what the layouts ask for."""
    for one in models(model):
        one.model_rebuild()
    document = TypeAdapter(model).json_schema(by_alias=True, ref_template="#/definitions/{model}")
    definitions: dict[str, Schema] = document.pop("$defs", {})
    for one in models(model):
        schema = document if one is model else definitions[one.__name__]
        schema |= dict(zip(("title", "description"), _SAID.get(one.__name__, ()), strict=False))
        _as_layouts_say(schema, one, forms)
        for inner in schema.get("properties", {}).values():
            _as_written(inner)
        _admit_english(schema, one)
    return {**document, "definitions": definitions}


def _meant(schema: Any, definitions: Mapping[str, Schema], found: set[str]) -> set[str]:
    """The names of the definitions that a schema refers to, and those that these refer to."""
    if isinstance(schema, dict):
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        if name and name not in found:
            found.add(name)
            _meant(definitions[name], definitions, found)
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        _meant(inner, definitions, found)
    return found


def _of_models(root: type[Model]) -> dict[str, Schema]:
    """The schemas of all models as pydantic gives them, by name."""
    for model in models(root):
        model.model_rebuild()  # pydantic before 2.14 cannot write the default of a model that is still to be built
    whole = TypeAdapter(root).json_schema(by_alias=True, ref_template="#/definitions/{model}")
    definitions: dict[str, Schema] = whole.pop("$defs")
    return {**definitions, root.__name__: whole}


def _as_written(schema: Schema) -> None:
    """A property without its default, which an editor would write out; what may be left out is no mapping or nothing."""
    schema.pop("default", None)
    first, *others = schema.get("anyOf", ({},))
    if others == [{"type": "null"}] and "$ref" in first:
        schema.pop("anyOf")
        schema.update(first)


def _as_layouts_say(schema: Schema, model: type[Model], forms: Mapping[str, Form]) -> None:
    """A model's mapping with the own fields of the layouts, and what all of them ask for compulsory."""
    schema["properties"].pop(OWN, None)
    scope = model.scope
    if scope is None:
        return
    for form in forms.values():
        if model is not Overall:
            schema["properties"] |= {own.name: _own(own) for own in form.fields.own.of(scope)}
    asked = [
        form.fields.required(scope) | {own.name for own in form.fields.own.of(scope) if own.required == "是"}
        for form in forms.values()
    ]
    common = frozenset.intersection(*map(frozenset, asked)) if asked else frozenset()
    if model is Filing and common & keys(Overall).keys():
        common |= {OVERALL}
    required = set(schema.get("required", ())) | common
    schema["required"] = [label for label in schema["properties"] if label in required]


def _where_layouts_differ(forms: Mapping[str, Form], root: type[Model], definitions: Mapping[str, Schema]) -> Schema:
    """What a document must say by the layout it names; nothing where there is but one."""
    return {"allOf": [_where_layout(*form, root, definitions) for form in forms.items()]} if len(forms) > 1 else {}


def _where_layout(name: str, form: Form, root: type[Model], definitions: Mapping[str, Schema]) -> Schema:
    """What a filing of one layout must say, of several that ask for different things: of the whole and of its projects."""
    whole = form.fields.required(Scope.WHOLE)
    then = _asked(root, [*(label for label in keys(root) if label in whole)])
    overall = [label for label in keys(Overall) if label in whole and OVERALL in keys(root)]
    one = project_model(root)
    project = [
        label for label in definitions[one.__name__]["properties"] if label in form.fields.required(Scope.PROJECT)
    ]
    then["properties"] = {
        **({OVERALL: _asked(Overall, overall)} if overall else {}),
        **{label: {"items": _asked(one, project)} for label in PROJECTS if label in keys(root)},
    }
    return {"if": {"properties": {"版式": {"const": name}}, "required": ["版式"]}, "then": then}


def _asked(model: type[Model], labels: list[str]) -> Schema:
    """That labels must be there, where no English ones are used; nothing of what is no mapping."""
    english = [key.english for key in keys(model).values()]
    return {"if": {"propertyNames": {"not": {"enum": english}}}, "then": {"required": labels}}


def _own(own: OwnField) -> Schema:
    """What an own field takes."""
    schema: Schema = {"title": own.name, **_OF_KIND.get(own.kind, TEXT_SCHEMA)}
    if own.choices:
        schema = {"title": own.name, "enum": list(own.choices)}
    return {**schema, "description": own.note} if own.note else schema


_OF_KIND: dict[OwnKind, Schema] = {
    "金额": TypeAdapter(Amount).json_schema(),
    "百分比": TypeAdapter(Percent).json_schema(),
    "是否": {"enum": ["是", "否"]},
}


def _plan(schema: Schema, forms: Mapping[str, Form]) -> Schema:
    """资金支出计划 with the checkpoints of the forms."""
    percent = schema["additionalProperties"]
    checkpoints = dict.fromkeys(checkpoint for form in forms.values() for checkpoint in form.checkpoints)
    with_plan = [form.checkpoints for form in forms.values() if form.checkpoints]
    common = [checkpoint for checkpoint in checkpoints if all(checkpoint in known for known in with_plan)]
    return {
        "title": "资金支出计划",
        "description": "到每个时点累计支出的百分数，不能变小，最后是 100%",
        "type": "object",
        "properties": {checkpoint: {"title": checkpoint, **percent} for checkpoint in checkpoints},
        "additionalProperties": False,
        "required": common,
    }


def _levels(forms: Mapping[str, Form]) -> tuple[list[str], list[str]]:
    """Every 一级指标 and every 二级指标 of the forms."""
    pairs = [(level1, level2) for form in forms.values() for level1, known in form.taxonomy.items() for level2 in known]
    return list(dict.fromkeys(pair[0] for pair in pairs)), list(dict.fromkeys(pair[1] for pair in pairs))


def _offer(schema: Schema, words: list[str]) -> None:
    """Offer words to choose from; other words stay allowed, since a layout of one's own may have them."""
    kept = {key: schema.pop(key) for key in ("type", "pattern", "minLength") if key in schema}
    schema["anyOf"] = [{"enum": words}, kept]


def _say_once(project: Schema, row: Schema, of_project: type[Model]) -> None:
    """指标值确定依据 may stand once on the project, right before its rows, where projects have it."""
    row["required"] = [label for label in row["required"] if label not in (DESCRIPTION, BASIS)]
    row["properties"] |= {
        SIGN: {"title": SIGN, "description": "指标值的符号单写一格时用：≥、≤、= 或 定性", **TEXT_SCHEMA},
        UNIT: {"title": UNIT, "description": "指标值的单位单写一格时用", **TEXT_SCHEMA},
    }
    if BASIS not in keys(of_project):
        return
    basis = {**row["properties"][BASIS], "description": "各行指标共同的指标值确定依据；某一行不同时写在那一行"}
    ordered: Schema = {}
    for label, schema in project["properties"].items():
        if label in INDICATOR_LISTS and BASIS not in ordered:
            ordered[BASIS] = basis
        ordered[label] = schema
    project["properties"] = ordered


def _short_row(row: Schema) -> Schema:
    """A row under its 一级指标 and 二级指标, which it need not say."""
    return {
        **row,
        "title": "一行绩效指标",
        "properties": {label: schema for label, schema in row["properties"].items() if label not in LEVELS},
        "required": [label for label in row["required"] if label not in LEVELS],
    }


def _indicators(schema: Schema, forms: Mapping[str, Form], of_row: type[Model]) -> Schema:
    """绩效指标 by 一级指标 and 二级指标, or as a list of full rows."""
    tree: dict[str, dict[str, None]] = {}
    for form in forms.values():
        for level1, known in form.taxonomy.items():
            tree.setdefault(level1, {}).update(dict.fromkeys(known))
    rows = {"type": "array", "items": {"$ref": "#/definitions/IndicatorRow"}}
    groups = {
        level1: {
            "title": level1,
            "type": "object",
            "properties": {level2: {"title": level2, **rows} for level2 in known},
            "additionalProperties": False,
        }
        for level1, known in tree.items()
    }
    return {
        "title": schema["title"],
        "description": schema["description"],
        "if": {"type": "array"},
        "then": {"items": {"$ref": f"#/definitions/{of_row.__name__}"}},
        "else": {"type": "object", "properties": groups, "additionalProperties": False},
    }


def _admit_english(schema: Schema, model: type[Model]) -> None:
    """Let English keys pass without offering them; Chinese ones are asked for where no English one is used."""
    english = [key.english for label, key in keys(model).items() if label in schema["properties"]]
    schema["patternProperties"] = {f"^({'|'.join(english)})$": True}
    required = schema.pop("required", [])
    if required:
        schema |= _asked(model, required)
