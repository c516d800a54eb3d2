-- How many reviews of each provider are open: one for each held price, and one for a run that is held
-- as a whole.
CREATE OR REPLACE VIEW open_reviews AS
SELECT provider, count(*) AS reviews
FROM (
  SELECT m.provider
  FROM price_reviews r
  JOIN models m ON m.id = r.model_id
  WHERE r.decision IS NULL AND r.run_review_id IS NULL
  UNION ALL
  SELECT provider FROM run_reviews WHERE decision IS NULL
) AS open
GROUP BY provider;

GRANT SELECT ON open_reviews TO pricebook_reader, pricebook_writer;
