-- As operators write a cadence, and as programs read it: PT6H, P1D.
CREATE OR REPLACE FUNCTION iso_duration(length interval) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  SET intervalstyle = 'iso_8601'
  RETURN length::text;
