"""What an editor writes in Markdown becomes safe HTML, as GitHub shows it."""

from __future__ import annotations

import pytest

from generator.content.markdown import is_safe, render_markdown
from generator.content.markdown_lists import ListPreprocessor
from generator.content.source import Source
from generator.diagnostics import ContentError
from generator.model import RenderedMarkdown


def prose(text: str) -> RenderedMarkdown:
    return render_markdown(Source.of("14-x.md", text), "measures/14-x.md", 0, len(text))


def html(text: str) -> str:
    return "".join(str(piece) for piece in prose(text).pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A **b** ”c” & 5 < 6", "<p>A <strong>b</strong> ”c” &amp; 5 &lt; 6</p>"),
        ("`<b>` and \\*", "<p><code>&lt;b&gt;</code> and *</p>"),
        ("<kirjaamo@stad.example>", '<p><a href="mailto:kirjaamo@stad.example">kirjaamo@stad.example</a></p>'),
        ("[a](https://x.example/?a=1&b=2)", '<p><a href="https://x.example/?a=1&amp;b=2">a</a></p>'),
        ("## Häät ja ö", '<h2 id="haat-ja-o">Häät ja ö</h2>'),
        ("    <script>", "<pre><code>&lt;script&gt;\n</code></pre>"),
    ],
)
def test_text_becomes_html(text, expected):
    assert html(text) == expected


def test_a_table_says_what_its_headings_head_and_has_no_style():
    table = html("| a | b |\n|---|--:|\n| 1 | 2 |")

    assert '<th scope="col">a</th>' in table
    assert '<td data-align="right">2</td>' in table
    assert "style=" not in table
    assert " align=" not in table


def test_a_link_to_a_content_file_stays_open_until_its_address_is_known():
    (reference,) = prose("See [a](../pages/about.md#facts).").internal_links

    assert (reference.path, reference.anchor) == ("pages/about.md", "facts")
    assert (reference.location.line, reference.location.column) == (1, 9)


def test_a_link_within_the_text_leads_to_the_same_file():
    (reference,) = prose("## Facts\n\n[up](#facts)").internal_links

    assert (reference.path, reference.anchor) == ("measures/14-x.md", "facts")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["Text:", "- a", "- b"], ["Text:", "", "- a", "- b"]),
        (["Text:", "1. a", "2. b"], ["Text:", "", "1. a", "2. b"]),
        (["In", "1998. it was"], ["In", "1998. it was"]),
        (["- a", "  - b", "    - c", "- d"], ["- a", "    - b", "        - c", "- d"]),
        (["1. a", "   - b", "2. c"], ["1. a", "    - b", "2. c"]),
        (["- a", "", "  more of a", "", "End"], ["- a", "", "    more of a", "", "End"]),
        (["- a", "  - b", "  more of a"], ["- a", "    - b", "    more of a"]),
        (["Text", "", "* * *", "Text"], ["Text", "", "* * *", "Text"]),
        (["    code - a"], ["    code - a"]),
    ],
)
def test_lists_are_read_as_github_reads_them(written, read):
    assert ListPreprocessor().run(written) == read


def test_each_of_several_tags_is_named_at_its_own_place():
    with pytest.raises(ContentError) as raised:
        prose("A <b>word</b>\n\nand <b>one</b>\n")

    assert [(mistake.location.line, mistake.location.column) for mistake in raised.value.diagnostics] == [
        (1, 3),
        (1, 10),
        (3, 5),
        (3, 11),
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<p onclick="x">a</p>',
        "<script>x</script>",
        '<a href="javascript:x">a</a>',
        '<iframe src="https://x.example"></iframe>',
    ],
)
def test_what_the_allow_list_would_take_away_is_not_safe(html):
    assert not is_safe(html)


def test_the_same_html_spelt_otherwise_is_safe():
    assert is_safe("<p>a<br />&quot;é&amp;</p>")


def test_the_front_of_a_body_can_be_deeply_indented_code_no_further():
    with pytest.raises(ContentError, match="too far from the margin"):
        prose("a\n\n" + " " * 60 + "b")
