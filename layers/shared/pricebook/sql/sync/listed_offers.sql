-- What a run of a reference list states, beside what was stated before. It ends in the temporary
-- tables `changed_offers` (whose cards changed) and `incoming`, which sync.models then writes.

-- name: known_ids
SELECT provider, array_agg(DISTINCT provider_model_id)
FROM (
  -- of what was sold before we looked, no rule of today speaks
  SELECT m.provider, m.provider_model_id FROM models m
  WHERE m.is_active OR EXISTS (SELECT FROM sightings s WHERE s.model_id = m.id)
  UNION ALL
  SELECT provider, provider_model_id FROM listed_offers WHERE upper_inf(stated)
) AS known
GROUP BY provider

-- name: unmatched_ids
-- Ids that nobody had when a list that describes ids was read: its rules may mean them.
SELECT i.provider, array_agg(DISTINCT i.provider_model_id)
FROM new_ids i
WHERE NOT EXISTS (
  SELECT FROM listed_offers o
  WHERE o.provider = i.provider AND lower(o.provider_model_id) = lower(i.provider_model_id)
    AND o.source = :source AND upper_inf(o.stated)
)
GROUP BY i.provider

-- name: document
SELECT body::text FROM reference_documents WHERE source = :source

-- name: stage
CREATE TEMPORARY TABLE listed ON COMMIT DROP AS
SELECT DISTINCT ON (provider, lower(provider_model_id)) *
FROM jsonb_to_recordset(CAST(:offers AS jsonb)) AS r (
  provider text, provider_model_id text, canonical_id text, listed_as text, match text,
  doubtful boolean, prices jsonb, facts jsonb, dated date
)
ORDER BY provider, lower(provider_model_id), provider_model_id

-- name: stage_tables
CREATE TEMPORARY TABLE changed_offers (
  provider text NOT NULL, provider_model_id text NOT NULL, canonical_id text, is_new boolean
) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_ids (provider text, provider_model_id text) ON COMMIT DROP;
CREATE TEMPORARY TABLE shrunk_sellers (provider text PRIMARY KEY, before bigint, now bigint)
  ON COMMIT DROP

-- name: spare_sellers
INSERT INTO shrunk_sellers (provider)
SELECT unnest(CAST(:sellers AS text[]))

-- name: sizes
SELECT
  (
    SELECT count(*) FROM listed_offers WHERE source = :source AND upper_inf(stated)
      AND provider NOT IN (SELECT provider FROM shrunk_sellers)
  ),
  (SELECT count(*) FROM listed)

-- name: spare_shrunk_sellers
-- A list that loses a seller overnight has had an accident: nothing of that seller is missing.
INSERT INTO shrunk_sellers (provider, before, now)
SELECT o.provider, count(*), count(l.provider)
FROM listed_offers o
LEFT JOIN listed l
  ON l.provider = o.provider AND lower(l.provider_model_id) = lower(o.provider_model_id)
WHERE o.source = :source AND upper_inf(o.stated)
  AND o.provider NOT IN (SELECT provider FROM shrunk_sellers)
GROUP BY o.provider
HAVING count(*) >= :least AND count(l.provider) < CAST(:floor AS numeric) * count(*)
RETURNING provider, before, now

-- name: close_changed
WITH closed AS (
  UPDATE listed_offers o SET stated = tstzrange(lower(o.stated), now())
  FROM listed l
  WHERE o.source = :source AND upper_inf(o.stated) AND o.provider = l.provider
    AND lower(o.provider_model_id) = lower(l.provider_model_id)
    -- a list that describes ids has the case of those that were known first
    AND (o.canonical_id, o.listed_as, o.match, o.doubtful, o.prices, o.facts)
      IS DISTINCT FROM (l.canonical_id, l.listed_as, l.match, l.doubtful, l.prices, l.facts)
  RETURNING o.provider, o.provider_model_id, o.canonical_id
)
INSERT INTO changed_offers SELECT provider, provider_model_id, canonical_id, false FROM closed

-- name: close_missed
WITH missed AS (
  UPDATE listed_offers o SET
    misses = o.misses + 1,
    stated = CASE
      WHEN o.misses + 1 >= :misses THEN tstzrange(lower(o.stated), now()) ELSE o.stated
    END
  WHERE o.source = :source AND upper_inf(o.stated)
    AND o.provider NOT IN (SELECT provider FROM shrunk_sellers)
    AND NOT EXISTS (
      SELECT FROM listed l
      WHERE l.provider = o.provider AND lower(l.provider_model_id) = lower(o.provider_model_id)
    )
  RETURNING o.*
)
INSERT INTO changed_offers
SELECT provider, provider_model_id, canonical_id, false FROM missed WHERE NOT upper_inf(stated)

-- name: forget_misses
UPDATE listed_offers o SET misses = 0
FROM listed l
WHERE o.source = :source AND upper_inf(o.stated) AND o.misses > 0 AND o.provider = l.provider
  AND lower(o.provider_model_id) = lower(l.provider_model_id)

-- name: open
-- A word that is none of today is stated since its day, unless the list said something else meanwhile.
WITH opened AS (
  INSERT INTO listed_offers (
    source, provider, provider_model_id, canonical_id, listed_as, match, doubtful, prices, facts,
    stated
  )
  SELECT
    :source, provider, provider_model_id, canonical_id, listed_as, match, doubtful, prices, facts,
    tstzrange(
      CASE
        WHEN dated IS NULL OR EXISTS (
          SELECT FROM listed_offers o
          WHERE o.source = :source AND o.provider = l.provider
            AND lower(o.provider_model_id) = lower(l.provider_model_id)
        ) THEN now()
        ELSE least(CAST(dated AS timestamptz), now())
      END,
      NULL
    )
  FROM listed l
  WHERE NOT EXISTS (
    SELECT FROM listed_offers o
    WHERE o.source = :source AND upper_inf(o.stated) AND o.provider = l.provider
      AND lower(o.provider_model_id) = lower(l.provider_model_id)
  )
  RETURNING provider, provider_model_id, canonical_id
)
INSERT INTO changed_offers SELECT provider, provider_model_id, canonical_id, true FROM opened

-- name: find_new_ids
INSERT INTO new_ids
SELECT c.provider, c.provider_model_id FROM changed_offers c
WHERE c.is_new

-- name: drop_stage
DROP TABLE listed

-- name: refresh_canonical_facts
-- Proprietary models are the same wherever they are sold. Of open weights each host decides how long
-- a prompt may be, so its limits are borrowed from nobody. The maker's own word comes first, then
-- what most say.
WITH touched_models AS (
  SELECT DISTINCT canonical_id FROM changed_offers WHERE canonical_id IS NOT NULL
), words AS (
  SELECT
    o.canonical_id, o.provider, o.source, o.facts,
    o.provider = CAST(:homes AS jsonb) ->> split_part(o.canonical_id, '/', 1) AS home,
    array_position(
      '{reference:models.dev,reference:litellm,reference:genai-prices}', o.source
    ) AS place
  FROM listed_offers o
  JOIN touched_models t USING (canonical_id)
  WHERE upper_inf(o.stated)
), openness AS (
  SELECT canonical_id, bool_or(CAST(facts ->> 'open_weights' AS boolean)) AS open_weights
  FROM words GROUP BY canonical_id
), votes AS (
  SELECT
    w.canonical_id, f.key, v.value, count(*) AS sellers, coalesce(bool_or(w.home), false) AS home,
    min(w.place) AS place, min(w.source || '/' || w.provider) AS source
  FROM words w
  JOIN openness p USING (canonical_id)
  CROSS JOIN LATERAL jsonb_each(w.facts) f
  CROSS JOIN LATERAL (
    SELECT CASE f.key WHEN 'capabilities' THEN f.value - 'structured_output' ELSE f.value END
  ) AS v (value)
  WHERE f.key IN ('capabilities', 'input_modalities', 'output_modalities', 'release_date')
    OR (
      f.key IN ('context_length', 'max_output_tokens', 'knowledge_cutoff')
      AND NOT p.open_weights AND w.place < 3
    )
  GROUP BY w.canonical_id, f.key, v.value
), chosen AS (
  SELECT DISTINCT ON (canonical_id, key) * FROM votes
  ORDER BY canonical_id, key, home DESC, sellers DESC, place, value
), facts AS (
  SELECT
    t.canonical_id, p.open_weights,
    coalesce(jsonb_object_agg(c.key, c.value) FILTER (WHERE c.key IS NOT NULL), '{}') AS facts,
    coalesce(jsonb_object_agg(c.key, c.source) FILTER (WHERE c.key IS NOT NULL), '{}') AS sources
  FROM touched_models t
  LEFT JOIN openness p USING (canonical_id)
  LEFT JOIN chosen c USING (canonical_id)
  GROUP BY t.canonical_id, p.open_weights
)
INSERT INTO canonical_facts AS k (canonical_id, open_weights, facts, sources)
SELECT canonical_id, open_weights, facts, sources FROM facts
ON CONFLICT (canonical_id) DO UPDATE SET
  open_weights = excluded.open_weights, facts = excluded.facts, sources = excluded.sources
WHERE (k.open_weights, k.facts, k.sources)
  IS DISTINCT FROM (excluded.open_weights, excluded.facts, excluded.sources)

-- name: stage_models
-- The models of which a list's word changed, without what was borrowed, and the offers of sellers
-- whose own list was never read whole or leaves them out, which are listed as long as a list states
-- them, or the seller in the part that was read. What a list states of any other seller beside its own
-- list is not sold.
CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS
WITH changed AS MATERIALIZED (
  SELECT DISTINCT provider, lower(provider_model_id) AS offer FROM changed_offers
), own AS MATERIALIZED (
  -- and which ids a list may add to it all the same: none, where nothing is said
  SELECT slug AS provider, coalesce(CAST(:beyond AS jsonb) ->> slug, '^$') AS beyond
  FROM providers WHERE own_list_since IS NOT NULL
), known AS (
  SELECT m.id FROM models m
  JOIN changed c ON c.provider = m.provider AND c.offer = lower(m.provider_model_id)
  UNION
  SELECT m.id FROM models m
  WHERE m.canonical_id IN (SELECT canonical_id FROM changed_offers)
)
SELECT
  r.*, k.was_active, CAST(NULL AS jsonb) AS published_prices, false AS is_new
FROM (
  SELECT
    m.is_active AS was_active,
    to_jsonb(m) - 'document'
      - coalesce(
        (
          SELECT array_agg(f) FROM jsonb_object_keys(m.facts_source) f
          WHERE NOT m.pins ? f AND f <> 'name'
        ),
        '{}'
      )
      || jsonb_build_object('facts_source', '{}'::jsonb)
      || CASE
        WHEN m.pins ? 'capabilities' THEN '{}'
        ELSE jsonb_build_object('capabilities', to_jsonb(coalesce(
          m.own_capabilities,
          CASE WHEN m.facts_source ? 'capabilities' THEN '{}' ELSE m.capabilities END
        )))
      END
      || CASE
        WHEN m.is_active AND m.listed_by = '{}' OR EXISTS (
          SELECT FROM own w
          WHERE w.provider = m.provider
            AND NOT (m.listed_by <> '{}' AND m.provider_model_id ~ ('^(' || w.beyond || ')$'))
        ) THEN '{}'
        ELSE jsonb_build_object(
          'listed_by', l.lists, 'is_active', l.lists <> '{}' AND NOT l.ended
        )
      END
      -- a better rule names the model of what only lists state too; an operator knows better
      || CASE
        WHEN (m.listed_by <> '{}' OR m.unsold) AND l.lists <> '{}' AND NOT m.pins ? 'canonical_id'
          AND NOT EXISTS (
            SELECT FROM model_aliases a
            WHERE a.alias = m.provider_model_id AND coalesce(a.provider, m.provider) = m.provider
          )
          THEN jsonb_build_object('canonical_id', l.canonical_id)
        ELSE '{}'
      END AS row
  FROM (SELECT * FROM models WHERE id IN (SELECT id FROM known)) m
  CROSS JOIN LATERAL (
    SELECT
      coalesce(array_agg(o.source ORDER BY o.source), '{}') AS lists,
      (array_agg(o.canonical_id ORDER BY o.canonical_id NULLS LAST))[1] AS canonical_id,
      coalesce(min(CAST(o.facts ->> 'deprecation_date' AS date)) <= current_date, false) AS ended
    FROM listed_offers o
    WHERE o.provider = m.provider AND lower(o.provider_model_id) = lower(m.provider_model_id)
      AND upper_inf(o.stated)
  ) l
  UNION ALL
  SELECT NULL, jsonb_build_object(
    'provider', n.provider, 'provider_model_id', n.provider_model_id,
    'canonical_id', n.canonical_id, 'name', n.provider_model_id,
    'listed_by', CASE WHEN n.unsold THEN '{}' ELSE n.lists END,
    'is_active', NOT n.ended AND NOT n.unsold, 'unsold', n.unsold, 'pins', '{}'::jsonb,
    'deprecated', false, 'facts_source', '{}'::jsonb,
    'listed_until', CASE WHEN n.ended THEN n.ends END
  )
  FROM (
    SELECT
      o.provider,
      (array_agg(o.provider_model_id ORDER BY array_position(
        '{reference:models.dev,reference:litellm,reference:genai-prices}', o.source
      )))[1] AS provider_model_id,
      (array_agg(o.canonical_id ORDER BY o.canonical_id NULLS LAST))[1] AS canonical_id,
      array_agg(o.source ORDER BY o.source) AS lists,
      min(CAST(o.facts ->> 'deprecation_date' AS date)) AS ends,
      coalesce(min(CAST(o.facts ->> 'deprecation_date' AS date)) <= current_date, false) AS ended,
      bool_or(EXISTS (
        SELECT FROM own w
        WHERE w.provider = o.provider AND o.provider_model_id !~ ('^(' || w.beyond || ')$')
      )) AS unsold
    FROM listed_offers o
    JOIN changed c ON c.provider = o.provider AND c.offer = lower(o.provider_model_id)
    WHERE upper_inf(o.stated)
      AND NOT EXISTS (
        SELECT FROM models m
        WHERE m.provider = o.provider AND lower(m.provider_model_id) = c.offer
      )
    GROUP BY o.provider, c.offer
  ) n
) k
CROSS JOIN LATERAL jsonb_populate_record(NULL::models, k.row) AS r

-- name: sight
INSERT INTO sightings AS s (model_id, last_seen_at)
SELECT m.id, CASE WHEN m.provider = ANY (CAST(:unseen AS text[])) THEN lower(o.stated) ELSE now() END
FROM listed_offers o
JOIN models m
  ON m.provider = o.provider AND lower(m.provider_model_id) = lower(o.provider_model_id)
WHERE o.source = :source AND upper_inf(o.stated) AND o.misses = 0 AND m.listed_by <> '{}'
ON CONFLICT (model_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, misses = 0

-- name: tell_dates
WITH told AS (
  SELECT m.id AS model_id, CAST(o.facts ->> 'deprecation_date' AS date) AS deprecation_date
  FROM listed_offers o
  JOIN models m
    ON m.provider = o.provider AND lower(m.provider_model_id) = lower(o.provider_model_id)
  WHERE o.source = :source AND upper_inf(o.stated) AND o.facts ? 'deprecation_date'
), changed AS (
  INSERT INTO reference_facts AS f (model_id, source, deprecation_date)
  SELECT model_id, :source, min(deprecation_date) FROM told GROUP BY model_id
  ON CONFLICT (model_id, source) DO UPDATE SET deprecation_date = excluded.deprecation_date
  WHERE f.deprecation_date <> excluded.deprecation_date
  RETURNING model_id
), withdrawn AS (
  DELETE FROM reference_facts f
  WHERE f.source = :source AND NOT EXISTS (SELECT FROM told t WHERE t.model_id = f.model_id)
  RETURNING model_id
)
INSERT INTO touched (id, reason)
SELECT model_id, 'updated' FROM changed UNION SELECT model_id, 'updated' FROM withdrawn
ON CONFLICT (id) DO NOTHING

-- name: counts
WITH stated AS (
  SELECT m.id, m.unsold
  FROM listed_offers o
  LEFT JOIN models m
    ON m.provider = o.provider AND lower(m.provider_model_id) = lower(o.provider_model_id)
  WHERE o.source = :source AND upper_inf(o.stated)
)
SELECT
  (SELECT count(*) FROM stated WHERE unsold),
  (
    SELECT count(DISTINCT id) FROM stated
    WHERE id IS NOT NULL AND NOT EXISTS (SELECT FROM touched t WHERE t.id = stated.id)
  ),
  count(*) FILTER (WHERE reason = 'added'),
  count(*) FILTER (WHERE reason IN ('updated', 'returned')),
  count(*) FILTER (WHERE reason = 'returned'),
  count(*) FILTER (WHERE reason = 'deactivated'),
  (
    SELECT count(*) FROM (
      SELECT model_id, meter, conditions FROM list_changes GROUP BY 1, 2, 3
    ) AS changed_prices
  )
FROM touched
