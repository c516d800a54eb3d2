"""MCP: the catalogue as tools for language models, over streamable HTTP without sessions."""
