REVOKE ALL ON ALL TABLES IN SCHEMA public FROM pricebook_reader, pricebook_writer;
DROP VIEW latest_runs;
DROP VIEW model_pricing_history;
DROP VIEW model_pricing;
DROP VIEW model_documents;
DROP FUNCTION quoted;
DROP VIEW current_prices;
