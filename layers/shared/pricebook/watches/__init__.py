"""Watch-lists: what a reader wants to be told of, and how it reaches them."""
