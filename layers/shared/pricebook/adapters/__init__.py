"""The words in which a provider is declared, and how an answer becomes listings."""
