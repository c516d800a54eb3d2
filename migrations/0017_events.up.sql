-- What happened to models, for whoever follows the catalogue. An event is what tells a document
-- from the one before it: whichever path wrote it is told of, and what changes no answer is not.

CREATE TABLE model_events (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_id bigint NOT NULL REFERENCES models,
  provider text NOT NULL REFERENCES providers,         -- the model's own, for the index
  kind     text NOT NULL,
  at       timestamptz NOT NULL DEFAULT now(),
  details  jsonb NOT NULL,
  CONSTRAINT event_kind_is_known CHECK (
    kind IN ('new', 'removed', 'returned', 'price', 'deprecation')
  )
);

CREATE INDEX model_events_latest ON model_events (at, id);
CREATE INDEX model_events_kind ON model_events (kind, at, id);
CREATE INDEX model_events_provider ON model_events (provider, at, id, kind);

CREATE TRIGGER model_events_keep_history BEFORE UPDATE OR DELETE ON model_events
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();
CREATE TRIGGER model_events_keep_all_history BEFORE TRUNCATE ON model_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();

-- Which of the prices of two documents differ, NULL where none do. Where a second-hand source
-- begins or ends to tell a price, it is our knowledge that changed, and nobody's price.
CREATE FUNCTION differing_prices(before json, after json) RETURNS jsonb
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object(
      'meter', meter, 'per', coalesce(n.per, o.per), 'conditions', conditions,
      'previous', jsonb_build_object(
        'state', coalesce(o.state, 'unknown'), 'amount', o.amount, 'currency', o.currency,
        'source', o.source
      ),
      'current', jsonb_build_object(
        'state', coalesce(n.state, 'unknown'), 'amount', n.amount, 'currency', n.currency,
        'source', n.source
      ),
      'effective_at', coalesce(n.observed_at, now())
    )) ORDER BY meter, conditions
  )
  FROM json_to_recordset(before) AS o (
    meter text, per integer, conditions jsonb, state text, amount text, currency text, source text
  )
  FULL JOIN json_to_recordset(after) AS n (
    meter text, per integer, conditions jsonb, state text, amount text, currency text, source text,
    observed_at timestamptz
  ) USING (meter, conditions)
  WHERE (o.state, o.amount, o.currency) IS DISTINCT FROM (n.state, n.amount, n.currency)
    AND (
      (o.state IS NOT NULL AND n.state IS NOT NULL)
      OR EXISTS (
        SELECT FROM price_sources s
        WHERE s.source = coalesce(n.source, o.source) AND NOT s.second_hand
      )
    );
END;

-- What a provider lists in its first run is where we start, and no news.
CREATE FUNCTION tell_model_events() RETURNS trigger LANGUAGE plpgsql
  -- its plan is kept: one that was made for a single model must not meet six thousand
  SET enable_nestloop = off
AS $$
BEGIN
  INSERT INTO model_events (model_id, provider, kind, details)
  WITH changed AS MATERIALIZED (
    SELECT
      n.id, n.provider, o.document IS NULL AS is_new, a.*,
      b.is_active AS was_active, b.deprecated AS was_deprecated,
      b.deprecation_date AS previous_date, b.prices AS previous_prices
    FROM new_models n
    JOIN old_models o USING (id)
    CROSS JOIN LATERAL json_to_record(n.document) AS a (
      is_active boolean, deprecated boolean, deprecation_date text, replacement text, prices json,
      pricing jsonb, canonical_id text
    )
    LEFT JOIN LATERAL json_to_record(o.document) AS b (
      is_active boolean, deprecated boolean, deprecation_date text, prices json
    ) ON true
    WHERE n.document::text IS DISTINCT FROM o.document::text AND n.document IS NOT NULL
  )
  SELECT id, provider, 'new', jsonb_strip_nulls(jsonb_build_object(
    'canonical_id', canonical_id, 'pricing', pricing
  ))
  FROM changed
  WHERE is_new AND is_active AND provider IN (
    SELECT r.provider FROM sync_runs r WHERE r.status IN ('success', 'partial')
  )
  UNION ALL
  SELECT id, provider, CASE WHEN is_active THEN 'returned' ELSE 'removed' END, '{}'
  FROM changed
  WHERE is_active <> was_active
  UNION ALL
  SELECT id, provider, 'deprecation', jsonb_strip_nulls(jsonb_build_object(
    'deprecated', deprecated, 'deprecation_date', deprecation_date,
    'previous_deprecation_date', previous_date, 'replacement', replacement
  ))
  FROM changed
  WHERE NOT is_new
    AND (deprecated, deprecation_date) IS DISTINCT FROM (was_deprecated, previous_date)
  UNION ALL
  SELECT id, provider, 'price', jsonb_build_object('prices', differing)
  FROM changed
  CROSS JOIN LATERAL differing_prices(previous_prices, prices) AS differing
  WHERE previous_prices::text <> prices::text AND differing IS NOT NULL;
  RETURN NULL;
END
$$;

CREATE TRIGGER models_tell_events AFTER UPDATE ON models
  REFERENCING OLD TABLE AS old_models NEW TABLE AS new_models
  FOR EACH STATEMENT EXECUTE FUNCTION tell_model_events();

-- A price that begins later is in no document yet. What is left of a belief beside a new one was
-- believed before, and is announced by nobody.
CREATE FUNCTION tell_announced_prices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO model_events (model_id, provider, kind, details)
  SELECT m.id, m.provider, 'price', jsonb_build_object('prices', jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object(
      'meter', n.meter, 'per', t.per, 'conditions', n.conditions,
      'previous', jsonb_build_object(
        'state', coalesce(c.state, 'unknown'), 'amount', quoted(c.amount, t.per),
        'currency', c.currency, 'source', c.source
      ),
      'current', jsonb_build_object(
        'state', n.state, 'amount', quoted(n.amount, t.per), 'currency', n.currency,
        'source', n.source
      ),
      'effective_at', lower(n.valid), 'until', upper(n.valid)
    )) ORDER BY n.meter, n.conditions
  ))
  FROM new_prices n
  JOIN models m ON m.id = n.model_id
  JOIN meters t ON t.name = n.meter
  JOIN price_sources s USING (source)
  LEFT JOIN LATERAL (
    SELECT * FROM current_prices c WHERE c.model_id = n.model_id OFFSET 0
  ) c ON c.meter = n.meter AND c.conditions = n.conditions
  WHERE lower(n.valid) > lower(n.recorded) AND s.trust <= coalesce(c.trust, s.trust)
    AND NOT EXISTS (
      SELECT FROM model_prices p
      WHERE p.model_id = n.model_id AND p.key = n.key AND p.valid @> n.valid
        AND upper(p.recorded) = lower(n.recorded)
        AND (p.state, p.amount, p.currency)
          IS NOT DISTINCT FROM (n.state, n.amount, n.currency)
    )
  GROUP BY m.id, m.provider;
  RETURN NULL;
END
$$;

CREATE TRIGGER model_prices_tell_announced AFTER INSERT ON model_prices
  REFERENCING NEW TABLE AS new_prices
  FOR EACH STATEMENT EXECUTE FUNCTION tell_announced_prices();

-- A price in words, as in 2.5 USD per 1M.
CREATE FUNCTION price_in_words(price jsonb, per bigint) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN price ->> 'state' <> 'known' THEN replace(price ->> 'state', '_', ' ')
    ELSE concat_ws(
      ' ', price ->> 'amount', price ->> 'currency',
      CASE per WHEN 1000000 THEN 'per 1M' WHEN 1000 THEN 'per 1K' END
    ) END;

CREATE FUNCTION prices_in_words(prices jsonb, told_at timestamptz) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT string_agg(
    concat_ws(
      ' ', p ->> 'meter', nullif(p ->> 'conditions', '{}'),
      price_in_words(p -> 'previous', (p ->> 'per')::bigint), '→',
      price_in_words(p -> 'current', (p ->> 'per')::bigint),
      'from ' || CASE WHEN (p ->> 'effective_at')::timestamptz > told_at
                   THEN left(p ->> 'effective_at', 10) END
    ), '; ' ORDER BY position
  )
  FROM jsonb_array_elements(prices) WITH ORDINALITY AS e (p, position)
  WHERE position <= 10;
END;

-- Every event as people read it; its stable id is kind:number.
CREATE VIEW changes AS
SELECT
  e.id AS number, e.kind || ':' || e.id AS id, e.kind, e.at, e.provider, m.model_id,
  m.model_id || CASE e.kind
    WHEN 'new' THEN ' is new'
    WHEN 'removed' THEN ' is no longer sold'
    WHEN 'returned' THEN ' is sold again'
    WHEN 'price' THEN ' has another price'
    WHEN 'deprecation' THEN CASE
      WHEN e.details ? 'deprecation_date' THEN ' ends on ' || (e.details ->> 'deprecation_date')
      WHEN (e.details ->> 'deprecated')::boolean THEN ' is deprecated'
      ELSE ' is no longer deprecated'
    END
  END AS title,
  CASE e.kind
    WHEN 'price' THEN prices_in_words(e.details -> 'prices', e.at)
    ELSE concat_ws('; ', m.name, 'instead: ' || (e.details ->> 'replacement'), (
      SELECT string_agg(key || ' ' || value, ', ') FROM jsonb_each_text(e.details -> 'pricing')
    ))
  END AS summary,
  e.details
FROM model_events e
JOIN models m ON m.id = e.model_id;

-- The changes that a page of either form tells, the newest first. A cursor is the microsecond and
-- the number of the last change before the page.
CREATE FUNCTION changes_page(
  seller text, one_kind text, since timestamptz, cursor text, size bigint
) RETURNS SETOF changes
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT c.* FROM changes c
  WHERE (seller IS NULL OR c.provider = seller)
    AND (one_kind IS NULL OR c.kind = one_kind)
    AND (since IS NULL OR c.at >= since)
    AND (cursor IS NULL OR (c.at, c.number) < (
      timestamptz 'epoch' + split_part(cursor, '-', 1)::bigint * interval '1 microsecond',
      split_part(cursor, '-', 2)::bigint
    ))
  ORDER BY c.at DESC, c.number DESC LIMIT size;
END;

CREATE FUNCTION cursor_after(at timestamptz, number bigint) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (extract(epoch FROM at) * 1000000)::bigint || '-' || number;

-- Where each base price stands in `pricing`; of two with one key the later wins, because people
-- mean the picture that they send.
CREATE VIEW priced_keys AS
SELECT * FROM (VALUES
  (1, 'input_tokens', 'prompt'), (2, 'output_tokens', 'completion'),
  (3, 'cache_read_tokens', 'cache_read'), (4, 'cache_write_tokens', 'cache_write'),
  (5, 'reasoning_tokens', 'reasoning'), (6, 'input_audio_tokens', 'audio'),
  (7, 'output_images', 'image'), (8, 'input_images', 'image'), (9, 'requests', 'request')
) AS k (position, meter, key);

-- An id as the end of an address: what may not stand there is percent-encoded.
CREATE FUNCTION address_of(model_id text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT string_agg(
    CASE WHEN letter ~ '[A-Za-z0-9/._~:@-]' THEN letter
      ELSE regexp_replace(upper(encode(convert_to(letter, 'UTF8'), 'hex')), '(..)', '%\1', 'g')
    END, '' ORDER BY position
  )
  FROM regexp_split_to_table(model_id, '') WITH ORDINALITY AS l (letter, position);
END;

-- Text that can stand in an XML document: markup escaped, and what XML cannot say at all left out.
CREATE FUNCTION xml_text(words text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN replace(replace(replace(replace(
    regexp_replace(words, '[\x01-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]', '', 'g'),
    '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;');

GRANT SELECT ON model_events, changes, priced_keys TO pricebook_reader, pricebook_writer;
GRANT INSERT ON model_events TO pricebook_writer;
