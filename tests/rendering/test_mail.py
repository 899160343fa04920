"""mail.html: what mail programs keep, looked at as they show it."""

import email
import email.policy
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from cxscore.model.outline import Group, Heading
from cxscore.rendering import render, render_in
from cxscore.rendering.mail_format import LONGEST_LINE, MOST
from cxscore.rendering.pack import Pack
from tests.rendering.builders import make_action, make_kpi, make_scorecard, wave
from tests.rendering.papers import northwind

ELEMENTS = {
    *("html", "head", "meta", "title", "body", "table", "tr", "th", "td"),
    *("p", "h1", "h2", "b", "span", "br"),
}
ATTRIBUTES = {
    *("lang", "charset", "name", "content", "style", "role", "scope", "colspan"),
    *("width", "align", "bgcolor", "border", "cellpadding", "cellspacing"),
}
LOADED = ("url(", "http", "@import", "src=", "position:", "float:", "flex", "grid", "var(")


class Read(HTMLParser):
    """The elements, the attributes and the text of a page."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.attributes, self.text = set(), set(), ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data


def mail_of(card, **more):
    return render(card, "mail", **more).decode()


def test_it_is_made_of_what_mail_programs_keep():
    html = mail_of(northwind())
    read = Read(html)
    assert read.elements == ELEMENTS
    assert read.attributes <= ATTRIBUTES
    assert not [each for each in LOADED if each in html]
    assert len(html.encode()) < MOST
    for told in (
        "Eight KPIs are getting worse",
        "What the board needs to know",
        "Pay for a second evening hub in the north",
        "Since the last meeting (May 2026)",
        "Net promoter score",
        "Complaints upheld by the ombudsman",
    ):
        assert told in read.text
    assert html == mail_of(northwind())


@pytest.mark.parametrize("headless", [False, True], ids=["whole", "without its head"])
@pytest.mark.parametrize("width", [390, 600, 800])
def test_it_fits_the_column_of_a_mail_program(browser, headless, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    html = mail_of(northwind())
    if headless:
        html = html[html.index("<table") : html.rindex("</table>") + len("</table>")]
    page.set_content(f"<body style='margin:0'>{html}" if headless else html)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    middle = page.evaluate("document.querySelectorAll('table')[1].getBoundingClientRect().toJSON()")
    assert middle["width"] == pytest.approx(min(width, 600), abs=1)
    assert middle["left"] == pytest.approx(max(0, width - 600) / 2, abs=1)
    sizes = page.evaluate(
        "[...document.querySelectorAll('p,td,th,h1,h2')].map(e => [getComputedStyle(e).fontFamily,"
        " parseFloat(getComputedStyle(e).fontSize)])"
    )
    page.close()
    assert all(size >= 12 for _, size in sizes)
    assert requests == []


HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' &amp; {{ page }} 🙂"


def hostile(**more):
    return make_scorecard(
        [make_kpi("k", wave(50, 0, 13), name=HOSTILE, target=80, group="g")],
        groups=(Group("g", HOSTILE),),
        heading=Heading(HOSTILE, organisation=HOSTILE, classification=HOSTILE),
        actions=(make_action("A1", "k", HOSTILE),),
        **more,
    )


def test_hostile_text_stays_text():
    read = Read(mail_of(hostile()))
    assert read.elements <= ELEMENTS
    assert read.attributes <= ATTRIBUTES
    assert read.text.count(HOSTILE) >= 5


@pytest.mark.parametrize("letter", ["x", "🙂", "<", '"'])
def test_it_is_never_cut_off(letter):
    name = letter * 80
    kpis = [make_kpi(f"k{n}", wave(50, 0, 13), name=f"{n} {name}", target=80) for n in range(300)]
    html = mail_of(make_scorecard(kpis, heading=Heading(letter * 4000)))
    assert len(html.encode()) < MOST
    listed = html.count('<th scope="row"')
    assert f"… and {300 - listed} more KPIs: see scorecard.html" in html
    assert len(html.encode()) > 0.9 * MOST


def test_a_house_may_have_its_own(tmp_path):
    (tmp_path / "mail.html").write_text("<p>{{ page.summary.headline }}</p>")
    html = mail_of(northwind(), templates=tmp_path)
    assert html.startswith("<p>Eight KPIs")


def message_of(card):
    return render_in(Pack(card), "mail", piped=True)


def test_piped_into_another_program_it_is_a_message():
    content = message_of(northwind())
    read = email.message_from_bytes(content, policy=email.policy.default)
    assert not read.defects
    assert read["Subject"] == "Customer experience scorecard, June 2026: 10 of 21 on target"
    assert read.get_content_type() == "text/html"
    assert {"To", "From", "Cc", "Bcc"}.isdisjoint(read.keys())
    assert content.isascii()
    assert max(map(len, content.split(b"\n"))) <= LONGEST_LINE
    sent, file = (Read(html).text for html in (read.get_content(), mail_of(northwind())))
    assert sent.split() == file.split()


def test_no_title_puts_a_line_into_the_head():
    heading = Heading("A\r\nBcc: everybody@example.com\n\n<p>B")
    read = email.message_from_bytes(
        message_of(make_scorecard([make_kpi("k", [1.0])], heading=heading)),
        policy=email.policy.default,
    )
    assert set(read.keys()) == {
        "Subject",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }
    assert read["Subject"].startswith("A Bcc: everybody@example.com <p>B, June 2026")


def test_a_word_without_end_is_sent_all_the_same():
    kpi = make_kpi("k", [1.0], name="🙂" * 200)
    content = message_of(make_scorecard([kpi]))
    read = email.message_from_bytes(content, policy=email.policy.default)
    assert read["Content-Transfer-Encoding"] == "quoted-printable"
    assert max(map(len, content.split(b"\n"))) < 998
    assert "🙂" * 100 in Read(read.get_content()).text


def test_with_nothing_to_show():
    card = replace(make_scorecard([]), people=("jonas",))
    assert "Jonas Lindqvist owns no KPI" in Read(mail_of(card)).text
