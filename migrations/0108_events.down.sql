DROP TABLE deprecations_told;
DROP TABLE alerts;
DROP TRIGGER model_prices_tell_announced ON model_prices;
DROP TRIGGER models_tell_events ON models;
DROP TABLE model_events;
