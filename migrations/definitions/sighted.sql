-- The sighting is joined when a document is read, so that a quiet sync rewrites no document. By
-- bytes: left() would count the characters of every document, twice, which costs five times as much.
CREATE OR REPLACE FUNCTION sighted(document json, last_seen_at timestamptz) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN convert_from(
    substring(convert_to(document::text, 'UTF8') FROM 1 FOR octet_length(document::text) - 1)
    || convert_to(
      ',"last_seen_at":' || coalesce(to_json(last_seen_at)::text, 'null') || '}', 'UTF8'
    ),
    'UTF8'
  );
