"""Claude Code: the lines of a session's log, each with the usage of one Anthropic answer.

https://code.claude.com/docs/en/costs
"""

from dataclasses import replace

from pricebook.quote.usage_formats.anthropic import messages

line = replace(messages, name="claude_code", title="a line of a Claude Code session")
