-- What a run means for the offers of others; inside `refreshing`.

-- name: waiting
-- Prices that wait for another source, by seller; a person decides on what only a person may.
SELECT m.provider, array_agg(v.id)
FROM price_reviews v
JOIN models m ON m.id = v.model_id AND m.is_active
JOIN providers p ON p.slug = m.provider AND p.reviews = 'automatic'
WHERE v.decision IS NULL AND v.source = 'database' AND v.run_review_id IS NULL
GROUP BY m.provider
ORDER BY m.provider

-- name: stage_waiting
-- What waits, in the form of changes, so that the guards may judge it once more.
CREATE TEMPORARY TABLE price_changes ON COMMIT DROP AS
SELECT
  v.model_id, v.meter, v.conditions, o.id AS old_id, o.state AS old_state, o.amount AS old_amount,
  o.currency AS old_currency, v.new_state, v.new_amount, v.new_currency, v.published
FROM price_reviews v
LEFT JOIN model_prices o
  ON o.model_id = v.model_id AND o.source = v.source AND o.meter = v.meter
  AND o.conditions = v.conditions AND upper_inf(o.recorded) AND o.valid @> now()
WHERE v.id = ANY (CAST(:ids AS bigint[]))

-- name: confirmed
SELECT v.id
FROM price_reviews v
WHERE v.id = ANY (CAST(:ids AS bigint[]))
  AND NOT EXISTS (SELECT FROM held h WHERE h.model_id = v.model_id)

-- name: drop_stage
DROP TABLE price_changes, held

-- name: find_other_names
-- What lists call an offer that its seller lists under another id, such as a -latest name: whoever
-- asks for it means the newest release of that model, and never a release of another date or another
-- contract.
WITH asked AS (
  SELECT
    u.id, u.provider, u.canonical_id, u.unsold, bare_name(u.provider_model_id) AS name,
    regexp_replace(
      substring(spelling(u.provider_model_id) FROM '20\d\d-?[01]\d-?[0-3]\d'), '-', '', 'g'
    ) AS dated
  FROM models u
  WHERE u.unsold OR u.stands_for IS NOT NULL
), meant AS (
  SELECT a.id, (
    SELECT s.id
    FROM models s
    CROSS JOIN LATERAL (
      SELECT regexp_replace(
        substring(spelling(s.provider_model_id) FROM '20\d\d-?[01]\d-?[0-3]\d'), '-', '', 'g'
      ) AS dated
    ) d
    WHERE a.unsold AND s.canonical_id = a.canonical_id AND s.provider = a.provider AND s.is_active
      AND s.listed_by = '{}' AND (a.dated IS NULL OR a.dated = d.dated)
      AND bare_name(s.provider_model_id) = a.name
    ORDER BY d.dated DESC NULLS LAST, length(s.provider_model_id), s.provider_model_id
    LIMIT 1
  ) AS offer
  FROM asked a
), named AS (
  UPDATE models m SET stands_for = t.offer
  FROM meant t, models b
  WHERE m.id = t.id AND b.id = t.id AND m.stands_for IS DISTINCT FROM t.offer
  RETURNING b.stands_for AS before, m.stands_for AS now
)
-- what lists state under such a name they state of the offer that it means
INSERT INTO unresolved
SELECT id FROM named CROSS JOIN LATERAL (VALUES (named.before), (named.now)) AS n (id)
WHERE id IS NOT NULL
ON CONFLICT DO NOTHING
