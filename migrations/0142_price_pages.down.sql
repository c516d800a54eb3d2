ALTER TABLE model_prices DISABLE TRIGGER model_prices_keep_history;
DELETE FROM model_prices WHERE source = 'page';
ALTER TABLE model_prices ENABLE TRIGGER model_prices_keep_history;
DELETE FROM listed_offers WHERE source = 'page';
DELETE FROM price_sources WHERE source = 'page';
UPDATE price_sources SET trust = trust - 1 WHERE trust > 3;
