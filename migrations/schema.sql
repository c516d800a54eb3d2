--
-- PostgreSQL database dump
--



SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;


--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';


--
-- Name: pg_trgm; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;


--
-- Name: EXTENSION pg_trgm; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';


--
-- Name: apart(numeric, numeric, numeric); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.apart(one numeric, other numeric, factor numeric) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((one > (other * factor)) OR (other > (one * factor)));


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: model_prices; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.model_prices (
    id bigint NOT NULL,
    model_id bigint NOT NULL,
    source text NOT NULL,
    meter text NOT NULL,
    conditions jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text NOT NULL,
    amount numeric,
    currency text,
    published text NOT NULL,
    valid tstzrange NOT NULL,
    recorded tstzrange NOT NULL,
    sync_run_id bigint,
    key text GENERATED ALWAYS AS (((((source || ' '::text) || meter) || ' '::text) || (conditions)::text)) STORED NOT NULL,
    CONSTRAINT amount_is_not_negative CHECK (((amount >= (0)::numeric) AND (amount < 'Infinity'::numeric))),
    CONSTRAINT amount_only_when_known CHECK (((state = 'known'::text) = (amount IS NOT NULL))),
    CONSTRAINT conditions_are_known CHECK (((jsonb_typeof(conditions) = 'object'::text) AND ((conditions - ARRAY['audio'::text, 'cache_ttl'::text, 'commitment'::text, 'completion_tokens_gt'::text, 'mode'::text, 'prompt_tokens_gt'::text, 'quality'::text, 'region'::text, 'resolution'::text, 'search_context_size'::text, 'service_tier'::text, 'speed'::text, 'utc_windows'::text, 'weekdays'::text]) = '{}'::jsonb))),
    CONSTRAINT currency_only_when_known CHECK (((state = 'known'::text) = (currency IS NOT NULL))),
    CONSTRAINT ranges_are_half_open CHECK (((NOT isempty(valid)) AND (NOT isempty(recorded)) AND lower_inc(valid) AND lower_inc(recorded) AND (NOT upper_inc(valid)) AND (NOT upper_inc(recorded)))),
    CONSTRAINT state_is_known CHECK ((state = ANY (ARRAY['known'::text, 'free'::text, 'dynamic'::text, 'included'::text, 'not_offered'::text])))
);


--
-- Name: believe(bigint, text, text, jsonb, tstzrange, text, numeric, text, text, bigint, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.believe(model bigint, told_by text, counted text, under jsonb, valid_during tstzrange, new_state text, new_amount numeric DEFAULT NULL::numeric, new_currency text DEFAULT NULL::text, as_published text DEFAULT ''::text, run bigint DEFAULT NULL::bigint, moment timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 WITH closed AS (
          UPDATE public.model_prices p SET recorded = tstzrange(lower(p.recorded), believe.moment)
           WHERE ((p.model_id = believe.model) AND (p.source = believe.told_by) AND (p.meter = believe.counted) AND (p.conditions = believe.under) AND upper_inf(p.recorded) AND (p.valid && believe.valid_during))
           RETURNING p.id,
             p.model_id,
             p.source,
             p.meter,
             p.conditions,
             p.state,
             p.amount,
             p.currency,
             p.published,
             p.valid,
             p.recorded,
             p.sync_run_id,
             p.key
         )
  INSERT INTO public.model_prices (model_id, source, meter, conditions, state, amount, currency, published, valid, recorded, sync_run_id)  SELECT c.model_id,
             c.source,
             c.meter,
             c.conditions,
             c.state,
             c.amount,
             c.currency,
             c.published,
             rest.rest,
             tstzrange(believe.moment, NULL::timestamp with time zone) AS tstzrange,
             believe.run AS run
            FROM (closed c
              CROSS JOIN LATERAL unnest((tstzmultirange(c.valid) - tstzmultirange(believe.valid_during))) rest(rest));
 INSERT INTO public.model_prices (model_id, source, meter, conditions, state, amount, currency, published, valid, recorded, sync_run_id)  SELECT believe.model AS model,
             believe.told_by AS told_by,
             believe.counted AS counted,
             believe.under AS under,
             believe.new_state AS new_state,
             believe.new_amount AS new_amount,
             believe.new_currency AS new_currency,
             believe.as_published AS as_published,
             believe.valid_during AS valid_during,
             tstzrange(believe.moment, NULL::timestamp with time zone) AS tstzrange,
             believe.run AS run
           WHERE (believe.new_state IS NOT NULL);
END;


--
-- Name: price_sources; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.price_sources (
    source text NOT NULL,
    trust smallint NOT NULL,
    second_hand boolean DEFAULT false NOT NULL
);


--
-- Name: prices_at(timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.prices_at(at timestamp with time zone, known_at timestamp with time zone DEFAULT now()) RETURNS SETOF public.model_prices
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT DISTINCT ON (p.model_id, p.meter, p.conditions) p.id,
     p.model_id,
     p.source,
     p.meter,
     p.conditions,
     p.state,
     p.amount,
     p.currency,
     p.published,
     p.valid,
     p.recorded,
     p.sync_run_id,
     p.key
    FROM (public.model_prices p
      JOIN public.price_sources s USING (source))
   WHERE ((p.valid @> prices_at.at) AND (p.recorded @> prices_at.known_at) AND (NOT (s.second_hand AND (EXISTS ( SELECT
            FROM (public.model_prices o
              JOIN public.price_sources t ON (((t.source = o.source) AND (NOT t.second_hand))))
           WHERE ((o.model_id = p.model_id) AND (o.valid @> prices_at.at) AND (o.recorded @> prices_at.known_at)))))))
   ORDER BY p.model_id, p.meter, p.conditions, s.trust;
END;


--
-- Name: quoted(numeric, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.quoted(amount numeric, per integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (trim_scale((amount * (per)::numeric)))::text;


--
-- Name: refuse_to_rewrite_history(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_to_rewrite_history() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND upper_inf(OLD.recorded) AND NOT upper_inf(NEW.recorded)
    AND lower(NEW.recorded) = lower(OLD.recorded)
    AND (NEW.model_id, NEW.source, NEW.meter, NEW.conditions, NEW.state, NEW.published, NEW.valid)
      = (OLD.model_id, OLD.source, OLD.meter, OLD.conditions, OLD.state, OLD.published, OLD.valid)
    AND (NEW.amount, NEW.currency, NEW.sync_run_id)
      IS NOT DISTINCT FROM (OLD.amount, OLD.currency, OLD.sync_run_id)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'model_prices is append-only: close the belief and insert another row';
END
$$;


--
-- Name: sighted(json, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.sighted(document json, last_seen_at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN convert_from((SUBSTRING(convert_to((document)::text, 'UTF8'::name) FROM 1 FOR (octet_length((document)::text) - 1)) || convert_to(((',"last_seen_at":'::text || COALESCE((to_json(last_seen_at))::text, 'null'::text)) || '}'::text), 'UTF8'::name)), 'UTF8'::name);


--
-- Name: canonical_models; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.canonical_models (
    id text NOT NULL,
    creator text GENERATED ALWAYS AS (split_part(id, '/'::text, 1)) STORED NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT canonical_id_names_creator_and_model CHECK ((id ~ '^[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._@+-]*$'::text))
);


--
-- Name: current_prices; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.current_prices AS
 SELECT DISTINCT ON (p.model_id, p.meter, p.conditions) p.model_id,
    p.meter,
    p.conditions,
    p.state,
    p.amount,
    p.currency,
    p.source,
    p.published,
    lower(p.valid) AS observed_at,
    s.trust,
    p.id
   FROM (public.model_prices p
     JOIN public.price_sources s USING (source))
  WHERE (upper_inf(p.recorded) AND (p.valid @> now()) AND (NOT (s.second_hand AND (EXISTS ( SELECT
           FROM (public.model_prices o
             JOIN public.price_sources t ON (((t.source = o.source) AND (NOT t.second_hand))))
          WHERE ((o.model_id = p.model_id) AND upper_inf(o.recorded) AND (o.valid @> now())))))))
  ORDER BY p.model_id, p.meter, p.conditions, s.trust;


--
-- Name: generations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.generations (
    scope text NOT NULL,
    generation bigint DEFAULT (EXTRACT(epoch FROM now()))::bigint NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: sync_runs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sync_runs (
    id bigint NOT NULL,
    provider text NOT NULL,
    status text NOT NULL,
    kind text DEFAULT 'full'::text NOT NULL,
    triggered_by text NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    completed_at timestamp with time zone,
    duration_ms bigint GENERATED ALWAYS AS ((round((EXTRACT(epoch FROM (completed_at - started_at)) * (1000)::numeric)))::bigint) STORED,
    backend_pid integer,
    backend_start timestamp with time zone,
    models_fetched integer DEFAULT 0 NOT NULL,
    models_added integer DEFAULT 0 NOT NULL,
    models_updated integer DEFAULT 0 NOT NULL,
    models_unchanged integer DEFAULT 0 NOT NULL,
    models_rejected integer DEFAULT 0 NOT NULL,
    models_missing integer DEFAULT 0 NOT NULL,
    models_returned integer DEFAULT 0 NOT NULL,
    models_deactivated integer DEFAULT 0 NOT NULL,
    prices_changed integer DEFAULT 0 NOT NULL,
    errors jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT completed_when_over CHECK (((status = ANY (ARRAY['queued'::text, 'running'::text])) = (completed_at IS NULL))),
    CONSTRAINT status_is_known CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'success'::text, 'partial'::text, 'failed'::text, 'skipped'::text])))
);


--
-- Name: latest_runs; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.latest_runs AS
 SELECT DISTINCT ON (provider) id,
    provider,
    status,
    kind,
    triggered_by,
    started_at,
    heartbeat,
    completed_at,
    duration_ms,
    backend_pid,
    backend_start,
    models_fetched,
    models_added,
    models_updated,
    models_unchanged,
    models_rejected,
    models_missing,
    models_returned,
    models_deactivated,
    prices_changed,
    errors
   FROM public.sync_runs
  WHERE (completed_at IS NOT NULL)
  ORDER BY provider, started_at DESC;


--
-- Name: meters; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.meters (
    name text NOT NULL,
    family text NOT NULL,
    direction text NOT NULL,
    modality text NOT NULL,
    per integer NOT NULL,
    unit text NOT NULL,
    CONSTRAINT per_is_positive CHECK ((per > 0))
);


--
-- Name: model_aliases; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.model_aliases (
    provider text,
    alias text NOT NULL,
    canonical_id text NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: models; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.models (
    id bigint NOT NULL,
    provider text NOT NULL,
    provider_model_id text NOT NULL,
    model_id text GENERATED ALWAYS AS (((provider || '/'::text) || provider_model_id)) STORED NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    canonical_id text,
    name text NOT NULL,
    description text,
    context_length integer,
    max_output_tokens integer,
    modality text,
    input_modalities text[] DEFAULT '{}'::text[] NOT NULL,
    output_modalities text[] DEFAULT '{}'::text[] NOT NULL,
    capabilities text[] DEFAULT '{}'::text[] NOT NULL,
    supported_parameters text[] DEFAULT '{}'::text[] NOT NULL,
    tokenizer text,
    quantization text,
    license text,
    knowledge_cutoff date,
    listed_at timestamp with time zone,
    release_date date,
    deprecation_date date,
    deprecated boolean DEFAULT false NOT NULL,
    replacement text,
    health_status text,
    source_url text,
    pins jsonb DEFAULT '{}'::jsonb NOT NULL,
    document json,
    first_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT context_length_is_positive CHECK ((context_length > 0)),
    CONSTRAINT max_output_tokens_is_positive CHECK ((max_output_tokens > 0)),
    CONSTRAINT pins_is_an_object CHECK ((jsonb_typeof(pins) = 'object'::text))
);


--
-- Name: reference_facts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reference_facts (
    model_id bigint NOT NULL,
    source text NOT NULL,
    deprecation_date date NOT NULL
);


--
-- Name: model_documents; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.model_documents AS
 SELECT m.id,
    row_to_json(d.*) AS document
   FROM (((public.models m
     LEFT JOIN LATERAL ( SELECT (array_agg(c.source ORDER BY c.trust))[1] AS pricing_source,
            jsonb_object_agg(k.key, COALESCE(public.quoted(c.amount, t.per), '0'::text) ORDER BY k."position") FILTER (WHERE ((k.key IS NOT NULL) AND (c.conditions = '{}'::jsonb) AND ((c.currency = 'USD'::text) OR (c.state = 'free'::text)))) AS pricing,
            json_agg(json_strip_nulls(json_build_object('meter', c.meter, 'per', t.per, 'amount', public.quoted(c.amount, t.per), 'currency', c.currency, 'conditions', c.conditions, 'state', c.state, 'source', c.source, 'observed_at', c.observed_at)) ORDER BY c.meter, c.conditions) AS prices
           FROM ((public.current_prices c
             JOIN public.meters t ON ((t.name = c.meter)))
             LEFT JOIN ( VALUES (1,'input_tokens'::text,'prompt'::text), (2,'output_tokens'::text,'completion'::text), (3,'cache_read_tokens'::text,'cache_read'::text), (4,'cache_write_tokens'::text,'cache_write'::text), (5,'reasoning_tokens'::text,'reasoning'::text), (6,'input_audio_tokens'::text,'audio'::text), (7,'output_images'::text,'image'::text), (8,'input_images'::text,'image'::text), (9,'requests'::text,'request'::text)) k("position", meter, key) ON ((k.meter = c.meter)))
          WHERE (c.model_id = m.id)) p ON (true))
     LEFT JOIN LATERAL ( SELECT r.deprecation_date
           FROM (public.reference_facts r
             JOIN public.price_sources s USING (source))
          WHERE (r.model_id = m.id)
          ORDER BY s.trust
         LIMIT 1) f ON (true))
     CROSS JOIN LATERAL ( SELECT m.model_id AS id,
            m.provider,
            m.provider_model_id,
            m.canonical_id,
            m.name,
            m.description,
            m.context_length,
            m.max_output_tokens,
            m.modality,
            m.input_modalities,
            m.output_modalities,
            m.capabilities,
            m.supported_parameters,
            m.tokenizer,
            m.quantization,
            m.license,
            m.knowledge_cutoff,
            m.is_active,
            (m.deprecated OR COALESCE((f.deprecation_date <= CURRENT_DATE), false)) AS deprecated,
            COALESCE(m.deprecation_date, f.deprecation_date) AS deprecation_date,
            m.replacement,
            m.release_date,
            m.listed_at,
            m.health_status,
            COALESCE(p.pricing, '{}'::jsonb) AS pricing,
            p.pricing_source,
            COALESCE(p.prices, '[]'::json) AS prices,
            m.first_seen_at,
            now() AS updated_at,
            m.source_url) d);


--
-- Name: model_prices_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.model_prices ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.model_prices_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: model_pricing; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.model_pricing AS
SELECT
    NULL::text AS model_id,
    NULL::text AS provider,
    NULL::text AS provider_model_id,
    NULL::numeric AS price_per_input_token,
    NULL::numeric AS price_per_output_token,
    NULL::numeric AS price_per_cached_input_token,
    NULL::numeric AS price_per_image,
    NULL::numeric AS price_per_request,
    NULL::text AS pricing_source,
    NULL::timestamp with time zone AS last_updated;


--
-- Name: model_pricing_history; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.model_pricing_history AS
 SELECT m.model_id,
    m.provider,
    p.meter,
    p.conditions,
    lag(p.amount) OVER life AS previous_amount,
    p.amount,
    p.currency,
    p.state,
    lower(p.valid) AS changed_at,
        CASE p.source
            WHEN 'database'::text THEN ('api_sync:'::text || m.provider)
            ELSE p.source
        END AS changed_by
   FROM (public.model_prices p
     JOIN public.models m ON ((m.id = p.model_id)))
  WHERE upper_inf(p.recorded)
  WINDOW life AS (PARTITION BY p.model_id, p.key ORDER BY (lower(p.valid)));


--
-- Name: models_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.models ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.models_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: price_dismissals; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.price_dismissals (
    id bigint NOT NULL,
    model_id bigint NOT NULL,
    source text NOT NULL,
    meter text NOT NULL,
    conditions jsonb DEFAULT '{}'::jsonb NOT NULL,
    reason text NOT NULL,
    dismissed_by text NOT NULL,
    dismissed_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Name: price_disagreements; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.price_disagreements AS
 SELECT m.model_id,
    c.meter,
    c.conditions,
    c.source AS trusted_source,
    c.amount AS trusted_amount,
    p.source AS other_source,
    p.amount AS other_amount,
    round((p.amount / NULLIF(c.amount, (0)::numeric)), 6) AS ratio,
    c.currency,
    lower(p.valid) AS observed_at
   FROM ((public.current_prices c
     JOIN public.models m ON (((m.id = c.model_id) AND m.is_active)))
     JOIN public.model_prices p ON (((p.model_id = c.model_id) AND (p.meter = c.meter) AND (p.conditions = c.conditions) AND (p.source <> c.source) AND (p.currency = c.currency) AND upper_inf(p.recorded) AND (p.valid @> now()))))
  WHERE ((abs((p.amount - c.amount)) > (0.02 * GREATEST(p.amount, c.amount))) AND (NOT (EXISTS ( SELECT
           FROM public.price_dismissals d
          WHERE ((d.model_id = p.model_id) AND (d.source = p.source) AND (d.meter = p.meter) AND (d.conditions = p.conditions) AND (d.expires_at > now()))))));


--
-- Name: price_dismissals_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.price_dismissals ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.price_dismissals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: price_reviews; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.price_reviews (
    id bigint NOT NULL,
    model_id bigint NOT NULL,
    source text NOT NULL,
    meter text NOT NULL,
    conditions jsonb DEFAULT '{}'::jsonb NOT NULL,
    old_state text,
    old_amount numeric,
    old_currency text,
    new_state text NOT NULL,
    new_amount numeric,
    new_currency text,
    published text NOT NULL,
    reason text NOT NULL,
    sample text NOT NULL,
    sync_run_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    decision text,
    decided_by text,
    decided_at timestamp with time zone,
    note text,
    applied_at timestamp with time zone,
    CONSTRAINT applied_only_when_approved CHECK (((applied_at IS NULL) OR (decision = 'approved'::text))),
    CONSTRAINT decided_by_someone_at_some_time CHECK ((((decision IS NULL) = (decided_at IS NULL)) AND ((decision IS NULL) = (decided_by IS NULL)))),
    CONSTRAINT decision_is_known CHECK ((decision = ANY (ARRAY['approved'::text, 'rejected'::text, 'superseded'::text]))),
    CONSTRAINT reason_is_known CHECK ((reason = ANY (ARRAY['absurd'::text, 'unit slip'::text, 'jump'::text])))
);


--
-- Name: price_reviews_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.price_reviews ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.price_reviews_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: provider_coverage; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.provider_coverage AS
 SELECT provider,
    count(*) AS models,
    count(*) FILTER (WHERE (EXISTS ( SELECT
           FROM public.model_prices p
          WHERE ((p.model_id = m.id) AND upper_inf(p.recorded) AND (p.valid @> now()) AND (p.state = ANY (ARRAY['known'::text, 'free'::text, 'dynamic'::text])))))) AS priced_models
   FROM public.models m
  WHERE is_active
  GROUP BY provider;


--
-- Name: providers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.providers (
    slug text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    website text NOT NULL,
    docs_url text NOT NULL,
    key_name text,
    is_active boolean DEFAULT true NOT NULL,
    sync_interval interval DEFAULT '06:00:00'::interval NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT interval_is_positive CHECK ((sync_interval > '00:00:00'::interval)),
    CONSTRAINT kind_is_known CHECK ((kind = ANY (ARRAY['aggregator'::text, 'cloud'::text, 'host'::text, 'lab'::text, 'reference'::text]))),
    CONSTRAINT slug_fits_an_address CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text))
);


--
-- Name: provider_health; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.provider_health AS
 SELECT p.slug,
    p.name,
    p.website,
    p.kind,
    p.is_active,
    l.id AS last_run_id,
    l.status AS last_run_status,
    l.completed_at AS last_run_at,
    (EXTRACT(epoch FROM (now() - g.completed_at)))::bigint AS age_seconds,
        CASE
            WHEN (g.completed_at IS NULL) THEN 'unknown'::text
            WHEN ((now() - g.completed_at) > ((3)::double precision * p.sync_interval)) THEN 'stale'::text
            ELSE 'fresh'::text
        END AS freshness,
        CASE
            WHEN (l.status = 'failed'::text) THEN 'failing'::text
            WHEN (g.completed_at IS NULL) THEN 'unknown'::text
            WHEN ((l.status = 'partial'::text) OR ((now() - g.completed_at) > ((3)::double precision * p.sync_interval))) THEN 'degraded'::text
            ELSE 'healthy'::text
        END AS health
   FROM ((public.providers p
     LEFT JOIN public.latest_runs l ON ((l.provider = p.slug)))
     LEFT JOIN LATERAL ( SELECT r.completed_at
           FROM public.sync_runs r
          WHERE ((r.provider = p.slug) AND (r.status = ANY (ARRAY['success'::text, 'partial'::text])))
          ORDER BY r.started_at DESC
         LIMIT 1) g ON (true));


--
-- Name: schema_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_migrations (
    version integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: sightings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sightings (
    model_id bigint NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    misses smallint DEFAULT 0 NOT NULL,
    CONSTRAINT misses_is_a_count CHECK ((misses >= 0))
)
WITH (fillfactor='50');


--
-- Name: served_models; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.served_models AS
 SELECT m.id,
    m.provider,
    m.model_id,
    m.is_active,
    m.updated_at,
    (m.document)::text AS document,
    public.sighted(m.document, s.last_seen_at) AS served
   FROM (public.models m
     LEFT JOIN public.sightings s ON ((s.model_id = m.id)))
  WHERE (m.document IS NOT NULL);


--
-- Name: sync_runs_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.sync_runs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sync_runs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: model_aliases alias_means_one_model; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_aliases
    ADD CONSTRAINT alias_means_one_model UNIQUE NULLS NOT DISTINCT (alias, provider);


--
-- Name: canonical_models canonical_models_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.canonical_models
    ADD CONSTRAINT canonical_models_pkey PRIMARY KEY (id);


--
-- Name: generations generations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.generations
    ADD CONSTRAINT generations_pkey PRIMARY KEY (scope);


--
-- Name: meters meters_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.meters
    ADD CONSTRAINT meters_pkey PRIMARY KEY (name);


--
-- Name: models model_id_is_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT model_id_is_unique UNIQUE (model_id);


--
-- Name: models model_is_listed_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT model_is_listed_once UNIQUE (provider, provider_model_id);


--
-- Name: model_prices model_prices_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT model_prices_pkey PRIMARY KEY (id);


--
-- Name: models models_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT models_pkey PRIMARY KEY (id);


--
-- Name: model_prices one_belief_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT one_belief_at_a_time EXCLUDE USING gist (model_id WITH =, key WITH =, valid WITH &&, recorded WITH &&);


--
-- Name: price_dismissals price_dismissals_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_dismissals
    ADD CONSTRAINT price_dismissals_pkey PRIMARY KEY (id);


--
-- Name: price_reviews price_reviews_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_reviews
    ADD CONSTRAINT price_reviews_pkey PRIMARY KEY (id);


--
-- Name: price_sources price_sources_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_sources
    ADD CONSTRAINT price_sources_pkey PRIMARY KEY (source);


--
-- Name: providers providers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.providers
    ADD CONSTRAINT providers_pkey PRIMARY KEY (slug);


--
-- Name: reference_facts reference_facts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reference_facts
    ADD CONSTRAINT reference_facts_pkey PRIMARY KEY (model_id, source);


--
-- Name: schema_migrations schema_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);


--
-- Name: sightings sightings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sightings
    ADD CONSTRAINT sightings_pkey PRIMARY KEY (model_id);


--
-- Name: sync_runs sync_runs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sync_runs
    ADD CONSTRAINT sync_runs_pkey PRIMARY KEY (id);


--
-- Name: canonical_models_creator; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX canonical_models_creator ON public.canonical_models USING btree (creator);


--
-- Name: model_prices_believed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_prices_believed ON public.model_prices USING btree (model_id) WHERE upper_inf(recorded);


--
-- Name: model_prices_run; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_prices_run ON public.model_prices USING btree (sync_run_id);


--
-- Name: models_active; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_active ON public.models USING btree (model_id) WHERE is_active;


--
-- Name: models_canonical; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_canonical ON public.models USING btree (canonical_id);


--
-- Name: models_context_length; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_context_length ON public.models USING btree (context_length);


--
-- Name: models_created; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_created ON public.models USING btree (created_at);


--
-- Name: models_health_active; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_health_active ON public.models USING btree (health_status, is_active);


--
-- Name: models_modality_active; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_modality_active ON public.models USING btree (modality, is_active);


--
-- Name: models_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_name ON public.models USING btree (name);


--
-- Name: models_name_trigram; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_name_trigram ON public.models USING gin (name public.gin_trgm_ops);


--
-- Name: models_provider_active; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_provider_active ON public.models USING btree (provider, is_active);


--
-- Name: one_pending_review_per_price; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_pending_review_per_price ON public.price_reviews USING btree (model_id, source, meter, conditions) WHERE (decision IS NULL);


--
-- Name: one_running_run_per_provider; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_running_run_per_provider ON public.sync_runs USING btree (provider) WHERE (status = 'running'::text);


--
-- Name: price_reviews_pending; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX price_reviews_pending ON public.price_reviews USING btree (created_at) WHERE (decision IS NULL);


--
-- Name: price_reviews_price; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX price_reviews_price ON public.price_reviews USING btree (model_id);


--
-- Name: sync_runs_latest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sync_runs_latest ON public.sync_runs USING btree (provider, started_at DESC);


--
-- Name: model_pricing _RETURN; Type: RULE; Schema: public; Owner: -
--

CREATE OR REPLACE VIEW public.model_pricing AS
 SELECT m.model_id,
    m.provider,
    m.provider_model_id,
    max(c.amount) FILTER (WHERE (c.meter = 'input_tokens'::text)) AS price_per_input_token,
    max(c.amount) FILTER (WHERE (c.meter = 'output_tokens'::text)) AS price_per_output_token,
    max(c.amount) FILTER (WHERE (c.meter = 'cache_read_tokens'::text)) AS price_per_cached_input_token,
    max(c.amount) FILTER (WHERE (c.meter = 'input_images'::text)) AS price_per_image,
    max(c.amount) FILTER (WHERE (c.meter = 'requests'::text)) AS price_per_request,
    (array_agg(c.source ORDER BY c.trust))[1] AS pricing_source,
    max(c.observed_at) AS last_updated
   FROM (public.models m
     JOIN public.current_prices c ON (((c.model_id = m.id) AND (c.conditions = '{}'::jsonb) AND (c.currency = 'USD'::text))))
  GROUP BY m.id;


--
-- Name: model_prices model_prices_keep_all_history; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER model_prices_keep_all_history BEFORE TRUNCATE ON public.model_prices FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_rewrite_history();


--
-- Name: model_prices model_prices_keep_history; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER model_prices_keep_history BEFORE DELETE OR UPDATE ON public.model_prices FOR EACH ROW EXECUTE FUNCTION public.refuse_to_rewrite_history();


--
-- Name: models canonical_id_is_known; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT canonical_id_is_known FOREIGN KEY (canonical_id) REFERENCES public.canonical_models(id);


--
-- Name: model_aliases model_aliases_canonical_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_aliases
    ADD CONSTRAINT model_aliases_canonical_id_fkey FOREIGN KEY (canonical_id) REFERENCES public.canonical_models(id);


--
-- Name: model_aliases model_aliases_provider_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_aliases
    ADD CONSTRAINT model_aliases_provider_fkey FOREIGN KEY (provider) REFERENCES public.providers(slug);


--
-- Name: model_prices model_prices_meter_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT model_prices_meter_fkey FOREIGN KEY (meter) REFERENCES public.meters(name);


--
-- Name: model_prices model_prices_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT model_prices_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: model_prices model_prices_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT model_prices_source_fkey FOREIGN KEY (source) REFERENCES public.price_sources(source);


--
-- Name: model_prices model_prices_sync_run_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT model_prices_sync_run_id_fkey FOREIGN KEY (sync_run_id) REFERENCES public.sync_runs(id);


--
-- Name: models models_provider_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT models_provider_fkey FOREIGN KEY (provider) REFERENCES public.providers(slug);


--
-- Name: price_dismissals price_dismissals_meter_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_dismissals
    ADD CONSTRAINT price_dismissals_meter_fkey FOREIGN KEY (meter) REFERENCES public.meters(name);


--
-- Name: price_dismissals price_dismissals_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_dismissals
    ADD CONSTRAINT price_dismissals_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: price_dismissals price_dismissals_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_dismissals
    ADD CONSTRAINT price_dismissals_source_fkey FOREIGN KEY (source) REFERENCES public.price_sources(source);


--
-- Name: price_reviews price_reviews_meter_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_reviews
    ADD CONSTRAINT price_reviews_meter_fkey FOREIGN KEY (meter) REFERENCES public.meters(name);


--
-- Name: price_reviews price_reviews_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_reviews
    ADD CONSTRAINT price_reviews_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: price_reviews price_reviews_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_reviews
    ADD CONSTRAINT price_reviews_source_fkey FOREIGN KEY (source) REFERENCES public.price_sources(source);


--
-- Name: price_reviews price_reviews_sync_run_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_reviews
    ADD CONSTRAINT price_reviews_sync_run_id_fkey FOREIGN KEY (sync_run_id) REFERENCES public.sync_runs(id);


--
-- Name: reference_facts reference_facts_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reference_facts
    ADD CONSTRAINT reference_facts_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: reference_facts reference_facts_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reference_facts
    ADD CONSTRAINT reference_facts_source_fkey FOREIGN KEY (source) REFERENCES public.price_sources(source);


--
-- Name: sightings sightings_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sightings
    ADD CONSTRAINT sightings_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: sync_runs sync_runs_provider_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sync_runs
    ADD CONSTRAINT sync_runs_provider_fkey FOREIGN KEY (provider) REFERENCES public.providers(slug);


--
-- Name: TABLE model_prices; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_prices TO pricebook_reader;
GRANT SELECT,INSERT ON TABLE public.model_prices TO pricebook_writer;


--
-- Name: COLUMN model_prices.recorded; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(recorded) ON TABLE public.model_prices TO pricebook_writer;


--
-- Name: FUNCTION believe(model bigint, told_by text, counted text, under jsonb, valid_during tstzrange, new_state text, new_amount numeric, new_currency text, as_published text, run bigint, moment timestamp with time zone); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.believe(model bigint, told_by text, counted text, under jsonb, valid_during tstzrange, new_state text, new_amount numeric, new_currency text, as_published text, run bigint, moment timestamp with time zone) TO pricebook_writer;


--
-- Name: TABLE price_sources; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.price_sources TO pricebook_reader;
GRANT SELECT ON TABLE public.price_sources TO pricebook_writer;


--
-- Name: TABLE canonical_models; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.canonical_models TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.canonical_models TO pricebook_writer;


--
-- Name: TABLE current_prices; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.current_prices TO pricebook_reader;
GRANT SELECT ON TABLE public.current_prices TO pricebook_writer;


--
-- Name: TABLE generations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.generations TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.generations TO pricebook_writer;


--
-- Name: TABLE sync_runs; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.sync_runs TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sync_runs TO pricebook_writer;


--
-- Name: TABLE latest_runs; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.latest_runs TO pricebook_reader;
GRANT SELECT ON TABLE public.latest_runs TO pricebook_writer;


--
-- Name: TABLE meters; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.meters TO pricebook_reader;
GRANT SELECT ON TABLE public.meters TO pricebook_writer;


--
-- Name: TABLE model_aliases; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_aliases TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.model_aliases TO pricebook_writer;


--
-- Name: TABLE models; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.models TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.models TO pricebook_writer;


--
-- Name: TABLE reference_facts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.reference_facts TO pricebook_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reference_facts TO pricebook_writer;


--
-- Name: TABLE model_documents; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_documents TO pricebook_reader;
GRANT SELECT ON TABLE public.model_documents TO pricebook_writer;


--
-- Name: TABLE model_pricing; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_pricing TO pricebook_reader;
GRANT SELECT ON TABLE public.model_pricing TO pricebook_writer;


--
-- Name: TABLE model_pricing_history; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_pricing_history TO pricebook_reader;
GRANT SELECT ON TABLE public.model_pricing_history TO pricebook_writer;


--
-- Name: TABLE price_dismissals; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.price_dismissals TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.price_dismissals TO pricebook_writer;


--
-- Name: TABLE price_disagreements; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.price_disagreements TO pricebook_reader;
GRANT SELECT ON TABLE public.price_disagreements TO pricebook_writer;


--
-- Name: TABLE price_reviews; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.price_reviews TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.price_reviews TO pricebook_writer;


--
-- Name: TABLE provider_coverage; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.provider_coverage TO pricebook_reader;
GRANT SELECT ON TABLE public.provider_coverage TO pricebook_writer;


--
-- Name: TABLE providers; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.providers TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.providers TO pricebook_writer;


--
-- Name: TABLE provider_health; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.provider_health TO pricebook_reader;
GRANT SELECT ON TABLE public.provider_health TO pricebook_writer;


--
-- Name: TABLE schema_migrations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.schema_migrations TO pricebook_reader;
GRANT SELECT ON TABLE public.schema_migrations TO pricebook_writer;


--
-- Name: TABLE sightings; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.sightings TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sightings TO pricebook_writer;


--
-- Name: TABLE served_models; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.served_models TO pricebook_reader;
GRANT SELECT ON TABLE public.served_models TO pricebook_writer;


--
-- PostgreSQL database dump complete
--
