-- Every event as people read it; its stable id is kind:number.
CREATE OR REPLACE VIEW changes AS
SELECT
  e.id AS number, e.kind || ':' || e.id AS id, e.kind, e.at, e.provider, m.model_id,
  CASE e.kind WHEN 'price' THEN m.provider_model_id || ' at ' || m.provider ELSE m.model_id END
    || CASE e.kind
    WHEN 'new' THEN ' is new'
    WHEN 'removed' THEN ' is no longer sold'
    WHEN 'returned' THEN ' is sold again'
    WHEN 'price' THEN ': ' || moves_in_words(e.details -> 'prices', e.at)
    WHEN 'source' THEN ' has its price from another source'
    WHEN 'deprecation' THEN CASE
      WHEN e.details ? 'deprecation_date' THEN ' ends on ' || (e.details ->> 'deprecation_date')
      WHEN (e.details ->> 'deprecated')::boolean THEN ' is deprecated'
      ELSE ' is no longer deprecated'
    END
  END AS title,
  CASE
    WHEN e.kind IN ('price', 'source') THEN prices_in_words(e.details -> 'prices', e.at)
    ELSE concat_ws('; ', m.name, 'instead: ' || (e.details ->> 'replacement'), (
      SELECT string_agg(key || ' ' || value, ', ') FROM jsonb_each_text(e.details -> 'pricing')
    ))
  END AS summary,
  e.details
FROM model_events e
JOIN models m ON m.id = e.model_id;

GRANT SELECT ON changes TO pricebook_reader, pricebook_writer;
