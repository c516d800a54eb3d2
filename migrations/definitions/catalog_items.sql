-- What GET /v1/catalog has of some providers, as its text: every active model, without its last
-- sighting, which moves with every quiet run. In the order of ids, byte by byte. With a setting of its
-- own, so that it is planned only where it is called.
CREATE OR REPLACE FUNCTION catalog_items(sellers text[])
  RETURNS TABLE (provider text, items bigint, text text)
  LANGUAGE sql STABLE SET jit = off
BEGIN ATOMIC
  SELECT d.provider, count(*), string_agg(CAST(d.document AS text), ',')
  FROM (
    SELECT m.provider, dated(m.id, m.document, (SELECT due_ids())) AS document
    FROM models m
    WHERE m.is_active AND m.document IS NOT NULL AND m.provider = ANY (sellers)
    ORDER BY m.provider, m.model_id COLLATE "C"
  ) AS d
  GROUP BY d.provider;
END;
