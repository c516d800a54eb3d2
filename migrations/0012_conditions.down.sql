-- Works as long as no price uses what goes: the ledger keeps its history, so it refuses otherwise.
ALTER TABLE model_prices
  DROP CONSTRAINT conditions_are_known,
  ADD CONSTRAINT conditions_are_known CHECK (
    jsonb_typeof(conditions) = 'object'
    AND conditions - ARRAY[
      'audio', 'cache_ttl', 'commitment', 'completion_tokens_gt', 'mode', 'prompt_tokens_gt', 'quality',
      'region', 'resolution', 'search_context_size', 'service_tier', 'speed', 'utc_windows', 'weekdays'
    ] = '{}'
  );

DELETE FROM meters WHERE name IN (
  'input_file_tokens', 'cache_read_video_tokens', 'input_megapixels', 'search_sources', 'session_seconds'
);
