"""What a reader finds in the five samples: every finding of severity E and W, read by hand against the text.

A table has one line per finding, `CODE | place | quoted`; lines that begin with `#` are the reader's remarks.

Places, all counted from 1, in the words of the form:

    文档                    the document itself: headings, contents, bookmarks (only where a document was imported)
    分项绩效目标             a narrative section, by its label
    职责 6.1 绩效目标        duty 6, activity 1, its field
    职责 1.1.2 差            duty 1, activity 1, indicator 2, the column
    整体 3 指标值            row 3 of the overall indicators (部门整体支出绩效指标), the column
    4                       project 4 as a whole
    4 资金用途               a field of project 4
    4 绩效目标 2             goal 2 of project 4; `4 绩效目标` is all its goals
    4.7 指标值               row 7 of the indicators of project 4, counted through all 一级指标, the column

`quoted` is the words found fault with, as the text has them; empty where something is missing. A unit that is wrong
stands at 指标值 with the unit as `quoted`. `…` at the end means that the words go on; `…` alone, that the whole place
is meant and no words of it. Blanks inside `quoted` do not count, `␠` is a blank that does; the full stop that closes
a line is left out.

The same line twice means two findings. 003 is read as a filing of the year 2025 (its codes are of year 25), 001 as of
2021, the others as of 2022. The last project of 000 and of 001 breaks off: what is cut off is not a finding.
"""

import re
from dataclasses import dataclass

SAMPLE_000 = """
# 乐亭县财政局. Silent on purpose: project 6 breaks off after its second row (no STR08-11, no STR07 for 6.2);
# `四个专项行动` counts no projects (XRF07); the （一）… and 1、… restart under each heading (STR06); the headings
# `绩效指标` have no colon (XRF06); 组织财政系统会议5次, 预算单位75家, 督察12次数, 处置25次数 agree with the table
# (XRF05); 1.5 is a 时效 of ≥95% and no duration (IND15).
# 建全 → 健全
TXT02 | 总体绩效目标 | 建全
# 事物管理 → 事务管理, here, in the name of project 1 and in two purposes
TXT02 | 分项绩效目标 | 综合事物管理
XRF03 | 分项绩效目标 | 财政投资评审业务费
XRF03 | 分项绩效目标 | 国有资产监管维护运营
XRF05 | 分项绩效目标 | 35人次
XRF05 | 分项绩效目标 | 270件
XRF06 | 分项绩效目标 | 财政各项工作完成率
XRF06 | 分项绩效目标 | 办公设备达标率、电算化普及率
XRF06 | 分项绩效目标 | 保障财政工作正常运行、信息畅通率
XRF06 | 分项绩效目标 | 财政工作满意率
XRF06 | 分项绩效目标 | 政务信息公开完成率
XRF06 | 分项绩效目标 | 政务信息公开及时率
XRF06 | 分项绩效目标 | 财政工作满意率
XRF06 | 分项绩效目标 | 全年完成率
XRF06 | 分项绩效目标 | 项目评审限时办结率
XRF06 | 分项绩效目标 | 服务对象满意度
XRF06 | 分项绩效目标 | 任务完成率
XRF06 | 分项绩效目标 | 征收单位满意度
XRF06 | 分项绩效目标 | 国有资产综合工作完成率
XRF06 | 分项绩效目标 | 监管对象满意度
# 督察 beside 督查 (3.1): both are words; a remark of the reader, no finding.
# `对市本级财政专项资金安排的项目` in a county's filing is copied from a city: no rule sees it.
TXT02 | 1 项目名称 | 综合事物管理
TXT02 | 1 资金用途 | 综合事物管理
TXT01 | 1 绩效目标 1 | 目标内容1
# 政策运行 → 正常运行, as the narrative has it. The description repeats the name: one finding for the two.
TXT02 | 1.6 三级指标 | 财政工作政策运行
TXT02 | 1.6 指标值 | 财政工作政策运行
IND07 | 1.6 指标值 | 保障财政工作政策运行、信息畅通
# The first clause of this purpose is project 1's (机关综合事物管理): copied, but nothing in it names another project.
TXT02 | 2 资金用途 | 综合事物管理
TXT01 | 2 绩效目标 1 | 目标内容1
IND07 | 2.5 指标值 | 保障财政事业健康发展
TXT01 | 3 绩效目标 1 | 目标内容1
# Open: 3.5 保障非税收入管理正常运行 ≥95%, 5.6 保障财政资金规范高效运行 ≥95%, 1.5 按时完成时效 ≥95%: a reviewer asks
# 95% of what, but no rule's words cover it. Silent.
TXT01 | 4 绩效目标 1 | 目标内容1
IND07 | 4.5 指标值 | 防止国有资产流失
TXT01 | 5 绩效目标 1 | 目标内容1
XRF04 | 6 项目名称 | 税务局办税服务厅智慧化改造资金
TXT01 | 6 绩效目标 1 | 目标内容1
IND01 | 6.1 指标值 | ≥100%
IND02 | 6.1 指标值 | ≥100%
# Half-width punctuation between Chinese characters.
TXT09 | 工作保障措施 | :
TXT09 | 工作保障措施 | ,
TXT09 | 工作保障措施 | :
TXT09 | 工作保障措施 | :
TXT09 | 工作保障措施 | :
TXT09 | 工作保障措施 | :
TXT09 | 工作保障措施 | :
"""

SAMPLE_001 = """
# 承德高新技术产业开发区财政局. Silent on purpose: project 7 breaks off after its third row (its 四项 and 满意度指标壹项
# are no XRF07, no STR11); NUM07 (100); XRF02 (资金安排 adds up everywhere); 2020年财政总决算 and
# 《承德市2020年综合治税工作要点》 (TXT05); `承德市市以下` is no doubled word; `绩效指标：建立工作机制…` is prose (XRF06);
# 网络设备运维, 预决算编审专项, 集中支付中心专项 fit their own projects best (XRF03); grades 合规/不合规, 是/否,
# 80% / <80% and 60%-80% / 60%以下 meet (NUM08); overall rows 4, 6, 8 say neither good nor bad (IND15);
# overall row 1 has a score, not a ratio (IND02, IND05).
STR02 | 文档 | 错误! 未定义书签
STR02 | 文档 | 错误! 未定义书签
STR02 | 文档 | 错误! 未定义书签
STR03 | 文档 | 一.办公用房租赁及运行项目绩效目标
STR03 | 文档 | 二.商务活动项目绩效目标
STR03 | 文档 | 三.固定资产清查专项绩效目标
STR03 | 文档 | 四.年鉴专项绩效目标
# The body has `五. 门整体支出绩效指标情况`: 部 was lost by the reader of the pages, which is no defect of the filing.
STR03 | 文档 | 一. 国库电子化和一体化建设项目绩效目标
STR03 | 文档 | 二. 网络设备运维项目绩效目标
STR03 | 文档 | 三. 预决算编审专项项目绩效目标
STR03 | 文档 | 四. 业务委托费项目绩效目标
STR03 | 文档 | 五. 业务委托费项目绩效目标
STR03 | 文档 | 六. 综合治税信息系统项目绩效目标
STR03 | 文档 | 七. 集中支付中心专项项目绩效目标
# Remarks without a finding: `促支出继续优化` lacks a comma; 税政政策 is perhaps 税收政策; `分析 and 动态监控` is the
# page reader's; 根据…为依据 (整体 1, 2, 7) is two patterns in one.
NUM08 | 职责 1.1.1 差 | 60%以下
NUM08 | 职责 1.1.2 差 | 60%以下
NUM08 | 职责 1.1.3 差 | 60%以下
NUM08 | 职责 2.1.2 差 | 60%以下
NUM08 | 职责 4.1.2 差 | 60%以下
NUM08 | 职责 5.1.1 差 | 60%以下
NUM08 | 职责 5.1.2 差 | 60%以下
# 较好的完成, here, in 职责 7.1 and in 3.4, would be 较好地完成 by the grammar; both are written so widely that it is none.
NUM08 | 职责 6.1.2 差 | 小于60%
NUM08 | 职责 7.1.1 差 | 60%以下
NUM08 | 职责 7.1.2 差 | 60%以下
# 及及时性 → 及时性
TXT02 | 职责 7.1.3 绩效指标 | 及及时
# 加强宣传培训调研培训等 → 加强宣传培训调研等, as four other samples have it
TXT02 | 加强部门整体绩效目标实施 | 宣传培训调研培训
# said twice: 强化预算绩效管理意识、促进预算绩效管理意识，促进预算绩效管理水平 → 强化预算绩效管理意识，促进预算绩效管理水平
TXT02 | 加强部门整体绩效目标实施 | 促进预算绩效管理意识
IND15 | 整体 1 指标值 | ≤10.00分
IND15 | 整体 2 指标值 | ≤10.00分
IND15 | 整体 3 指标值 | ≤15.00分
IND15 | 整体 5 指标值 | ≤10.00分
# Read as: 预算控制率 is a matter of cost, not an 经济效益. 节约率 under 经济效益 (002, 1.4) is one.
IND17 | 整体 6 三级指标 | 预算控制
IND15 | 整体 7 指标值 | ≤15.00分
IND17 | 整体 8 三级指标 | 按工资定额发放不超过成本
# 第发生一起 → 每发生一起
TXT02 | 整体 8 评（扣）分标准 | 第发生一起
# 工次 → 工资
TXT02 | 整体 8 指标值确定依据 | 工次实际发放
TXT02 | 1.4 指标值确定依据 | (
# 一交投诉 → 一次投诉
TXT02 | 整体 9 评（扣）分标准 | 一交投诉
IND15 | 整体 9 指标值 | ≤10.00分
NUM03 | 1 资金支出计划 | …
IND14 | 1.1 指标值 | 100.00
# 满足…需求 says nothing one could measure: 满足…需求, 满足…需要 belong to the list of vague words (1.3, 2.2, 2.3, 7.3).
IND10 | 1.3 指标值 | 通过开展相关工作，形成有效管理，能够长期满足财政部门、预算部门对国库相关业务的需求
NUM03 | 2 资金支出计划 | …
IND17 | 2.1 三级指标 | 维护及时性
IND10 | 2.2 指标值 | 保证设备正常,网络通畅,满足日常工作需求
IND10 | 2.3 指标值 | 能够长期较好地提供通畅的网络,满足日常工作需要
STR06 | 3 绩效目标说明 | 二做好
TXT03 | 3 绩效目标说明 | 网络设备运维工作活动
XRF07 | 3 绩效指标说明 | 四项
XRF07 | 3 绩效指标说明 | 两项
NUM03 | 3 资金支出计划 | …
IND02 | 1.2 指标值 | =100.00%
IND02 | 3.1 指标值 | =100.00%
IND02 | 3.2 指标值 | =100.00%
IND05 | 3.3 指标值 | 按照上级要求及时进行编制
# Remark: 完成情况 under 可持续影响 is an output; no word of the map.
IND10 | 3.4 指标值 | 能够按照上级要求较好的完成预决算编审工作
STR06 | 4 绩效目标说明 | 二确保
TXT03 | 4 绩效目标说明 | 网络设备运维工作活动
NUM03 | 4 资金支出计划 | …
IND04 | 4.1 指标值 | 百分比
IND04 | 4.2 指标值 | 百分比
IND14 | 4.2 指标值 | =0.00百分比
# No unit (E) and a target of 0 (W) are two defects: with a unit it would still promise nothing.
STR07 | 4.3 指标值 | 0.00
IND14 | 4.3 指标值 | 0.00
STR07 | 4.3 指标值确定依据 |
IND04 | 4.4 指标值 | 百分比
XRF03 | 5 工作活动 | 业务委托费
TXT03 | 5 绩效目标说明 | 网络设备运维工作活动
NUM03 | 5 资金支出计划 | …
IND02 | 5.1 指标值 | >=90.00%
# 反应 → 反映
TXT02 | 5.2 绩效指标描述 | 反应会议举办情况
IND10 | 5.3 指标值 | 业务水平有所提高
TXT03 | 6 绩效目标说明 | 网络设备运维工作活动
XRF07 | 6 绩效指标说明 | 四项
XRF07 | 6 绩效指标说明 | 壹项
NUM03 | 6 资金支出计划 | …
IND17 | 6.3 三级指标 | 开展专项治税治理次数
# Read as: a name that begins with 开展 is an output whatever its unit; a count unit alone would be no proof (新增就业 人).
IND17 | 6.4 三级指标 | 开展综合治税信息采集
IND14 | 6.5 指标值 | 满意达到90%
TXT03 | 7 绩效目标说明 | 网络设备运维工作活动
IND10 | 7.3 指标值 | 满足区直各部门、各单位代理记账业务等需求
# Half-width punctuation between Chinese characters.
TXT09 | 2 绩效目标 1 | ,
TXT09 | 2 绩效目标 2 | ,
TXT09 | 2.1 指标值确定依据 | ,
TXT09 | 2.2 指标值 | ,
TXT09 | 2.2 指标值 | ,
TXT09 | 2.3 指标值 | ,
TXT09 | 2.4 指标值确定依据 | ,
TXT09 | 3.4 指标值确定依据 | ,
TXT09 | 3.5 指标值确定依据 | ,
TXT09 | 3.5 指标值确定依据 | ,
TXT09 | 5.3 指标值确定依据 | .
TXT09 | 5.3 指标值确定依据 | ,
TXT09 | 5.4 指标值确定依据 | ,
TXT09 | 5.4 指标值确定依据 | ,
"""

SAMPLE_002 = """
# 乐亭县机关事务中心. Silent on purpose: 1. 2. 3. restart under each unnumbered heading (STR06); 492.87, 8.87, 184 and
# 300 agree (XRF01, XRF02); every value in the narrative agrees with its row (XRF05); `质量指标。` is followed by a
# number (XRF06); 招商综合服务。 接待活动管理。 公务用车管理平台建设。 in 总体绩效目标 head paragraphs about the work and
# name no projects (XRF03); 产出指标情况分析 is no 完成情况 (TXT06); 费用节约率 is an 经济效益 (IND17).
# 县位优势 → 区位优势
TXT02 | 总体绩效目标 | 县位优势
# 较好的履行: as 较好的完成 in 001.
XRF03 | 分项绩效目标 | 接待活动管理经费
XRF03 | 分项绩效目标 | 招商综合服务
XRF03 | 分项绩效目标 | 公务用车平台建设经费
STR06 | 分项绩效目标 | 质量指标
TXT06 | 分项绩效目标 | 完成情况分析
TXT06 | 分项绩效目标 | 完成情况分析
TXT06 | 分项绩效目标 | 完成情况分析
TXT06 | 分项绩效目标 | 完成情况分析
TXT06 | 分项绩效目标 | 完成情况分析
TXT06 | 分项绩效目标 | 完成值95%
# Remark: 3.6's description 有效提高后勤保障 is 2.6's 有效提供后勤保障, perhaps a slip; not listed.
# Remark: `确保了公务活动顺畅和提高了…成果` reports too, without a word of the list.
STR10 | 1 |
# 支现任务 → 执行任务
TXT02 | 1 绩效目标 1 | 支现任务
IND10 | 1.5 指标值 | 推动经济社会快速发展
IND10 | 1.6 指标值 | 推动生态文明建设
STR10 | 2 |
# 副部级 in 总体绩效目标
XRF08 | 2 资金用途 | 正部级
# 服务员全县发展 → 服务于全县发展
TXT02 | 2 绩效目标 1 | 服务员全县发展
IND10 | 2.5 指标值 | 推动经济社会快速发展
IND17 | 2.6 三级指标 | 保障社会发展
IND10 | 2.6 指标值 | 促进生态文明建设
STR10 | 3 |
IND10 | 3.5 指标值 | 推动经济社会发展
IND17 | 3.6 三级指标 | 保障社会发展
IND10 | 3.6 指标值 | 促进生态文明建设
# Half-width punctuation between Chinese characters.
TXT09 | 分项绩效目标 | ,
TXT09 | 工作保障措施 | ,
"""

SAMPLE_003 = """
# 玉田县人民政府办公室本级, 金额单位 元. Silent on purpose: `人数数量` in 5.1 is no doubled word; ≤180天数 and ≤7工作日 are
# durations the right way round (IND15); 2.4's basis is not its target (支出 in front), 7.8's not its description (IND08);
# 1.4's target is not its name (IND07); 7工作日 is a unit (IND04); 2, 3 and 7 say more or other than their purpose (TXT04).
STR05 | 分项绩效目标 | （一）
STR05 | 分项绩效目标 | （二）
STR05 | 分项绩效目标 | （三）
STR05 | 分项绩效目标 | （四）
STR05 | 分项绩效目标 | （五）
XRF06 | 分项绩效目标 | 会议服务保障率
XRF06 | 分项绩效目标 | 办公任务完成率
XRF06 | 分项绩效目标 | 宣传活动开展及时率
# 法制政府 → 法治政府 (法制工作 is right)
TXT02 | 分项绩效目标 | 法制政府
XRF06 | 分项绩效目标 | 保证法制工作有序开展
XRF06 | 分项绩效目标 | 反馈群众反映问题的时效
# 意见意见 → 意见
TXT02 | 工作保障措施 | 意见意见
TXT04 | 1 绩效目标 | 保障劳务派遣人员工资保险相关费用
IND04 | 1.1 指标值 | 人数
IND04 | 1.2 指标值 | 比率
IND04 | 1.3 指标值 | 比率
NUM06 | 1.4 指标值 | 支出不超出预算
IND08 | 1.4 指标值确定依据 | 支出不超出预算
IND07 | 1.5 指标值 | 提高毕业生就业率
IND07 | 1.6 指标值 | 提高劳务派遣人员生活水平
# 租金劳务派遣人员消费水平 → 促进劳务派遣人员消费水平. Were it spelt right, the target would be IND07; as it stands it is vague.
TXT02 | 1.7 绩效指标描述 | 租金劳务派遣人员
IND10 | 1.7 指标值 | 促进劳务派遣人员消费水平
IND04 | 1.8 指标值 | 比率
IND08 | 1.8 指标值确定依据 | 劳务派遣人员满意度
IND01 | 2.1 指标值 | ≥100比率
IND02 | 2.1 指标值 | ≥100比率
IND04 | 2.1 指标值 | 比率
IND01 | 2.2 指标值 | ≥100比率
IND04 | 2.2 指标值 | 比率
IND01 | 2.3 指标值 | ≥100比率
IND04 | 2.3 指标值 | 比率
IND07 | 2.4 指标值 | 不超出预算金额
NUM06 | 2.4 指标值 | 不超出预算金额
IND07 | 2.5 指标值 | 提高残疾人生活水平
IND07 | 2.6 指标值 | 提高残疾人就业率
IND07 | 2.7 指标值 | 保障残疾人基本权益
IND04 | 2.8 指标值 | 比率
IND02 | 3.1 指标值 | ≥90比率
IND04 | 3.1 指标值 | 比率
IND04 | 3.2 指标值 | 比率
IND04 | 3.3 指标值 | 天数
NUM06 | 3.4 指标值 | 支出不超出预算
IND08 | 3.4 指标值确定依据 | 支出不超出预算
TXT02 | 3.5 三级指标 | 法制政府
TXT02 | 3.5 指标值 | 法制政府
IND07 | 3.5 指标值 | 提升法制政府管理水平
IND07 | 3.6 指标值 | 保证法制工作有序开展
IND07 | 3.7 指标值 | 提升社会稳定水平
IND04 | 3.8 指标值 | 比率
IND08 | 3.8 指标值确定依据 | 社会公众对政府满意度
TXT04 | 4 绩效目标 | 维护正常金融秩序，特别是做好金融风险宣传教育和处置化解工作
IND04 | 4.1 指标值 | 次数
IND04 | 4.2 指标值 | 比率
IND04 | 4.3 指标值 | 比率
NUM06 | 4.4 指标值 | 支出不超出预算
IND08 | 4.4 指标值确定依据 | 支出不超出预算
IND07 | 4.5 指标值 | 提升应急处置能力
IND07 | 4.6 指标值 | 保障县内金融环境稳定性
IND07 | 4.7 指标值 | 提升社会稳定水平
IND04 | 4.8 指标值 | 比率
TXT04 | 5 绩效目标 | 推动贫困重病患者救助、圆梦助学行动救助和特困家庭人道救助等募捐救助活动等各项工作开展
IND04 | 5.1 指标值 | 人数
IND04 | 5.2 指标值 | 比率
IND04 | 5.3 指标值 | 比率
NUM06 | 5.4 指标值 | 支出不超出预算
IND08 | 5.4 指标值确定依据 | 支出不超出预算
IND07 | 5.5 指标值 | 提高被救助人员生活水平
IND07 | 5.6 指标值 | 提升公益服务水平
IND07 | 5.7 指标值 | 提高社会对公益救助活动的重视水平
IND04 | 5.8 指标值 | 比率
IND08 | 5.8 指标值确定依据 | 被救助对象满意度
TXT04 | 6 绩效目标 | 保证机关正常运转、会议顺利召开，日常工作有序开展
IND02 | 6.1 指标值 | ≥90比率
IND04 | 6.1 指标值 | 比率
IND04 | 6.2 指标值 | 比率
IND04 | 6.3 指标值 | 比率
NUM06 | 6.4 指标值 | 支出不超出预算
IND08 | 6.4 指标值确定依据 | 支出不超出预算
IND07 | 6.5 指标值 | 保证机关正常办公
IND07 | 6.6 指标值 | 提高办事效率
IND07 | 6.7 指标值 | 提高政务服务水平
IND04 | 6.8 指标值 | 比率
IND01 | 7.1 指标值 | ≥100比率
IND02 | 7.1 指标值 | ≥100比率
IND04 | 7.1 指标值 | 比率
IND04 | 7.2 指标值 | 比率
NUM06 | 7.4 指标值 | 支出不超出预算
IND08 | 7.4 指标值确定依据 | 支出不超出预算
IND07 | 7.5 指标值 | 保障电子政务中心正常运转
IND07 | 7.6 指标值 | 提高办事效率
# One word off its name (及时反馈 / 解决), so not IND07; a slogan all the same: 维护…稳定 belongs to the vague words.
IND10 | 7.7 指标值 | 解决群众实际问题，维护社会稳定
IND04 | 7.8 指标值 | 比率
"""

SAMPLE_004 = """
# 乐亭县人民政府办公室. Silent on purpose: 2019年建成 and 《乐亭年鉴（2021）》 (TXT05); 各奖励1万元 is no project's amount
# (XRF02); 指挥调度中心, 电子政务外网 and the like in the narrative are institutions and networks, not names of projects,
# and fewer than half of the projects are named (XRF03, XRF04); 3-5年 (TXT07); 花费成本 equals the budget in all 15
# (NUM05); 达到等保2.0标准 has a number (IND11); 7.6 and 7.7 stand under the class their name says (IND17);
# 应急处置率 ≥ nothing: plain 100% is no IND01; 收集资料情况 >50万字 is IND03, an I.
# One section, one finding: the dump begins with 一、总体绩效目标.
STR01 | 文档 | 第一部分
# Project 2's heading carries the number that project 7's lacks: the bookmark was carried off.
STR04 | 文档 | _Toc_4_4_0000000010
STR04 | 文档 | 7.生态环保月考核奖励资金绩效目标表
# Remark: 动态研控、研制分析 is probably 管控、研判分析; not certain enough to list. 联接 is a word beside 连接.
IND02 | 1.2 指标值 | 100%
IND05 | 1.7 指标值 | 有所提高
IND10 | 1.8 指标值 | 有所提高
# Open: the goals of project 2 are its purpose without the words 主要用于 in front. A reviewer calls that copied;
# by the letter (equal) it is silent. The purpose's 用于 / 主要用于 should be dropped before comparing.
IND10 | 2.6 指标值 | 有所提升
# Remark: goals 1 and 3 of project 3 are cut in the wrong place (确保国有 | 资产不流失); no rule sees it.
IND10 | 3.8 指标值 | 有所降低
IND10 | 3.9 指标值 | 有所提高
IND10 | 3.10 指标值 | 有所降低
IND02 | 4.2 指标值 | 100%
IND10 | 4.4 指标值 | 有所提高
IND10 | 4.7 指标值 | 有所提高
# 劵商 → 券商
TXT02 | 5 资金用途 | 劵商
IND10 | 5.7 指标值 | 有所提升
IND10 | 5.8 指标值 | 有所提升
IND10 | 5.10 指标值 | 有所提高
TXT07 | 6.5 指标值 | 100%␠
IND05 | 6.8 指标值 | 有所提高
IND10 | 6.9 指标值 | 有所提高
IND02 | 7.1 指标值 | 100%
IND10 | 7.6 指标值 | 有所提高
IND10 | 7.7 指标值 | 有所提高
IND10 | 7.8 指标值 | 有所提高
IND10 | 7.9 指标值 | 有所提高
IND11 | 8.1 指标值 | 约定次数
# Remark: 出现突出问题时 (8.3) is 发生突发问题时 in 6.5; 突出问题 is good Chinese, so not listed.
IND05 | 8.6 指标值 | 有所提高
IND10 | 8.7 指标值 | 有所提高
IND02 | 9.2 指标值 | 100%
IND10 | 9.3 指标值 | 有所提升
IND10 | 9.7 指标值 | 有所提升
IND10 | 9.8 指标值 | 有所降低
# 10, 13 and 15: the purpose, cut at a comma or semicolon and numbered.
TXT04 | 10 绩效目标 | 制定印发地方综合年鉴编纂方案…
IND10 | 10.6 指标值 | 有所提高
IND10 | 10.7 指标值 | 有所提高
IND02 | 11.2 指标值 | 100%
IND10 | 11.8 指标值 | 有所提高
IND10 | 11.9 指标值 | 有所提高
IND05 | 11.10 指标值 | 有所提高
IND10 | 11.11 指标值 | 有所提高
# 水电迅 → 水电讯, as the narrative has it
TXT02 | 12 绩效目标 1 | 水电迅
IND02 | 12.1 指标值 | 100%
IND02 | 12.3 指标值 | ≥90%
IND10 | 12.8 指标值 | 有所提升
TXT04 | 13 绩效目标 | 公开招标第三方专家团队提供技术服务…
IND10 | 13.9 指标值 | 有所提升
# 合力预留 → 合理预留
TXT02 | 14 资金用途 | 合力预留
# Open: 14.3 机房正常运转 ≥95% as a 时效指标, 14.5 安全运行 ≥95%: 95% of what; no rule's words. Silent.
TXT04 | 15 绩效目标 | 对大清河、老米河、新河等重点河流进行生态修复和综合治理…
IND02 | 15.1 指标值 | 100%
IND02 | 15.2 指标值 | 100%
IND05 | 15.2 指标值 | 100%
IND10 | 15.8 指标值 | 有所提高
"""

SAMPLES = {"000": SAMPLE_000, "001": SAMPLE_001, "002": SAMPLE_002, "003": SAMPLE_003, "004": SAMPLE_004}

_SECTIONS = (
    "文档",
    "总体绩效目标",
    "分项绩效目标",
    "职责",
    "工作保障措施",
    "加强部门整体绩效目标实施",
    "整体",
)
_FIELDS = (
    "",
    "工作活动",
    "工作活动概况",
    "资金安排",
    "绩效目标说明",
    "绩效指标说明",
    "项目编码",
    "项目名称",
    "预算数",
    "资金用途",
    "资金支出计划",
    "绩效目标",
)
_COLUMNS = (
    "",
    "绩效目标",
    "绩效指标",
    "三级指标",
    "绩效指标描述",
    "评（扣）分标准",
    "指标值",
    "指标值确定依据",
    "差",
)
_PLACE = re.compile(r"(?P<section>\D*?) ?(?P<numbers>\d+(?:\.\d+)*)?(?: (?P<label>\D+?))?(?: (?P<item>\d+))?")


@dataclass(frozen=True, slots=True)
class Expected:
    """One finding a reader expects: the rule's code, the place in the notation above, the words found fault with."""

    code: str
    place: str
    quoted: str


def parse(table: str) -> list[Expected]:
    """Read one of the tables, sorted by place as in the document; the order of lines decides within a place.

    Raises:
        ValueError: a line is not `CODE | place | quoted`, or its place is none of the notation.
    """
    rows = []
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 3 or not re.fullmatch("[A-Z]{3}[0-9]{2}", cells[0]):
            raise ValueError(line)
        rows.append(Expected(cells[0], cells[1], cells[2].replace("␠", " ")))
    return sorted(rows, key=lambda row: position(row.place))


def position(place: str) -> tuple[int, tuple[int, ...], int, int]:
    """Where a place stands in its document: section, numbers, field or column, item; comparable with other places.

    Raises:
        ValueError: the place is none of the notation.
    """
    found = _PLACE.fullmatch(place)
    if found is None:
        raise ValueError(place)
    numbers = tuple(int(number) for number in (found["numbers"] or "0").split("."))
    label, item = found["label"] or "", int(found["item"] or 0)
    if found["section"]:
        return _SECTIONS.index(found["section"]), numbers, _COLUMNS.index(label), item
    if found["numbers"] is None:
        raise ValueError(place)
    labels = _COLUMNS if len(numbers) > 1 else _FIELDS
    return len(_SECTIONS), numbers, labels.index(label), item
