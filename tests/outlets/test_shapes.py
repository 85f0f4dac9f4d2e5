"""The rules that come with the program, on invented texts in the shape of each outlet's bodies."""

from datetime import UTC, datetime

import pytest

from samarkand.adapters.outlets import built_in
from samarkand.model.articles import Record
from samarkand.steps.outlets import find, outlet_of
from samarkand.steps.reading import read
from samarkand.times import iso

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SUMMER_2020 = 1594000000000  # 6 July 2020, 01:46:40 UTC
SUMMER_2024 = 1723012981000  # 7 August 2024, 06:43:01 UTC

CASES = {
    "rfi": (
        SUMMER_2020,
        ('<div>06/07/2020 - 03:40</div><img src="/media/a.jpg"><p><strong>桥通了。</strong></p><div class="t-content__body">'
        '<div class="m-interstitial"></div><p>市长来了。</p><divclass="m-block-ad"><div class="m-block-ad__label">广告</div></div>'
        '<p class="t-copyright">© 2020 AFP</p><div class="o-self-promo" data-selfpromo-newsletter><p>订阅</p></div></div>'),
        ("2020-07-06T01:40:00Z", (), "桥通了。\n市长来了。\n© 2020 AFP", ("",)),
    ),
    "voa": (
        SUMMER_2020,
        ('<div><i>Mon, 06 Jul 2020 01:40:10 GMT</i></div><img src="https://images.weserv.nl?url=pics.example/a.jpg" width="100%">'
        '<div><small style="color: #999;">新桥</small></div><p>桥通了。<br />市长来了。</p><p>==========</p>'
        '<div class="contentImage"><img class="photo" src="https://images.weserv.nl?url=pics.example/b.jpg">'
        '<span class="imageCaption">旧桥</span></div>'),
        ("2020-07-06T01:40:10Z", (), "新桥\n桥通了。\n市长来了。\n旧桥", ("新桥", "旧桥")),
    ),
    "bbc": (
        SUMMER_2020,
        ('<div><i>2020年 7月 6日</i></div><div class="story-body__inner"><div class="media-landscape"><span class="image-and-copyright-container">'
        '<img src="/a.jpg"><span class="off-screen">图片版权</span><span class="story-image-copyright">河社</span></span>'
        '<figcaption class="media-caption"><span class="off-screen">Image caption</span><span class="media-caption__text">新桥</span></figcaption>'
        '</div><p class="story-body__introduction">桥通了。</p><div class="bbccom_slot mpu-ad"><p>广告</p></div></div>'),
        ("2020-07-06", (), "新桥\n桥通了。", ("新桥",)),
    ),
    "bbc, with classes made by a machine": (
        SUMMER_2024,
        ('<main role="main"><div class="GridItem-sc-1"></div><div><time dateTime="2024-08-07" class="Stamp-0">19 分钟前</time></div>'
        '<div class="Figure-sc-2"><div><div class="ImagePlaceholder-sc"><img src="/a.jpg"/><p role="text" class="Copyright-sc">'
        '<span class="VisuallyHiddenText-sc">图像来源，</span><span>河社</span></p></div><div><p>新桥</p></div></div></div>'
        '<section data-e2e="advertisement"><p>广告</p></section><div><p class="Paragraph-sc">桥通了。</p></div></main>'),
        ("2024-08-07", (), "新桥\n桥通了。", ("新桥",)),
    ),
    "bbc, with a byline": (
        SUMMER_2024,
        ('<main role="main"><div></div><div><div><ul role="list"><li role="listitem">何川（He Chuan）</li><li role="listitem">河上</li></ul></div></div>'
        '<div><time dateTime="2024-08-07">15 分钟前</time></div><p>桥通了。</p></main>'),
        ("2024-08-07", ("何川",), "桥通了。", ()),
    ),
    "dw": (
        SUMMER_2020,
        ('<div><i>  何川 （综合报道）<br>2020-07-06T01:40:00.721Z</i></div><img src="https://images.weserv.nl/?url=pics.example/a.jpg" width="100%">'
        '<div><small style="color: #999;">新桥</small></div><p>桥通了。</p>'),
        ("2020-07-06T01:40:00Z", ("何川",), "新桥\n桥通了。", ("新桥",)),
    ),
    "dw, signed below": (
        SUMMER_2020,
        "<div><i><br>2020-07-06T01:40:00Z</i></div><p>桥通了。</p><p>何川/江小满（综合报导）</p>",
        ("2020-07-06T01:40:00Z", ("何川", "江小满"), "桥通了。\n何川/江小满（综合报导）", ()),
    ),
    "dw, a gallery": (
        SUMMER_2020,
        '<div><img src="https://images.weserv.nl/?url=pics.example/a.jpg" width="100%"><br><b>新桥</b>：桥通了。</div>',
        ("2020-07-06T01:46:40Z", (), "新桥：桥通了。", ("新桥",)),
    ),
    "nyt": (
        SUMMER_2020,
        ('<div><i>HE CHUAN,HE CHUAN<br>2020-07-06 09:40:39</i></div><img src="https://images.weserv.nl?url=pics.example/a.jpg" width="100%">'
        '<div><small style="color: #999;">新桥</small></div><p><i>（欢迎</i><a href="#"><i>点击此处</i></a><i>订阅简报。）</i></p>'
        '<p>桥通了。</p><p>翻译：江小满<br/><a href="#">点击查看本文英文版。</a></p>'),
        ("2020-07-06T01:40:39Z", ("HE CHUAN",), "新桥\n桥通了。\n翻译：江小满", ("新桥",)),
    ),
    "rfa": (
        SUMMER_2020,
        ('<p>桥通了。</p><div class="image-inline captioned"><div><img alt="新桥" src="/a.jpg"/></div><div class="image-caption"><span>新桥</span>'
        '<span class="copyright"> </span></div><div id="zoomattribute"><a href="#"><img src="/icon-zoom.png"/></a></div></div>'
        "<p>记者：何川 江小满 责编：河上 网编：桥</p>"),
        ("2020-07-06T01:46:40Z", ("何川", "江小满"), "桥通了。\n新桥\n记者：何川 江小满 责编：河上 网编：桥", ("新桥",)),
    ),
    "rfa, with a place": (
        SUMMER_2020,
        "<p>记者：你怎么看？</p><p>自由亚洲电台记者何川台北报道   责编：河上</p>",
        ("2020-07-06T01:46:40Z", ("何川",), "记者：你怎么看？\n自由亚洲电台记者何川台北报道 责编：河上", ()),
    ),
    "cdt": (
        SUMMER_2020,
        ('<p>作者：何川</p><div class="wp-caption"><img src="/a.jpg" /><p class="wp-caption-text">新桥</p></div><p>桥通了。</p><hr/>'
        "<p><small>© 桥 for 中国数字时代, get_post_time('Y'). |Permalink<br/>Post tags: <a>桥</a><br/></small></p>"
        "<p><small>Feed enhanced by <a>Better Feed</a> from  <a>Ozh</a></small></p>"),
        ("2020-07-06T01:46:40Z", ("何川",), "作者：何川\n新桥\n桥通了。", ("新桥",)),
    ),
    "reuters": (
        SUMMER_2020,
        ('<div><i>2020-07-06T01:40:05</i></div><div class="StandardArticleBody_body"><p>桥通了。</p><div class="Image_container">'
        '<figure><img src="//pics.example/a"/></figure><figcaption><div class="Image_caption"><span>新桥</span></div></figcaption></div>'
        '<div class="Attribution_container"><p class="Attribution_content">记者 何川/江小满；审校 河上 </p></div>'
        '<div class="StandardArticleBody_trustBadgeContainer">我们的标准</div></div>'),
        ("2020-07-06T01:40:05Z", ("何川", "江小满"), "桥通了。\n新桥", ("新桥",)),
    ),
    "ft": (
        SUMMER_2020,
        ('<div></div><div class="story-lead">何川、江小满：桥通了。</div><div class="story-image"><img src="/a.jpg"></div>'
        '<div class="story-body"><p>河上：不。</p><div class="o-ads in-article-advert" data-o-ads-name="mpu"></div><p>译者/桥</p></div>'),
        ("2020-07-06T01:46:40Z", ("何川", "江小满"), "何川、江小满：桥通了。\n河上：不。\n译者/桥", ("",)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_body_in_the_outlets_shape(case):
    header_ms, body, (when, authors, text, captions) = CASES[case]
    outlet = find(case.partition(",")[0], built_in())
    reading = read(Record("新桥", "https://x.example/a", body, header_ms), outlet, NOW)
    published = reading.published
    assert (str(published.on) if published.on else iso(published.at.replace(microsecond=0))) == when
    assert reading.authors == authors
    assert reading.text == text
    assert tuple(picture.caption for picture in reading.pictures) == captions


def test_every_outlet_has_a_shape():
    assert {case.partition(",")[0] for case in CASES} == {outlet.id for outlet in built_in()}


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("http://www.rfi.fr//cn/a/20200706-b", "rfi"),
        ("https://www.rfi.fr/tw/a", "rfi"),
        ("https://www.voachinese.com/a/b/1.html", "voa"),
        ("http://www.bbc.com/zhongwen/simp/world-1", "bbc"),
        ("https://www.bbc.co.uk/zhongwen/trad/world-1", "bbc"),
        ("https://www.dw.com/zh/a/a-1", "dw"),
        ("https://cn.nytimes.com/china/20200706/a/", "nyt"),
        ("https://www.rfa.org/mandarin/a/b.html", "rfa"),
        ("https://chinadigitaltimes.net/chinese/1.html", "cdt"),
        ("https://cn.reuters.com/article/a", "reuters"),
        ("https://cn.ft.com/story/1?full=y", "ft"),
        ("http://www.ftchinese.com/story/1", "ft"),
        ("https://www.bbc.com/news/1", "bbc.com"),
    ],
)
def test_whose_an_address_is(url, outlet):
    assert outlet_of(url, built_in()).id == outlet
