-- One spelling of whatever people and sellers write: parts between bars, words between blanks,
-- versions in one word. gpt4o, GPT-4o and gpt-4o are one, and so are 3.5, 3-5 and 3 5.
CREATE OR REPLACE FUNCTION searchable(written text) RETURNS text
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
