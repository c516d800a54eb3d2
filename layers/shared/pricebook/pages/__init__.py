"""Pages for people: built files, and one document per address with its first rows in it."""
