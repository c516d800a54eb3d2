DROP TABLE exchange_rates;
DROP TABLE model_prices;
DROP TABLE price_sources;
DROP TABLE meters;
