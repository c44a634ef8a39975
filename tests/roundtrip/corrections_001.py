"""Sample 001 as its filing said it, before a reader of pages lost some of it.

The reader put Markdown marks around heads, blanks and line breaks into words, and the head row of a table on every page;
`flat` takes all that away. What it did to the text itself is listed in CORRECTIONS. Slips of the filing stay.
"""

import re

# Contents and cover stand before this head.
_BEGINNING = re.compile(r"^#+ 一\.部门整体绩效目标$", re.MULTILINE)
_MARKS = re.compile(r"^#+|\*\*|</?b>|^[-\t]+$", re.MULTILINE)
# The heads of the two tables that go on over pages. The reader did not spell brackets alike on all of them.
_HEADS = (
    re.compile("职责活动年度预算数内容描述绩效目标绩效指标评价标准优良中差"),
    re.compile(
        r"一级指标二级指标三级指标绩效指标描述评[(（]扣[)）]分标准指标值指标值确定依据符号值单位[(（]文字描述[)）]"
    ),
)

_PAGES = "表格的一行跨页，分在两页上的单元格接起来"
_BRACKETS = "括号是全角的：同样的标题，别的页上读成全角"
_COMMAS = "这一页的正文标点都读成了半角；同样的话在表格里是全角"

# What stood on the second page of a cell, where it is long.
_TREASURY = "级财政预算执行，承担预算内资金的审核拨付，账簿管理等有关总预算会计账务处理工作，上报各类财政报表，协调联系国库核对收入入库情况。"
_PROCUREMENT = "责依照《政府采购法》制定政府采购管理办法、制度；负责贯彻执行上级有关控购工作方针、政策和规章制度，制定有关的具体规定、办法和管理制度并组织执行；负责审核区级行政事业单位政府采购方式；负责对采购代理机构及政府采购活动进行监督检查。"
_TAXES = "治税工作的方针政策，负责制定全区综合治税工作规定，负责组织全区综合治税和督导检查；负责全区综合治税信息平台网络建设，承担综合治税宣传工作，负责组织协调处理高新区综合治税领导小组办公室工作事项。"
_CHECKS = "负责组织对本级财政收支、财政预算执行情况、专项资金使用情况、政府债务情况开展财政监督检查及调查分"
_CHECKS_2 = "析；负责监督检查财政部门内各单位财税法律、法规、政策、制度的执行情况；负责全区会计人员管理和培训、代理记账机构审批管理；负责全区大气污染专项资金管理，项目谋划；负责全区外事活动、各类因公临时出国人员的审批；负责区内中小企业信用担保中心业务，协助全区相关企业及个人办理贷款；负责全区城建专项资金管理与监督；负责对应预算部门预、决算的审核，资金的管理与监督。"
_BOOKS = "负责全区预算单位代理记账工作；负责拨付预算单位资金款项；负责整"
_BOOKS_2 = "理、暂存预算单位账目。"
_SUPPORT = "为全区各项工作开展提供资金支持；确保全年工作、事项及领导下达的任务和重要指示得到落实。支出的相关性相符不相符支出的合规性符合不符合具体投向(使"
_SUPPORT_2 = "为全区各项工作开展提供资金支持，事项及领导下达的任务和重要指示得到落实。财政资金预算完成率(%)95%以上90%80%<80%资金到位率(%)100%90%80%60%以下"

CORRECTIONS: list[tuple[str, str, str]] = [
    ("税源的分析and动态监控", "税源的分析和动态监控", "“和”读成了英文"),
    (
        f"预算指标管理与51.00负责预算内资金执行指标的管理，区预算内资金管理执行财政资金预算95%以上90%80%<80%执行{_TREASURY}完成率(%)",
        f"预算指标管理与执行51.00负责预算内资金执行指标的管理，区{_TREASURY}预算内资金管理执行财政资金预算完成率(%)95%以上90%80%<80%",
        _PAGES,
    ),
    (
        f"工作；负{_SUPPORT}90%以上80%60%-80%60%以下{_PROCUREMENT}用)情况",
        f"工作；负{_PROCUREMENT}{_SUPPORT}用)情况90%以上80%60%-80%60%以下",
        _PAGES,
    ),
    (
        f"省市有关综合{_SUPPORT_2}{_TAXES}支出的合规性",
        f"省市有关综合{_TAXES}{_SUPPORT_2}支出的合规性",
        _PAGES,
    ),
    (_CHECKS * 2 + _CHECKS_2 * 2, (_CHECKS + _CHECKS_2) * 2, _PAGES),
    (_BOOKS * 2 + _BOOKS_2 * 2, (_BOOKS + _BOOKS_2) * 2, _PAGES),
    ("(一)完善制度建设", "（一）完善制度建设", _BRACKETS),
    ("(二)加强支出管理", "（二）加强支出管理", _BRACKETS),
    ("(三)加强绩效运行监控", "（三）加强绩效运行监控", _BRACKETS),
    ("(四)做好绩效自评", "（四）做好绩效自评", _BRACKETS),
    ("(五)规范财务资产管理", "（五）规范财务资产管理", _BRACKETS),
    ("(六)加强内部监督", "（六）加强内部监督", _BRACKETS),
    ("(七)加强宣传培训调研培训等", "（七）加强宣传培训调研培训等", _BRACKETS),
    ("五.门整体支出绩效指标情况", "五.部门整体支出绩效指标情况", "丢了“部”字，目录里有"),
    ("评(扣)分标准", "评（扣）分标准", _BRACKETS),
    ("单位(文字描述)", "单位（文字描述）", _BRACKETS),
    ("(一)基本情况", "（一）基本情况", _BRACKETS),
    ("(二)绩效目标和指标设置情况", "（二）绩效目标和指标设置情况", _BRACKETS),
    (
        "填报及时情况文字描述按照上级要求及时进行编制求制定",
        "填报及时情况文字描述按照上级要求及时进行编制按照上级要求制定",
        "“求制定”是依据一栏在下一页的后半句；两栏开头的字一样，前一页上读成了一栏",
    ),
    (
        "综合治税信息系统,搭建信息平台,加强税源监控分析,强化税源监控分析,发挥信息治税作用,强化分析应用,达到综合治税作用。",
        "综合治税信息系统，搭建信息平台，加强税源监控分析，强化税源监控分析，发挥信息治税作用，强化分析应用，达到综合治税作用。",
        _COMMAS,
    ),
    (
        "2项绩效目标:一是在各成员单位搭建信息平台;二是发挥信息治税作用,强化分析应用。",
        "2项绩效目标：一是在各成员单位搭建信息平台；二是发挥信息治税作用，强化分析应用。",
        _COMMAS,
    ),
    (
        "其中:产出指标两项,效果指标壹项,满意度指标壹项,具体设置情况详见下表:",
        "其中：产出指标两项，效果指标壹项，满意度指标壹项，具体设置情况详见下表：",
        _COMMAS,
    ),
]
"""What the reader damaged, in the order of the text: as `flat` finds it, as it stood in the filing, and why.

A correction holds wherever its text stands.
"""

BEFORE_IMPORT: list[tuple[str, str, str]] = [
    (" and ", "和", "“和”读成了英文"),
    (
        "填报及时情况\t文字描述\t\t\t按照上级要求及时进行编制",
        "填报及时情况\t文字描述\t\t按照上级要求及时进行编制\t按照上级要",
        "两栏开头的字一样，读成了一栏；“求制定”在下一页",
    ),
]
"""What `perfgen import` cannot know by itself, as it stands in the file: damaged, as it stood in the filing, and why.

All the rest of CORRECTIONS the import sets right: cut rows, brackets, signs of one width, the heading that lost a character.
"""


def corrected(sample_text: str) -> str:
    """The sample as a reader that did not misread those two places would give it."""
    for damaged, right, why in BEFORE_IMPORT:
        assert sample_text.count(damaged) == 1, f"not once there: {damaged} ({why})"
        sample_text = sample_text.replace(damaged, right)
    return sample_text


def flat(sample_text: str) -> str:
    """The whole text of the sample from 一.部门整体绩效目标 on, in order and without white space, corrected."""
    start = _BEGINNING.search(sample_text)
    assert start, "the sample has no first section"
    text = re.sub(r"\s", "", _MARKS.sub("", sample_text[start.start() :]))
    for head in _HEADS:
        first = head.search(text)
        assert first, f"no table with the head {head.pattern}"
        text = text[: first.end()] + head.sub("", text[first.end() :])
    for damaged, corrected, why in CORRECTIONS:
        assert damaged in text, f"nothing to correct: {damaged} ({why})"
        text = text.replace(damaged, corrected)
    return text
