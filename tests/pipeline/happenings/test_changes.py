"""Changes of the kinds that are waited for, and no other."""

from __future__ import annotations


def test_a_change_of_a_kind_is_told_with_what_was_done_and_another_is_not(changing):
    changing.keep("渡轮停航一天", "渡轮载客八十人。")
    assert changing.round() == [], "it was there before"
    changing.keep("渡轮停航一天", "渡轮载客九十人。")
    assert changing.round() == []
    (mail,) = changing.mails.sent
    assert "[-八十人-] {+九十人+}" in mail.text or "[-八十-] {+九十+}" in mail.text
    changing.keep("渡轮停航两天", "渡轮载客九十人。")
    ((hit,),) = changing.round()
    assert (hit["title"], hit["version"]) == ("渡轮停航两天", 4)
    assert "headline" in hit["kinds"]
    assert "{+" in hit["snippet"]
    assert changing.round() == []
    assert len(changing.mails.sent) == 2


def test_changes_elsewhere_are_not_told_to_who_named_an_outlet(changing):
    changing.round()
    for title in ("渡轮停航", "渡轮复航"):
        changing.keep(title, "渡轮载客八十人。", "https://hill.example/1")
    ((hit,),) = changing.round()
    assert hit["outlet"] != "port"
    assert changing.mails.sent == []


def test_first_versions_and_what_another_archive_brought_are_no_changes(changing):
    changing.round()
    changing.keep("茶叶涨价", "茶叶涨了一成。", "https://port.example/2")
    assert changing.round() == []
