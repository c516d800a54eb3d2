-- What the API reads: each document, bare and with its last sighting.
CREATE OR REPLACE VIEW served_models AS
SELECT
  m.id, m.provider, m.model_id, m.is_active, m.updated_at,
  m.document::text AS document,
  sighted(m.document, s.last_seen_at) AS served
FROM models m
LEFT JOIN sightings s ON s.model_id = m.id
WHERE m.document IS NOT NULL;

GRANT SELECT ON served_models TO pricebook_reader, pricebook_writer;
