-- A line of RFC 4180; a column is a path into the document, as in pricing.prompt. Lists of words are
-- joined, numbers stay numbers. A safe line has no text that a spreadsheet would run as a formula; to
-- a program that reads it, such a text is another one.
-- Each OFFSET 0 keeps a step from being worked out again wherever the next one names it.
CREATE OR REPLACE FUNCTION csv_row(document jsonb, columns text[], safe boolean) RETURNS text
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
        CASE WHEN safe AND words ~ '^[-=+@\t\r\n]' THEN '''' || words ELSE words END, value #>> '{}', ''
      ) AS cell
    FROM told OFFSET 0
  )
  SELECT string_agg(
    CASE WHEN cell ~ '[",\r\n]' THEN '"' || replace(cell, '"', '""') || '"' ELSE cell END,
    ',' ORDER BY n
  )
  FROM cells;
END;
