DROP TRIGGER models_end_of_listing ON models;
DROP TABLE price_absences;
-- what only this version knows cannot wait any longer
UPDATE price_reviews SET reason = 'jump' WHERE reason NOT IN ('absurd', 'unit slip', 'jump');
ALTER TABLE price_reviews
  DROP COLUMN runs, DROP COLUMN last_seen_at, DROP COLUMN replaced_at, DROP COLUMN run_review_id,
  DROP CONSTRAINT reason_is_known,
  ADD CONSTRAINT reason_is_known CHECK (reason IN ('absurd', 'unit slip', 'jump'));
DROP TABLE run_reviews;
ALTER TABLE sightings DROP COLUMN missed_since;
ALTER TABLE models
  DROP COLUMN is_under_review, DROP COLUMN prices_incomplete, DROP COLUMN listed_until;
ALTER TABLE providers DROP CONSTRAINT reviews_are_known, DROP COLUMN reviews;
