DROP FUNCTION openrouter_pricing;
DROP FUNCTION rate_cards;
DROP FUNCTION spelt;
DROP VIEW listed_prices;
DROP TABLE feed_coverage;
DROP TABLE reference_documents;
