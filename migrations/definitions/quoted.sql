-- US dollars per the quantity that people quote, as plain decimal digits.
CREATE OR REPLACE FUNCTION quoted(amount numeric, per integer) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN trim_scale(amount * per)::text;
