"""Errors of the local machine that are no bug: shown as one sentence, without a traceback."""


class LocalError(Exception):
    """The person at the keyboard has to do something; the message says what."""
