-- The creator's prices, at a gateway that publishes none of its own. Runs inside the transaction of
-- the gateway's run, after its own prices are in the ledger, or after another's run that changed what
-- a creator charges.

-- name: set_aside
-- What the gateway itself changed is in the ledger already; both tables are filled once more.
ALTER TABLE price_changes RENAME TO own_changes;
DROP TABLE published

-- name: unpriced
-- Offers of gateways that state no price themselves: of one gateway, or of all. An operator's price
-- is for its own meter and conditions, and says nothing of the others.
SELECT m.id, m.provider_model_id, m.canonical_id
FROM models m
JOIN providers p ON p.slug = m.provider AND p.kind = 'aggregator'
WHERE m.is_active AND m.listed_by = '{}' AND m.canonical_id IS NOT NULL
  AND m.provider = coalesce(CAST(:provider AS text), m.provider)
  AND NOT EXISTS (
    SELECT FROM model_prices o
    JOIN price_sources s ON s.source = o.source AND NOT s.second_hand
    WHERE o.model_id = m.id AND o.source <> 'manual'
      AND upper_inf(o.recorded) AND o.valid @> now()
  )

-- name: stage_resold
CREATE TEMPORARY TABLE published ON COMMIT DROP AS
WITH resold AS (
  SELECT m.id AS model_id, o.id AS original_id, o.model_id AS original
  FROM models m
  CROSS JOIN LATERAL (
    -- of a creator's several names for one model the shortest is the one without a date
    SELECT o.id, o.model_id FROM models o
    WHERE o.canonical_id = m.canonical_id AND o.provider <> m.provider AND o.is_active
      AND o.provider = CAST(:homes AS jsonb) ->> split_part(m.canonical_id, '/', 1)
      AND EXISTS (
        SELECT FROM model_prices p
        WHERE p.model_id = o.id AND upper_inf(p.recorded) AND p.valid @> now()
          AND p.source <> 'manual'
      )
    ORDER BY length(o.provider_model_id), o.provider_model_id LIMIT 1
  ) o
  WHERE m.id = ANY (CAST(:ids AS bigint[]))
)
-- neither a free offer nor another contract says what a gateway charges, and tools are the
-- creator's own
SELECT
  r.model_id, c.meter, c.conditions, c.state, c.amount, c.currency,
  c.published || ' at ' || r.original AS published
FROM resold r
CROSS JOIN LATERAL (
  -- what the creator publishes: an operator's price there is a contract of the operator's own
  SELECT DISTINCT ON (o.meter, o.conditions) o.*
  FROM model_prices o
  JOIN price_sources s ON s.source = o.source
  WHERE o.model_id = r.original_id AND upper_inf(o.recorded) AND o.valid @> now()
    AND o.source <> 'manual'
  ORDER BY o.meter, o.conditions, s.trust
) c
JOIN meters t ON t.name = c.meter AND t.direction NOT IN ('tool', 'training')
WHERE c.state = 'known'
  AND NOT c.conditions ?| ARRAY['commitment', 'region', 'service_tier', 'speed']

-- name: stage_changes
CREATE TEMPORARY TABLE price_changes ON COMMIT DROP AS
SELECT * FROM changed_prices(
  'cross-reference',
  ARRAY(
    SELECT m.id
    FROM providers g
    JOIN models m ON m.provider = g.slug
    WHERE g.kind = 'aggregator' AND g.slug = coalesce(CAST(:provider AS text), g.slug)
  ),
  (SELECT coalesce(jsonb_agg(to_jsonb(p)), '[]') FROM published p),
  CAST(:complete AS boolean)
)

-- name: put_together
-- A run reports what it changed, whoever told it; where both did, the gateway's own word.
WITH doubled AS (
  DELETE FROM price_changes c USING own_changes o
  WHERE (c.model_id, c.meter, c.conditions) = (o.model_id, o.meter, o.conditions)
)
INSERT INTO price_changes SELECT * FROM own_changes
