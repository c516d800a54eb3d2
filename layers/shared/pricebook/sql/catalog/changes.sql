-- What happened to models, the newest first, as JSON and as an Atom feed (RFC 4287). Each
-- statement returns a body as catalog/lookup.sql does, and the cursor of the next page; no row means that
-- there is no such provider, model or canonical model. How many there are is not counted: that would take longer every day.

-- name: changes
WITH found AS MATERIALIZED (
  SELECT *, row_number() OVER (ORDER BY at DESC, number DESC) AS position
  FROM found_changes(
    CAST(:provider AS text), CAST(:models AS text[]), CAST(:canonical AS text),
    CAST(:kind AS text), CAST(:since AS timestamptz), CAST(:cursor AS text),
    CAST(:page_size AS bigint) + 1
  )
), listed AS (
  SELECT
    coalesce(json_agg(json_build_object(
      'id', id, 'kind', kind, 'at', at, 'provider', provider, 'model_id', model_id,
      'title', title, 'summary', summary, 'details', details
    ) ORDER BY position), '[]')::text AS items,
    max(at) AS newest,
    min(cursor_after(at, number)) FILTER (
      WHERE position = CAST(:page_size AS bigint)
        AND EXISTS (SELECT FROM found WHERE position > CAST(:page_size AS bigint))
    ) AS next_cursor
  FROM found
  WHERE position <= CAST(:page_size AS bigint)
)
SELECT
  '{"data":',
  items,
  ',"meta":' || json_build_object(
    'page_size', CAST(:page_size AS bigint), 'next_cursor', next_cursor,
    'last_updated', coalesce(newest, changed_at)
  ) || '}',
  md5(concat_ws(' ', items, next_cursor)),
  coalesce(newest, changed_at),
  NULL,
  next_cursor
FROM listed
JOIN generations ON scope = 'all'
WHERE all_known(:provider, :canonical, CAST(:models AS text[]))

-- name: atom
-- Links are whole addresses, because many readers resolve no others; ids hold the host, so that two
-- installations never tell of different things under one id.
WITH found AS MATERIALIZED (
  SELECT *, row_number() OVER (ORDER BY at DESC, number DESC) AS position
  FROM found_changes(
    CAST(:provider AS text), CAST(:models AS text[]), CAST(:canonical AS text),
    CAST(:kind AS text), CAST(:since AS timestamptz), CAST(:cursor AS text),
    CAST(:page_size AS bigint) + 1
  )
), listed AS (
  SELECT
    coalesce(string_agg(concat(
      '<entry><id>', xml_text(CAST(:tag AS text)), ':', id, '</id>',
      '<title>', xml_text(title), '</title>',
      '<published>', to_json(at) #>> '{}', '</published>',
      '<updated>', to_json(at) #>> '{}', '</updated>',
      '<category term="', kind, '"/><category term="', xml_text(provider), '"/>',
      '<link rel="alternate" href="',
      xml_text(CAST(:base AS text)), '/v1/models/', address_of(model_id), '"/>',
      '<summary>', xml_text(summary), '</summary></entry>'
    ), '' ORDER BY position), '') AS entries,
    max(at) AS newest,
    min(cursor_after(at, number)) FILTER (
      WHERE position = CAST(:page_size AS bigint)
        AND EXISTS (SELECT FROM found WHERE position > CAST(:page_size AS bigint))
    ) AS next_cursor
  FROM found
  WHERE position <= CAST(:page_size AS bigint)
)
SELECT
  concat(
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">',
    '<id>', xml_text(concat_ws(
      ':', CAST(:tag AS text), 'changes', CAST(:provider AS text), CAST(:canonical AS text),
      array_to_string(CAST(:models AS text[]), ','), CAST(:kind AS text)
    )), '</id>',
    '<title>', xml_text(concat_ws(
      ' ', 'Pricebook changes', CAST(:provider AS text), CAST(:canonical AS text),
      array_to_string(CAST(:models AS text[]), ', '), CAST(:kind AS text)
    )), '</title>',
    '<updated>', to_json(coalesce(newest, changed_at)) #>> '{}', '</updated>',
    '<author><name>Pricebook</name></author>',
    '<link rel="self" type="application/atom+xml" href="', xml_text(CAST(:here AS text)), '"/>',
    '<link rel="next" type="application/atom+xml" href="'
      || xml_text(CAST(:onward AS text) || next_cursor) || '"/>'
  ),
  entries,
  '</feed>',
  md5(concat_ws(' ', entries, next_cursor)),
  coalesce(newest, changed_at),
  NULL,
  next_cursor
FROM listed
JOIN generations ON scope = 'all'
WHERE all_known(:provider, :canonical, CAST(:models AS text[]))
