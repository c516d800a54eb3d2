-- What GET /v1/models filters and sorts by, beside the columns that there are, and how a document
-- becomes a row of a file. Computed from the document, so that the two never differ. Rewrites models.

-- Which states the prices of a model are in; without any, nothing is known.
CREATE FUNCTION price_states(document json) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(array_agg(DISTINCT price ->> 'state'), '{unknown}')
  FROM json_array_elements(document -> 'prices') AS price;
END;

ALTER TABLE models
  -- US dollars per 1M tokens
  ADD COLUMN input_price numeric
    GENERATED ALWAYS AS (CAST(document -> 'pricing' ->> 'prompt' AS numeric)) STORED,
  ADD COLUMN output_price numeric
    GENERATED ALWAYS AS (CAST(document -> 'pricing' ->> 'completion' AS numeric)) STORED,
  ADD COLUMN price_states text[] GENERATED ALWAYS AS (price_states(document)) STORED,
  -- the seller's word in `deprecated`, or a list's
  ADD COLUMN is_deprecated boolean
    GENERATED ALWAYS AS (CAST(document ->> 'deprecated' AS boolean)) STORED;

-- One index per order; a scan backwards gives the other direction. What is unknown comes last both
-- ways, which takes two. The columns at the end let a filter be counted in the index alone.
DROP INDEX models_name, models_created, models_context_length, models_provider_active,
  models_health_active, models_modality_active;
CREATE INDEX models_name ON models (name, model_id);
CREATE INDEX models_created ON models (created_at, model_id);
CREATE INDEX models_updated ON models (updated_at, model_id);
CREATE INDEX models_context_up
  ON models (coalesce(CAST(context_length AS numeric), 'Infinity'), model_id)
  INCLUDE (is_active, context_length);
CREATE INDEX models_context_down
  ON models (coalesce(CAST(context_length AS numeric), '-Infinity'), model_id)
  INCLUDE (is_active, context_length);
CREATE INDEX models_input_price_up
  ON models (coalesce(input_price, 'Infinity'), model_id) INCLUDE (is_active, input_price);
CREATE INDEX models_input_price_down
  ON models (coalesce(input_price, '-Infinity'), model_id) INCLUDE (is_active, input_price);
CREATE INDEX models_output_price_up
  ON models (coalesce(output_price, 'Infinity'), model_id) INCLUDE (is_active, output_price);
CREATE INDEX models_output_price_down
  ON models (coalesce(output_price, '-Infinity'), model_id) INCLUDE (is_active, output_price);

-- A filter that fixes one value leaves its models in the order of their ids.
CREATE INDEX models_provider_active ON models (provider, is_active, model_id);
CREATE INDEX models_health_active ON models (health_status, is_active, model_id);
CREATE INDEX models_modality_active ON models (modality, is_active, model_id);
CREATE INDEX models_creator ON models (split_part(canonical_id, '/', 1), is_active, model_id);
CREATE INDEX models_released ON models (release_date, is_active);
CREATE INDEX models_deprecated ON models (model_id) WHERE is_deprecated;
CREATE INDEX models_words ON models USING gin (
  input_modalities, output_modalities, capabilities, supported_parameters, price_states
);

-- How many models each provider has: counting a hundred thousand takes longer than a page of them.
CREATE TABLE model_counts (
  provider text PRIMARY KEY REFERENCES providers,
  active   bigint NOT NULL,
  inactive bigint NOT NULL
);

INSERT INTO model_counts (provider, active, inactive)
SELECT provider, count(*) FILTER (WHERE is_active), count(*) FILTER (WHERE NOT is_active)
FROM models GROUP BY provider;

CREATE FUNCTION count_models() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign CONSTANT integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
  INSERT INTO model_counts AS c (provider, active, inactive)
  SELECT
    provider,
    sign * count(*) FILTER (WHERE is_active), sign * count(*) FILTER (WHERE NOT is_active)
  FROM changed GROUP BY provider
  ON CONFLICT (provider) DO UPDATE SET
    active = c.active + excluded.active, inactive = c.inactive + excluded.inactive;
  RETURN NULL;
END
$$;

CREATE FUNCTION count_switched_model() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign CONSTANT integer := CASE WHEN NEW.is_active THEN 1 ELSE -1 END;
BEGIN
  UPDATE model_counts SET active = active + sign, inactive = inactive - sign
  WHERE provider = NEW.provider;
  RETURN NULL;
END
$$;

CREATE TRIGGER models_are_counted AFTER INSERT ON models
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_models();
CREATE TRIGGER deleted_models_are_counted AFTER DELETE ON models
  REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_models();
-- by row, since it happens to few: a table of all that a refresh rewrites would hold every document
CREATE TRIGGER switched_models_are_counted AFTER UPDATE OF is_active ON models
  FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active)
  EXECUTE FUNCTION count_switched_model();

-- Only some keys of a document, in its order.
CREATE FUNCTION picked(document json, fields text[]) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT '{' || coalesce(string_agg(to_json(key) || ':' || value, ',' ORDER BY n), '') || '}'
  FROM json_each(document) WITH ORDINALITY AS field (key, value, n)
  WHERE key = ANY (fields);
END;

-- A line of RFC 4180; a column is a path into the document, as in pricing.prompt. Lists of words are
-- joined, numbers stay numbers, and no text is left that a spreadsheet would run as a formula.
-- Each OFFSET 0 keeps a step from being worked out again wherever the next one names it.
CREATE FUNCTION csv_row(document jsonb, columns text[]) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH found AS (
    SELECT n, document #> string_to_array(path, '.') AS value
    FROM unnest(columns) WITH ORDINALITY AS c (path, n) OFFSET 0
  ), told AS (
    SELECT
      n,
      CASE jsonb_typeof(value)
        WHEN 'array' THEN CASE jsonb_typeof(value -> 0)
          WHEN 'string' THEN
            (SELECT string_agg(word, ';') FROM jsonb_array_elements_text(value) AS word)
          WHEN 'object' THEN value::text
          ELSE ''
        END
        WHEN 'string' THEN value #>> '{}'
      END AS words,
      value
    FROM found OFFSET 0
  ), cells AS (
    SELECT
      n,
      coalesce(
        CASE WHEN words ~ '^[-=+@\t\r\n]' THEN '''' || words ELSE words END, value #>> '{}', ''
      ) AS cell
    FROM told OFFSET 0
  )
  SELECT string_agg(
    CASE WHEN cell ~ '[",\r\n]' THEN '"' || replace(cell, '"', '""') || '"' ELSE cell END,
    ',' ORDER BY n
  )
  FROM cells;
END;

-- Where a page ends, for the one after it (>) or before it (<); pricebook.cursor reads it.
CREATE FUNCTION page_cursor(list text, direction text, key text, model_id text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT translate(
    encode(
      convert_to(
        concat_ws(
          E'\x1f', '1',
          left(encode(sha256(convert_to(concat_ws(E'\x1f', list, place), 'UTF8')), 'hex'), 16),
          place
        ),
        'UTF8'
      ),
      'base64'
    ),
    E'+/=\n', '-_'
  )
  FROM (VALUES (concat_ws(E'\x1f', direction, model_id, coalesce(key, '')))) AS t (place);
END;

GRANT SELECT ON model_counts TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON model_counts TO pricebook_writer;
