-- A price's id, made of what it says: 128 bits of a SHA-256 as 22 characters. Two installations with
-- the same facts give it the same id, so that one answers the receipts of the other.
CREATE OR REPLACE FUNCTION price_id(price model_prices, model text) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN rtrim(translate(encode(substr(sha256(convert_to(
    concat_ws(
      ' ', model, (price).meter, (price).conditions::text, (price).state,
      coalesce(trim_scale((price).amount)::text, '-'), coalesce((price).currency, '-'),
      (price).source,
      to_char(lower((price).valid) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    ), 'UTF8'
  )), 1, 16), 'base64'), '+/', '-_'), '=');
