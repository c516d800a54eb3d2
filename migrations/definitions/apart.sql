-- Whether two amounts lie apart by more than a factor, whichever is the larger.
CREATE OR REPLACE FUNCTION apart(one numeric, other numeric, factor numeric) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN one > other * factor OR other > one * factor;
