-- Files of everything that an operator sees, in pages that fit into one answer of Lambda. Only one
-- of the lists is asked for, and the plan has only that.

-- name: export
WITH rows AS (
  (
    SELECT o.number, row_to_json(o) AS told
    FROM operated_models o
    WHERE CAST(:what AS text) = 'models' AND o.number > CAST(:cursor AS bigint)
      AND (CAST(:provider AS text) IS NULL OR o.provider = CAST(:provider AS text))
      AND (CAST(:since AS timestamptz) IS NULL OR o.updated_at >= CAST(:since AS timestamptz))
    ORDER BY o.number LIMIT CAST(:size AS bigint) + 1
  )
  UNION ALL
  (
    SELECT p.id, row_to_json(t)
    FROM model_prices p
    JOIN models m ON m.id = p.model_id
    JOIN meters u ON u.name = p.meter
    CROSS JOIN LATERAL (
      SELECT
        p.id, m.model_id, p.source, p.meter, u.per, p.conditions, p.state,
        quoted(p.amount, u.per) AS amount, p.currency, p.published,
        lower(p.valid) AS valid_from, upper(p.valid) AS valid_to,
        lower(p.recorded) AS believed_from, upper(p.recorded) AS believed_to, p.sync_run_id
    ) AS t
    WHERE CAST(:what AS text) = 'prices' AND p.id > CAST(:cursor AS bigint)
      AND (CAST(:provider AS text) IS NULL OR m.provider = CAST(:provider AS text))
      AND (
        CAST(:since AS timestamptz) IS NULL OR lower(p.recorded) >= CAST(:since AS timestamptz)
      )
    ORDER BY p.id LIMIT CAST(:size AS bigint) + 1
  )
  UNION ALL
  (
    SELECT r.id, row_to_json(t)
    FROM price_reviews r
    JOIN models m ON m.id = r.model_id
    JOIN meters u ON u.name = r.meter
    CROSS JOIN LATERAL (
      SELECT
        r.id, m.model_id, r.source, r.meter, u.per, r.conditions, r.old_state,
        quoted(r.old_amount, u.per) AS old_amount, r.old_currency, r.new_state,
        quoted(r.new_amount, u.per) AS new_amount, r.new_currency, r.published, r.reason, r.sample,
        r.sync_run_id, r.created_at, review_status(r) AS status, r.decision, r.decided_by,
        r.decided_at, r.note, r.applied_at, r.undone_by, r.undone_at, r.undone_note
    ) AS t
    WHERE CAST(:what AS text) = 'reviews' AND r.id > CAST(:cursor AS bigint)
      AND (CAST(:provider AS text) IS NULL OR m.provider = CAST(:provider AS text))
      AND (CAST(:since AS timestamptz) IS NULL OR r.created_at >= CAST(:since AS timestamptz))
    ORDER BY r.id LIMIT CAST(:size AS bigint) + 1
  )
  UNION ALL
  (
    SELECT r.id, row_to_json(r)
    FROM sync_runs r
    WHERE CAST(:what AS text) = 'runs' AND r.id > CAST(:cursor AS bigint)
      AND (CAST(:provider AS text) IS NULL OR r.provider = CAST(:provider AS text))
      AND (CAST(:since AS timestamptz) IS NULL OR r.started_at >= CAST(:since AS timestamptz))
    ORDER BY r.id LIMIT CAST(:size AS bigint) + 1
  )
  UNION ALL
  (
    SELECT a.id, row_to_json(a)
    FROM admin_audit_log a
    WHERE CAST(:what AS text) = 'audit' AND a.id > CAST(:cursor AS bigint)
      AND (
        CAST(:provider AS text) IS NULL
        OR split_part(a.subject, '/', 1) = CAST(:provider AS text)
      )
      AND (CAST(:since AS timestamptz) IS NULL OR a.at >= CAST(:since AS timestamptz))
    ORDER BY a.id LIMIT CAST(:size AS bigint) + 1
  )
  UNION ALL
  (
    SELECT t.number, row_to_json(t)
    FROM (
      SELECT
        row_number() OVER (ORDER BY p.slug) AS number, p.slug, p.name, p.kind, p.is_active,
        iso_duration(p.sync_interval) AS sync_interval, to_char(p.sync_at, 'HH24:MI') AS sync_at,
        p.sync_cron, p.alert_after, p.guards, h.health, h.freshness, h.last_run_status, h.last_run_at,
        p.updated_at
      FROM providers p
      JOIN provider_health h USING (slug)
      WHERE CAST(:what AS text) = 'providers'
    ) AS t
    WHERE t.number > CAST(:cursor AS bigint)
      AND (CAST(:provider AS text) IS NULL OR t.slug = CAST(:provider AS text))
      AND (CAST(:since AS timestamptz) IS NULL OR t.updated_at >= CAST(:since AS timestamptz))
    ORDER BY t.number LIMIT CAST(:size AS bigint) + 1
  )
  UNION ALL
  (
    SELECT b.id, row_to_json(t)
    FROM benchmarks b
    JOIN models m ON m.id = b.model_id
    CROSS JOIN LATERAL (
      SELECT
        b.id, m.model_id, b.benchmark_name, b.score, b.source_url, b.measured_at, b.created_at,
        b.updated_at
    ) AS t
    WHERE CAST(:what AS text) = 'benchmarks' AND b.id > CAST(:cursor AS bigint)
      AND (CAST(:provider AS text) IS NULL OR m.provider = CAST(:provider AS text))
      AND (CAST(:since AS timestamptz) IS NULL OR b.updated_at >= CAST(:since AS timestamptz))
    ORDER BY b.id LIMIT CAST(:size AS bigint) + 1
  )
  UNION ALL
  (
    SELECT d.price_id, row_to_json(t)
    FROM price_disagreements d
    JOIN meters u ON u.name = d.meter
    CROSS JOIN LATERAL (
      SELECT
        d.price_id AS id, d.model_id, d.meter, u.per, d.conditions, d.currency, d.trusted_source,
        quoted(d.trusted_amount, u.per) AS trusted_amount, d.other_source,
        quoted(d.other_amount, u.per) AS other_amount, d.ratio, d.observed_at
    ) AS t
    WHERE CAST(:what AS text) = 'disagreements' AND d.price_id > CAST(:cursor AS bigint)
      AND (CAST(:provider AS text) IS NULL OR d.provider = CAST(:provider AS text))
      AND (CAST(:since AS timestamptz) IS NULL OR d.observed_at >= CAST(:since AS timestamptz))
    ORDER BY d.price_id LIMIT CAST(:size AS bigint) + 1
  )
  UNION ALL
  (
    SELECT x.id, row_to_json(x)
    FROM exchange_rates x
    WHERE CAST(:what AS text) = 'exchange_rates' AND x.id > CAST(:cursor AS bigint)
      AND CAST(:provider AS text) IS NULL
      AND (CAST(:since AS timestamptz) IS NULL OR x.entered_at >= CAST(:since AS timestamptz))
    ORDER BY x.id LIMIT CAST(:size AS bigint) + 1
  )
), written AS (
  SELECT
    number,
    CASE CAST(:format AS text)
      WHEN 'csv' THEN csv_row(CAST(told AS jsonb), CAST(:columns AS text[]), true) || E'\r\n'
      ELSE told::text || E'\n'
    END AS line
  FROM rows
), measured AS (
  SELECT
    number, line, row_number() OVER upward AS position,
    sum(octet_length(line)) OVER upward AS bytes
  FROM written
  WINDOW upward AS (ORDER BY number)
), page AS (
  SELECT * FROM measured
  WHERE position = 1
    OR (position <= CAST(:size AS bigint) AND bytes <= CAST(:most_bytes AS bigint))
)
SELECT
  CASE CAST(:format AS text)
    WHEN 'csv' THEN
      replace(array_to_string(CAST(:columns AS text[]), ','), '.', '_') || E'\r\n'
    ELSE ''
  END || coalesce(string_agg(line, '' ORDER BY number), ''),
  now(),
  CASE WHEN (SELECT count(*) FROM measured) > count(*) THEN max(number)::text END
FROM page
