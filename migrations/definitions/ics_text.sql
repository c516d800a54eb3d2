-- A text as a calendar writes it (RFC 5545, 3.3.11); a control character ends no line.
CREATE OR REPLACE FUNCTION ics_text(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN regexp_replace(
    regexp_replace(value, '([\\;,])', '\\\1', 'g'), '[\x01-\x1f\x7f]', ' ', 'g'
  );
