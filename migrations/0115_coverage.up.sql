-- Coverage by reason is counted in an index alone.
CREATE INDEX models_price_states ON models (provider, price_states) WHERE is_active;
