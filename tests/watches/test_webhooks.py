"""The signature of webhooks, as a receiver checks it who knows the specification alone."""

import time

from pricebook.watches import webhooks
from pricebook.watches.webhooks import Webhook
from tests.support.fakes.webhook_receiver import TOLERANCE_S, Receiver, Request, verified


def sent(receiver: Receiver, secret: str) -> Request:
    """Send a webhook, and return the request."""
    assert webhooks.post(Webhook("msg_1", receiver.url, secret, '{"ä": 1}'.encode())) is None
    return receiver.requests[-1]


def test_a_receiver_verifies_who_sent_it(receiver: Receiver) -> None:
    """Only with the secret, and only as it was sent."""
    secret = webhooks.new_secret()
    request, now = sent(receiver, secret), int(time.time())
    forged = Request("/", request.headers, request.body + b" ")
    renamed = Request("/", request.headers | {"webhook-id": "msg_2"}, request.body)

    assert verified(request, secret, now)
    assert not verified(request, webhooks.new_secret(), now)
    assert not verified(forged, secret, now)
    assert not verified(renamed, secret, now)


def test_a_replay_is_too_old(receiver: Receiver) -> None:
    """The time of the attempt is signed, so that nobody can send it again next week."""
    secret = webhooks.new_secret()
    request, now = sent(receiver, secret), int(time.time())
    later = str(now + 2 * TOLERANCE_S)
    redated = Request("/", request.headers | {"webhook-timestamp": later}, request.body)

    assert not verified(request, secret, now + 2 * TOLERANCE_S)
    assert not verified(redated, secret, int(later))


def test_a_known_signature() -> None:
    """The example of the specification, so that both sides cannot be wrong in the same way."""
    example = Webhook(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "https://a.example",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        b'{"test": 2432232314}',
    )

    headers = webhooks.headers(example, 1614265330)
    assert "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" == headers["webhook-signature"]
