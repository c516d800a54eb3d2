DROP INDEX models_price_states;
