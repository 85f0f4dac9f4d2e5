"""Media and agencies as texts name them; knows words and no outlets."""

from __future__ import annotations

import re
from functools import lru_cache

from samarkand.text.agencies import AGENCIES

_KNOWN = sorted(
    {name for name in AGENCIES if not name.isascii()}
    | {
        "华尔街日报",
        "纽约时报",
        "华盛顿邮报",
        "金融时报",
        "今日美国",
        "洛杉矶时报",
        "卫报",
        "泰晤士报",
        "每日电讯报",
        "独立报",
        "经济学人",
        "福克斯新闻",
        "霍士新闻台",
        "福克斯",
        "人民日报",
        "环球时报",
        "央视新闻",
        "中央电视台",
        "央视",
        "南华早报",
        "明报",
        "苹果日报",
        "星岛日报",
        "联合早报",
        "联合报",
        "中国时报",
        "自由时报",
        "自由亚洲电台",
        "美国之音",
        "德国之声",
        "法广",
        "法国国际广播电台",
        "英国广播公司",
        "半岛电视台",
        "彭博新闻社",
        "朝鲜中央通讯社",
        "朝中社",
        "韩国联合通讯社",
        "时事社",
        "读卖新闻",
        "朝日新闻",
        "每日新闻",
        "产经新闻",
        "日经新闻",
        "日本经济新闻",
        "日本放送协会",
        "俄罗斯卫星通讯社",
        "卫星通讯社",
        "塔斯社",
        "俄通社",
        "国际文传电讯社",
        "印度快报",
        "印度时报",
        "印度教徒报",
        "印度报业托拉斯",
        "印度亚洲国际通讯社",
        "世界报",
        "费加罗报",
        "解放报",
        "明镜周刊",
        "图片报",
        "新闻周刊",
        "时代周刊",
        "纽约客",
        "大西洋月刊",
        "大纪元",
        "新唐人",
        "看中国",
        "博讯",
        "香港01",
        "端传媒",
        "风传媒",
        "镜周刊",
        "镜电视",
        "三立新闻",
        "民视新闻",
        "公视新闻",
        "自由亚洲",
        "日经亚洲评论",
        "日经亚洲",
        "今日俄罗斯",
        "红星新闻",
        "极目新闻",
        "封面新闻",
        "南方周末",
        "三联生活周刊",
        "中国新闻周刊",
        "冰点周刊",
        "虎嗅",
        "丁香园",
        "财新网",
        "财新",
        "澎湃新闻",
        "新京报",
        "界面新闻",
        "第一财经",
        "中国日报",
        "光明日报",
        "解放军报",
        "大公报",
        "文汇报",
        "立场新闻",
        "众新闻",
        "香港电台",
        "无线电视",
        "有线电视",
        "土耳其阿纳多卢通讯社",
        "安那多鲁",
        "阿通社",
        "共同社",
        "韩联社",
        "新华网",
        "中新网",
        "人民网",
        "环球网",
        "观察者网",
        "凤凰网",
        "凤凰卫视",
        "中广网",
        "中国之声",
        "有线电视新闻网",
        "美国有线电视新闻网",
        "哥伦比亚广播公司",
        "美国广播公司",
        "全国广播公司",
        "国家公共电台",
        "新德里电视台",
    },
    key=len,
    reverse=True,
)
_LATIN = re.compile(
    r"(?<![A-Za-z])(?:CNN|BBC|NHK|CNBC|NBC|ABC|CBS|NPR|AFP|AP|TASS|RFA|VOA|DW|RFI|CCTV|CGTN|HK01|MSNBC|PBS|ITV|Sky News|Fox News|TechCrunch|BuzzFeed|Vox|TVBS|KBS|Axios|Politico|Reuters|Bloomberg|KCNA)(?![A-Za-z])"
)
_KNOWN_ONE = re.compile("|".join(map(re.escape, _KNOWN)))
_SUFFIX = re.compile(
    r"(?:通讯社|新闻社|电讯社|(?<![旅行出版合作杂报结公本该全殡信茶诗])社|日报|晚报|早报|时报|邮报|周报|月报|画报|快报|论坛报|电视台|电台|广播公司|广播电台|新闻网|新闻台|新闻网站|新闻频道|电视新闻网|周刊|月刊|杂志|卫视|"
    r"(?<![海情简喜警预捷年月季公壁举申电汇呈通战上回谎战])报|新闻周刊|政府网|(?<=[国民新华环凤])网|电视频道|新快网|快报网|热线|在线)$"
)
_TITLED = re.compile(r"(?:报|刊|社|网|台|周|杂志|时代|新闻|镜|日报|评论|客|邮|月刊|经济学人|世界|观察|快讯)$")
_IN_SIGNS = re.compile(r"[《『“]([^《》『』“”]{1,20})[》』”]$")
_PARTED = re.compile(r"[、和与及的]")
_REST, _REST_OF_REPORT, _LONGEST = 3, 8, 24
"""Characters."""
_SITES = ("新闻网站", "新闻社", "新闻台")
_SOME = re.compile(
    r"(?:媒体|外媒|外电|俄媒|美媒|日媒|港媒|台媒|韩媒|英媒|德媒|法媒|印媒|官媒|党媒|陆媒|媒|传媒|报章|报纸)$"
)
_OF_COUNTRY = re.compile(
    r"(?!当地|多家|多国|各|国际|外国|一些|部分|主流|其他|有|该|据|海外|社交|网络|自|新|本地|官方|国家|党|亲|外|众|许多|不少|大|纸|地方)[\u4e00-\u9fff]{2,6}(?:媒体|官媒|传媒)$"
)
"""Media of one country, which are told as a channel."""
_TRAIL = re.compile(
    r"(?:的?(?:报道|报导|消息|新闻稿|电稿|电讯|新闻|文章|社论|社评|评论|最新|独家|中文网|网站|官网|调查|记者|节目|专访|分社|采访|引述|援引|综合|驻[\u4e00-\u9fff]{2,6}?记者))+$"
)


@lru_cache(maxsize=1 << 13)
def medium_of(phrase: str) -> str:
    """The name of the medium that a noun phrase means, as it stands there; "" where it means something else."""
    bare = _TRAIL.sub("", phrase)
    titled = _IN_SIGNS.search(bare)
    if titled:
        return titled[1] if _TITLED.search(titled[1]) or _KNOWN_ONE.search(titled[1]) else ""
    return (
        _known(bare, phrase)
        or _unknown(bare)
        or (phrase if phrase.endswith(_SITES) and len(phrase) <= _LONGEST else "")
    )


def _known(bare: str, phrase: str) -> str:
    """A name known everywhere that ends the phrase, or that begins it with little behind: 法新社北京."""
    ended = [match for pattern in (_KNOWN_ONE, _LATIN) for match in pattern.finditer(bare) if match.end() == len(bare)]
    if ended:
        return ended[0][0]
    begun = _KNOWN_ONE.match(bare)
    rest = _REST if bare == phrase else _REST_OF_REPORT
    return begun[0] if begun and len(bare) - begun.end() <= rest and "的" not in bare else ""


def _unknown(bare: str) -> str:
    """What ends as names of media do."""
    if _SOME.search(bare):
        return bare
    is_medium = _SUFFIX.search(bare) and 2 < len(bare) <= _LONGEST
    return (_PARTED.split(bare)[-1] or bare) if is_medium else ""


def is_media(phrase: str) -> bool:
    """Whether a noun phrase means a medium, named or not."""
    return bool(medium_of(phrase))


def is_named(medium: str) -> bool:
    """Whether a medium is one in particular, and can be told as a channel."""
    return not _SOME.search(medium) or _OF_COUNTRY.match(medium) is not None


def canonical(medium: str) -> str:
    """The one name of an agency."""
    return AGENCIES.get(medium, medium)


def media_in(phrase: str) -> list[str]:
    """The media that are named anywhere in some words."""
    found = [match for pattern in (_KNOWN_ONE, _LATIN) for match in pattern.finditer(phrase)]
    return [match[0] for match in sorted(found, key=lambda match: match.start())]
