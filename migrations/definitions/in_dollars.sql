-- A product of a price and a rate claims no more digits than rates have.
CREATE OR REPLACE FUNCTION in_dollars(amount numeric, usd numeric) RETURNS numeric
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN to_char(amount * usd, '9.99999999999EEEE')::numeric;
