-- What a similar text is worth, from 0 to 1.1: among those as similar, people mean what many sell.
CREATE OR REPLACE FUNCTION relevance(similar_by real, sellers bigint) RETURNS real
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN similar_by + least(sellers, 10) * 0.01;
