-- 10,000 offers of one seller, each with a card of three prices in three lists; in a third of them one
-- list differs from the others.
INSERT INTO providers (slug, name, kind, website, docs_url)
VALUES ('acme', 'Acme', 'host', 'https://acme.example', 'https://acme.example/docs');
INSERT INTO generations (scope) VALUES ('acme') ON CONFLICT DO NOTHING;
INSERT INTO models (provider, provider_model_id, name)
SELECT 'acme', 'maker/model-' || n, 'Model ' || n FROM generate_series(1, 10000) AS n;
INSERT INTO listed_offers (source, provider, provider_model_id, listed_as, match, prices, facts)
SELECT
  'reference:' || l.name, 'acme', 'maker/model-' || n, 'maker/model-' || n, 'exact',
  (
    SELECT jsonb_agg(jsonb_build_object(
      'meter', r.meter, 'conditions', '{}'::jsonb, 'state', 'known', 'currency', 'USD',
      'amount',
      (r.times * (1 + n % 40 + CASE WHEN n % 9 = l.odd THEN 3 ELSE 0 END) / 10000000)::text,
      'published', 'of the bench'
    ))
    FROM (VALUES ('input_tokens', 1.0), ('output_tokens', 4), ('cache_read_tokens', 0.1))
      AS r (meter, times)
  ),
  '{}'
FROM generate_series(1, 10000) AS n
CROSS JOIN (VALUES ('models.dev', 1), ('litellm', 2), ('genai-prices', 3)) AS l (name, odd)
