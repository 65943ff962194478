"""Text messages and mail services: what leaves by HTTP, to a real server on this machine, and what stays."""

from __future__ import annotations

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.core.mail import EmailMessage, get_connection

from caseload.foundation import texting
from config import outside


class Provider:
    """Answers like the real thing, from a list; keeps what it was sent."""

    def __init__(self):
        self.answers, self.requests = [], []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.requests.append((self.path, dict(self.headers), body))
                status, answer = provider.answers.pop(0) if provider.answers else (201, {"status": "queued"})
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                if status == 302:
                    self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def forms(self):
        return [{k: v[0] for k, v in parse_qs(body).items()} for _path, _headers, body in self.requests]


@pytest.fixture
def provider(settings):
    one = Provider()
    settings.SMS_URL = f"twilio+http://AC1:to%2Fken@127.0.0.1:{one.port}?from=%2B13125550100"
    yield one
    one.server.shutdown()
    one.server.server_close()


def test_a_text_message_is_a_form_with_basic_authentication(provider):
    assert texting.sender().send("+13125550142", "Lantern: 1 urgent item. Sign in.") == "queued"
    [(path, headers, _body)] = provider.requests
    assert path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert base64.b64decode(headers["Authorization"].removeprefix("Basic ")) == b"AC1:to/ken"
    assert provider.forms() == [
        {"To": "+13125550142", "From": "+13125550100", "Body": "Lantern: 1 urgent item. Sign in."}
    ]


REFUSALS = [
    (400, {"code": 21211, "message": "Invalid 'To' number +13125550142"}, "400 21211", True),
    (401, {"code": 20003}, "401 20003", False),
    (302, {}, "302", False),
    (429, {"code": 20429}, "429 20429", False),
    (500, {}, "500", False),
]


def test_a_refusal_says_why_by_a_number_and_whether_to_try_again(provider):
    for status, body, code, final in REFUSALS:
        provider.answers = [(status, body)]
        with pytest.raises(texting.NotSent) as refused:
            texting.sender().send("+13125550142", "x")
        assert (refused.value.code, refused.value.final) == (code, final)
    assert len(provider.requests) == len(REFUSALS), "an answer that points elsewhere is not followed"


def test_a_provider_that_does_not_answer_is_tried_again(settings):
    settings.SMS_URL = "twilio+http://AC1:t@127.0.0.1:9?from=%2B13125550100"
    with pytest.raises(texting.NotSent) as refused:
        texting.sender().send("+13125550142", "x")
    assert (refused.value.code, refused.value.final) == ("ConnectionError", False)
    assert "3125550142" not in repr(refused.value)


def test_without_a_setting_there_are_no_text_messages(settings):
    settings.SMS_URL = ""
    assert texting.sender() is None
    assert not texting.is_there()


def test_for_development_messages_are_files_of_their_owner_alone(settings, tmp_path):
    settings.SMS_URL, settings.VAR = "files:", tmp_path
    texting.sender().send("+13125550142", "Lantern: 1 new item. Sign in.")
    [file] = (tmp_path / "sms").iterdir()
    assert file.read_text() == "To: +13125550142\n\nLantern: 1 new item. Sign in.\n"
    assert file.stat().st_mode & 0o077 == 0


WRONG = [
    "https://api.twilio.com", "twilio://api.twilio.com?from=1", "twilio://a:b@api.twilio.com",
    "twilio+http://a:b@sms.example.org?from=1", "nexmo://a:b@c?from=1",
]  # fmt: skip


@pytest.mark.parametrize("url", WRONG)
def test_an_address_that_is_none_stops_the_start(url):
    with pytest.raises(SystemExit, match="SMS_URL"):
        outside.texts(url)


def test_a_provider_is_spoken_to_by_tls():
    assert outside.texts("twilio://AC1:t@api.twilio.com?from=MG1")
    sender = texting.from_url("twilio://AC1:t@api.twilio.com?from=MG1", None)
    assert sender.address == "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json"
    assert sender.sender == {"MessagingServiceSid": "MG1"}


NUMBERS = {
    "312-555-0142": "+13125550142", "(312) 555 0142": "+13125550142", "1 312 555 0142": "+13125550142",
    "+52 55 5555 0142": "+525555550142", "555-0142": None, "+0123456789": None, "call me": None, "": None,
}  # fmt: skip


def test_numbers_are_taken_as_people_write_them():
    assert {words: texting.number_from(words) for words in NUMBERS} == NUMBERS


# ---- E-mail ------------------------------------------------------------------------------------------------


def test_mail_goes_to_files_to_a_server_or_to_a_service(tmp_path):
    assert outside.email("", tmp_path)["EMAIL_FILE_PATH"] == tmp_path
    smtp = outside.email("smtp://u%40x:p%2Fw@mail.example.org", tmp_path)
    assert (smtp["EMAIL_HOST_USER"], smtp["EMAIL_HOST_PASSWORD"]) == ("u@x", "p/w")
    assert (smtp["EMAIL_PORT"], smtp["EMAIL_USE_TLS"], smtp["EMAIL_USE_SSL"]) == (587, True, False)
    assert outside.email("smtps://mail.example.org", tmp_path)["EMAIL_PORT"] == 465
    postmark = outside.email("anymail+postmark://Token@", tmp_path)
    assert postmark["EMAIL_BACKEND"] == "anymail.backends.postmark.EmailBackend"
    assert postmark["ANYMAIL"]["POSTMARK_SERVER_TOKEN"] == "Token"
    mailgun = outside.email("anymail+mailgun://key@mg.example.org", tmp_path)
    assert mailgun["ANYMAIL"]["MAILGUN_SENDER_DOMAIN"] == "mg.example.org"


@pytest.mark.parametrize(
    "url", ["ftp://x", "anymail+nobody://t@", "anymail+postmark://", "anymail+mailgun://k@"]
)
def test_a_mail_address_that_is_none_stops_the_start(url, tmp_path):
    with pytest.raises(SystemExit, match="EMAIL_URL"):
        outside.email(url, tmp_path)


def test_cf_28_a_mail_service_is_told_to_track_nobody(provider, settings, tmp_path):
    url = f"anymail+postmark://token@?api_url=http://127.0.0.1:{provider.port}/"
    for name, value in outside.email(url, tmp_path).items():
        setattr(settings, name, value)
    provider.answers = [(200, {"ErrorCode": 0, "Message": "OK", "MessageID": "m", "To": "ana@example.org"})]
    message = EmailMessage("Lantern: 1 new item", "Sign in.", to=["ana@example.org"])
    message.connection = get_connection(settings.EMAIL_BACKEND)
    message.send()
    [(path, headers, body)] = provider.requests
    sent = json.loads(body)
    assert path == "/email"
    assert headers["X-Postmark-Server-Token"] == "token"
    assert (sent["TrackOpens"], sent["TrackLinks"]) == (False, "None")
