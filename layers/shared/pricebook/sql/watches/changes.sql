-- What no event tells of, into the outbox of every watch-list that it matters to. Each has an id of its
-- own, so that a tick which finds it again adds nothing.

-- name: ending
INSERT INTO watch_changes (watch_id, change, body)
SELECT w.id, 'ends:' || m.id || ':' || m.ends_on, jsonb_strip_nulls(jsonb_build_object(
  'id', 'ends:' || m.id || ':' || m.ends_on, 'kind', 'ends', 'at', now(),
  'provider', m.provider, 'model_id', m.model_id,
  'title', format('%s ends on %s, in %s days', m.model_id, m.ends_on,
    CAST(m.ends_on AS date) - current_date),
  'summary', concat_ws('; ', m.name, 'instead: ' || (m.document ->> 'replacement')),
  'details', jsonb_build_object(
    'deprecation_date', m.ends_on, 'replacement', m.document ->> 'replacement'
  )
))
FROM watches w
JOIN models m ON m.is_active AND m.ends_on IS NOT NULL AND is_watched(w, m)
WHERE w.ends_within_days IS NOT NULL
  AND CAST(m.ends_on AS date) BETWEEN current_date AND current_date + w.ends_within_days
ON CONFLICT (watch_id, change) DO NOTHING

-- name: cheaper
-- Compared is the price of three input tokens for each output token, as elsewhere.
INSERT INTO watch_changes (watch_id, change, body)
SELECT w.id, c.id, jsonb_build_object(
  'id', c.id, 'kind', 'cheaper', 'at', now(),
  'provider', other.provider, 'model_id', other.model_id,
  'title', format('%s is cheaper than %s: $%s in, $%s out per 1M', other.model_id, mine.model_id,
    other.input_price, other.output_price),
  'summary', format('%s has $%s in, $%s out per 1M', mine.model_id,
    mine.input_price, mine.output_price),
  'details', jsonb_build_object(
    'than', mine.model_id, 'unit', 'USD per 1M tokens',
    'prompt', CAST(other.input_price AS text), 'completion', CAST(other.output_price AS text),
    'prompt_of_yours', CAST(mine.input_price AS text),
    'completion_of_yours', CAST(mine.output_price AS text)
  )
)
FROM watches w
JOIN models mine ON mine.model_id = w.cheaper_than
JOIN models other
  ON other.canonical_id = mine.canonical_id AND other.is_active AND other.provider <> mine.provider
CROSS JOIN LATERAL (SELECT concat_ws(
  ':', 'cheaper', other.id, other.input_price, other.output_price
) AS id) c
WHERE 3 * other.input_price + other.output_price < 3 * mine.input_price + mine.output_price
ON CONFLICT (watch_id, change) DO NOTHING

-- name: held
INSERT INTO watch_changes (watch_id, change, body)
SELECT w.id, 'held:' || r.id, jsonb_build_object(
  'id', 'held:' || r.id, 'kind', 'held', 'at', r.created_at,
  'provider', m.provider, 'model_id', m.model_id,
  'title', format('%s: a new price of %s is held for review (%s)', m.model_id,
    replace(r.meter, '_', ' '), r.reason),
  'summary', r.sample,
  'details', jsonb_strip_nulls(jsonb_build_object(
    'meter', r.meter, 'per', t.per, 'conditions', r.conditions, 'reason', r.reason,
    'source', r.source, 'state', r.new_state, 'amount', quoted(r.new_amount, t.per),
    'currency', r.new_currency
  ))
)
FROM watches w
JOIN price_reviews r ON r.decision IS NULL
JOIN meters t ON t.name = r.meter
JOIN models m ON m.id = r.model_id AND is_watched(w, m)
WHERE 'held' = ANY (w.kinds)
ON CONFLICT (watch_id, change) DO NOTHING

-- name: disputed
WITH pairs AS MATERIALIZED (
  SELECT w.id AS watch_id, m.id AS model_id
  FROM watches w
  JOIN models m ON m.is_active AND is_watched(w, m)
  WHERE 'disputed' = ANY (w.kinds)
)
INSERT INTO watch_changes (watch_id, change, body)
SELECT p.watch_id, 'disputed:' || d.price_id, jsonb_build_object(
  'id', 'disputed:' || d.price_id, 'kind', 'disputed', 'at', now(),
  'provider', d.provider, 'model_id', d.model_id,
  'title', format('%s: sources disagree on %s', d.model_id, replace(d.meter, '_', ' ')),
  'summary', format('%s has %s times what %s has', d.other_source, d.ratio, d.trusted_source),
  'details', jsonb_build_object(
    'meter', d.meter, 'per', t.per, 'conditions', d.conditions, 'currency', d.currency,
    'source', d.trusted_source, 'amount', quoted(d.trusted_amount, t.per),
    'other_source', d.other_source, 'other_amount', quoted(d.other_amount, t.per)
  )
)
FROM price_disagreements d
JOIN meters t ON t.name = d.meter
JOIN pairs p ON p.model_id = d.id
WHERE d.id = ANY (ARRAY(SELECT model_id FROM pairs))
ON CONFLICT (watch_id, change) DO NOTHING
