-- How exactly a text says what was asked: 1 a part of it is just that, 2 a part begins with it,
-- 3 it stands somewhere, 4 its words do, 5 it is similar at best. Both are as searchable tells them.
CREATE OR REPLACE FUNCTION inexactness(written text, asked text) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE
    WHEN strpos(replace(written, ' ', ''), replace(asked, ' ', '')) > 0 THEN 1
    WHEN strpos(replace(written, ' ', ''), rtrim(replace(asked, ' ', ''), '|')) > 0 THEN 2
    WHEN strpos(written, btrim(asked, '|')) > 0 THEN 3
    WHEN string_to_array(asked, ' ') <@ string_to_array(written, ' ') THEN 4
    ELSE 5
  END;
