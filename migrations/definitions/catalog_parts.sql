-- What GET /v1/catalog is joined from: every part with what that takes, in the order of the body; the
-- bytes too of those that are not `held`, and no bytes where that is NULL. In place of a part that is
-- not current comes its text: all in one statement, so that no reader sees half of a change. Planned
-- once in a session, for that takes longer than to answer.
CREATE OR REPLACE FUNCTION catalog_parts(seller text, format_version integer, held text[])
  RETURNS TABLE (
    changed_at text, items bigint, etag text, length bigint, crc bigint, deflated bytea,
    text text, changes_at bigint
  )
  LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH asked AS (
    SELECT g.changed_at FROM generations g
    WHERE scope IN ('all', seller) ORDER BY scope = 'all' LIMIT 1
  ), state AS MATERIALIZED (
    SELECT c.provider, p.etag, p.items, p.length, p.crc, p.deflated
    FROM model_counts c
    LEFT JOIN current_parts p
      ON p.provider = c.provider AND p.format = 'catalog' AND p.version = format_version
    WHERE seller IS NULL OR c.provider = seller
  ), missing AS (
    -- not even planned where every part is current, as they are but for accidents
    SELECT t.* FROM state s CROSS JOIN LATERAL catalog_items(ARRAY[s.provider]) t
    WHERE s.etag IS NULL
  )
  SELECT
    to_json(a.changed_at) #>> '{}',
    coalesce(s.items, t.items, 0)::bigint,
    s.etag,
    coalesce(s.length, 0)::bigint,
    coalesce(s.crc, 0)::bigint,
    CASE WHEN s.etag <> ALL (held) THEN s.deflated END,
    t.text,
    n.changes_at
  FROM asked a
  CROSS JOIN changes_at() AS n (changes_at)
  LEFT JOIN state s ON true
  LEFT JOIN missing t ON t.provider = s.provider
  WHERE EXISTS (SELECT FROM model_counts) AND (
    seller IS NULL OR EXISTS (SELECT FROM providers WHERE slug = seller)
  )
  ORDER BY s.provider || '/' COLLATE "C";
END
$$;
