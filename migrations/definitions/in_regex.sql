-- A text as a regular expression that means it and nothing else.
CREATE OR REPLACE FUNCTION in_regex(literal text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT regexp_replace(literal, '([]^$*+?(){}|\\.[])', '\\\1', 'g');
END;
