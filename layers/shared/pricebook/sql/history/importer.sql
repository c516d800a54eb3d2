-- An import of dated words, inside one transaction: what lists and sellers stated is kept beside what
-- lists state now, and what the resolution rule takes of it becomes prices of the past. What we observed
-- ourselves begins where an import ends.

-- name: known_offers
-- Every id that is known of each seller, and the first day on which somebody named it.
SELECT provider, provider_model_id, min(since)::text
FROM (
  SELECT provider, provider_model_id, release_date AS since FROM models
  UNION ALL
  SELECT
    provider, provider_model_id,
    least((lower(stated) AT TIME ZONE 'UTC')::date, CAST(facts ->> 'release_date' AS date))
  FROM listed_offers
  WHERE match = 'exact'
) AS named
GROUP BY provider, provider_model_id

-- name: stage_tables
CREATE TEMPORARY TABLE restated (provider text, offer text) ON COMMIT DROP;
CREATE TEMPORARY TABLE past_prices (
  model_id bigint, source text, meter text, conditions jsonb, amount numeric, published text,
  since timestamptz, until timestamptz
) ON COMMIT DROP

-- name: open
INSERT INTO history_imports (source, digest, first_day, last_day, lines, superseded, imported_by)
VALUES (
  :source, :digest, CAST(:first_day AS date), CAST(:last_day AS date), CAST(:lines AS integer),
  CAST(:superseded AS integer), :imported_by
)
RETURNING id

-- name: stage
-- The last word stands until the list, or the seller's own, was read by ourselves, if it ever was.
CREATE TEMPORARY TABLE past ON COMMIT DROP AS
SELECT p.*, tstzrange(p.since, ended.at) AS stated
FROM (
  SELECT DISTINCT ON (provider, lower(provider_model_id), since) *
  FROM jsonb_to_recordset(CAST(:statements AS jsonb)) AS r (
    provider text, provider_model_id text, canonical_id text, listed_as text, match text,
    prices jsonb, facts jsonb, since timestamptz, until timestamptz
  )
  ORDER BY provider, lower(provider_model_id), since
) p
LEFT JOIN (
  SELECT provider, lower(provider_model_id) AS offer, min(lower(stated)) AS at
  FROM listed_offers WHERE source = :source AND import_id IS NULL
  GROUP BY provider, lower(provider_model_id)
) own ON own.provider = p.provider AND own.offer = lower(p.provider_model_id)
CROSS JOIN (
  SELECT min(started_at) AS at FROM sync_runs
  WHERE provider = CAST(:seller AS text) AND status IN ('success', 'partial')
) run
CROSS JOIN LATERAL (
  SELECT least(
    coalesce(p.until, own.at, run.at, CAST(:ends AS timestamptz)), own.at, run.at, now()
  ) AS at
) ended
WHERE p.since < ended.at

-- name: measure_stage
ANALYZE past

-- name: replace
-- What was imported of these days before gives way to what is imported now.
WITH removed AS (
  DELETE FROM listed_offers o
  WHERE o.source = :source AND o.import_id IS NOT NULL
    AND o.provider = coalesce(CAST(:seller AS text), o.provider)
    AND lower(o.stated) >= CAST(:begins AS timestamptz) AND lower(o.stated) < CAST(:ends AS timestamptz)
    AND NOT EXISTS (
      SELECT FROM past p
      WHERE p.provider = o.provider AND lower(p.provider_model_id) = lower(o.provider_model_id)
        AND (p.stated, p.match, p.prices) = (o.stated, o.match, o.prices)
    )
  RETURNING provider, provider_model_id
), cut AS (
  UPDATE listed_offers o
  SET stated = tstzrange(lower(o.stated), CAST(:begins AS timestamptz))
  WHERE o.source = :source AND o.import_id IS NOT NULL
    AND o.provider = coalesce(CAST(:seller AS text), o.provider)
    AND lower(o.stated) < CAST(:begins AS timestamptz)
    AND upper(o.stated) > CAST(:begins AS timestamptz)
  RETURNING provider, provider_model_id
), added AS (
  INSERT INTO listed_offers (
    source, provider, provider_model_id, canonical_id, listed_as, match, prices, facts, stated,
    import_id
  )
  SELECT
    :source, provider, provider_model_id, canonical_id, listed_as, match, prices, facts, stated,
    CAST(:import AS bigint)
  FROM past p
  WHERE NOT EXISTS (
    SELECT FROM listed_offers o
    WHERE o.source = :source AND o.import_id IS NOT NULL AND o.provider = p.provider
      AND lower(o.provider_model_id) = lower(p.provider_model_id)
      AND (o.stated, o.match, o.prices) = (p.stated, p.match, p.prices)
  )
  RETURNING provider, provider_model_id
)
INSERT INTO restated
SELECT provider, lower(provider_model_id) FROM removed
UNION
SELECT provider, lower(provider_model_id) FROM cut
UNION
SELECT provider, lower(provider_model_id) FROM added

-- name: drop_stage
DROP TABLE past

-- name: add_moving
-- A name that ends in -latest is priced as its newest sibling.
INSERT INTO restated
SELECT DISTINCT o.provider, lower(o.provider_model_id)
FROM restated r
JOIN listed_offers o
  ON o.provider = r.provider AND o.import_id IS NOT NULL
  AND lower(o.provider_model_id) LIKE '%-latest'
  AND starts_with(r.offer, left(lower(o.provider_model_id), -6))
EXCEPT
SELECT provider, offer FROM restated

-- name: stage_models
-- Who was sold then and is not known: an offer that is no longer sold, and was until the last word.
CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS
SELECT r.*, false AS was_active, CAST(NULL AS jsonb) AS published_prices, false AS is_new
FROM (
  SELECT DISTINCT ON (o.provider, lower(o.provider_model_id))
    o.*, max(upper(o.stated)) OVER (PARTITION BY o.provider, lower(o.provider_model_id)) AS last_word
  FROM restated s
  JOIN listed_offers o
    ON o.provider = s.provider AND lower(o.provider_model_id) = s.offer
    AND o.import_id IS NOT NULL
  WHERE o.source <> 'reference:llm-prices' AND NOT EXISTS (
    SELECT FROM models m
    WHERE m.provider = o.provider AND lower(m.provider_model_id) = lower(o.provider_model_id)
  )
  ORDER BY o.provider, lower(o.provider_model_id), o.facts = '{}', lower(o.stated) DESC
) n
CROSS JOIN LATERAL jsonb_populate_record(NULL::models, jsonb_build_object(
  'provider', n.provider, 'provider_model_id', n.provider_model_id,
  'canonical_id', n.canonical_id, 'name', coalesce(n.facts ->> 'name', n.provider_model_id),
  'context_length', n.facts -> 'context_length',
  'max_output_tokens', n.facts -> 'max_output_tokens',
  'release_date', n.facts -> 'release_date',
  'is_active', false, 'unsold', false, 'listed_until', n.last_word, 'pins', '{}'::jsonb, 'deprecated', false, 'listed_by', '[]'::jsonb,
  'facts_source', '{}'::jsonb, 'input_modalities', '[]'::jsonb,
  'output_modalities', '[]'::jsonb, 'capabilities', '[]'::jsonb,
  'supported_parameters', '[]'::jsonb
)) AS r

-- name: affected_ids
-- What was stated under another name of an offer was stated of the offer.
SELECT DISTINCT coalesce(m.stands_for, m.id)
FROM restated r
JOIN models m ON m.provider = r.provider AND lower(m.provider_model_id) = r.offer
ORDER BY 1

-- name: questions
-- The cards of an offer under its own id, then under other names for it, of which a list may state
-- several at a time; and those of the siblings of a moving name.
SELECT json_agg(json_build_object(
  'id', m.id,
  'name', m.provider_model_id,
  'kind', p.kind,
  'draws', 'image' = ANY (m.output_modalities),
  'cards', (
    SELECT json_agg(json_build_object(
      'name', o.name, 'source', o.source, 'match', o.match, 'prices', o.prices,
      'since', lower(o.stated), 'until', upper(o.stated)
    ) ORDER BY o.place, length(o.provider_model_id), o.provider_model_id, lower(o.stated))
    FROM (
      SELECT 0 AS place, m.provider_model_id AS name, o.* FROM listed_offers o
      WHERE o.provider = m.provider AND lower(o.provider_model_id) = lower(m.provider_model_id)
        AND o.import_id IS NOT NULL
      UNION ALL
      SELECT 1, m.provider_model_id, o.*
      FROM models n
      JOIN listed_offers o
        ON o.provider = m.provider AND lower(o.provider_model_id) = lower(n.provider_model_id)
        AND o.import_id IS NOT NULL
      WHERE n.stands_for = m.id
      UNION ALL
      SELECT 2, o.provider_model_id, o.* FROM listed_offers o
      WHERE m.provider_model_id LIKE '%-latest' AND o.provider = m.provider
        AND lower(o.provider_model_id) <> lower(m.provider_model_id)
        AND starts_with(o.provider_model_id, left(m.provider_model_id, -6))
        AND o.import_id IS NOT NULL
    ) o
  )
))::text
FROM models m
JOIN providers p ON p.slug = m.provider
WHERE m.id = ANY (CAST(:ids AS bigint[]))

-- name: add_prices
INSERT INTO past_prices
SELECT *
FROM jsonb_to_recordset(CAST(:prices AS jsonb)) AS r (
  model_id bigint, source text, meter text, conditions jsonb, amount numeric, published text,
  since timestamptz, until timestamptz
)

-- name: compare
-- One word for another: a price of the past that is still told stays as it was recorded.
CREATE TEMPORARY TABLE compared ON COMMIT DROP AS
WITH affected AS MATERIALIZED (
  SELECT unnest(CAST(:ids AS bigint[])) AS id
), own AS MATERIALIZED (
  SELECT p.model_id, min(lower(p.valid)) AS since
  FROM model_prices p
  JOIN affected a ON a.id = p.model_id
  WHERE p.import_id IS NULL AND p.source <> 'manual' AND upper_inf(p.recorded)
  GROUP BY p.model_id
), wanted AS MATERIALIZED (
  SELECT
    p.model_id, p.source, p.meter, p.conditions, p.amount, p.published,
    tstzrange(p.since, least(p.until, o.since)) AS valid
  FROM past_prices p
  LEFT JOIN own o USING (model_id)
  WHERE p.since < least(p.until, o.since)
), believed AS MATERIALIZED (
  SELECT p.* FROM model_prices p
  JOIN affected a ON a.id = p.model_id
  WHERE p.import_id IS NOT NULL AND upper_inf(p.recorded)
)
SELECT
  b.id AS old_id, coalesce(w.model_id, b.model_id) AS model_id, w.source, w.meter, w.conditions,
  w.amount, w.published, w.valid
FROM wanted w
FULL JOIN believed b
  ON (b.model_id, b.source, b.meter, b.conditions, b.amount, b.valid)
    = (w.model_id, w.source, w.meter, w.conditions, w.amount, w.valid)
WHERE b.id IS NULL OR w.model_id IS NULL

-- name: close_withdrawn
UPDATE model_prices p SET recorded = tstzrange(lower(p.recorded), now())
FROM compared c
WHERE p.id = c.old_id

-- name: record
INSERT INTO model_prices (
  model_id, source, meter, conditions, state, amount, currency, published, valid, recorded,
  import_id
)
SELECT
  model_id, source, meter, conditions, 'known', amount, 'USD', published, valid,
  tstzrange(now(), NULL), CAST(:import AS bigint)
FROM compared
WHERE old_id IS NULL

-- name: summary
SELECT
  count(DISTINCT c.model_id), count(*) FILTER (WHERE c.old_id IS NULL), count(c.old_id),
  coalesce(array_agg(DISTINCT m.provider) FILTER (WHERE m.provider IS NOT NULL), '{}')
FROM compared c
JOIN models m ON m.id = c.model_id

-- name: count_added
SELECT count(*) FROM incoming WHERE is_new
