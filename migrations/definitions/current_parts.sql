-- The parts that say what would be said now: made of the documents as they stand, and nothing that was
-- announced has begun or ended in one since.
CREATE OR REPLACE VIEW current_parts AS
SELECT p.*
FROM parts p
JOIN model_counts c USING (provider, edition)
LEFT JOIN due_since() d USING (provider)
WHERE d.since IS NULL OR d.since <= p.made_at;

GRANT SELECT ON current_parts TO pricebook_reader, pricebook_writer;
