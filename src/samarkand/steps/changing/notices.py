"""Words that say that an article was corrected or updated, and lines that belong to a page and to no article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samarkand.model.statements import Stretch
from samarkand.text.typography import plain_form

_HEAD = (
    r"(?:更正|更正启事|更正说明|更正与说明|更正及致歉|致歉|勘误|订正|澄清|修订|撤稿|撤回|更新|编者?[按注]|编辑[按注]|编后|[小责主]编[按注]?|本[刊报台社][按注]|"
    r"[A-Za-z]{2,8}编辑?[按注]|correction|corrections|clarification|retraction|editor'?s?'?note|editors'?note|update|amendment)"
)
_TITLED = re.compile(
    rf"^[^\w]*{_HEAD}(?:启事|说明|声明)?\d?(?:,[^:.]{{0,24}}|\([^):]{{0,24}}\))?[:)\]|]".replace("'", '"'),
    re.IGNORECASE,
)
_SAYINGS = (
    r"本(?:文|稿|篇|报道|报导|新闻)[^.!?;,]{0,24}?(?:更新|修订|更正|修改|修正|补充|订正|撤回|下架|改写)",
    r"(?:特此|现予?以?|谨此|作出|做出|予以)(?:更正|订正|说明并致歉|致歉|勘误)",
    r"(?:此前|先前|之前|早前|早先|原)(?:的)?(?:版本|报道|报导|文章|稿件|标题)[^.!?;]{0,40}?(?:有误|错误|误[写称作将报植]|不实|不准确|失实|不当)",
    r"本(?:文|稿|报道|报导)(?:的)?(?:前一|上一|较早|早期|旧|此前|先前|早前|最初)(?:个|的)?版本",
    r"(?:有误|误写|笔误|错误),?(?:现|已|特)(?:此|予|经)?(?:更正|改正|修正|订正)",
    r"(?:已|现已|业已)(?:更正|订正|修正|改正)(?:标题|内文|内容|数字|错误|译名)?[.)]?$",
    r"(?:this|the)(?:article|story|report|post|piece|headline|version)(?:has|have|was|is)(?:been)?(?:since)?(?:updated|corrected|amended|revised|clarified|retracted)",
    r"an?(?:earlier|previous)versionof(?:this|the)(?:article|story|report|post|piece|headline)",
    r"wehave(?:since)?(?:corrected|amended|updated)",
)
_SAYS = re.compile("|".join(_SAYINGS), re.IGNORECASE)
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[ap]\.?m\.?)?"
_DAY = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}日|\d{1,2}[a-z]{3,9}\.?,?\d{4}|[a-z]{3,9}\.?\d{1,2},?\d{4})"
_WEEKDAY = (
    r"(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?)?"
)
_WHEN = rf"{_WEEKDAY}(?:{_DAY})?{_WEEKDAY},?(?:{_CLOCK})?(?:\(?(?:[A-Z]{{2,5}}|北京时间|格林尼治时间|当地时间)[+-]?\d{{0,4}}\)?)?"
_COUNT = r"[\d,.]+[万千亿kKmM]?\+?(?:次|人|条|个|篇|则)?"
_COUNTED = r"(?:阅读|浏览|点击|评论|留言|点赞|赞|喜欢|收藏|转发|分享|回复|人气|播放|观看|views?|reads?|comments?|shares?|likes?|shared)"
_SITES = r"(?:微信|微博|新浪微博|qq空间|qq|朋友圈|脸书|推特|脸谱|电邮|邮件|打印|复制链接|链接|分享|收藏|facebook|twitter|x|whatsapp|telegram|line|email|linkedin|reddit|weibo|wechat|print|copylink|share|save|pinterest)"
_PAGES = (
    rf"(?:(?:最后|最近|上次)?(?:更新|发布|发表|修改|刊登|编辑)(?:时间|日期|于|在)?|(?:last)?(?:updated|published|modified|posted)(?:at|on)?)[:]?{_WHEN}",
    rf"{_WEEKDAY}(?:{_DAY})?{_WEEKDAY},?{_CLOCK}(?:\(?(?:[A-Z]{{2,5}}|北京时间|格林尼治时间|当地时间)[+-]?\d{{0,4}}\)?)?",
    rf"{_COUNTED}(?:数|量|次数|人数)?[:(]?{_COUNT}\)?(?:{_COUNTED}(?:数|量|次数|人数)?[:(]?{_COUNT}\)?)*",
    rf"{_COUNT}(?:次)?(?:人)?(?:已)?{_COUNTED}(?:[|/,·]?{_COUNT}(?:次)?{_COUNTED})*",
    rf"(?:分享(?:到|至)?|转发(?:到|至)?|shareon|sharethis|share)?[:]?(?:[|/,、·]?{_SITES})+",
    r"(?:相关|延伸|推荐|更多|热门|猜你喜欢|您?可能感兴趣)(?:新闻|报道|报导|阅读|文章|链接|内容|话题|主题|视频)?[:]?",
    r"(?:related|readmore|morestories|youmayalsolike|recommended|mostread|seealso|moreonthisstory)(?:stories|articles|topics|links|news|content)?[:]?",
    r"(?:请)?(?:点击|扫描|长按)(?:此处|这里|下方|图片|二维码|阅读|查看|收听|收看|订阅|关注)[^.!?]{0,20}",
    r"(?:广告|advertisement|sponsored|continuereadingthemainstory|广告继续阅读)",
)
_FURNITURE = re.compile("|".join(_PAGES), re.IGNORECASE)
_RELATED = re.compile(
    r"(?:相关|延伸|推荐|更多|热门)(?:新闻|报道|报导|阅读|文章|链接)[:]?(?P<here>.*)|(?:related|readmore|morestories|recommended|mostread|seealso|moreonthisstory)(?:stories|articles|links|news)?[:]?(?P<there>)",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?;][\")]*$")
LINK = 60
"""Characters of a line below `相关新闻` that is still taken for the title of another article, where no mark ends it."""
LINKS = 12
"""Lines below it that are."""
LONGEST = 400
"""Characters of a sentence in which a notice is looked for; of furniture, a fifth."""


def is_notice(sentence: str) -> bool:
    """Whether a sentence says that the article was corrected or updated, or speaks for the editors (编者按)."""
    plain = plain_form(sentence[:LONGEST])
    return bool(_TITLED.match(plain) or _SAYS.search(plain))


def is_furniture(line: str) -> bool:
    """Whether a line as a whole is a clock, a counter, a share bar, or what leads to other articles."""
    if len(line) > LONGEST // 5:
        return False
    plain = plain_form(line)
    return bool(plain) and bool(_FURNITURE.fullmatch(plain))


def furniture_in(text: str) -> list[Stretch]:
    """Where the lines of a text stand that belong to its page; the titles of other articles below `相关新闻` with it."""
    return [at for at, is_page in _lines(text) if is_page]


def without_furniture(text: str) -> str:
    """The other lines."""
    return "\n".join(text[start:end] for (start, end), is_page in _lines(text) if not is_page)


def _lines(text: str) -> Iterator[tuple[Stretch, bool]]:
    """Where each line stands, and whether it is furniture."""
    start = links = 0
    for line in text.split("\n"):
        end = start + len(line)
        plain = plain_form(line) if len(line) <= LONGEST // 5 else ""
        if plain and _RELATED.fullmatch(plain):
            links = LINKS
            is_page = True
        elif links and plain and len(line) <= LINK and not _ENDED.search(plain):
            links -= 1
            is_page = True
        else:
            links = 0
            is_page = bool(plain) and bool(_FURNITURE.fullmatch(plain))
        yield (start, end), is_page
        start = end + 1
