-- Benchmarks, which operators enter. No document holds them: a model whose benchmarks changed is
-- marked by its updated_at, so that readers hear of it as they hear of a new document.

-- name: benchmarks
WITH chosen AS (
  SELECT
    b.id, m.model_id, b.benchmark_name, b.score, b.source_url, b.measured_at, b.created_at,
    b.updated_at
  FROM benchmarks b
  JOIN models m ON m.id = b.model_id
  WHERE (CAST(:model_id AS text) IS NULL OR m.model_id = CAST(:model_id AS text))
    AND (CAST(:benchmark_name AS text) IS NULL OR b.benchmark_name = CAST(:benchmark_name AS text))
), page AS (
  SELECT * FROM chosen ORDER BY model_id, benchmark_name
  LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
)
SELECT
  json_build_object(
    'data', coalesce((SELECT json_agg(row_to_json(p) ORDER BY model_id, benchmark_name) FROM page p), '[]'),
    'meta', json_build_object(
      'total', total, 'page', CAST(:page AS bigint), 'page_size', CAST(:page_size AS bigint)
    )
  )::text,
  total
FROM (SELECT count(*) AS total FROM chosen) AS counted

-- name: no_models
SELECT DISTINCT asked FROM unnest(CAST(:ids AS text[])) AS asked
WHERE NOT EXISTS (SELECT FROM models m WHERE m.model_id = asked)

-- name: enter
WITH told AS (
  SELECT m.id AS model_id, r.benchmark_name, r.score, r.source_url, r.measured_at
  FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r (
    model_id text, benchmark_name text, score numeric, source_url text, measured_at timestamptz
  )
  JOIN models m ON m.model_id = r.model_id
), entered AS (
  INSERT INTO benchmarks AS b (model_id, benchmark_name, score, source_url, measured_at)
  SELECT model_id, benchmark_name, score, source_url, measured_at FROM told
  ON CONFLICT (model_id, benchmark_name) DO UPDATE SET
    score = excluded.score, source_url = excluded.source_url, measured_at = excluded.measured_at,
    updated_at = now()
  WHERE (b.score, b.source_url, b.measured_at)
    IS DISTINCT FROM (excluded.score, excluded.source_url, excluded.measured_at)
  RETURNING b.model_id, b.benchmark_name
), noted AS (
  INSERT INTO touched (id, reason) SELECT DISTINCT model_id, 'updated' FROM entered
), marked AS (
  UPDATE models SET updated_at = now() WHERE id IN (SELECT model_id FROM entered)
)
-- what was there before: this statement does not see its own rows
SELECT json_build_object(
  'benchmarks', (SELECT count(*) FROM told),
  'added', count(*) FILTER (WHERE b.id IS NULL),
  'changed', count(*) FILTER (WHERE b.id IS NOT NULL)
)::text
FROM entered e
LEFT JOIN benchmarks b USING (model_id, benchmark_name)

-- name: delete
WITH gone AS (
  DELETE FROM benchmarks b USING models m
  WHERE m.id = b.model_id AND m.model_id = :model_id AND b.benchmark_name = :benchmark_name
  RETURNING b.model_id, m.model_id AS model, b.benchmark_name, b.score, b.source_url, b.measured_at
), noted AS (
  INSERT INTO touched (id, reason) SELECT model_id, 'updated' FROM gone
), marked AS (
  UPDATE models SET updated_at = now() WHERE id IN (SELECT model_id FROM gone)
)
SELECT json_build_object(
  'model_id', model, 'benchmark_name', benchmark_name, 'score', score, 'source_url', source_url,
  'measured_at', measured_at
)::text
FROM gone
