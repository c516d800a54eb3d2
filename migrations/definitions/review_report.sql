-- What the API tells of a held price; amounts are per the quantity that people quote.
CREATE OR REPLACE FUNCTION review_report(r price_reviews) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT json_build_object(
    'id', (r).id, 'model_id', m.model_id, 'provider', m.provider, 'source', (r).source,
    'meter', (r).meter, 'per', t.per, 'conditions', (r).conditions,
    'old', json_strip_nulls(json_build_object(
      'state', coalesce((r).old_state, 'unknown'), 'amount', quoted((r).old_amount, t.per),
      'currency', (r).old_currency
    )),
    'new', json_strip_nulls(json_build_object(
      'state', (r).new_state, 'amount', quoted((r).new_amount, t.per),
      'currency', (r).new_currency
    )),
    'published', (r).published, 'reason', (r).reason, 'sample', (r).sample,
    'sync_run_id', (r).sync_run_id, 'run_review_id', (r).run_review_id,
    'created_at', (r).created_at, 'runs', (r).runs, 'last_seen_at', (r).last_seen_at,
    'replaced_at', (r).replaced_at, 'status', review_status(r),
    'decision', (r).decision, 'decided_by', (r).decided_by, 'decided_at', (r).decided_at,
    'note', (r).note, 'applied_at', (r).applied_at, 'undone_by', (r).undone_by,
    'undone_at', (r).undone_at, 'undone_note', (r).undone_note
  )
  FROM models m
  JOIN meters t ON t.name = (r).meter
  WHERE m.id = (r).model_id;
END;
