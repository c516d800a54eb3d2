-- Where each base price stands in `pricing`; of two with one key the later wins, because people
-- mean the picture that they send.
CREATE OR REPLACE VIEW priced_keys AS
SELECT * FROM (VALUES
  (1, 'input_tokens', 'prompt'), (2, 'output_tokens', 'completion'),
  (3, 'cache_read_tokens', 'cache_read'), (4, 'cache_write_tokens', 'cache_write'),
  (5, 'reasoning_tokens', 'reasoning'), (6, 'input_audio_tokens', 'audio'),
  (7, 'output_images', 'image'), (8, 'input_images', 'image'), (9, 'requests', 'request')
) AS k (position, meter, key);

GRANT SELECT ON priced_keys TO pricebook_reader, pricebook_writer;
