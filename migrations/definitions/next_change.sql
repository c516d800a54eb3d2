-- The next moment at which something that was announced begins or ends; NULL where nothing is.
CREATE OR REPLACE VIEW next_change AS
SELECT least(
  (
    SELECT min(lower(valid)) FROM model_prices
    WHERE upper_inf(recorded) AND lower(valid) > lower(recorded) AND lower(valid) > now()
  ),
  (
    SELECT min(upper(valid)) FROM model_prices
    WHERE upper_inf(recorded) AND upper(valid) > lower(recorded) AND upper(valid) > now()
  ),
  (
    SELECT min(valid_from)::timestamp AT TIME ZONE 'UTC' FROM exchange_rates
    WHERE valid_from > (now() AT TIME ZONE 'UTC')::date
  )
) AS at;

GRANT SELECT ON next_change TO pricebook_reader, pricebook_writer;
