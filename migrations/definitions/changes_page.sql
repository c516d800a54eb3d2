-- The changes that a page of either form tells, the newest first. A cursor is the microsecond and
-- the number of the last change before the page.
CREATE OR REPLACE FUNCTION changes_page(
  seller text, one_kind text, since timestamptz, cursor text, size bigint
) RETURNS SETOF changes
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT c.* FROM changes c
  WHERE (seller IS NULL OR c.provider = seller)
    AND (one_kind IS NULL OR c.kind = one_kind)
    AND (since IS NULL OR c.at >= since)
    AND (cursor IS NULL OR (c.at, c.number) < (
      timestamptz 'epoch' + split_part(cursor, '-', 1)::bigint * interval '1 microsecond',
      split_part(cursor, '-', 2)::bigint
    ))
  ORDER BY c.at DESC, c.number DESC LIMIT size;
END;
