-- The whole registry of what sellers count, and the conditions that they state. A factor on prices
-- (data residency, fast modes) is a meter of its own, in the currency XXX, which means none.

INSERT INTO meters (name, family, direction, modality, per, unit) VALUES
  ('input_tokens', 'tokens', 'input', 'text', 1000000, 'token'),
  ('output_tokens', 'tokens', 'output', 'text', 1000000, 'token'),
  ('reasoning_tokens', 'tokens', 'output', 'text', 1000000, 'token'),
  ('citation_tokens', 'tokens', 'input', 'text', 1000000, 'token'),
  ('cache_read_tokens', 'tokens', 'cache_read', 'text', 1000000, 'token'),
  ('cache_write_tokens', 'tokens', 'cache_write', 'text', 1000000, 'token'),
  ('cache_storage_token_hours', 'tokens', 'cache_storage', 'text', 1000000, 'token-hour'),
  ('input_image_tokens', 'tokens', 'input', 'image', 1000000, 'token'),
  ('output_image_tokens', 'tokens', 'output', 'image', 1000000, 'token'),
  ('cache_read_image_tokens', 'tokens', 'cache_read', 'image', 1000000, 'token'),
  ('input_audio_tokens', 'tokens', 'input', 'audio', 1000000, 'token'),
  ('output_audio_tokens', 'tokens', 'output', 'audio', 1000000, 'token'),
  ('cache_read_audio_tokens', 'tokens', 'cache_read', 'audio', 1000000, 'token'),
  ('cache_write_audio_tokens', 'tokens', 'cache_write', 'audio', 1000000, 'token'),
  ('input_video_tokens', 'tokens', 'input', 'video', 1000000, 'token'),
  ('output_video_tokens', 'tokens', 'output', 'video', 1000000, 'token'),
  ('training_tokens', 'tokens', 'training', 'text', 1000000, 'token'),
  ('token_factor', 'factors', 'any', 'any', 1, 'factor on every token price'),
  ('input_characters', 'characters', 'input', 'text', 1000000, 'character'),
  ('output_characters', 'characters', 'output', 'text', 1000000, 'character'),
  ('input_seconds', 'seconds', 'input', 'audio', 1, 'second'),
  ('output_audio_seconds', 'seconds', 'output', 'audio', 1, 'second'),
  ('input_video_seconds', 'seconds', 'input', 'video', 1, 'second'),
  ('output_seconds', 'seconds', 'output', 'video', 1, 'second'),
  ('compute_seconds', 'seconds', 'compute', 'any', 1, 'second'),
  ('input_minutes', 'minutes', 'input', 'audio', 1, 'minute'),
  ('output_minutes', 'minutes', 'output', 'audio', 1, 'minute'),
  ('input_hours', 'hours', 'input', 'audio', 1, 'hour'),
  ('instance_hours', 'hours', 'compute', 'any', 1, 'hour'),
  ('input_images', 'images', 'input', 'image', 1, 'image'),
  ('output_images', 'images', 'output', 'image', 1, 'image'),
  ('output_megapixels', 'images', 'output', 'image', 1, 'megapixel'),
  ('image_units', 'images', 'output', 'image', 1, 'unit as the seller defines it'),
  ('image_steps', 'images', 'output', 'image', 1, 'step'),
  ('image_tiles', 'images', 'output', 'image', 1, 'tile of 512 by 512'),
  ('output_clips', 'clips', 'output', 'any', 1, 'clip'),
  ('pages', 'pages', 'input', 'file', 1000, 'page'),
  ('queries', 'queries', 'request', 'text', 1000, 'query'),
  ('requests', 'requests', 'request', 'any', 1, 'request'),
  ('messages', 'requests', 'request', 'text', 1, 'message'),
  ('web_searches', 'searches', 'tool', 'any', 1000, 'search'),
  ('map_searches', 'searches', 'tool', 'any', 1000, 'search'),
  ('sessions', 'sessions', 'tool', 'any', 1, 'session'),
  ('policy_units', 'guardrails', 'tool', 'text', 1000, 'policy unit')
ON CONFLICT (name) DO UPDATE SET
  family = excluded.family, direction = excluded.direction, modality = excluded.modality,
  per = excluded.per, unit = excluded.unit;

ALTER TABLE model_prices
  DROP CONSTRAINT conditions_are_known,
  ADD CONSTRAINT conditions_are_known CHECK (
    jsonb_typeof(conditions) = 'object'
    AND conditions - ARRAY[
      'audio', 'cache_ttl', 'commitment', 'completion_tokens_gt', 'mode', 'prompt_tokens_gt', 'quality',
      'region', 'resolution', 'search_context_size', 'service_tier', 'speed', 'utc_windows', 'weekdays'
    ] = '{}'
  );
