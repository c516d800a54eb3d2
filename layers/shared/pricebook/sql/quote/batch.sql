-- What quotes are made of: prices out of the ledger, for everything that one request asks at once.

-- name: prices
-- One row per ask and offer: an id is an offer's own, or a canonical model's, which stands for every
-- offer of it that is sold now. A receipt names its rows itself, whatever is believed by now.
WITH asked AS (
  SELECT
    number, model, canonical, receipt,
    coalesce(at, now()) AS at,
    coalesce(known_at, now()) AS known_at
  FROM jsonb_to_recordset(CAST(:asked AS jsonb)) AS a (
    number integer, model text, canonical text, at timestamptz, known_at timestamptz,
    receipt bigint[]
  )
), offers AS (
  SELECT a.*, m.id, m.model_id, NULL AS canonical_id
  FROM asked a
  JOIN models m ON m.model_id = a.model
  UNION ALL
  SELECT a.*, m.id, m.model_id, m.canonical_id
  FROM asked a
  JOIN models m ON m.canonical_id = coalesce(a.canonical, a.model) AND m.is_active
  WHERE a.receipt IS NULL AND NOT EXISTS (SELECT FROM models o WHERE o.model_id = a.model)
)
SELECT o.number, o.model_id, o.canonical_id, o.at, coalesce(p.told, '[]')
FROM offers o
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_array(
    r.id, r.meter, r.conditions, r.state, r.amount::text, r.currency, r.source
  ) ORDER BY r.id)::text AS told
  FROM (
    SELECT * FROM prices_at(o.at, o.known_at) c WHERE c.model_id = o.id AND o.receipt IS NULL
    UNION ALL
    SELECT * FROM model_prices c WHERE c.id = ANY (o.receipt) AND c.model_id = o.id
  ) r
) p ON true
ORDER BY o.number, o.model_id
