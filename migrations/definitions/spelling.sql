-- An id as it compares with others whatever signs stand between its words: 4.5 is 4-5, @ and _ are -.
CREATE OR REPLACE FUNCTION spelling(id text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN translate(lower(id), '._@', '---');
