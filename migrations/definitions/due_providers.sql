-- Whose documents are due, and since when at the latest.
CREATE OR REPLACE VIEW due_providers AS
SELECT m.provider, max(d.since) AS since
FROM due_documents d
JOIN models m USING (id)
GROUP BY m.provider;

GRANT SELECT ON due_providers TO pricebook_reader, pricebook_writer;
