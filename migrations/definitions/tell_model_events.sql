-- What a provider lists in its first run is where we start, and no news. A model that was sold before
-- we looked is new when it is sold for the first time since, and had no end that we could tell of.
CREATE OR REPLACE FUNCTION tell_model_events() RETURNS trigger LANGUAGE plpgsql
  -- its plan is kept: one that was made for a single model must not meet six thousand
  SET enable_nestloop = off
AS $$
BEGIN
  INSERT INTO model_events (model_id, provider, kind, details)
  WITH changed AS MATERIALIZED (
    SELECT
      n.id, n.provider, n.listed_by, a.*,
      o.document IS NULL OR NOT b.is_active AND NOT EXISTS (
        SELECT FROM model_events e WHERE e.model_id = n.id AND e.kind = 'removed'
      ) AS is_new,
      b.is_active AS was_active, b.deprecated AS was_deprecated,
      b.deprecation_date AS previous_date, b.prices AS previous_prices
    FROM new_models n
    JOIN old_models o USING (id)
    CROSS JOIN LATERAL json_to_record(n.document) AS a (
      is_active boolean, deprecated boolean, deprecation_date text, replacement text, prices json,
      pricing jsonb, canonical_id text
    )
    LEFT JOIN LATERAL json_to_record(o.document) AS b (
      is_active boolean, deprecated boolean, deprecation_date text, prices json
    ) ON true
    WHERE n.document::text IS DISTINCT FROM o.document::text AND n.document IS NOT NULL
  )
  SELECT id, provider, 'new', jsonb_strip_nulls(jsonb_build_object(
    'canonical_id', canonical_id, 'pricing', pricing
  ))
  FROM changed
  WHERE is_new AND is_active AND (
    provider IN (SELECT r.provider FROM sync_runs r WHERE r.status IN ('success', 'partial'))
    -- the same of what only lists state: the first run of each is where we start
    OR EXISTS (
      SELECT FROM sync_runs r
      WHERE r.status IN ('success', 'partial') AND r.provider IN (
        SELECT replace(split_part(list, ':', 2), '.', '-') FROM unnest(listed_by) AS list
      )
    )
  )
  UNION ALL
  SELECT id, provider, CASE WHEN is_active THEN 'returned' ELSE 'removed' END, '{}'
  FROM changed
  WHERE is_active <> was_active AND NOT is_new
  UNION ALL
  SELECT id, provider, 'deprecation', jsonb_strip_nulls(jsonb_build_object(
    'deprecated', deprecated, 'deprecation_date', deprecation_date,
    'previous_deprecation_date', previous_date, 'replacement', replacement
  ))
  FROM changed
  WHERE NOT is_new
    AND (deprecated, deprecation_date) IS DISTINCT FROM (was_deprecated, previous_date)
  UNION ALL
  SELECT
    id, provider, CASE WHEN of_sources THEN 'source' ELSE 'price' END,
    jsonb_build_object('prices', differing)
  FROM changed
  CROSS JOIN (VALUES (false), (true)) AS hands (of_sources)
  CROSS JOIN LATERAL price_differences(previous_prices, prices, of_sources) AS differing
  -- what ends or begins with the listing itself is told by that event
  WHERE previous_prices::text <> prices::text AND differing IS NOT NULL
    AND is_active AND was_active;
  RETURN NULL;
END
$$;
