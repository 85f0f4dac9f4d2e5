"""Elements out of XML, whole and broken."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.elements import DEEPEST, MOST_KEPT, Element, Elements, Grammar

GRAMMAR = Grammar(handed_out=frozenset({"item"}), leaves=frozenset({"title", "link"}), opaque=frozenset({"content"}))


def read(text: str, grammar: Grammar = GRAMMAR) -> tuple[list[Element], Elements]:
    elements = Elements(text, grammar)
    return list(elements), elements


def shape(element: Element) -> object:
    return (element.name, element.text, [shape(child) for child in element.children])


def test_names_take_the_usual_prefix_of_their_namespace():
    text = '<X:feed xmlns:X="http://www.w3.org/2005/Atom" xmlns:q="http://purl.org/dc/elements/1.1/"><q:Date>d</q:Date></X:feed>'
    _, elements = read(text)
    assert shape(elements.root)[2] == [("feed", "", [("dc:date", "d", [])])]
    assert elements.fault == ""


def test_a_namespace_holds_only_inside_its_element():
    _, elements = read('<a><b xmlns:p="http://purl.org/dc/terms/"><p:c/></b><p:c/></a>')
    names = [child.name for b in elements.root.children[0].children for child in (b, *b.children)]
    assert names == ["b", "dcterms:c", "p:c"]


def test_elements_are_handed_out_as_they_close_and_then_forgotten():
    items, elements = read("<r><item><title>1</title></item><x/><item><title>2</title></item></r>")
    assert [item.children[0].text for item in items] == ["1", "2"]
    assert [child.name for child in elements.root.children[0].children] == ["x"]


@pytest.mark.parametrize(
    ("text", "titles", "fault"),
    [
        ("<r><item><title>1<item><title>2</r>", ["1", "2"], "line 1: <item> is not closed"),
        ("<r>\n<item><title>1</titel><link>l</item></r>", ["1"], "line 2: </titel> closes nothing"),
        ("<r><item><b><title>1</item></b></r>", ["1"], "line 1: <title> is not closed"),
        ("<r><item><title>1 < 2</title></item></r>", ["1 < 2"], "line 1: a bare < in the text"),
        ("<r><item><title>1 <! 2</title></item></r>", ["1 <! 2"], "line 1: a bare < in the text"),
        ("<r><item><title>a &b; c</title></item></r>", ["a &b; c"], "&b; is not declared"),
        ("<r><item><title>1</title></item>", ["1"], "line 1: <r> is not closed"),
        ("<r><item><title>1</title></item></r>", ["1"], ""),
    ],
)
def test_what_is_broken_is_mended_and_the_first_fault_is_told(text, titles, fault):
    items, elements = read(text)
    found = [child.text for item in items for holder in (item, *item.children) for child in holder.all("title")]
    assert (found, elements.fault) == (titles, fault)


def test_references_are_decoded_once_and_sections_not_at_all():
    items, _ = read("<item><title>&amp;lt; &#65;&#x42; &eacute; &#146; <![CDATA[&amp; <b>]]></title></item>")
    assert items[0].children[0].text == "&lt; AB é ’ &amp; <b>"


def test_attributes_are_read_quoted_or_not_and_the_first_of_a_name_counts():
    items, _ = read("<item A='1 > 0' b=\"&lt;&quot;\" c=3 c=4 d/>")
    assert dict(items[0].attributes) == {"a": "1 > 0", "b": '<"', "c": "3"}


def test_foreign_markup_is_kept_as_it_stands():
    text = '<item><content type="xhtml" xmlns:h="http://www.w3.org/1999/xhtml"><h:p a="1">x &amp; <![CDATA[<y>]]></h:p><title/></content></item>'
    items, elements = read(text)
    content = items[0].children[0]
    assert content.is_opaque
    assert content.children == []
    assert elements.markup(content) == '<p a="1">x &amp; &lt;y&gt;</p><title/>'


def test_attributes_are_inherited_from_the_nearest_that_has_one():
    items, _ = read('<r xml:lang="en"><x xml:lang="zh"><item/></x></r>')
    assert items[0].inherited("xml:lang") == "zh"
    assert items[0].inherited("xml:base") == ""


def test_depth_and_number_are_bounded_and_text_goes_on():
    items, elements = read("<r>" + "<a>" * 5000 + "deep" + "</a>" * 5000 + "<item><title>1</title></item></r>")
    assert [item.children[0].text for item in items] == ["1"]
    depth, element = 0, elements.root
    while element.children:
        depth, element = depth + 1, element.children[0]
    assert depth == DEEPEST
    assert element.text == "deep"
    _, elements = read("<r>" + "<a/>" * (MOST_KEPT + 10) + "</r>")
    assert len(elements.root.children[0].children) < MOST_KEPT


names = st.sampled_from(["a", "b", "c-d", "e_f"])
texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)
trees = st.recursive(
    st.tuples(names, st.dictionaries(names, texts, max_size=2), texts, st.just([])),
    lambda inner: st.tuples(names, st.dictionaries(names, texts, max_size=2), texts, st.lists(inner, max_size=3)),
    max_leaves=12,
)


def written(tree) -> str:
    name, attributes, text, children = tree
    inside = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{inside}>{escape(text)}{''.join(map(written, children))}</{name}>"


def as_tree(element: Element) -> object:
    return (element.name, dict(element.attributes), element.text, [as_tree(child) for child in element.children])


def stripped(tree) -> object:
    name, attributes, text, children = tree
    return (name, attributes, text.strip(), [stripped(child) for child in children])


@given(trees)
def test_well_formed_xml_comes_back_whole_and_without_fault(tree):
    _, elements = read(written(tree), Grammar())
    assert as_tree(elements.root.children[0]) == stripped(tree)
    assert elements.fault == ""
