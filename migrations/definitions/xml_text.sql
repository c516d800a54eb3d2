-- Text that can stand in an XML document: markup escaped, and what XML cannot say at all left out.
CREATE OR REPLACE FUNCTION xml_text(words text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN replace(replace(replace(replace(
    regexp_replace(words, '[\x01-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]', '', 'g'),
    '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;');
