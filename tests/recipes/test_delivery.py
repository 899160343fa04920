"""Mail: what the recipes send, as a real server receives it; and where addresses may stand."""

import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from aiosmtpd.smtp import AuthResult

from cxscore.rendering import FORMATS
from tests import company, mailbox
from tests.pango import is_here, needs_pango
from tests.recipe import RECIPES, done, install, needs

ADDRESSES = ("ada.field@example.com", "ben.moor@example.com")
KPIS = company.KPIS.replace(
    "  ada: {name: Ada Field}\n",
    f"  ada: {{name: Ada Field, email: {ADDRESSES[0]}}}\n"
    f"  ben: {{name: Ben Moor, email: {ADDRESSES[1]}}}\n"
    "  cat: {name: Cat Hay}\n",
) + "".join(
    f"  {owner}s: {{name: Score of {owner}, owner: {owner}, dataset: surveys, "
    "measure: {mean: score}, polarity: higher_is_better}\n"
    for owner in ("ben", "cat")
)
needs_msmtp = pytest.mark.skipif(not shutil.which("msmtp"), reason="msmtp is not here")
needs_jq = pytest.mark.skipif(not shutil.which("jq"), reason="jq is not here")


@pytest.fixture
def received():
    """What an SMTP server on this machine receives."""
    with mailbox.opened() as box:
        yield box


@pytest.fixture
def here(tmp_path, monkeypatch, received):
    """A company with three owners, two of whom have an address, and a mailer that is set up."""
    folder = tmp_path / "company"
    folder.mkdir()
    company.write(folder, KPIS)
    monkeypatch.chdir(folder)
    (tmp_path / "msmtprc").write_text(
        f"account default\nhost 127.0.0.1\nport {received.port}\nfrom scorecard@example.com\n"
    )
    (tmp_path / "msmtprc").chmod(0o600)
    msmtp = install(tmp_path / "bin") / "msmtp"
    msmtp.write_text(f'#!/bin/sh\nexec "{shutil.which("msmtp")}" -C {tmp_path / "msmtprc"} "$@"\n')
    msmtp.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("SMTP_PORT", str(received.port))
    monkeypatch.setenv("MAIL_FROM", "scorecard@example.com")
    return folder


def shell(text):
    return done(["sh", "-euc", text])


def page_of(letter):
    """Return the HTML of a mail."""
    return letter.get_body(("html",)).get_content()


@needs_msmtp
@needs("mail")
class TestToTheBoard:
    def test_in_one_line(self, here, received):
        ended = shell("cxscore build -q -f mail -o - | msmtp board@example.com")
        assert (ended.returncode, ended.stderr) == (0, "")
        ((to, letter),) = received.letters().items()
        assert to == ("board@example.com",)
        assert letter["From"].endswith("scorecard@example.com>") or letter["From"]
        assert letter["Subject"].startswith("Small scorecard")
        assert letter.get_content_type() == "text/html"
        assert "Net promoter score" in page_of(letter)

    def test_nothing_is_sent_where_nothing_was_built(self, here, received):
        lines = f"{RECIPES}/send-board.sh board@example.com --period 2026-02"
        ended = shell(lines)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert list(received.letters()) == [("board@example.com",)]
        (here / "surveys.csv").write_text("day,score\nyesterday,9\n")
        assert shell(lines).returncode == 1
        assert len(received.envelopes) == 1


@needs("mail", "--by-owner")
class TestToEachOwner:
    def mails_of_owners(self, received):
        letters = received.letters()
        assert set(letters) >= {(address,) for address in ADDRESSES}
        ada, ben = (page_of(letters[(address,)]) for address in ADDRESSES)
        assert "Net promoter score" in ada and "Net promoter score" not in ben
        assert "Score of ben" in ben and "Score of ben" not in ada
        assert not [to for to in letters if to not in {(a,) for a in ADDRESSES} | {self.BOARD}]
        return letters

    BOARD = ("board@example.com", "secretary@example.com")

    @needs_msmtp
    @needs_jq
    def test_by_a_loop(self, here, received):
        ended = shell(
            f"cxscore build -q -f mail,json --by-owner -o pack; {RECIPES}/send-own.sh pack"
        )
        assert (ended.returncode, ended.stderr) == (0, "")
        assert len(self.mails_of_owners(received)) == 2

    @needs_pango
    def test_by_python_with_the_pdf_attached(self, here, received):
        ended = shell(
            "cxscore build -q -f mail,pdf,json --by-owner -o pack; "
            f"{sys.executable} {RECIPES}/send.py pack {' '.join(self.BOARD)}"
        )
        assert (ended.returncode, ended.stderr) == (0, "")
        letters = self.mails_of_owners(received)
        assert len(letters) == 3
        for letter in letters.values():
            (pdf,) = letter.iter_attachments()
            assert pdf.get_filename() == "scorecard.pdf"
            assert pdf.get_content().startswith(b"%PDF-")
            assert letter["Date"] and letter["Message-ID"]
        assert letters[self.BOARD]["Subject"] == "Small scorecard, 2026-03"
        assert letters[(ADDRESSES[1],)]["Subject"] == "Small scorecard, 2026-03: Ben Moor"


@needs("mail")
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_the_sender_logs_in_where_the_server_asks_who_it_is(here, monkeypatch):
    handler, seen = mailbox.Received(), []

    def is_known(server, session, envelope, mechanism, login):
        seen.append((login.login, login.password))
        return AuthResult(success=login.password == b"open", handled=False)

    server = mailbox.AnyPort(
        handler, "127.0.0.1", 0, authenticator=is_known, auth_required=True, auth_require_tls=False
    )
    server.start()
    monkeypatch.setenv("SMTP_PORT", str(server.port))
    monkeypatch.setenv("SMTP_USER", "scorecard")
    send = f"{sys.executable} {RECIPES}/send.py pack board@example.com"
    try:
        assert shell("cxscore build -q -f mail,json -o pack").returncode == 0
        monkeypatch.setenv("SMTP_PASSWORD", "shut")
        assert shell(send).returncode != 0
        assert handler.envelopes == []
        monkeypatch.setenv("SMTP_PASSWORD", "open")
        assert shell(send).returncode == 0
        assert list(handler.letters()) == [("board@example.com",)]
        assert seen[-1] == (b"scorecard", b"open")
    finally:
        server.stop()


def test_the_sender_refuses_what_is_no_pack(here):
    ended = subprocess.run(
        [sys.executable, RECIPES / "send.py", "nothing"], capture_output=True, check=False
    )
    assert ended.returncode != 0


class TestAddresses:
    """Calendars invite by them, and from the JSON mail is sent; they are printed nowhere else."""

    MAY = ("ics", "json")

    @pytest.mark.parametrize("form", FORMATS)
    def test_no_other_format_has_them(self, here, form):
        if form == "pdf" and not is_here():
            pytest.skip("Pango is not here")
        register = "id,title,kpi,owner,opened,due\nA1,Ring back,nps,ada,2026-03-01,2026-05-01\n"
        (here / "actions.csv").write_text(register, encoding="utf-8")
        (here / "kpis.yaml").write_text(KPIS + "registers: {actions: actions.csv}\n")
        ended = shell(f"cxscore build -q -f {form} -o out")
        if ended.returncode == 4:
            pytest.skip(ended.stderr)
        assert (ended.returncode, ended.stderr) == (0, "")
        found = [
            address
            for path in (here / "out").rglob("*")
            if path.is_file()
            for address in ADDRESSES
            if address.encode() in unpacked(path.read_bytes())
        ]
        if form in self.MAY:
            assert ADDRESSES[0] in found
        else:
            assert found == []

    def test_the_json_has_an_owners(self, here):
        shell("cxscore build -q -f json -o out")
        owners = json.loads((here / "out" / "scorecard.json").read_bytes())["owners"]
        assert [owner["email"] for owner in owners] == [*ADDRESSES, None]


def unpacked(content):
    """Return *content* with what is compressed in it as it reads: of zip files and of PDFs."""
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as file:
            return b"\n".join(file.read(name) for name in file.namelist())
    streams = re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
    texts = [zlib.decompressobj().decompress(each) for each in streams if each[:1] == b"\x78"]
    return b"\n".join([content, *texts])
