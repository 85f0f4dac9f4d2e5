"""Mail through a real SMTP server on loopback: what arrives, what is refused, what cannot steer a header."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from twins.mails import MemoryMailer
from twins.smtp import postbox

from samarkand.adapters.mail import SmtpMailer
from samarkand.model.mails import Attachment, Mail
from samarkand.model.settings import MailServer
from samarkand.ports import Mailer

MAIL = Mail(
    "每日新闻：渡轮停航",
    "渡轮停航\n.\n三天",
    datetime(2026, 9, 7, 6, tzinfo=UTC),
    "digest-2026-09-07",
    "<p>渡轮停航</p>",
    attachments=(Attachment("新闻.epub", "application/epub+zip", b"\x00\xff"),),
)


@pytest.fixture(scope="module")
def open_box():
    with postbox() as box:
        yield box


@pytest.fixture
def box(open_box):
    open_box.envelopes.clear()
    open_box.refused, open_box.answer = "", "250 taken"
    return open_box


def server_of(box, **more) -> MailServer:
    usual = {
        "security": "none",
        "sender": "news@archive.example",
        "recipients": ("a@reader.example", "b@reader.example"),
    }
    return MailServer("127.0.0.1", box.port, **(usual | more))


def mailer(box, **more) -> SmtpMailer:
    return SmtpMailer(server_of(box, **more), {"MAIL_SECRET": "secret", "WRONG": "guess"}.get)


def test_a_message_arrives_as_it_was_written(box):
    assert mailer(box).send(MAIL) == ""
    ((sender, recipients, _),) = box.envelopes
    (message,) = box.messages
    assert (sender, recipients) == ("news@archive.example", ["a@reader.example", "b@reader.example"])
    assert (message["Subject"], message["Message-ID"]) == (MAIL.subject, "<digest-2026-09-07@samarkand.invalid>")
    assert message["Date"].datetime == MAIL.at
    assert message.get_body(("plain",)).get_content().splitlines() == MAIL.text.splitlines()
    assert message.get_body(("html",)).get_content().strip() == MAIL.html
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("新闻.epub", b"\x00\xff")


def test_a_message_may_name_its_own_recipients(box):
    assert mailer(box).send(replace(MAIL, recipients=("c@reader.example",))) == ""
    assert box.envelopes[0][1] == ["c@reader.example"]


@pytest.mark.parametrize("subject", ["渡轮\r\nBcc: thief@evil.example", "a\nb\x00\x1b[31m", "\ud800", "长" * 5000])
def test_words_of_others_steer_no_header(box, subject):
    assert mailer(box).send(replace(MAIL, subject=subject)) == ""
    (message,) = box.messages
    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]
    assert box.envelopes[0][1] == ["a@reader.example", "b@reader.example"]


def test_a_server_that_refuses_is_told_with_what_it_said(box):
    box.answer = "554 no room"
    assert mailer(box).send(MAIL) == f"the mail server 127.0.0.1:{box.port} refused: 554 no room"
    box.answer = "250 taken"
    box.refused = "b@reader.example"
    problem = mailer(box).send(MAIL)
    assert problem.startswith(f"the mail server 127.0.0.1:{box.port} refused b@reader.example: 550 nobody of that name")
    assert problem.isprintable()
    assert box.envelopes[0][1] == ["a@reader.example"], "the others get it"


def test_signing_in_takes_the_password_from_the_environment():
    with postbox(is_guarded=True) as guarded:
        assert mailer(guarded, user="keeper", password_env="MAIL_SECRET").send(MAIL) == ""
        assert len(guarded.envelopes) == 1
        assert "refused: 535" in mailer(guarded, user="keeper", password_env="WRONG").send(MAIL)
        assert "MISSING with the password is not set" in mailer(guarded, user="keeper", password_env="MISSING").send(
            MAIL
        )
        assert "refused" in mailer(guarded).send(MAIL)


def test_nothing_goes_out_unencrypted_where_that_was_asked_for(box):
    assert "refused: STARTTLS" in mailer(box, security="starttls").send(MAIL)
    assert "cannot be asked" in mailer(box, security="tls").send(MAIL)
    assert box.envelopes == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A key and a certificate for 127.0.0.1 that nobody vouches for, in one file."""
    if shutil.which("openssl") is None:
        assert os.environ.get("CI") != "true", "`.ci/run` installs openssl"
        pytest.skip("there is no openssl here to make a certificate with")
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    command = ["openssl", "req", "-x509", *kind, *subject, "-keyout", path, "-out", path.with_suffix(".crt")]
    subprocess.run(command, check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


def test_an_encrypted_connection_is_used_where_its_certificate_holds_and_else_not(certificate, monkeypatch):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with postbox(secured=context) as secured:
        assert "CERTIFICATE_VERIFY_FAILED" in mailer(secured, security="starttls").send(MAIL)
        assert "refused: 530" in mailer(secured).send(MAIL)
        assert secured.envelopes == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
        assert mailer(secured, security="starttls").send(MAIL) == ""
        assert len(secured.envelopes) == 1


def test_what_is_missing_or_cannot_be_an_address_is_told():
    told = SmtpMailer(MailServer(), {}.get).send(MAIL)
    assert told == "samarkand.toml does not say how mail is sent: [mail] host, sender, recipients is missing"
    for wrong in ("", "a b@c", "x\r\nRCPT TO:<y>", "@"):
        problem = SmtpMailer(MailServer("127.0.0.1", 9, sender="a@b.example", recipients=(wrong,)), {}.get).send(MAIL)
        assert "an address cannot be one" in problem, wrong


def test_a_server_that_is_not_there_or_says_nothing_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        server = MailServer("127.0.0.1", port, "none", sender="a@b.example", recipients=("c@d.example",))
        assert "cannot be asked" in SmtpMailer(server, {}.get, timedelta(seconds=0.2)).send(MAIL)
    assert "cannot be asked" in SmtpMailer(server, {}.get).send(MAIL)


def test_a_server_that_talks_nonsense_or_hangs_up_is_told():
    with socket.create_server(("127.0.0.1", 0)) as wild:
        server = MailServer(
            "127.0.0.1", wild.getsockname()[1], "none", sender="a@b.example", recipients=("c@d.example",)
        )

        def answer() -> None:
            for words in (b"\xff\xfe nonsense\r\n", b"220 " + b"x" * 100_000 + b"\r\n", b""):
                connection, _ = wild.accept()
                with connection:
                    connection.sendall(words)

        thread = threading.Thread(target=answer)
        thread.start()
        for _ in range(3):
            assert SmtpMailer(server, {}.get).send(MAIL).startswith("the mail server 127.0.0.1:")
        thread.join()


def test_the_real_one_and_its_twin_are_used_alike(box):
    senders: list[Mailer] = [mailer(box), MemoryMailer()]
    assert [each.send(MAIL) for each in senders] == ["", ""]
    box.answer = "554 no"
    senders = [mailer(box), MemoryMailer("554 no")]
    assert all("554 no" in each.send(MAIL) for each in senders)
