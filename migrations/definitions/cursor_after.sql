-- Where a page of changes ends: the microsecond and the number of its last change.
CREATE OR REPLACE FUNCTION cursor_after(at timestamptz, number bigint) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (extract(epoch FROM at) * 1000000)::bigint || '-' || number;
