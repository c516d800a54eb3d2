-- What people look for, and what they compare by: texts to search in, benchmarks, and how much of
-- each provider is priced. Rewrites models.

-- One spelling of whatever people and sellers write: parts between bars, words between blanks,
-- versions in one word. gpt4o, GPT-4o and gpt-4o are one, and so are 3.5, 3-5 and 3 5.
CREATE FUNCTION searchable(written text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '| ' || btrim(
    regexp_replace(
      regexp_replace(
        regexp_replace(
          regexp_replace(lower(written), '(?<=[a-z]{2})(?=\d)|(?<=\d)(?=[a-z]{2})', ' ', 'g'),
          '(?<=\d)\.(?=\d)|(?<=(^|\D)\d)[ _-](?=\d([^a-z0-9.]|$))', '', 'g'
        ),
        '[/:]+', ' | ', 'g'
      ),
      '[^[:alnum:]|]+', ' ', 'g'
    ),
    ' |'
  ) || ' |';

-- How exactly a text says what was asked: 1 a part of it is just that, 2 a part begins with it,
-- 3 it stands somewhere, 4 its words do, 5 it is similar at best. Both are as searchable tells them.
CREATE FUNCTION inexactness(written text, asked text) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE
    WHEN strpos(replace(written, ' ', ''), replace(asked, ' ', '')) > 0 THEN 1
    WHEN strpos(replace(written, ' ', ''), rtrim(replace(asked, ' ', ''), '|')) > 0 THEN 2
    WHEN strpos(written, btrim(asked, '|')) > 0 THEN 3
    WHEN string_to_array(asked, ' ') <@ string_to_array(written, ' ') THEN 4
    ELSE 5
  END;

-- What a similar text is worth, from 0 to 1.1: among those as similar, people mean what many sell.
CREATE FUNCTION relevance(similar_by real, sellers bigint) RETURNS real
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN similar_by + least(sellers, 10) * 0.01;

ALTER TABLE canonical_models
  ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (searchable(id || '/' || name)) STORED;

ALTER TABLE models
  ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (searchable(
    provider || '/' || coalesce(canonical_id || '/', '') || name || '/' || provider_model_id
  )) STORED;

-- Few and short, so that the nearest of all are found in milliseconds; who sells a canonical model
-- is found by its id. Longer signatures make fewer pages look promising.
CREATE INDEX canonical_models_search ON canonical_models
  USING gist (search_text gist_trgm_ops (siglen = 64));
CREATE INDEX models_search_unidentified ON models
  USING gist (search_text gist_trgm_ops (siglen = 64)) WHERE canonical_id IS NULL;
CREATE INDEX models_provider_model_id ON models (lower(provider_model_id));
CREATE INDEX models_sellers ON models (canonical_id, provider) WHERE is_active;
CREATE INDEX models_model_id_trigram ON models USING gin (model_id gin_trgm_ops);
CREATE INDEX models_canonical_trigram ON models USING gin (canonical_id gin_trgm_ops);
CREATE INDEX models_priced ON models (provider, id)
  WHERE is_active AND price_states && '{known,free,dynamic}';

-- Counted in an index, since a look into the ledger for each model takes seconds.
CREATE OR REPLACE VIEW provider_coverage AS
SELECT c.provider, c.active AS models, p.priced_models
FROM model_counts c
CROSS JOIN LATERAL (
  SELECT count(*) AS priced_models
  FROM models m
  WHERE m.provider = c.provider AND m.is_active
    AND m.price_states && '{known,free,dynamic}'
) p
WHERE c.active > 0;

CREATE TABLE benchmarks (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_id       bigint NOT NULL REFERENCES models,
  benchmark_name text NOT NULL,
  score          numeric NOT NULL,                     -- in the benchmark's own unit
  source_url     text NOT NULL,                        -- where it was read
  measured_at    timestamptz,                          -- NULL where the source does not say
  created_at     timestamptz NOT NULL DEFAULT now(),
  updated_at     timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT benchmark_is_told_once UNIQUE (model_id, benchmark_name),
  CONSTRAINT benchmark_has_a_name CHECK (benchmark_name ~ '^\S(.*\S)?$'),
  CONSTRAINT score_is_a_number CHECK (score > '-Infinity' AND score < 'Infinity'),
  CONSTRAINT source_is_an_address CHECK (source_url ~ '^https?://')
);

-- What the API shows of a model's benchmarks: [] where nobody entered any.
CREATE FUNCTION benchmarks_of(model bigint) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(json_agg(row_to_json(b) ORDER BY benchmark_name), '[]')
  FROM (
    SELECT benchmark_name, score, source_url, measured_at FROM benchmarks WHERE model_id = model
  ) AS b;
END;

CREATE INDEX model_prices_second ON model_prices (model_id)
  WHERE upper_inf(recorded) AND source <> 'database';

-- The id, so that one provider's can be counted without looking at everybody's.
CREATE OR REPLACE VIEW price_disagreements AS
SELECT
  m.model_id, c.meter, c.conditions,
  c.source AS trusted_source, c.amount AS trusted_amount,
  p.source AS other_source, p.amount AS other_amount,
  round(p.amount / nullif(c.amount, 0), 6) AS ratio, c.currency,
  lower(p.valid) AS observed_at, m.id
FROM current_prices c
JOIN models m ON m.id = c.model_id AND m.is_active
JOIN model_prices p
  ON p.model_id = c.model_id AND p.meter = c.meter AND p.conditions = c.conditions
  AND p.source <> c.source AND p.currency = c.currency
  AND upper_inf(p.recorded) AND p.valid @> now()
WHERE abs(p.amount - c.amount) > 0.02 * greatest(p.amount, c.amount)
  AND NOT EXISTS (
    SELECT FROM price_dismissals d
    WHERE d.model_id = p.model_id AND d.source = p.source AND d.meter = p.meter
      AND d.conditions = p.conditions AND d.expires_at > now()
  );

-- How many held prices of each provider wait for a decision.
CREATE VIEW open_reviews AS
SELECT m.provider, count(*) AS reviews
FROM price_reviews r
JOIN models m ON m.id = r.model_id
WHERE r.decision IS NULL
GROUP BY m.provider;

-- What the API tells of a run.
CREATE FUNCTION run_report(r sync_runs) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN json_build_object(
    'id', (r).id, 'status', (r).status, 'triggered_by', (r).triggered_by,
    'started_at', (r).started_at, 'completed_at', (r).completed_at,
    'duration_ms', (r).duration_ms,
    'models_fetched', (r).models_fetched, 'models_added', (r).models_added,
    'models_updated', (r).models_updated, 'models_unchanged', (r).models_unchanged,
    'models_rejected', (r).models_rejected, 'models_missing', (r).models_missing,
    'models_returned', (r).models_returned, 'models_deactivated', (r).models_deactivated,
    'prices_changed', (r).prices_changed, 'errors', (r).errors
  );

-- Why an offer has no place among the priced ones: the state of its price for a meter without any
-- conditions; a known price without a figure in dollars is in another currency.
CREATE FUNCTION unpriced_because(document json, meter text) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT json_build_object(
    'reason',
    coalesce(
      max(CASE p.state WHEN 'known' THEN 'currency' ELSE p.state END), 'unknown'
    ),
    'meter', unpriced_because.meter
  )
  FROM json_to_recordset(document -> 'prices') AS p (meter text, conditions jsonb, state text)
  WHERE p.meter = unpriced_because.meter AND p.conditions = '{}';
END;

GRANT SELECT ON open_reviews TO pricebook_reader, pricebook_writer;
GRANT SELECT ON benchmarks TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE, DELETE ON benchmarks TO pricebook_writer;
