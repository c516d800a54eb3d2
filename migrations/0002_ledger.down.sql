DROP TABLE model_prices;
DROP FUNCTION refuse_to_rewrite_history;
DROP TABLE price_sources;
DROP TABLE meters;
DROP TABLE sync_runs;
