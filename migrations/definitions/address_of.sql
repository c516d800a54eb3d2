-- An id as the end of an address: what may not stand there is percent-encoded.
CREATE OR REPLACE FUNCTION address_of(model_id text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT CASE WHEN model_id ~ '^[A-Za-z0-9/._~:@-]*$' THEN model_id ELSE string_agg(
    CASE WHEN letter ~ '[A-Za-z0-9/._~:@-]' THEN letter
      ELSE regexp_replace(upper(encode(convert_to(letter, 'UTF8'), 'hex')), '(..)', '%\1', 'g')
    END, '' ORDER BY position
  ) END
  FROM regexp_split_to_table(model_id, '') WITH ORDINALITY AS l (letter, position);
END;
