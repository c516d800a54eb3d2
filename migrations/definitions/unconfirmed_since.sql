-- Since when the seller no longer states a price that is still served; NULL where it does.
CREATE OR REPLACE FUNCTION unconfirmed_since(
  model bigint, of_source text, counted text, under jsonb
) RETURNS timestamptz
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT least(
    (
      SELECT a.since FROM price_absences a
      WHERE a.model_id = model AND a.source = of_source AND a.meter = counted
        AND a.conditions = under
    ),
    (
      SELECT s.missed_since FROM sightings s
      WHERE s.model_id = model AND of_source = 'database'
    )
  );
END;
