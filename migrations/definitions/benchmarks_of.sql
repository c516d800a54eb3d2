-- What the API shows of a model's benchmarks: [] where nobody entered any.
CREATE OR REPLACE FUNCTION benchmarks_of(model bigint) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(json_agg(row_to_json(b) ORDER BY benchmark_name), '[]')
  FROM (
    SELECT benchmark_name, score, source_url, measured_at FROM benchmarks WHERE model_id = model
  ) AS b;
END;
