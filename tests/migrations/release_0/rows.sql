-- Rows in every table of the schema before the squash.

INSERT INTO providers (slug, name, kind, website, docs_url, guards) VALUES
  ('acme', 'Acme', 'host', 'https://acme.example', 'https://acme.example/docs', '{"misses": 5}'),
  ('list', 'List', 'reference', 'https://list.example', 'https://list.example/docs', '{}');
INSERT INTO generations (scope) VALUES ('acme');
INSERT INTO sync_runs (provider, status, triggered_by, completed_at, errors) VALUES (
  'acme', 'success', 'cli', now(),
  '[{"category": "unread", "count": 1, "sample": "pricing.x", "what_to_do": "read it"}]'
);
INSERT INTO canonical_models (id, name) VALUES ('acme/one', 'One');
INSERT INTO model_aliases (provider, alias, canonical_id, reason)
VALUES ('acme', 'uno', 'acme/one', 'Spanish');

INSERT INTO models (provider, provider_model_id, name, canonical_id) VALUES
  ('acme', 'one', 'One', 'acme/one'), ('acme', 'two', 'Two', NULL);
INSERT INTO sightings (model_id, last_seen_at, misses) SELECT id, now(), 1 FROM models;
INSERT INTO model_prices (
  model_id, source, meter, state, amount, currency, published, valid, recorded, sync_run_id
)
SELECT
  m.id, 'database', meter, 'known', 0.000002, 'USD', '2 per 1M', '[2026-01-01,)',
  '[2026-01-01,)', (SELECT max(id) FROM sync_runs)
FROM models m CROSS JOIN unnest(ARRAY['input_tokens', 'output_tokens']) AS meter;
INSERT INTO exchange_rates (currency, usd, valid_from, entered_by)
VALUES ('EUR', 1.1, '2026-01-01', 'ada');
UPDATE models m SET document = d.document FROM model_documents d WHERE d.id = m.id;

-- a price that moves, and one that is announced
SELECT believe(
  m.id, 'database', 'input_tokens', '{}', tstzrange(now(), NULL), 'known', 0.000003, 'USD', '3'
)
FROM models m WHERE name = 'One';
SELECT believe(
  m.id, 'database', 'output_tokens', '{}', tstzrange(now() + interval '9 days', NULL), 'free'
)
FROM models m WHERE name = 'One';
UPDATE models m SET document = d.document FROM model_documents d WHERE d.id = m.id;

INSERT INTO reference_facts (model_id, source, deprecation_date)
SELECT id, 'reference:litellm', '2030-01-01' FROM models;
INSERT INTO reference_documents (source, body) VALUES ('reference:litellm', '{"a": {"b": 1.50}}');
INSERT INTO feed_coverage (feed, prices, inexpressible) VALUES ('litellm', 10, 1);
INSERT INTO price_reviews (
  model_id, source, meter, new_state, new_amount, new_currency, published, reason, sample
)
SELECT id, 'database', 'input_tokens', 'known', 5, 'USD', '5', 'jump', 'One: 2 to 5' FROM models;
INSERT INTO price_dismissals (model_id, source, meter, reason, dismissed_by, expires_at)
SELECT id, 'reference:litellm', 'input_tokens', 'an old list', 'ada', '2030-01-01' FROM models;
INSERT INTO benchmarks (model_id, benchmark_name, score, source_url)
SELECT id, 'arena', 1200.5, 'https://bench.example' FROM models;
INSERT INTO alerts (kind, subject, title, message) VALUES ('stale', 'acme', 'Acme', 'no run');
INSERT INTO deprecations_told (model_id, deprecation_date) SELECT id, '2030-01-01' FROM models;

-- what a person does is audited
SELECT set_config('pricebook.actor', 'ada', false), set_config('pricebook.request_id', 'r', false);
UPDATE model_access SET status = 'active', is_free = true, decided_by = 'ada' WHERE model_id = 'acme/one';
SELECT set_config('pricebook.actor', '', false), set_config('pricebook.request_id', '', false);
