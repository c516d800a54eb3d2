-- How much of what we know each feed's format can say.

-- name: measure
INSERT INTO feed_coverage (feed, prices, inexpressible)
SELECT f.name, count(*), count(*) FILTER (WHERE NOT p.expressible)
FROM jsonb_each(CAST(:feeds AS jsonb)) AS f (name, format)
CROSS JOIN LATERAL (
  SELECT bool_or(
    s.key IS NOT NULL
    -- a format that knows sellers by its own names for them has nothing to say of the others
    AND (NOT (f.format -> 'named_only')::boolean OR (
      n.names ? f.name AND NOT f.format -> 'left_out' ? s.provider
    ))
  ) AS expressible
  FROM keyed_prices(f.format -> 'price_keys') s
  JOIN providers n ON n.slug = s.provider
  GROUP BY s.id, s.meter, s.conditions
) p
WHERE NOT EXISTS (
  SELECT FROM feed_coverage c
  JOIN generations g ON g.scope = 'all' AND g.changed_at < c.measured_at
  WHERE c.feed = f.name
)
GROUP BY f.name
ON CONFLICT (feed) DO UPDATE SET
  prices = excluded.prices, inexpressible = excluded.inexpressible,
  measured_at = excluded.measured_at

-- name: under_review
-- How many figures wait for a decision, of models that are sold.
SELECT count(*) FROM price_reviews r
JOIN models m ON m.id = r.model_id AND m.is_active
JOIN providers p ON p.slug = m.provider
WHERE r.decision IS NULL AND (
  CAST(:provider AS text) IS NULL OR p.slug = CAST(:provider AS text)
  OR p.names -> 'portkey' ? CAST(:provider AS text)
)
