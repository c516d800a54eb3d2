-- Prices that an operator states. Amounts arrive per one unit.

-- name: touch
INSERT INTO touched (id, reason)
SELECT id, 'updated' FROM models WHERE model_id = CAST(:model_id AS text)
RETURNING id

-- name: never_valid
SELECT place - 1
FROM jsonb_array_elements(CAST(:entries AS jsonb)) WITH ORDINALITY AS e (entry, place)
WHERE (entry ->> 'valid_to')::timestamptz
  <= coalesce((entry ->> 'valid_from')::timestamptz, now())
ORDER BY place

-- name: believe
SELECT believe(
  m.id, 'manual', e.meter, e.conditions, tstzrange(coalesce(e.valid_from, now()), e.valid_to),
  e.state, e.amount, e.currency, e.published
)
FROM models m
CROSS JOIN jsonb_to_recordset(CAST(:entries AS jsonb)) AS e (
  meter text, conditions jsonb, state text, amount numeric, currency text, published text,
  valid_from timestamptz, valid_to timestamptz
)
WHERE m.model_id = CAST(:model_id AS text)

-- name: withdraw
SELECT believe(
  m.id, 'manual', CAST(:meter AS text), CAST(:conditions AS jsonb), tstzrange(now(), NULL), NULL
)
FROM models m
WHERE m.model_id = CAST(:model_id AS text)
  AND EXISTS (
    SELECT FROM model_prices p
    WHERE p.model_id = m.id AND p.source = 'manual' AND p.meter = CAST(:meter AS text)
      AND p.conditions = CAST(:conditions AS jsonb) AND upper_inf(p.recorded)
      AND p.valid && tstzrange(now(), NULL)
  )

-- name: in_force
SELECT json_build_object(
  'id', m.model_id,
  'pricing_source', p.pricing_source,
  'pricing', coalesce(p.pricing, '{}'),
  'prices', coalesce(p.prices, '[]'),
  'manual', coalesce(
    (
      SELECT json_agg(
        json_strip_nulls(json_build_object(
          'meter', o.meter, 'per', t.per, 'amount', quoted(o.amount, t.per),
          'currency', o.currency, 'conditions', o.conditions, 'state', o.state,
          'valid_from', lower(o.valid), 'valid_to', upper(o.valid), 'published', o.published
        )) ORDER BY o.meter, o.conditions, lower(o.valid)
      )
      FROM model_prices o
      JOIN meters t ON t.name = o.meter
      WHERE o.model_id = m.id AND o.source = 'manual' AND upper_inf(o.recorded)
        AND o.valid && tstzrange(now(), NULL)
    ),
    '[]'
  )
)::text
FROM models m
LEFT JOIN LATERAL priced(m.id) p ON true
WHERE m.model_id = CAST(:model_id AS text)
