-- What the API reads: each document as of now, bare and with its last sighting.
CREATE OR REPLACE VIEW served_models AS
SELECT
  m.id, m.provider, m.model_id, m.is_active, m.updated_at,
  d.document::text AS document,
  sighted(d.document, s.last_seen_at) AS served
FROM models m
LEFT JOIN sightings s ON s.model_id = m.id
CROSS JOIN LATERAL (SELECT dated(m.id, m.document, (SELECT due_ids())) AS document) d
WHERE m.document IS NOT NULL;

GRANT SELECT ON served_models TO pricebook_reader, pricebook_writer;
