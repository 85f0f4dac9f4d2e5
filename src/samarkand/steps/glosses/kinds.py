"""Whether a name is a person's, a body's, a place's or a thing's, by its own characters and its Latin spelling; a guess."""

from __future__ import annotations

import re

from samarkand.model.names import GlossKind
from samarkand.text.segmenting import tagged

_BODY = """
社 报 報 局 部 会 會 党 黨 院 大学 大學 公司 集团 集團 银行 銀行 组织 組織 中心 联盟 聯盟 基金 署 委 军 軍 电视台
電視台 台 网 網 所 厅 廳 队 隊 法院 学会 智库 智庫 阵线 陣線 同盟 时报 日报 晚报 周刊 杂志 雜誌 邮报 郵報 新闻 新聞
论坛 論壇 联合国 聯合國 欧盟 歐盟 运动 運動 航空 制药 製藥 科技 技术 技術 汽车 汽車 证券 證券 保险 保險 石油 能源
电力 電力
"""
_BODY_ENDS = tuple(_BODY.split())
_PLACE = """
州 市 省 县 縣 岛 島 湖 河 山 海 湾 灣 区 區 镇 鎮 村 国 國 港 庄园 莊園 大街 广场 廣場 机场 機場 半岛 半島 海峡 海峽
群岛 群島 城 谷 高地 公园 公園 医院 醫院 宫 宮 寺 桥 橋
"""
_PLACE_ENDS = tuple(_PLACE.split())
_THING = """
计划 計劃 行动 行動 法 法案 协议 協議 条约 條約 公约 公約 号 號 病毒 疫苗 病 症 炎 系统 系統 奖 獎
"""
_THING_ENDS = tuple(_THING.split())
_BODY_WORDS = re.compile(
    r"\b(?:University|Institute|Organi[sz]ation|Association|Committee|Council|Party|News|Times|Post|Cent(?:er|re)|Group|Company|Corp(?:oration)?"
    r"|Inc|Ltd|Bank|Agency|Bureau|Department|Ministry|Foundation|Fund|Court|Journal|Press|Network|Union|Front|Club|League|School|College"
    r"|Federal|National|Daily|Tribune|Forum|Alliance)\b"
)
_PLACE_WORDS = re.compile(
    r"\b(?:New|San|Santa|Saint|St|Los|Las|North|South|East|West|City|Islands?|River|Lake|Bay|Province|County|Street|Mount(?:ain)?s?|Sea|Cape|Port|Valley"
    r"|Airport|Square|Park|Hospital)\b"
)
_INITIALS = re.compile(r"[A-Z0-9&.+-]{2,8}")
_PERSON = re.compile(r"[^\W\d_][\w.'’‐-]*(?: (?:[^\W\d_][\w.'’‐-]*)){1,4}")
_DOT = re.compile(r"[·‧∙•・･．]")


def kind_of(name: str, latin: str) -> GlossKind:
    """What kind of thing a glossed name most likely is; `other` for what nothing else fits."""
    if latin == latin.lower() or name.endswith(_THING_ENDS):
        return "other"
    is_full = (
        _PERSON.fullmatch(latin) is not None
        and latin.rsplit(maxsplit=1)[-1][:1].isupper()
        and not _INITIALS.fullmatch(latin)
    )
    if _DOT.search(name) and is_full and not _BODY_WORDS.search(latin):
        return "person"
    is_name_of_person = is_full and len(name) <= 4 and name[-1] not in "社报報局党黨"
    if _BODY_WORDS.search(latin) or _INITIALS.fullmatch(latin) or (name.endswith(_BODY_ENDS) and not is_name_of_person):
        return "org"
    tag = tagged(name)[-1][1]
    is_place = name.endswith(_PLACE_ENDS) or tag == "ns"
    if is_place and (not is_full or _PLACE_WORDS.search(latin)):
        return "place"
    return "person" if is_full or tag in {"nr", "nrt", "nrfg"} else "other"
