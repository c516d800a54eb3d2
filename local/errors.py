"""What goes wrong on one machine and is no bug: told in a sentence, without a traceback."""


class LocalError(Exception):
    """The person at the keyboard has to do something; the message says what."""
