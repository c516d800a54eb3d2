-- How much of what we know each feed's format can say.

-- name: measure
INSERT INTO feed_coverage AS f (feed, prices, inexpressible)
SELECT t.feed, count(*), count(*) FILTER (WHERE NOT p.said)
FROM jsonb_each(CAST(:feeds AS jsonb)) AS t (feed, told)
CROSS JOIN LATERAL (
  SELECT bool_or(
    s.key IS NOT NULL
    AND (t.told -> 'sellers' = 'null' OR t.told -> 'sellers' ? s.provider)
  ) AS said
  FROM spelt(t.told -> 'spellings') s
  GROUP BY s.id, s.meter, s.conditions
) p
WHERE NOT EXISTS (
  SELECT FROM feed_coverage c
  JOIN generations g ON g.scope = 'all' AND g.changed_at < c.measured_at
  WHERE c.feed = t.feed
)
GROUP BY t.feed
ON CONFLICT (feed) DO UPDATE SET
  prices = excluded.prices, inexpressible = excluded.inexpressible,
  measured_at = excluded.measured_at
