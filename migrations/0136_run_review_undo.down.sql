ALTER TABLE run_reviews DROP undone_by, DROP undone_at, DROP undone_note;
