-- A figure in three digits: what differs by less is the same price in another rounding.
CREATE OR REPLACE FUNCTION three_digits(amount numeric) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT CASE WHEN amount > 0 THEN round(amount, 2 - floor(log(amount))::integer) ELSE amount END;
END;

GRANT EXECUTE ON FUNCTION three_digits TO pricebook_reader, pricebook_writer;
