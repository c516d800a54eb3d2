-- The changes that a page of either form tells, the newest first. A cursor is the microsecond and
-- the number of the last change before the page.
CREATE OR REPLACE FUNCTION found_changes(
  seller text, models text[], canonical text, one_kind text, since timestamptz, cursor text,
  size bigint
) RETURNS SETOF changes
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT c.* FROM changes c
  WHERE (seller IS NULL OR c.provider = seller)
    AND (found_changes.models IS NULL OR c.model_id = ANY (found_changes.models))
    AND (canonical IS NULL OR c.model_id IN (
      SELECT m.model_id FROM models m WHERE m.canonical_id = canonical
    ))
    AND (one_kind IS NULL OR c.kind = one_kind)
    AND (since IS NULL OR c.at >= since)
    AND (cursor IS NULL OR (c.at, c.number) < (
      timestamptz 'epoch' + split_part(cursor, '-', 1)::bigint * interval '1 microsecond',
      split_part(cursor, '-', 2)::bigint
    ))
  ORDER BY c.at DESC, c.number DESC LIMIT size;
END;
