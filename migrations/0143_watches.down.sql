DROP TRIGGER model_events_tell_watches ON model_events;
DROP TABLE watch_changes;
DROP TABLE watch_deliveries;
DROP TABLE watches;
DELETE FROM alerts WHERE kind = 'watch';
ALTER TABLE alerts DROP CONSTRAINT kind_is_known;
ALTER TABLE alerts ADD CONSTRAINT kind_is_known CHECK (
  kind IN ('deprecations', 'failing', 'held', 'recovered', 'shrunk', 'stale')
);
