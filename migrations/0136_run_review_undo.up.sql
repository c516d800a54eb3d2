-- A decision on a run that was held as a whole may be taken back, as one on a single price.

ALTER TABLE run_reviews
  ADD undone_by text,                                   -- who took the decision back
  ADD undone_at timestamptz,
  ADD undone_note text,
  ADD CONSTRAINT run_undone_by_someone_at_some_time CHECK (
    (undone_by IS NULL) = (undone_at IS NULL)
  ),
  ADD CONSTRAINT run_undone_only_when_decided CHECK (
    undone_at IS NULL OR decision IN ('approved', 'rejected')
  );
