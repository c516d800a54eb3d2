-- Works as long as no price uses what goes: the ledger keeps its history, so it refuses otherwise.
ALTER TABLE model_prices
  DROP CONSTRAINT conditions_are_known,
  ADD CONSTRAINT conditions_are_known CHECK (
    jsonb_typeof(conditions) = 'object'
    AND conditions - ARRAY[
      'audio', 'cache_ttl', 'prompt_tokens_gt', 'quality', 'region', 'resolution',
      'search_context_size', 'service_tier', 'speed', 'utc_windows', 'weekdays'
    ] = '{}'
  );

DELETE FROM meters WHERE name NOT IN (
  'input_tokens', 'output_tokens', 'reasoning_tokens', 'cache_read_tokens', 'cache_write_tokens', 'input_image_tokens', 'output_image_tokens', 'input_audio_tokens', 'output_audio_tokens', 'cache_read_audio_tokens', 'input_characters', 'input_seconds', 'output_seconds', 'compute_seconds', 'input_images', 'output_images', 'image_units', 'requests', 'web_searches'
);
