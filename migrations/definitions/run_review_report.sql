-- What the API tells of a run that is held as a whole.
CREATE OR REPLACE FUNCTION run_review_report(r run_reviews) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN json_build_object(
    'id', (r).id, 'provider', (r).provider, 'sync_run_id', (r).sync_run_id,
    'reason', (r).reason, 'sample', (r).sample, 'factor', trim_scale((r).factor)::text,
    'prices', (r).prices, 'runs', (r).runs, 'created_at', (r).created_at,
    'last_seen_at', (r).last_seen_at, 'status', run_review_status(r),
    'decided_by', (r).decided_by, 'decided_at', (r).decided_at, 'note', (r).note,
    'undone_by', (r).undone_by, 'undone_at', (r).undone_at, 'undone_note', (r).undone_note
  );
