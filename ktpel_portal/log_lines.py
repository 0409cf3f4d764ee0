"""Lines of the log: one line a message, whatever stands in it.

What a client sends ends up in messages and traces. A line break or another control character in it would let
it write lines of its own, or steer the terminal of whoever reads them.
"""

import logging
import re

UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
SECRETS = re.compile(r"(?<=/invitation/)[^/\s]+|(?<![0-9.])[0-9]{16}(?![0-9])")
"""The code of a one-time link, which is a password in an address, and identity numbers of persons."""

CONTINUED = "    | "
"""Before each further line, of a trace: none of them looks like the beginning of a message."""


def escaped(text: str) -> str:
    """Return `text` without secrets, and with its control characters written out, \\n for a line break."""
    return UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode(), SECRETS.sub("…", text))


class LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left the trace there as it is.
        record.exc_text = None
        if record.levelno < logging.ERROR:
            # A request that was refused is no accident: forty lines for each would hide those that are.
            record.exc_info = None
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        return escaped(super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        return continued(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - logging's own name
        return continued(super().formatStack(stack_info))


def continued(trace: str) -> str:
    return "\n".join(CONTINUED + escaped(line) for line in trace.split("\n"))
