"""The words that report speech in Chinese, by what may stand around them; simplified characters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from samarkand.steps.statements.lexicon import words

Frame = Literal["say", "think", "tell", "order", "accuse", "announce", "label", "show", "carry", "report", "learn"]
"""say: a clause follows. think: the same, of somebody named. tell: whom, then a clause. order: whom, then what to do.
accuse: whom, then of what. announce: a clause or a thing. label: a name for something. show: of a document or data.
carry: whose words, then a clause. report: of a medium. learn: from whom it was heard stands before."""

_WORDS: dict[Frame, str] = {
    "say": "说 称 表示 指出 强调 宣称 声称 坚称 辩称 辩解 透露 证实 写道 写到 警告 承认 重申 解释 坦言 直言 坦承 感叹 补充 谈到 提到 "
    "回应 回答 答复 回忆 评论 反驳 反问 问道 喊道 答道 讲道 指 诉称 供述 供认 自称 佯称 谎称 扬言 誓言 发誓 断言 声言 分析 解读 声明 公报 文章 演讲 演说 谈话 警报 表态 暗示 报告 "
    "披露 揭露 介绍 通报 阐述 阐明 明言 明确 坚持 抱怨 质疑 反映 确认 否认 预言 讲 报称 指称 陈述 申明 谈及 提及 叙述 描述 告白 调侃 "
    "嘲讽 讥讽 戏称 赞叹 慨叹 附和 总结 概括 留言 发文 发帖 发推 转述 反问道 补充道 解释道 强调指出 担保 主张 争辩 申辩 表明 "
    "吹捧 鼓吹 吐槽 呼喊 高呼 感慨 宣告 说明 说道 表达 讲述 问 撰文 致辞 回复 高喊 称赞 赞扬 讲话 呛声 痛陈 直指 痛斥 汇报 上报 举报 反馈 述说 诉说 讲明 喊话 哭诉 揭发 检举 详述 自述 口述 笑称 直呼 惊呼 寄语 点评 追问 质问 怒斥 驳斥 回击 痛骂 交代",
    "think": "认为 相信 预计 预测 预期 估计 推测 怀疑 担心 担忧 判断 认定 觉得 深信 坚信 确信 猜测 推断 推算 料",
    "tell": "告诉 告知 提醒 通知 转告 劝告 奉劝 告诫 忠告 叮嘱 嘱咐 吩咐 叮咛",
    "order": "要求 命令 下令 敦促 呼吁 建议 促请 责令 勒令 恳请 吁请 请求 恳求 号召 督促 指示 主张 倡议 承诺 保证 允诺 威胁 "
    "提议 答应 促 吁 许诺",
    "accuse": "指责 批评 谴责 抗议 指控 抨击 痛批 控诉 炮轰 斥责 批 斥 指斥 讽刺 控告 批判 责备 怒批",
    "announce": "宣布 公布 宣告 公告 通告 宣示 裁定 判定 判决 裁决 规定 决定",
    "label": "称为 形容为 称作 称之为 斥为 誉为 形容 描述为 称其为 比作 比喻为 喻为 定性为 归咎于 归因于 斥之为 讥为",
    "show": "显示 表明 揭示 指明 载明 写明 记载 统计 测定 测算 说明 列明 载有 提供 发现",
    "carry": "引述 援引 引用 转引 转述 援述",
    "report": "报道 报导 报 刊文 消息 披露 电 撰文 刊登 发文 播报 爆料",
    "learn": "获悉 了解到 得知 了解 证实 确认 悉 知悉",
}
_ORDER: tuple[Frame, ...] = (
    "carry", "label", "tell", "order", "accuse", "announce", "think", "say", "show", "report", "learn",
)  # fmt: skip
CUES: Mapping[str, Frame] = {word: frame for frame in reversed(_ORDER) for word in _WORDS[frame].split()}
"""Word -> what may stand around it."""
_FOUND = "发现"
"""A cue behind 报告 and the like only, and frequent elsewhere."""
_LONE = {
    "说": "(?<![小据]说)(?!服|法(?![国院律官庭案新郎军方西兰]))",
    "称": "(?<![名职简堪号]称)(?![号呼])",
    "指": "(?<!手指)(?![数标挥导定向]|南(?![京韩非海方北加苏美部]))",
    **dict.fromkeys("促吁", "(?![进成使])"),
    **dict.fromkeys("报电批斥悉料讲问", "(?=[，,：:“「])"),
    **dict.fromkeys("：:", '(?=[“「"])'),
    "据": "",
    "现": f"(?<=[告究查调]{_FOUND})",
}
"""What makes a single character a cue and no part of a common word, behind it."""


def _pattern() -> re.Pattern[str]:
    """Finds a cue or another sign of one: it begins with one class of characters, so that a search passes over most."""
    behind = {sign: [test] for sign, test in _LONE.items()}
    for cue in CUES:
        if len(cue) > 1 and cue != _FOUND:
            behind.setdefault(cue[0], []).append(re.escape(cue[1:]))
    branches = [f"(?<={sign})(?:{'|'.join(rest)})" for sign, rest in behind.items()]
    return re.compile(f"[{''.join(behind)}](?:{'|'.join(branches)})")


HAS_CUE = _pattern()
"""Finds whether a sentence may report something at all."""
LEARNED = words(_WORDS["learn"])
SOURCED = words(" ".join(_WORDS[frame] for frame in ("say", "report", "show", "think", "learn"))) | words(
    "告诉 公布 发布 电 鉴定 通报 调查 分析 计算 报告 监测 测算 观察 记录 数据 宣布"
)
"""Words that may end `据…`: 据目击者介绍, 据地震台网测定."""

BARE = words("抗议 说 称 表示 指出 强调 宣称 声称 坚称 辩称 透露 证实 写道 警告 承认 重申 解释 坦言 直言 补充 认为 相信 报道 报导 指 "
                 "自称 扬言 誓言 显示 表明 预计 预测 估计 担心 怀疑 坚信 声言 觉得 断言 坦承 宣布 暗示 吹捧 鼓吹 说道 诉称 报称 "
                 "主张 抱怨 质疑 确认 感叹 承诺 保证 呼吁 敦促 要求 命令 下令 建议 威胁 指责 谴责 批评 抨击 指控 主张 反驳 促 吁 重申 报告 戏称 谎称 供述 供认 推测 推断 判断 深信 确信 认定 猜测 担忧 预期 裁定 责令 勒令 促请 通报 批 斥 预言 促请 号召 扬言 发现 宣示")  # fmt: skip
"""Cues that a clause may follow with no mark between; the others want a comma, a colon or a quotation."""

NOMINAL_BEFORE = words("作为 此番 这番 的 一 这一 这 该 此 项 个 份 些 种 应 按 按照 根据 依 依据 符合 满足 作出 做出 发出 提出 发表 没有 达到 有关 违反 接受 拒绝 遵守 "
                           "为 与 和 及 无 其 以 回应 遭 遭到 受到 因 按 不顾 据 由于 面对 引发 一份 一项 这份 这项 该份 该项 那份 若干 各项 两项 高 接到 收到 接获 接报 得到 这种 那种 各种 种种 这类 此类 类似 上述 "
                           "新 具体 履行 兑现 违背 信守 公开 联合 书面 等")  # fmt: skip
"""Before one of these words a cue that may be a noun is one."""
NOUNS = words("抨击 要求 承诺 保证 声明 报告 建议 呼吁 命令 指示 威胁 倡议 预测 估计 判断 规定 通知 公告 通告 通报 决定 指控 批评 谴责 报道 报导 消息 介绍 "
                  "评论 说明 回应 解释 警告 主张 判决 裁决 提议 指责 请求 披露 怀疑 担忧 统计 讲话 表态 总结 表达 留言 报 电 料 促 电 预期 猜测 质疑 推测 回答 答复 回复 提醒 "
                  "裁定 陈述 描述 确认 了解 讽刺 认定 回忆 分析 公报 文章 演讲 演说 谈话 警报 汇报 举报 反馈 自述 点评 寄语")  # fmt: skip
"""Cues that are nouns too."""
NEGATIONS = words("没有 没 未 不 并未 并不 尚未 从未 未曾 不曾 拒绝 拒不 无法 不愿 不肯 不能 不予 不便 难以 不得 未能 不会 不想 不再 无意 没能 别 莫 勿 "
                      "予以 加以 那些 这些 未经 有待 尚待 得到 避免 不必 不敢 不可 无需 不要 不应 未有 仍未 至今未 均未 迟迟")  # fmt: skip
"""Before a cue: nothing was said. 不 before a verb of thought still tells a thought, and is told apart."""
ATTITUDES = words("欢迎 支持 感谢 哀悼 慰问 祝贺 关切 关注 担忧 担心 遗憾 反对 怀疑 满意 不满 赞赏 愤怒 谴责 抗议 同情 敬意 歉意 肯定 理解 震惊 失望 乐观 悲观 "
                      "赞同 同意 抵制 异议 疑虑 忧虑 兴趣 尊重 信心 忠诚 反感 愤慨 欣赏 认同 敬佩 道歉 致歉 意见 不同意见 惊讶 欣慰 赞成 关心 意愿 诚意 善意 敌意 热烈欢迎 "
                      "深切哀悼 沉痛哀悼 强烈不满 看法 观点 态度 立场 关怀 谢意 问候 决心 质疑 祝福 恭贺 恭喜 致意 悼念 默哀 庆祝 惋惜 悲痛 谅解 认可 赞许 嘉许 悲伤 同感 怀念 尊敬 痛心 不安 高兴 钦佩 抱歉")  # fmt: skip
"""What is shown and not said by 表示, 表达 with nothing behind it."""
