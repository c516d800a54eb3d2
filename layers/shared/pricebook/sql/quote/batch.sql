-- What quotes are made of: prices out of the ledger, and facts of the models, for everything that
-- one request asks at once.

-- name: prices
-- One row per question and offer: an id is an offer's own, or a canonical model's, which stands for
-- every offer of it that is sold now or had a price then. A receipt names its rows itself, whatever is
-- believed by now.
WITH asked AS (
  SELECT
    number, model, canonical, receipt, assume,
    coalesce(at, now()) AS at,
    coalesce(known_at, now()) AS known_at
  FROM jsonb_to_recordset(CAST(:asked AS jsonb)) AS a (
    number integer, model text, canonical text, at timestamptz, known_at timestamptz,
    assume text, receipt jsonb
  )
), exact AS MATERIALIZED (
  SELECT a.*, m.id, m.model_id, NULL AS canonical_id
  FROM asked a
  JOIN models m ON m.model_id = a.model AND was_offer(m, a.at, a.known_at)
), offers AS (
  SELECT * FROM exact
  UNION ALL
  SELECT a.*, m.id, m.model_id, m.canonical_id
  FROM asked a
  JOIN models m ON m.canonical_id = coalesce(a.canonical, a.model) AND (
    m.is_active OR a.at < now() AND EXISTS (
      SELECT FROM model_prices p
      WHERE p.model_id = m.id AND p.valid @> a.at AND p.recorded @> a.known_at
        AND NOT upper_inf(p.valid)
    )
  )
  WHERE a.receipt IS NULL AND a.number NOT IN (SELECT number FROM exact)
), standing AS MATERIALIZED (
  -- of today; how a seller stood beside the others once is not known
  SELECT s.id, s.doubt
  FROM (SELECT DISTINCT canonical_id FROM offers WHERE at >= now()) c
  CROSS JOIN LATERAL (
    SELECT id, doubt FROM seller_standing WHERE canonical_id = c.canonical_id OFFSET 0
  ) s
)
SELECT
  o.number, o.model_id, o.canonical_id, o.at,
  json_build_object(
    'input_modalities', m.input_modalities,
    'output_modalities', m.output_modalities,
    'context_length', m.context_length,
    'listed_until', CASE WHEN m.listed_until <= o.at THEN m.listed_until END,
    'prices_incomplete', m.prices_incomplete,
    'doubt', CASE WHEN o.at >= now() THEN nullif(s.doubt, 0) END,
    'known_from', CASE WHEN known.since > o.at THEN known.since END,
    'reviews', held.reviews,
    'announced', ahead.prices,
    'unconfirmed', doubtful.prices
  )::text,
  coalesce(p.prices, '[]')
FROM offers o
JOIN models m ON m.id = o.id
LEFT JOIN standing s ON s.id = o.id AND o.canonical_id IS NOT NULL
LEFT JOIN LATERAL (
  SELECT
    min(lower(p.valid)) AS since,
    CASE WHEN o.assume = 'earliest' THEN greatest(o.at, min(lower(p.valid))) ELSE o.at END AS at,
    -- what is not listed any more has its last prices, which may have ended before its listing did
    CASE
      WHEN m.listed_until <= o.at
        THEN least(m.listed_until, max(coalesce(upper(p.valid), 'infinity'))) - interval '1 microsecond'
    END AS last
  FROM model_prices p
  WHERE p.model_id = o.id AND p.recorded @> o.known_at AND o.receipt IS NULL
) known ON true
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_array(
    r.id, r.meter, r.conditions, r.state, r.amount::text, r.currency, r.source,
    CASE WHEN r.support ->> 'confidence' IN ('single', 'disputed') THEN r.support ->> 'confidence' END, r.support -> 'support' -> 'against'
  ) ORDER BY r.meter, r.conditions, r.id)::text AS prices
  FROM (
    SELECT
      price_id(c, o.model_id) AS id, c.meter, c.conditions, c.state, c.amount, c.currency, c.source,
      -- who agrees is known of what holds now
      CASE
        WHEN NOT upper_inf(c.valid) OR NOT upper_inf(c.recorded) THEN NULL
        WHEN c.source = 'cross-reference' THEN '{"confidence": "single"}'
        WHEN c.source LIKE 'reference:%' OR c.source = 'page' THEN (
          SELECT z.support -> (c.meter || ' ' || c.conditions::text)
          FROM resolutions z WHERE z.model_id = c.model_id
        )
      END AS support
    FROM prices_at(least(known.at, known.last), o.known_at) c
    WHERE c.model_id = o.id AND o.receipt IS NULL
    UNION ALL
    -- one price may be believed in several rows: until a moment, and then as a part of the past
    SELECT DISTINCT t.id, c.meter, c.conditions, c.state, c.amount, c.currency, c.source, NULL::jsonb
    FROM model_prices c
    CROSS JOIN LATERAL (SELECT price_id(c, o.model_id) AS id) t
    WHERE c.model_id = o.id AND o.receipt IS NOT NULL AND o.receipt ? t.id
  ) r
) p ON true
LEFT JOIN LATERAL (
  -- what was published by then and waits, or waited then, for a decision
  SELECT json_agg(json_build_array(
    r.meter, r.conditions, coalesce(r.new_amount, 0)::text, r.created_at
  )) AS reviews
  FROM price_reviews r
  WHERE r.model_id = o.id AND r.new_state IN ('known', 'free') AND o.receipt IS NULL
    AND r.created_at <= least(o.at, o.known_at)
    AND (r.decided_at IS NULL OR r.decided_at > o.known_at)
) held ON true
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_array(n.meter, n.conditions, n.amount::text, n.since)) AS prices
  FROM (
    SELECT DISTINCT ON (c.meter, c.conditions) c.meter, c.conditions, c.amount, lower(c.valid) AS since
    FROM model_prices c
    WHERE c.model_id = o.id AND o.receipt IS NULL
      AND lower(c.valid) > known.at AND c.recorded @> o.known_at
      -- the same price from another source, or observed by ourselves, is no news
      AND NOT EXISTS (
        SELECT FROM model_prices b
        WHERE b.model_id = c.model_id AND b.meter = c.meter AND b.conditions = c.conditions
          AND b.valid @> known.at AND b.recorded @> o.known_at
          AND (b.state, b.amount, b.currency)
            IS NOT DISTINCT FROM (c.state, c.amount, c.currency)
      )
    ORDER BY c.meter, c.conditions, lower(c.valid)
  ) n
) ahead ON true
LEFT JOIN LATERAL (
  -- what the seller no longer states, and is still charged as far as anybody knows
  SELECT json_agg(json_build_array(c.meter, c.conditions, u.since)) AS prices
  FROM current_prices c
  CROSS JOIN LATERAL (
    SELECT unconfirmed_since(c.model_id, c.source, c.meter, c.conditions) AS since
  ) u
  WHERE c.model_id = o.id AND o.receipt IS NULL AND u.since <= least(o.at, o.known_at)
) doubtful ON true
ORDER BY o.number, o.model_id;

-- name: targets
-- Which offers each name means that is no id, as for GET /v1/models.
SELECT n.name, r.model_id, r.canonical_id, r.resolved_by, r.region
FROM json_to_recordset(CAST(:names AS json)) AS n (name text, text text, canonicals text[])
CROSS JOIN LATERAL resolved_models(n.text, n.canonicals) AS r
ORDER BY n.name, r.model_id;

-- name: exchange_rates
-- What one unit of each currency was worth in US dollars on a day.
SELECT DISTINCT ON (r.currency, d.day)
  d.day::text, upper(r.currency), r.usd::text, r.valid_from::text, r.source_url
FROM unnest(CAST(:days AS date[])) AS d (day)
JOIN exchange_rates r ON r.valid_from <= d.day
ORDER BY r.currency, d.day, r.valid_from DESC, r.entered_at DESC, r.id DESC
