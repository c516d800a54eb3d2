-- The other names of an offer are looked up with whatever lists state of it.
CREATE INDEX models_stands_for ON models (stands_for) WHERE stands_for IS NOT NULL;
