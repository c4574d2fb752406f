"""What an editor writes in Markdown becomes safe HTML, as GitHub shows it."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from generator.content.markdown import is_safe, render_markdown
from generator.content.source import Source
from generator.diagnostics import ContentError
from generator.model import RenderedMarkdown


def prose(text: str) -> RenderedMarkdown:
    return render_markdown(Source.of("14-x.md", text), "measures/14-x.md", 0, len(text))


def html(text: str) -> str:
    return "".join(str(piece) for piece in prose(text).pieces)


def one_line(html: str) -> str:
    return html.replace("\n", "").replace("<br />", "<br>").replace("<hr />", "<hr>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A **b** ”c” & 5 < 6", "<p>A <strong>b</strong> ”c” &amp; 5 &lt; 6</p>"),
        ("`<b>` and \\*", "<p><code>&lt;b&gt;</code> and *</p>"),
        ('\\<b> \\~ \\" \\ä', '<p>&lt;b&gt; ~ " \\ä</p>'),
        ("Write to info@stad.example.", '<p>Write to <a href="mailto:info@stad.example">info@stad.example</a>.</p>'),
        (
            "(https://stad.example/a_(b)?c=1&d)!",
            '<p>(<a href="https://stad.example/a_(b)?c=1&amp;d">https://stad.example/a_(b)?c=1&amp;d</a>)!</p>',
        ),
        (
            "[https://stad.example](https://stad.example/a)",
            '<p><a href="https://stad.example/a">https://stad.example</a></p>',
        ),
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
    ("written", "shown"),
    [
        ("Text:\n- a\n- b", "<p>Text:</p><ul><li>a</li><li>b</li></ul>"),
        ("Text:\n1. a\n2. b", "<p>Text:</p><ol><li>a</li><li>b</li></ol>"),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n  - b\n    - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("- a\n\n  more of a\n\nEnd", "<ul><li><p>a</p><p>more of a</p></li></ul><p>End</p>"),
        ("- a\n- b\n1. c\n2. d", "<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>"),
        ("> - a\n>   - b", "<blockquote><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>"),
        ("- a\n  > b\n- c", "<ul><li>a<blockquote><p>b</p></blockquote></li><li>c</li></ul>"),
        ("Text\n\n* * *\nText", "<p>Text</p><hr><p>Text</p>"),
        ("- a\n-\n- c", "<ul><li>a</li><li></li><li>c</li></ul>"),
        ("1. a\n2.\n3. c", "<ol><li>a</li><li></li><li>c</li></ol>"),
        ("- a\n---", "<ul><li>a</li></ul><hr>"),
        ("> a\n---", "<blockquote><p>a</p></blockquote><hr>"),
        ("a\n| b | c |\n|---|---|\n| d | e |\n- f", None),
        ("  ## a", '<h2 id="a">a</h2>'),
        ("## C# ##", '<h2 id="c">C#</h2>'),
        ("a\\\nb", "<p>a<br>b</p>"),
        ("[a] [b]\n\n[a]: https://x.example\n[b]: https://y.example", None),
    ],
)
def test_blocks_are_those_of_github(written, shown):
    from_github = MarkdownIt("commonmark").enable("table").render(written)

    assert one_line(html(written)) == (shown or one_line(from_github).replace("<th>", '<th scope="col">'))
    if "id=" not in one_line(html(written)):
        assert one_line(from_github) == one_line(html(written)).replace(' scope="col"', "")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("24. marraskuuta 2026\n\n31. joulukuuta", "<p>24. marraskuuta 2026</p><p>31. joulukuuta</p>"),
        ("- 24. November: a\n- 31. Dezember", "<ul><li>24. November: a</li><li>31. Dezember</li></ul>"),
        ("- Until\n31. joulukuuta", "<ul><li>Until31. joulukuuta</li></ul>"),
        ("1. vaihe\n\n3. vaihe", "<p>1. vaihe</p><p>3. vaihe</p>"),
        ("1. a\n1. b", "<p>1. a1. b</p>"),
        ("1. a\n\nText\n\n2. b", '<ol><li>a</li></ol><p>Text</p><ol start="2"><li>b</li></ol>'),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("1. a\n2. b\n1. c\n2. d", "<ol><li>a</li><li>b</li></ol><ol><li>c</li><li>d</li></ol>"),
    ],
)
def test_a_number_is_shown_as_it_is_written(written, shown):
    assert one_line(html(written)) == shown


@pytest.mark.parametrize(
    "written", ["•\ta\n•\tb", "•a\n•b", "·       a\n·       b", "– a\n– b", "o\ta\no\tb", "- a\n-\u00a0b"]
)
def test_the_signs_of_word_processors_make_a_list(written):
    assert one_line(html(written)) == "<ul><li>a</li><li>b</li></ul>"


@pytest.mark.parametrize("written", ["– Niin.", "+ 5 %"])
def test_one_dash_or_plus_is_no_list(written):
    assert html(written) == f"<p>{written}</p>"


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
        '<a href="//x.example">a</a>',
        '<p class="x">a</p>',
        "<P>a</P>",
        "<!-- a -->",
        "<p",
    ],
)
def test_what_is_not_on_the_allow_list_is_not_safe(html):
    assert not is_safe(html)


def test_a_text_with_the_signs_of_html_is_safe():
    assert is_safe('<p>a > b<br>\n"é" &amp; &lt;script></p>')


def test_a_text_of_spaces_is_empty_whatever_came_before_it():
    with pytest.raises(ContentError):
        prose("a\n\n[b]: https://x.example/")

    assert prose(" \n ").pieces == ()


def test_the_front_of_a_body_can_be_deeply_indented_code_no_further():
    with pytest.raises(ContentError, match="too far from the margin"):
        prose("a\n\n" + " " * 60 + "b")
