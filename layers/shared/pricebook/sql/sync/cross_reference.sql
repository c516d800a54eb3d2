-- The creator's prices, at a gateway that publishes none of its own. Runs inside the transaction of
-- the gateway's run, after its own prices are in the ledger, on the temporary tables of sync.sql.

-- name: set_aside
-- What the gateway itself changed is in the ledger already; both tables are filled once more.
ALTER TABLE price_changes RENAME TO own_changes;
DROP TABLE published

-- name: stage_resold
CREATE TEMPORARY TABLE published ON COMMIT DROP AS
WITH resold AS (
  SELECT i.id AS model_id, o.id AS original_id, o.model_id AS original
  FROM jsonb_each_text(CAST(:plain AS jsonb)) AS plain (provider_model_id, canonical_id)
  JOIN incoming i USING (provider_model_id, canonical_id)
  CROSS JOIN LATERAL (
    -- of a creator's several names for one model the shortest is the one without a date
    SELECT o.id, o.model_id FROM models o
    WHERE o.canonical_id = i.canonical_id AND o.provider <> :provider AND o.is_active
      AND o.provider = CAST(:homes AS jsonb) ->> split_part(i.canonical_id, '/', 1)
      AND EXISTS (
        SELECT FROM model_prices p
        WHERE p.model_id = o.id AND upper_inf(p.recorded) AND p.valid @> now()
          AND p.source <> 'manual'
      )
    ORDER BY length(o.provider_model_id), o.provider_model_id LIMIT 1
  ) o
  WHERE i.is_active
    AND NOT EXISTS (
      SELECT FROM model_prices p
      JOIN price_sources s ON s.source = p.source AND NOT s.second_hand
      -- an operator's price is for its own meter and conditions, and says nothing of the others
      WHERE p.model_id = i.id AND p.source <> 'manual'
        AND upper_inf(p.recorded) AND p.valid @> now()
    )
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

-- name: put_together
-- A run reports what it changed, whoever told it; where both did, the gateway's own word.
WITH doubled AS (
  DELETE FROM price_changes c USING own_changes o
  WHERE (c.model_id, c.meter, c.conditions) = (o.model_id, o.meter, o.conditions)
)
INSERT INTO price_changes SELECT * FROM own_changes
