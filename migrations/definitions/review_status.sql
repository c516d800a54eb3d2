-- What waits, or what became of it.
CREATE OR REPLACE FUNCTION review_status(r price_reviews) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN (r).undone_at IS NOT NULL THEN 'undone' ELSE coalesce((r).decision, 'pending') END;
