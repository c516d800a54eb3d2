-- Resolution, inside the transaction of a run: which second-hand prices are taken. The rule is
-- pricebook.resolution; these statements bring it the cards of the offers that the run speaks of,
-- and write what it decides.

-- name: stage_unresolved
CREATE TEMPORARY TABLE unresolved (id bigint PRIMARY KEY) ON COMMIT DROP

-- name: add_restated
INSERT INTO unresolved
SELECT DISTINCT coalesce(m.stands_for, m.id)
FROM changed_offers c
JOIN models m
  ON m.provider = c.provider AND lower(m.provider_model_id) = lower(c.provider_model_id)
ON CONFLICT DO NOTHING

-- name: add_repriced
INSERT INTO unresolved
SELECT id FROM touched UNION SELECT model_id FROM price_changes
ON CONFLICT DO NOTHING

-- name: add_moving
-- A name that ends in -latest is priced as its newest sibling.
INSERT INTO unresolved
SELECT DISTINCT m.id
FROM unresolved u
JOIN models s ON s.id = u.id
JOIN models m ON m.provider = s.provider AND m.provider_model_id LIKE '%-latest'
WHERE starts_with(s.provider_model_id, left(m.provider_model_id, -6))
ON CONFLICT DO NOTHING

-- name: add_unstated
-- Of an offer of which no list speaks nothing is taken, and there is nothing to decide. Most offers of
-- a first run are such.
INSERT INTO resolved (id, prices, cards)
SELECT u.id, '[]', '[]'
FROM unresolved u
JOIN models m ON m.id = u.id
WHERE m.provider_model_id NOT LIKE '%-latest' AND NOT EXISTS (SELECT FROM offer_cards(m.id))

-- name: questions
SELECT json_agg(json_build_object(
  'id', m.id,
  'name', m.provider_model_id,
  'kind', p.kind,
  'draws', 'image' = ANY (m.output_modalities),
  'own', (
    SELECT json_agg(json_build_object(
      'meter', o.meter, 'conditions', o.conditions, 'state', o.state, 'amount', o.amount::text,
      'currency', o.currency, 'published', o.published, 'source', o.source
    ))
    FROM model_prices o
    WHERE o.model_id = m.id AND upper_inf(o.recorded) AND o.valid @> now()
      AND o.source IN ('database', 'cross-reference')
  ),
  'cards', (
    SELECT json_agg(json_build_object(
      'name', s.provider_model_id, 'source', o.source, 'match', o.match, 'doubtful', o.doubtful,
      'prices', o.prices
    ))
    FROM (
      SELECT m.id, m.provider_model_id
      UNION ALL
      SELECT s.id, s.provider_model_id FROM models s
      WHERE m.provider_model_id LIKE '%-latest' AND s.provider = m.provider AND s.id <> m.id
        AND starts_with(s.provider_model_id, left(m.provider_model_id, -6))
    ) AS s
    CROSS JOIN LATERAL offer_cards(s.id) AS o
    -- what is not sold any more has no price, whatever a list still says
    WHERE m.is_active
  )
))::text
FROM models m
JOIN providers p ON p.slug = m.provider
WHERE m.id = ANY (CAST(:ids AS bigint[]))

-- name: unresolved_ids
SELECT id FROM unresolved WHERE id NOT IN (SELECT id FROM resolved) ORDER BY id

-- name: stage_resolved
CREATE TEMPORARY TABLE resolved (id bigint PRIMARY KEY, prices jsonb, cards jsonb) ON COMMIT DROP

-- name: add_resolved
INSERT INTO resolved (id, prices, cards)
SELECT id, prices, cards
FROM jsonb_to_recordset(CAST(:resolved AS jsonb)) AS r (id bigint, prices jsonb, cards jsonb)

-- name: stage_list_changes
ANALYZE resolved;
CREATE TEMPORARY TABLE list_changes ON COMMIT DROP AS
WITH taken AS (
  SELECT r.id AS model_id, p.*
  FROM resolved r
  CROSS JOIN LATERAL jsonb_to_recordset(r.prices) AS p (
    source text, meter text, conditions jsonb, amount numeric, published text
  )
), believed AS (
  SELECT p.*
  FROM resolved r
  JOIN model_prices p ON p.model_id = r.id
  JOIN price_sources s ON s.source = p.source AND s.is_list
  WHERE upper_inf(p.recorded) AND p.valid @> now()
)
SELECT
  coalesce(n.model_id, o.model_id) AS model_id, coalesce(n.source, o.source) AS source,
  coalesce(n.meter, o.meter) AS meter, coalesce(n.conditions, o.conditions) AS conditions,
  o.id AS old_id, n.amount AS new_amount, n.published
FROM taken n
FULL JOIN believed o USING (model_id, source, meter, conditions)
WHERE n.amount IS DISTINCT FROM o.amount

-- name: close_beliefs
UPDATE model_prices p SET recorded = tstzrange(lower(p.recorded), now())
FROM list_changes c
WHERE p.id = c.old_id

-- name: archive_superseded
-- What was taken until now stays true of the past.
INSERT INTO model_prices (
  model_id, source, meter, conditions, state, amount, currency, published, valid, recorded,
  sync_run_id
)
SELECT
  p.model_id, p.source, p.meter, p.conditions, p.state, p.amount, p.currency, p.published,
  tstzrange(lower(p.valid), now()), tstzrange(now(), NULL), CAST(:run AS bigint)
FROM model_prices p
JOIN list_changes c ON c.old_id = p.id

-- name: open_beliefs
-- Of an offer that is new here a list's word may be older than the run: it is true since its day.
INSERT INTO model_prices (
  model_id, source, meter, conditions, state, amount, currency, published, valid, recorded,
  sync_run_id
)
SELECT
  c.model_id, c.source, c.meter, c.conditions, 'known', c.new_amount, 'USD', c.published,
  tstzrange(coalesce(o.since, now()), NULL), tstzrange(now(), NULL), CAST(:run AS bigint)
FROM list_changes c
LEFT JOIN LATERAL (
  SELECT lower(o.stated) AS since
  FROM touched t
  CROSS JOIN LATERAL offer_cards(t.id) o
  WHERE t.id = c.model_id AND t.reason = 'added' AND o.source = c.source
) AS o ON true
WHERE c.new_amount IS NOT NULL

-- name: keep_resolutions
WITH supported AS (
  SELECT
    r.id, r.cards,
    coalesce(
      (
        SELECT jsonb_object_agg(p.meter || ' ' || p.conditions::text, jsonb_build_object(
          'confidence', p.confidence,
          'support', jsonb_build_object('agree', p.agree, 'against', p.against)
        ))
        FROM jsonb_to_recordset(r.prices) AS p (
          meter text, conditions jsonb, confidence text, agree jsonb, against jsonb
        )
      ),
      '{}'
    ) AS support
  FROM resolved r
), kept AS (
  INSERT INTO resolutions AS z (model_id, cards, support)
  SELECT id, cards, support FROM supported
  WHERE cards <> '[]' OR EXISTS (SELECT FROM resolutions k WHERE k.model_id = supported.id)
  ON CONFLICT (model_id) DO UPDATE SET cards = excluded.cards, support = excluded.support
  WHERE (z.cards, z.support) IS DISTINCT FROM (excluded.cards, excluded.support)
  RETURNING model_id
)
INSERT INTO touched (id, reason)
SELECT model_id, 'updated' FROM kept
UNION
SELECT model_id, 'updated' FROM list_changes
ON CONFLICT (id) DO NOTHING
