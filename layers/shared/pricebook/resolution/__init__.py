"""Resolution: which source's rate card is taken for an offer, and how far it is to be believed."""
