-- What the ledger says of one model: at a moment, and over time. Each statement returns a body as
-- catalog/lookup.sql does; no row means that there is no such model.
-- OFFSET 0 keeps a model's look-up to itself: joined, every model's prices would be sorted first.

-- name: prices
WITH asked AS (
  SELECT
    coalesce(CAST(:at AS timestamptz), now()) AS at,
    coalesce(least(CAST(:known_at AS timestamptz), now()), now()) AS known_at
)
SELECT
  '{"data":',
  json_strip_nulls(json_build_object(
    'id', m.model_id, 'at', a.at, 'known_at', a.known_at, 'known_from', c.known_from,
    'pricing', c.pricing, 'pricing_source', c.pricing_source, 'exchange', c.exchange,
    'listed_until', m.listed_until, 'prices', c.prices
  ))::text,
  ',"meta":' || json_build_object('last_updated', m.updated_at) || '}',
  md5(concat_ws(' ', c.pricing, c.exchange, c.prices, c.known_from, m.listed_until)),
  m.updated_at,
  NULL
FROM models m
CROSS JOIN asked a
CROSS JOIN LATERAL charged_at(m.id, a.at, a.known_at) c
WHERE m.model_id = CAST(:model_id AS text) AND was_offer(m, a.at, a.known_at)

-- name: sellers
-- The same of every offer of a canonical model that had a price then, whether or not it is sold now;
-- the lowest price of input first.
WITH asked AS (
  SELECT
    coalesce(CAST(:at AS timestamptz), now()) AS at,
    coalesce(least(CAST(:known_at AS timestamptz), now()), now()) AS known_at
), offers AS (
  SELECT m.model_id, m.provider, m.is_active, m.updated_at, c.*
  FROM models m
  CROSS JOIN asked a
  CROSS JOIN LATERAL charged_at(m.id, a.at, a.known_at) c
  WHERE m.canonical_id = CAST(:canonical_id AS text)
), priced AS (
  SELECT * FROM offers WHERE prices::text <> '[]'
), listed AS (
  SELECT
    coalesce(json_agg(
      json_strip_nulls(json_build_object(
        'id', model_id, 'provider', provider, 'is_active', is_active, 'known_from', known_from,
        'pricing', pricing, 'pricing_source', pricing_source, 'exchange', exchange,
        'prices', prices
      )) ORDER BY CAST(pricing ->> 'prompt' AS numeric), model_id
    ), '[]')::text AS items,
    count(*) AS total, count(DISTINCT provider) AS sellers
  FROM priced
)
SELECT
  '{"data":{"id":' || to_json(k.id) || ',"at":' || to_json(a.at) || ',"known_at":'
    || to_json(a.known_at) || coalesce(',"known_from":' || to_json(known.since), '')
    || ',"offers":',
  l.items,
  '},"meta":' || json_build_object(
    'total', l.total, 'sellers', l.sellers,
    'last_updated', coalesce(known.updated_at, k.created_at)
  ) || '}',
  md5(concat_ws(' ', l.items, known.since)),
  coalesce(known.updated_at, k.created_at),
  l.total
FROM listed l
CROSS JOIN asked a
CROSS JOIN (SELECT min(known_from) AS since, max(updated_at) AS updated_at FROM offers) known
JOIN canonical_models k ON k.id = CAST(:canonical_id AS text)

-- name: history
-- A page is a stretch of time that ends before the moment `until`, and never cuts a moment in two:
-- the oldest moment of a page is the `until` of the next one.
WITH asked AS (
  SELECT coalesce(least(CAST(:known_at AS timestamptz), now()), now()) AS known_at
), model AS (
  -- what is not sold may have been
  SELECT id, model_id, provider, updated_at FROM models m
  WHERE model_id = CAST(:model_id AS text) AND (
    is_offer(m) OR m.stands_for IS NULL AND EXISTS (
      SELECT FROM model_prices p WHERE p.model_id = m.id
    )
  )
), moments AS (
  SELECT DISTINCT edge AS at
  FROM model m
  CROSS JOIN asked a
  JOIN model_prices p ON p.model_id = m.id AND p.recorded @> a.known_at
  CROSS JOIN LATERAL (VALUES (lower(p.valid)), (upper(p.valid))) AS e (edge)
  WHERE isfinite(edge)
    AND (CAST(:until AS timestamptz) IS NULL OR edge < CAST(:until AS timestamptz))
), charged AS MATERIALIZED (
  SELECT o.at, p.meter, p.conditions, p.state, p.amount, p.currency, p.source
  FROM model m
  CROSS JOIN asked a
  CROSS JOIN moments o
  CROSS JOIN LATERAL (
    SELECT * FROM prices_at(o.at, a.known_at) c WHERE c.model_id = m.id OFFSET 0
  ) p
  WHERE CAST(:meter AS text) IS NULL OR p.meter = CAST(:meter AS text)
), stretches AS (
  -- every series at every moment, so that an end shows too
  SELECT
    s.meter, s.conditions, o.at, c.state, c.amount, c.currency, c.source,
    lag(c.state) OVER life AS old_state, lag(c.amount) OVER life AS old_amount,
    lag(c.currency) OVER life AS old_currency, lag(c.source) OVER life AS old_source
  FROM (SELECT DISTINCT meter, conditions FROM charged) s
  CROSS JOIN moments o
  LEFT JOIN charged c USING (meter, conditions, at)
  WINDOW life AS (PARTITION BY s.meter, s.conditions ORDER BY o.at)
), changed AS MATERIALIZED (
  SELECT s.*, t.per
  FROM stretches s
  JOIN meters t ON t.name = s.meter
  WHERE (state, amount, currency) IS DISTINCT FROM (old_state, old_amount, old_currency)
), page AS MATERIALIZED (
  SELECT * FROM changed
  WHERE CAST(:since AS timestamptz) IS NULL OR at >= CAST(:since AS timestamptz)
  ORDER BY at DESC
  FETCH FIRST CAST(:page_size AS bigint) ROWS WITH TIES
), edges AS (
  SELECT
    CASE WHEN EXISTS (
      SELECT FROM changed c
      WHERE c.at < (SELECT min(at) FROM page)
        AND (CAST(:since AS timestamptz) IS NULL OR c.at >= CAST(:since AS timestamptz))
    ) THEN (SELECT min(at) FROM page) END AS next_until
), opening AS (
  -- what was charged already where the page begins
  SELECT DISTINCT ON (c.meter, c.conditions) c.*
  FROM changed c
  CROSS JOIN edges e
  WHERE c.at < coalesce(e.next_until, CAST(:since AS timestamptz))
  ORDER BY c.meter, c.conditions, c.at DESC
), points AS (
  SELECT meter, conditions, per, at, state, amount, currency FROM page
  UNION
  SELECT
    o.meter, o.conditions, o.per, coalesce(e.next_until, CAST(:since AS timestamptz)), o.state,
    o.amount, o.currency
  FROM opening o
  CROSS JOIN edges e
  WHERE o.state IS NOT NULL
    AND NOT EXISTS (
      SELECT FROM page p
      WHERE p.meter = o.meter AND p.conditions = o.conditions
        AND p.at = coalesce(e.next_until, CAST(:since AS timestamptz))
    )
), drawn AS (
  SELECT
    *,
    first_value(currency) OVER (
      PARTITION BY meter, conditions ORDER BY currency IS NULL, at DESC
    ) AS drawn_in
  FROM points
), steps AS (
  SELECT
    meter, conditions,
    json_strip_nulls(json_build_object(
      'meter', meter, 'per', per, 'currency', drawn_in, 'conditions', conditions
    ))::jsonb || jsonb_build_object('points', jsonb_agg(
      -- a line has one currency; in any other, and where there is no figure, it is broken
      jsonb_build_array(at, CASE
        WHEN state = 'free' THEN '0'
        WHEN currency = drawn_in THEN quoted(amount, per)
      END) ORDER BY at
    )) AS step
  FROM drawn
  GROUP BY meter, conditions, per, drawn_in
), told AS (
  SELECT
    json_with(json_build_object(
      'id', m.model_id,
      'changes', coalesce((
        SELECT json_agg(json_build_object(
          'changed_at', c.at, 'meter', c.meter, 'per', c.per, 'conditions', c.conditions,
          'source', coalesce(c.source, c.old_source),
          'changed_by', CASE coalesce(c.source, c.old_source)
            WHEN 'database' THEN 'api_sync:' || m.provider
            ELSE coalesce(c.source, c.old_source)
          END,
          'previous', json_strip_nulls(json_build_object(
            'state', coalesce(c.old_state, 'unknown'), 'amount', quoted(c.old_amount, c.per),
            'currency', c.old_currency
          )),
          'current', json_strip_nulls(json_build_object(
            'state', coalesce(c.state, 'unknown'), 'amount', quoted(c.amount, c.per),
            'currency', c.currency
          ))
        ) ORDER BY c.at DESC, c.meter, c.conditions)
        FROM page c
      ), '[]'),
      'steps', coalesce((SELECT json_agg(step ORDER BY meter, conditions) FROM steps), '[]')
    ), 'known_from', (
      SELECT to_json(min(lower(p.valid)))
      FROM asked a
      JOIN model_prices p ON p.model_id = m.id AND p.recorded @> a.known_at
    ))::text AS data,
    e.next_until, m.updated_at
  FROM model m
  CROSS JOIN edges e
)
SELECT
  '{"data":',
  data,
  ',"meta":' || json_build_object(
    'page_size', CAST(:page_size AS bigint), 'next_until', next_until, 'last_updated', updated_at
  ) || '}',
  md5(concat_ws(' ', data, next_until)),
  updated_at,
  NULL,
  to_json(next_until) #>> '{}'
FROM told

-- name: sources
-- What every source says now, the used one of each price first, and what became of each list's card.
-- `used` is the document's own choice, so that this list and the prices beside it cannot disagree.
WITH model AS (
  SELECT
    id, model_id, provider, provider_model_id, is_active, unsold, updated_at,
    dated(id, document, (SELECT due_ids())) AS document
  FROM models m
  WHERE model_id = CAST(:model_id AS text) AND document IS NOT NULL AND is_offer(m)
), chosen AS (
  SELECT
    p ->> 'meter' AS meter, (p -> 'conditions')::jsonb AS conditions, p ->> 'source' AS source,
    p ->> 'confidence' AS confidence
  FROM model m CROSS JOIN LATERAL json_array_elements(m.document -> 'prices') p
), cards AS (
  SELECT o.* FROM model m CROSS JOIN LATERAL offer_cards(m.id) AS o
), words AS (
  SELECT
    p.meter, p.conditions, p.source, p.state, p.amount, p.currency, p.published,
    lower(p.valid) AS observed_at
  FROM model m
  JOIN model_prices p ON p.model_id = m.id AND upper_inf(p.recorded) AND p.valid @> now()
  WHERE p.source NOT IN (SELECT source FROM cards)
  UNION ALL
  SELECT
    p.meter, p.conditions, o.source, p.state, p.amount, p.currency, p.published, lower(o.stated)
  FROM cards o
  CROSS JOIN LATERAL jsonb_to_recordset(o.prices) AS p (
    meter text, conditions jsonb, state text, amount numeric, currency text, published text
  )
), told AS (
  SELECT
    p.*, t.per, s.trust, c.source IS NOT NULL AS used, c.confidence,
    first_value((p.state, p.amount, p.currency)) OVER (
      PARTITION BY p.meter, p.conditions ORDER BY c.source IS NULL, s.trust
    ) IS DISTINCT FROM (p.state, p.amount, p.currency) AS disagrees
  FROM words p
  JOIN meters t ON t.name = p.meter
  JOIN price_sources s USING (source)
  LEFT JOIN chosen c
    ON c.meter = p.meter AND c.conditions = p.conditions AND c.source = p.source
), verdicts AS (
  SELECT coalesce(json_agg(
    json_strip_nulls(json_build_object(
      'source', o.source, 'listed_as', o.listed_as, 'match', o.match, 'since', lower(o.stated),
      'became', CASE WHEN m.unsold THEN 'unsold' ELSE v ->> 'became' END, 'refused', v -> 'refused', 'doubtful', nullif(o.doubtful, false),
      'facts', o.facts
    )) ORDER BY o.source
  ), '[]') AS cards
  FROM cards o
  CROSS JOIN model m
  LEFT JOIN (SELECT z.* FROM model m JOIN resolutions z ON z.model_id = m.id) z ON true
  LEFT JOIN LATERAL jsonb_array_elements(z.cards) v ON v ->> 'source' = o.source
), ending AS (
  -- why nobody can buy it, as far as we know
  SELECT CASE
    WHEN m.is_active THEN NULL
    WHEN p.ended_on <= current_date THEN 'service_ended'
    WHEN m.unsold THEN 'unsold'
    WHEN EXISTS (
      SELECT FROM cards WHERE CAST(facts ->> 'deprecation_date' AS date) <= current_date
    ) THEN 'ended'
    ELSE 'withdrawn'
  END AS reason
  FROM model m JOIN providers p ON p.slug = m.provider
), listed AS (
  SELECT coalesce(json_agg(
    json_strip_nulls(json_build_object(
      'meter', meter, 'per', per, 'conditions', conditions, 'source', source, 'state', state,
      'amount', quoted(amount, per), 'currency', currency, 'published', published,
      'observed_at', observed_at, 'used', used, 'disagrees', disagrees, 'confidence', confidence
    )) ORDER BY meter, conditions, NOT used, trust
  ), '[]')::text AS items, count(*) AS total
  FROM told
)
SELECT
  '{"data":',
  items,
  ',"meta":' || json_strip_nulls(json_build_object(
    'total', total, 'last_updated', updated_at, 'cards', cards, 'inactive_because', reason
  )) || '}',
  concat_ws(' ', md5(items || cards::text), reason, updated_at),
  updated_at,
  total
FROM listed CROSS JOIN model CROSS JOIN verdicts CROSS JOIN ending
