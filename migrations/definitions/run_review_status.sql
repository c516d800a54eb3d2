-- Whether the review of a run waits, or what became of it.
CREATE OR REPLACE FUNCTION run_review_status(r run_reviews) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN (r).undone_at IS NOT NULL THEN 'undone' ELSE coalesce((r).decision, 'pending') END;
