-- What sellers publish and the registry could not say: sources that a search read, seconds of an open
-- session, megapixels that go in; clips by their length, styles, and what is charged only beyond the
-- number of units that another price includes.

INSERT INTO meters (name, family, direction, modality, per, unit) VALUES
  ('input_file_tokens', 'tokens', 'input', 'file', 1000000, 'token'),
  ('cache_read_video_tokens', 'tokens', 'cache_read', 'video', 1000000, 'token'),
  ('input_megapixels', 'images', 'input', 'image', 1, 'megapixel'),
  ('search_sources', 'searches', 'tool', 'any', 1000, 'source'),
  ('session_seconds', 'sessions', 'tool', 'any', 1, 'second');

ALTER TABLE model_prices
  DROP CONSTRAINT conditions_are_known,
  ADD CONSTRAINT conditions_are_known CHECK (
    jsonb_typeof(conditions) = 'object'
    AND conditions - ARRAY[
      'audio', 'beyond', 'cache_ttl', 'commitment', 'completion_tokens_gt', 'mode', 'prompt_tokens_gt',
      'quality', 'region', 'resolution', 'search_context_size', 'seconds_gt', 'service_tier', 'speed',
      'style', 'utc_windows', 'voice_control', 'weekdays'
    ] = '{}'
  );
