-- How many held prices of each provider wait for a decision.
CREATE OR REPLACE VIEW open_reviews AS
SELECT m.provider, count(*) AS reviews
FROM price_reviews r
JOIN models m ON m.id = r.model_id
WHERE r.decision IS NULL
GROUP BY m.provider;

GRANT SELECT ON open_reviews TO pricebook_reader, pricebook_writer;
