-- Where a page ends, for the one after it (>) or before it (<); pricebook.cursor reads it.
CREATE OR REPLACE FUNCTION page_cursor(list text, direction text, key text, model_id text) RETURNS text
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
