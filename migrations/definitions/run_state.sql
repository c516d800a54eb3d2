-- Everything that a seller's run reads of the database besides its answer, as one figure: of each row
-- which version it is, and of prices whether they hold at a moment. NULL while something waits that
-- another run brings nearer, whatever it is told.
CREATE OR REPLACE FUNCTION run_state(seller text, moment timestamptz) RETURNS text
  LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH own AS MATERIALIZED (
    SELECT id, canonical_id, is_active AND listed_by = '{}' AS is_listed, xmin AS version
    FROM models WHERE provider = seller
  ), own_prices AS MATERIALIZED (
    SELECT
      p.id, p.model_id, p.xmin AS version, p.valid @> moment AS holds,
      NOT s.second_hand AND p.source <> 'manual' AS is_own_word
    FROM own
    JOIN model_prices p ON p.model_id = own.id AND upper_inf(p.recorded)
    JOIN price_sources s ON s.source = p.source
  ), resold AS MATERIALIZED (
    -- a gateway that states no price charges what the creator does
    SELECT o.id, o.xmin AS version
    FROM models o
    WHERE o.provider <> seller AND o.canonical_id IN (
      SELECT own.canonical_id
      FROM own
      JOIN providers g ON g.slug = seller AND g.kind = 'aggregator'
      WHERE own.is_listed
        AND NOT EXISTS (
          SELECT FROM own_prices p WHERE p.model_id = own.id AND p.holds AND p.is_own_word
        )
    )
  ), read AS (
    SELECT hash_record_extended(ROW('model'::text, id, version), 0) AS row FROM own
    UNION ALL
    SELECT hash_record_extended(ROW('price'::text, id, version, holds), 0) FROM own_prices
    UNION ALL
    SELECT hash_record_extended(ROW('resold'::text, id, version), 0) FROM resold
    UNION ALL
    SELECT hash_record_extended(ROW('resold at'::text, p.id, p.xmin, p.valid @> moment), 0)
    FROM resold JOIN model_prices p ON p.model_id = resold.id AND upper_inf(p.recorded)
    UNION ALL
    SELECT hash_record_extended(ROW('listed'::text, o.id, o.xmin), 0)
    FROM listed_offers o WHERE o.provider = seller AND upper_inf(o.stated)
    UNION ALL
    SELECT hash_record_extended(ROW('canonical'::text, c.id, c.xmin), 0)
    FROM canonical_models c WHERE c.id IN (SELECT canonical_id FROM own)
    UNION ALL
    SELECT hash_record_extended(ROW('facts'::text, f.canonical_id, f.xmin), 0)
    FROM canonical_facts f WHERE f.canonical_id IN (SELECT canonical_id FROM own)
    UNION ALL
    SELECT hash_record_extended(ROW('alias'::text, a.provider, a.alias, a.xmin), 0)
    FROM model_aliases a
    UNION ALL
    SELECT hash_record_extended(ROW('seller'::text, p.xmin), 0)
    FROM providers p WHERE p.slug = seller
    UNION ALL
    SELECT hash_record_extended(ROW('migration'::text, m.version, m.xmin), 0)
    FROM schema_migrations m
    UNION ALL
    SELECT hash_record_extended(ROW('definition'::text, d.name, d.xmin), 0)
    FROM schema_definitions d
  )
  SELECT concat_ws(' ', (moment AT TIME ZONE 'UTC')::date, sum(read.row))
  FROM read
  WHERE NOT EXISTS (SELECT FROM price_absences a JOIN own ON own.id = a.model_id)
    AND NOT EXISTS (
      SELECT FROM price_reviews v JOIN own ON own.id = v.model_id WHERE v.decision IS NULL
    )
    AND NOT EXISTS (SELECT FROM run_reviews r WHERE r.provider = seller AND r.decision IS NULL)
  HAVING count(*) > 0;
END;

GRANT EXECUTE ON FUNCTION run_state TO pricebook_writer;
