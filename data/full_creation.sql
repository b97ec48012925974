-- All tables of AltSports, as the migrations make them. `altsports migrate --write` wrote this file.
-- To create them in an empty database: psql --set=ON_ERROR_STOP=1 --file=data/full_creation.sql
-- The mesh does not need this file, because it creates roles and tables itself (`altsports migrate`).

SET check_function_bodies = false;
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS vector SCHEMA extensions;

CREATE SCHEMA ai;

CREATE SCHEMA auth;

CREATE SCHEMA clubs;

CREATE SCHEMA fantasy;

CREATE SCHEMA league;

CREATE SCHEMA task;

CREATE FUNCTION ai.refuse_unbalanced_transactions() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT FROM written GROUP BY transaction_id HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'the entries of a transaction do not sum to zero' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION auth.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege'; END $$;

CREATE FUNCTION fantasy.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM fantasy.teams t JOIN fantasy.replays r ON r.id = t.season_id
    WHERE t.id = OLD.team_id)
  THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'rows of %.% are never changed', TG_TABLE_SCHEMA, TG_TABLE_NAME;
END $$;

CREATE FUNCTION league.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'rows of %.% are never changed', TG_TABLE_SCHEMA, TG_TABLE_NAME; END $$;

CREATE TABLE ai.accounts (
    book_id text NOT NULL,
    expert_id text NOT NULL,
    bankroll numeric(14,2) NOT NULL,
    open_stakes numeric(14,2) NOT NULL,
    eliminated_at timestamp with time zone,
    CONSTRAINT ck_accounts_open_stakes CHECK ((open_stakes >= (0)::numeric))
);

CREATE TABLE ai.analyses (
    id uuid NOT NULL,
    user_id text NOT NULL,
    league_id text NOT NULL,
    league_name text NOT NULL,
    analysis_type text NOT NULL,
    confidence double precision NOT NULL,
    key_insights jsonb NOT NULL,
    recommendations jsonb NOT NULL,
    data_sources jsonb NOT NULL,
    content jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_analyses_confidence CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision)))
);

CREATE TABLE ai.analysis_files (
    organisation_id text NOT NULL,
    analysis_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    content_type text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    file_id text NOT NULL,
    key text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

COMMENT ON COLUMN ai.analysis_files.file_id IS 'the file in task.files';

CREATE TABLE ai.analysis_runs (
    organisation_id text NOT NULL,
    id uuid NOT NULL,
    match_id text NOT NULL,
    team_ids text[] NOT NULL,
    user_id text NOT NULL,
    status text NOT NULL,
    stage text NOT NULL,
    progress double precision NOT NULL,
    message text NOT NULL,
    attempt integer NOT NULL,
    fence integer NOT NULL,
    facts jsonb NOT NULL,
    inputs jsonb NOT NULL,
    parameters jsonb NOT NULL,
    segments_done integer NOT NULL,
    alerts integer NOT NULL,
    engine text,
    done jsonb,
    error text,
    error_code text,
    recovery text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    completed_at timestamp with time zone
);

COMMENT ON COLUMN ai.analysis_runs.id IS 'the id of the run in task.runs';

COMMENT ON COLUMN ai.analysis_runs.team_ids IS 'the teams of the club that play';

COMMENT ON COLUMN ai.analysis_runs.facts IS 'altsports.analysis.v1.MatchFacts';

COMMENT ON COLUMN ai.analysis_runs.inputs IS 'the files: id, name, size, sha256, key';

COMMENT ON COLUMN ai.analysis_runs.parameters IS 'altsports.analysis.v1.RunParameters';

COMMENT ON COLUMN ai.analysis_runs.done IS 'altsports.analysis.v1.PacketDone without artifacts';

CREATE VIEW ai.analysis_reports AS
 SELECT organisation_id,
    id,
    match_id,
    user_id,
    status,
    jsonb_build_object('percent', progress, 'stage', stage, 'message', message, 'segments_done', segments_done, 'alerts', alerts) AS progress,
    done AS report,
    error,
    created_at,
    completed_at
   FROM ai.analysis_runs;

CREATE TABLE ai.analysis_segments (
    organisation_id text NOT NULL,
    analysis_id uuid NOT NULL,
    index integer NOT NULL,
    id uuid NOT NULL,
    match_id text NOT NULL,
    period integer NOT NULL,
    start_s double precision NOT NULL,
    end_s double precision NOT NULL,
    severity double precision NOT NULL,
    figures jsonb NOT NULL
);

COMMENT ON COLUMN ai.analysis_segments.figures IS 'altsports.analysis.v1.Segment';

CREATE TABLE ai.bets (
    id text NOT NULL,
    book_id text NOT NULL,
    game_id text NOT NULL,
    week integer NOT NULL,
    expert_id text NOT NULL,
    bet_type text NOT NULL,
    side text NOT NULL,
    point double precision,
    price integer NOT NULL,
    stake numeric(14,2) NOT NULL,
    balance_before numeric(14,2) NOT NULL,
    potential_payout numeric(14,2) NOT NULL,
    pick text NOT NULL,
    confidence double precision NOT NULL,
    risk_level text NOT NULL,
    reasoning text NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    kickoff_at timestamp with time zone NOT NULL,
    request_id text,
    fingerprint text,
    status text NOT NULL,
    payout numeric(14,2),
    settled_revision integer,
    settled_at timestamp with time zone,
    CONSTRAINT ck_bets_before_kickoff CHECK ((placed_at < kickoff_at)),
    CONSTRAINT ck_bets_bet_type CHECK ((bet_type = ANY (ARRAY['spread'::text, 'moneyline'::text, 'total'::text]))),
    CONSTRAINT ck_bets_side CHECK ((side = ANY (ARRAY['home'::text, 'away'::text, 'over'::text, 'under'::text]))),
    CONSTRAINT ck_bets_stake CHECK ((stake > (0)::numeric)),
    CONSTRAINT ck_bets_status CHECK ((status = ANY (ARRAY['pending'::text, 'won'::text, 'lost'::text, 'push'::text, 'void'::text])))
);

CREATE TABLE ai.books (
    id text NOT NULL,
    replay_id text,
    competition text NOT NULL,
    season integer NOT NULL,
    simulated boolean NOT NULL,
    first_week integer NOT NULL,
    last_week integer NOT NULL,
    seal_seed text NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    cursor_time timestamp with time zone,
    cursor_rank integer DEFAULT 0 NOT NULL,
    cursor_subject text DEFAULT ''::text NOT NULL,
    facts_version text,
    chain_position integer DEFAULT 0 NOT NULL,
    chain_head text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE ai.council_members (
    book_id text NOT NULL,
    week integer NOT NULL,
    expert_id text NOT NULL,
    rank integer NOT NULL,
    selection_score double precision NOT NULL,
    vote_weight numeric(7,6) NOT NULL,
    reason_selected text NOT NULL,
    components jsonb NOT NULL,
    chosen_at timestamp with time zone NOT NULL
);

CREATE TABLE ai.decision_feedback (
    organisation_id text NOT NULL,
    id uuid NOT NULL,
    number bigint NOT NULL,
    alert_id uuid NOT NULL,
    analysis_id uuid NOT NULL,
    match_id text NOT NULL,
    user_id text NOT NULL,
    decision text NOT NULL,
    note text,
    segment_index integer NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    effect text,
    severity_before double precision,
    severity_after double precision
);

COMMENT ON COLUMN ai.decision_feedback.segment_index IS 'the segment in which it was made';

ALTER TABLE ai.decision_feedback ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ai.decision_feedback_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ai.deliveries (
    id uuid NOT NULL,
    seq bigint NOT NULL,
    method text NOT NULL,
    request bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone DEFAULT now() NOT NULL,
    refusal text
);

COMMENT ON COLUMN ai.deliveries.method IS 'the gRPC path to call';

COMMENT ON COLUMN ai.deliveries.request IS 'the message to send';

COMMENT ON COLUMN ai.deliveries.refusal IS 'why the other service does not accept it; kept for operators';

ALTER TABLE ai.deliveries ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ai.deliveries_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ai.document_chunks (
    id bigint NOT NULL,
    document_id uuid NOT NULL,
    league_id text NOT NULL,
    owner_kind text NOT NULL,
    owner_id text NOT NULL,
    page integer NOT NULL,
    place integer NOT NULL,
    text text NOT NULL,
    model text,
    dimension integer,
    embedding extensions.vector,
    CONSTRAINT ck_document_chunks_embedded CHECK (((model IS NULL) = (embedding IS NULL)))
);

COMMENT ON COLUMN ai.document_chunks.league_id IS 'of the document, as the next two';

COMMENT ON COLUMN ai.document_chunks.place IS 'the first character in the text of the page';

COMMENT ON COLUMN ai.document_chunks.model IS 'that computed the vector; null until then';

ALTER TABLE ai.document_chunks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ai.document_chunks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ai.documents (
    id uuid NOT NULL,
    league_id text NOT NULL,
    name text NOT NULL,
    owner_kind text NOT NULL,
    owner_id text NOT NULL,
    uploaded_by text NOT NULL,
    file_id uuid NOT NULL,
    object_key text NOT NULL,
    content_type text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    md5 text NOT NULL,
    pages integer NOT NULL,
    characters integer NOT NULL,
    passages integer NOT NULL,
    status text NOT NULL,
    run_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_documents_status CHECK ((status = ANY (ARRAY['processing'::text, 'ready'::text, 'failed'::text])))
);

COMMENT ON COLUMN ai.documents.owner_kind IS 'who may read it: user, organisation, league';

COMMENT ON COLUMN ai.documents.file_id IS 'of task-service';

COMMENT ON COLUMN ai.documents.run_id IS 'the task that embeds its passages';

CREATE TABLE ai.fault_drills (
    provider text NOT NULL,
    failure text NOT NULL,
    after_parts integer NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    started_by text NOT NULL
);

CREATE TABLE ai.ledger_entries (
    id bigint NOT NULL,
    book_id text NOT NULL,
    transaction_id text NOT NULL,
    account text NOT NULL,
    expert_id text NOT NULL,
    amount numeric(14,2) NOT NULL,
    reason text NOT NULL,
    bet_id text,
    booked_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_ledger_entries_account CHECK ((account = ANY (ARRAY['bankroll'::text, 'open_stakes'::text, 'house'::text])))
);

ALTER TABLE ai.ledger_entries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ai.ledger_entries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ai.memories (
    id text NOT NULL,
    book_id text NOT NULL,
    expert_id text NOT NULL,
    game_id text NOT NULL,
    bet_id text NOT NULL,
    kind text NOT NULL,
    content text NOT NULL,
    emotional_valence double precision NOT NULL,
    importance double precision NOT NULL,
    features double precision[] NOT NULL,
    recalled_count integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_memories_emotional_valence CHECK (((emotional_valence >= ('-1'::integer)::double precision) AND (emotional_valence <= (1)::double precision))),
    CONSTRAINT ck_memories_importance CHECK (((importance >= (0)::double precision) AND (importance <= (1)::double precision)))
);

CREATE TABLE ai.model_budgets (
    scope text NOT NULL,
    subject text NOT NULL,
    monthly_usd numeric(24,12) NOT NULL,
    note text,
    updated_by text,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_model_budgets_monthly_usd CHECK ((monthly_usd >= (0)::numeric)),
    CONSTRAINT ck_model_budgets_scope CHECK ((scope = ANY (ARRAY['api_key'::text, 'organisation'::text, 'user'::text, 'platform'::text, 'plan'::text])))
);

CREATE TABLE ai.model_reservations (
    call_id text NOT NULL,
    fence integer NOT NULL,
    state text NOT NULL,
    holder text NOT NULL,
    month date NOT NULL,
    user_id text NOT NULL,
    api_key_id text NOT NULL,
    organisation_id text NOT NULL,
    tier text NOT NULL,
    user_usd numeric(24,12) NOT NULL,
    platform_usd numeric(24,12) NOT NULL,
    tokens bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    user_cost numeric(24,12),
    platform_cost numeric(24,12),
    billed_tokens bigint,
    CONSTRAINT ck_model_reservations_state CHECK ((state = ANY (ARRAY['held'::text, 'settled'::text, 'released'::text, 'expired'::text, 'superseded'::text])))
);

CREATE TABLE ai.model_spending (
    scope text NOT NULL,
    subject text NOT NULL,
    month date NOT NULL,
    spent_usd numeric(24,12) DEFAULT 0 NOT NULL,
    reserved_usd numeric(24,12) DEFAULT 0 NOT NULL,
    spent_tokens bigint DEFAULT 0 NOT NULL,
    reserved_tokens bigint DEFAULT 0 NOT NULL,
    CONSTRAINT ck_model_spending_scope CHECK ((scope = ANY (ARRAY['api_key'::text, 'organisation'::text, 'user'::text, 'platform'::text])))
);

CREATE TABLE ai.model_usage (
    id bigint NOT NULL,
    call_id text NOT NULL,
    fence integer NOT NULL,
    attempt integer NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id text NOT NULL,
    api_key_id text NOT NULL,
    organisation_id text NOT NULL,
    tier text NOT NULL,
    request_id text NOT NULL,
    endpoint text NOT NULL,
    task text NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    payer text NOT NULL,
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    estimated boolean NOT NULL,
    input_usd_per_million numeric(24,12) NOT NULL,
    output_usd_per_million numeric(24,12) NOT NULL,
    price_source text NOT NULL,
    cost_usd numeric(24,12) NOT NULL,
    user_cost_usd numeric(24,12) NOT NULL,
    duration_ms bigint NOT NULL,
    error text NOT NULL,
    CONSTRAINT ck_model_usage_payer CHECK ((payer = ANY (ARRAY['user'::text, 'platform'::text]))),
    CONSTRAINT ck_model_usage_tokens CHECK (((input_tokens >= 0) AND (output_tokens >= 0))),
    CONSTRAINT ck_model_usage_user_cost_usd CHECK (((user_cost_usd >= (0)::numeric) AND (user_cost_usd <= cost_usd)))
);

ALTER TABLE ai.model_usage ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ai.model_usage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ai.opinions (
    book_id text NOT NULL,
    game_id text NOT NULL,
    expert_id text NOT NULL,
    opinion jsonb NOT NULL,
    formed_at timestamp with time zone NOT NULL
);

CREATE TABLE ai.outbox (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    seq bigint NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    data jsonb NOT NULL,
    "time" timestamp with time zone NOT NULL,
    published_at timestamp with time zone
);

ALTER TABLE ai.outbox ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ai.outbox_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ai.predictions (
    id text NOT NULL,
    book_id text NOT NULL,
    game_id text NOT NULL,
    week integer NOT NULL,
    expert_id text NOT NULL,
    category text NOT NULL,
    side text NOT NULL,
    point double precision,
    pick text NOT NULL,
    confidence double precision NOT NULL,
    reasoning text NOT NULL,
    reasoning_source text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kickoff_at timestamp with time zone NOT NULL,
    "position" integer NOT NULL,
    salt text NOT NULL,
    content text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    result text,
    estimated boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_predictions_category CHECK ((category = ANY (ARRAY['spread'::text, 'winner'::text, 'total'::text]))),
    CONSTRAINT ck_predictions_result CHECK ((result = ANY (ARRAY['correct'::text, 'incorrect'::text, 'push'::text, 'void'::text])))
);

CREATE TABLE ai.replays (
    id text NOT NULL,
    competition text NOT NULL,
    season integer NOT NULL,
    simulated boolean NOT NULL,
    first_week integer NOT NULL,
    last_week integer NOT NULL,
    speed double precision,
    status text NOT NULL,
    error text,
    looping boolean DEFAULT false NOT NULL,
    steps_done integer DEFAULT 0 NOT NULL,
    steps_total integer DEFAULT 0 NOT NULL,
    week integer,
    running_seconds double precision DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT ck_replays_speed CHECK ((speed > (0)::double precision)),
    CONSTRAINT ck_replays_status CHECK ((status = ANY (ARRAY['running'::text, 'paused'::text, 'finished'::text, 'stopped'::text, 'failed'::text])))
);

CREATE TABLE ai.settled_games (
    book_id text NOT NULL,
    game_id text NOT NULL,
    revision integer NOT NULL,
    home_score integer,
    away_score integer,
    settled_at timestamp with time zone NOT NULL
);

CREATE TABLE ai.settlements (
    bet_id text NOT NULL,
    revision integer NOT NULL,
    outcome text NOT NULL,
    payout numeric(14,2) NOT NULL,
    settled_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_settlements_outcome CHECK ((outcome = ANY (ARRAY['won'::text, 'lost'::text, 'push'::text, 'void'::text])))
);

CREATE TABLE ai.tactical_alerts (
    organisation_id text NOT NULL,
    id uuid NOT NULL,
    analysis_id uuid NOT NULL,
    match_id text NOT NULL,
    team_ids text[] NOT NULL,
    segment_index integer NOT NULL,
    segment_id uuid NOT NULL,
    rule text NOT NULL,
    side text NOT NULL,
    team_id text NOT NULL,
    player text NOT NULL,
    player_id text,
    severity double precision NOT NULL,
    level text NOT NULL,
    message text NOT NULL,
    evidence jsonb NOT NULL,
    advisory text,
    advisory_source text,
    period integer NOT NULL,
    match_s double precision NOT NULL,
    video_s double precision,
    suppressed_by text,
    listed boolean NOT NULL,
    severity_before double precision,
    severity_after double precision,
    created_at timestamp with time zone NOT NULL
);

COMMENT ON COLUMN ai.tactical_alerts.team_ids IS 'the teams of the club that play';

COMMENT ON COLUMN ai.tactical_alerts.team_id IS 'the team that it warns';

COMMENT ON COLUMN ai.tactical_alerts.listed IS 'whether the list of the match has it';

CREATE TABLE ai.tactical_insights (
    id uuid NOT NULL,
    organisation_id text NOT NULL,
    kind text NOT NULL,
    parameters text NOT NULL,
    data_version text NOT NULL,
    team_ids text[] NOT NULL,
    summary text NOT NULL,
    outcome bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone
);

COMMENT ON COLUMN ai.tactical_insights.parameters IS 'a hash of what was asked';

COMMENT ON COLUMN ai.tactical_insights.outcome IS 'altsports.football.v1.Ranking';

CREATE TABLE ai.user_memories (
    id uuid NOT NULL,
    user_id text NOT NULL,
    league_id text DEFAULT ''::text NOT NULL,
    content text NOT NULL,
    importance double precision NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_user_memories_importance CHECK (((importance >= (0)::double precision) AND (importance <= (1)::double precision)))
);

CREATE TABLE ai.votes (
    battle_id text NOT NULL,
    user_id text NOT NULL,
    book_id text NOT NULL,
    game_id text NOT NULL,
    side text NOT NULL,
    voted_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_votes_side CHECK ((side = ANY (ARRAY['expert_a'::text, 'expert_b'::text])))
);

CREATE TABLE auth.account_quotas (
    user_id uuid NOT NULL,
    monthly_api_calls bigint,
    monthly_ai_tokens bigint,
    note text,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE auth.api_key_secrets (
    id uuid NOT NULL,
    api_key_id uuid NOT NULL,
    prefix text NOT NULL,
    digest bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    valid_until timestamp with time zone
);

CREATE TABLE auth.api_keys (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    organisation_id uuid,
    name text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    last_used_ip text,
    rotated_at timestamp with time zone,
    revoked_at timestamp with time zone
);

CREATE TABLE auth.audit_chain (
    sequence bigint NOT NULL,
    event_id uuid NOT NULL,
    hash bytea NOT NULL
);

CREATE TABLE auth.audit_events (
    id uuid NOT NULL,
    number bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    action text NOT NULL,
    result text NOT NULL,
    actor_id uuid,
    actor_kind text NOT NULL,
    user_id uuid,
    target_kind text,
    target_id text,
    ip text,
    request_id text,
    details jsonb NOT NULL,
    CONSTRAINT ck_audit_events_result CHECK ((result = ANY (ARRAY['ok'::text, 'failed'::text, 'refused'::text])))
);

ALTER TABLE auth.audit_events ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME auth.audit_events_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE auth.audit_queue (
    event_id uuid NOT NULL
);

CREATE TABLE auth.bootstrap_state (
    name text NOT NULL,
    value text NOT NULL
);

CREATE TABLE auth.deliveries (
    id uuid NOT NULL,
    seq bigint NOT NULL,
    method text NOT NULL,
    request bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone DEFAULT now() NOT NULL,
    refusal text
);

COMMENT ON COLUMN auth.deliveries.method IS 'the gRPC path to call';

COMMENT ON COLUMN auth.deliveries.request IS 'the message to send';

COMMENT ON COLUMN auth.deliveries.refusal IS 'why the other service does not accept it; kept for operators';

ALTER TABLE auth.deliveries ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME auth.deliveries_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE auth.known_networks (
    user_id uuid NOT NULL,
    network text NOT NULL,
    last_seen_at timestamp with time zone NOT NULL
);

CREATE TABLE auth.links (
    token_hash bytea NOT NULL,
    kind text NOT NULL,
    user_id uuid NOT NULL,
    address text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE auth.login_failures (
    account_key text NOT NULL,
    network text NOT NULL,
    count integer NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone
);

CREATE TABLE auth.mail_requests (
    number bigint NOT NULL,
    kind text NOT NULL,
    address text NOT NULL,
    requested_at timestamp with time zone NOT NULL
);

ALTER TABLE auth.mail_requests ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME auth.mail_requests_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE auth.mails (
    id uuid NOT NULL,
    to_address text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    link_token text,
    status text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    failure text,
    html text,
    unsubscribe_url text,
    user_id uuid,
    bulk boolean DEFAULT false NOT NULL,
    no_recipient boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_mails_status CHECK ((status = ANY (ARRAY['waiting'::text, 'sent'::text, 'kept'::text, 'failed'::text])))
);

COMMENT ON COLUMN auth.mails.bulk IS 'lets the others go first';

CREATE TABLE auth.memberships (
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    user_id uuid,
    status text NOT NULL,
    staff_role text NOT NULL,
    club_role text NOT NULL,
    team_access text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    address text,
    full_name text,
    token_hash bytea,
    expires_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT ck_memberships_club_role CHECK ((club_role = ANY (ARRAY['account_manager'::text, 'coach'::text, 'assistant_coach'::text, 'analyst'::text, 'scout'::text, 'staff'::text, 'player'::text]))),
    CONSTRAINT ck_memberships_person CHECK (((user_id IS NOT NULL) OR (address IS NOT NULL))),
    CONSTRAINT ck_memberships_status CHECK ((status = ANY (ARRAY['invited'::text, 'active'::text, 'suspended'::text])))
);

CREATE TABLE auth.organisations (
    id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    country text,
    website text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE auth.outbox (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    seq bigint NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    data jsonb NOT NULL,
    "time" timestamp with time zone NOT NULL,
    published_at timestamp with time zone
);

ALTER TABLE auth.outbox ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME auth.outbox_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE auth.revocations (
    kind text NOT NULL,
    id text NOT NULL,
    dead_until bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    asserted_at timestamp with time zone,
    CONSTRAINT ck_revocations_kind CHECK ((kind = ANY (ARRAY['session'::text, 'user'::text, 'key'::text])))
);

CREATE TABLE auth.sessions (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    organisation_id uuid,
    counter bigint DEFAULT 0 NOT NULL,
    rotated_at timestamp with time zone NOT NULL,
    token_issued_at bigint NOT NULL,
    device text,
    ip text,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_reason text,
    refreshes integer DEFAULT 0 NOT NULL,
    refreshes_since timestamp with time zone
);

CREATE TABLE auth.signing_keys (
    kid text NOT NULL,
    public_pem text NOT NULL,
    sealed_private bytea,
    source text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    signs_from timestamp with time zone,
    signs_until timestamp with time zone,
    CONSTRAINT ck_signing_keys_source CHECK ((source = ANY (ARRAY['generated'::text, 'configured'::text])))
);

CREATE TABLE auth.users (
    id uuid NOT NULL,
    email text NOT NULL,
    username text NOT NULL,
    username_key text NOT NULL,
    password_hash text,
    email_verified boolean DEFAULT false NOT NULL,
    full_name text,
    user_type text NOT NULL,
    role text NOT NULL,
    tier text NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    avatar_url text,
    timezone text,
    locale text,
    tokens_dead_until bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    last_login_at timestamp with time zone,
    made_by uuid,
    CONSTRAINT ck_users_role CHECK ((role = ANY (ARRAY['admin'::text, 'analyst'::text, 'partner'::text, 'user'::text]))),
    CONSTRAINT ck_users_tier CHECK ((tier = ANY (ARRAY['basic'::text, 'pro'::text, 'enterprise'::text]))),
    CONSTRAINT ck_users_user_type CHECK ((user_type = ANY (ARRAY['owner'::text, 'staff'::text])))
);

CREATE TABLE clubs.calendar_cancellations (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    time_zone text NOT NULL,
    sequence integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    team_ids uuid[] NOT NULL
);

COMMENT ON TABLE clubs.calendar_cancellations IS 'What was deleted before it began, so that calendars show it as cancelled.';

CREATE TABLE clubs.calendar_feeds (
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    user_id text NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_read_at timestamp with time zone
);

CREATE TABLE clubs.events (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    name text NOT NULL,
    kind text NOT NULL,
    season text,
    starts_on date,
    ends_on date,
    competition text,
    rules text
);

CREATE TABLE clubs.formations (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    name text NOT NULL,
    shape text NOT NULL,
    slots jsonb DEFAULT '[]'::jsonb NOT NULL
);

CREATE TABLE clubs.imported_rows (
    organisation_id uuid NOT NULL,
    source text NOT NULL,
    noun text NOT NULL,
    key text NOT NULL,
    row_id uuid NOT NULL,
    digest text NOT NULL,
    imported_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE clubs.imported_rows IS 'Which row an import made, so that the next one finds it.';

COMMENT ON COLUMN clubs.imported_rows.key IS 'The id that the source gives.';

COMMENT ON COLUMN clubs.imported_rows.digest IS 'What the last import read; empty if it is not kept.';

CREATE TABLE clubs.match_events (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    match_id uuid NOT NULL,
    team_id uuid NOT NULL,
    type text NOT NULL,
    period integer NOT NULL,
    minute integer NOT NULL,
    stoppage_minute integer,
    second integer,
    player_id uuid,
    related_player_id uuid,
    x double precision,
    y double precision,
    end_x double precision,
    end_y double precision,
    outcome text,
    detail text,
    xg double precision,
    source text NOT NULL,
    sequence integer NOT NULL
);

CREATE TABLE clubs.match_lineups (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    match_id uuid NOT NULL,
    player_id uuid NOT NULL,
    team_id uuid,
    role text NOT NULL,
    "position" text,
    jersey_number integer,
    captain boolean NOT NULL
);

CREATE TABLE clubs.match_notes (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    match_id uuid NOT NULL,
    author_id text NOT NULL,
    body text NOT NULL,
    visibility text NOT NULL,
    player_id uuid,
    period integer,
    match_s double precision,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT ck_match_notes_visibility CHECK ((visibility = ANY (ARRAY['private'::text, 'staff'::text, 'team'::text])))
);

COMMENT ON COLUMN clubs.match_notes.author_id IS 'The account; empty after it was deleted.';

CREATE TABLE clubs.match_results (
    organisation_id uuid NOT NULL,
    match_id uuid NOT NULL,
    revision integer NOT NULL,
    home integer NOT NULL,
    away integer NOT NULL,
    home_penalties integer,
    away_penalties integer,
    source text NOT NULL,
    reason text,
    recorded_by text NOT NULL,
    recorded_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE clubs.match_results IS 'Revisions of results; rows are only added.';

COMMENT ON COLUMN clubs.match_results.recorded_by IS 'The account; empty for imports.';

CREATE TABLE clubs.match_sheets (
    organisation_id uuid NOT NULL,
    match_id uuid NOT NULL,
    team_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE clubs.match_sheets IS 'The version of each whole line-up.';

CREATE TABLE clubs.matches (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    home_team_id uuid NOT NULL,
    away_team_id uuid NOT NULL,
    kick_off_at timestamp with time zone NOT NULL,
    time_zone text,
    event_id uuid,
    venue text,
    neutral boolean NOT NULL,
    status text NOT NULL,
    periods integer,
    period_minutes integer,
    extra_time_minutes integer,
    pitch_length_m double precision,
    pitch_width_m double precision,
    substitution_limit integer,
    score jsonb,
    responses_close_at timestamp with time zone,
    kick_off_unknown boolean NOT NULL,
    source text NOT NULL
);

CREATE TABLE clubs.player_consents (
    organisation_id uuid NOT NULL,
    player_id uuid NOT NULL,
    kind text NOT NULL,
    given_by text NOT NULL,
    relation text,
    given_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    withdrawn_at timestamp with time zone,
    CONSTRAINT ck_player_consents_kind CHECK ((kind = ANY (ARRAY['physical'::text, 'images'::text])))
);

CREATE TABLE clubs.player_erasures (
    organisation_id uuid NOT NULL,
    player_id uuid NOT NULL,
    erased_at timestamp with time zone NOT NULL,
    erased_by text NOT NULL
);

CREATE TABLE clubs.player_match_statistics (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    match_id uuid NOT NULL,
    player_id uuid NOT NULL,
    rating double precision,
    goals integer,
    assists integer,
    shots integer,
    xg double precision,
    passes integer,
    passes_completed integer,
    pressures integer,
    tackles integer,
    distance_m double precision,
    high_speed_m double precision,
    sprint_m double precision,
    sprint_count integer,
    max_speed_kmh double precision,
    source text NOT NULL
);

CREATE TABLE clubs.player_registrations (
    organisation_id uuid NOT NULL,
    player_id uuid NOT NULL,
    "position" integer NOT NULL,
    team_id uuid NOT NULL,
    "from" date NOT NULL,
    "to" date
);

CREATE TABLE clubs.players (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    first_name text NOT NULL,
    last_name text NOT NULL,
    known_as text,
    jersey_number integer,
    "position" text,
    preferred_foot text,
    birth_date date,
    nationality text,
    height_cm integer,
    weight_kg double precision,
    status text,
    user_id uuid
);

CREATE TABLE clubs.responses (
    organisation_id uuid NOT NULL,
    occasion_id uuid NOT NULL,
    training_session_id uuid,
    reunion_id uuid,
    person text NOT NULL,
    player_id uuid,
    user_id text,
    answer text NOT NULL,
    reason text,
    responded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    match_id uuid,
    CONSTRAINT ck_responses_answer CHECK ((answer = ANY (ARRAY['attending'::text, 'declined'::text, 'unsure'::text]))),
    CONSTRAINT ck_responses_occasion CHECK ((occasion_id = COALESCE(match_id, training_session_id, reunion_id)))
);

COMMENT ON COLUMN clubs.responses.occasion_id IS 'What the person is invited to: one of the three.';

COMMENT ON COLUMN clubs.responses.person IS 'player:<id> or user:<id>';

CREATE TABLE clubs.reunion_participants (
    organisation_id uuid NOT NULL,
    reunion_id uuid NOT NULL,
    "position" integer NOT NULL,
    player_id uuid,
    user_id uuid,
    name text
);

CREATE TABLE clubs.reunions (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    title text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    time_zone text,
    status text,
    team_id uuid,
    place text,
    agenda text,
    minutes text,
    responses_close_at timestamp with time zone
);

CREATE TABLE clubs.teams (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    name text NOT NULL,
    kind text NOT NULL,
    age_group text,
    gender text,
    format integer,
    season text,
    home_ground text,
    time_zone text,
    crest_url text
);

CREATE TABLE clubs.training_session_attendance (
    organisation_id uuid NOT NULL,
    training_session_id uuid NOT NULL,
    "position" integer NOT NULL,
    player_id uuid NOT NULL,
    status text NOT NULL,
    minutes integer,
    perceived_load integer
);

CREATE TABLE clubs.training_sessions (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    title text NOT NULL,
    team_id uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    time_zone text,
    status text,
    place text,
    focus text,
    planned_load integer,
    responses_close_at timestamp with time zone,
    drills jsonb DEFAULT '[]'::jsonb NOT NULL
);

CREATE TABLE fantasy.board_rows (
    board_id bigint NOT NULL,
    "position" integer NOT NULL,
    team_id text NOT NULL,
    rank integer NOT NULL,
    previous_rank integer,
    total numeric NOT NULL,
    race_points numeric NOT NULL,
    best_race numeric NOT NULL
);
ALTER TABLE ONLY fantasy.board_rows ALTER COLUMN board_id SET STATISTICS 0;

CREATE TABLE fantasy.boards (
    id bigint NOT NULL,
    season_id text NOT NULL,
    race_id text,
    race_time timestamp with time zone,
    publication_id bigint,
    previous_id bigint,
    league_id text,
    source_id bigint,
    version bigint,
    teams integer NOT NULL,
    published_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_boards_version CHECK (((league_id IS NULL) = (version IS NULL)))
);

COMMENT ON COLUMN fantasy.boards.season_id IS 'The season, or the replay that plays it.';

ALTER TABLE fantasy.boards ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fantasy.boards_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE fantasy.code_guesses (
    user_id text NOT NULL,
    count integer NOT NULL,
    since timestamp with time zone NOT NULL
);

CREATE TABLE fantasy.leagues (
    id text NOT NULL,
    season_id text NOT NULL,
    name text NOT NULL,
    code text,
    owner_id text NOT NULL,
    max_members integer NOT NULL,
    members integer NOT NULL,
    version bigint NOT NULL,
    first_race_id text,
    join_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_leagues_members CHECK (((members >= 0) AND (members <= max_members)))
);

CREATE TABLE fantasy.lineups (
    id bigint NOT NULL,
    season_id text NOT NULL,
    team_id text NOT NULL,
    race_id text NOT NULL,
    locks_at timestamp with time zone NOT NULL,
    driver_ids text[] NOT NULL,
    prices numeric(5,1)[] NOT NULL,
    captain_id text NOT NULL,
    vice_captain_id text,
    saved_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_lineups_budget CHECK ((((((prices[1] + prices[2]) + prices[3]) + prices[4]) + prices[5]) <= 100.0)),
    CONSTRAINT ck_lineups_captain CHECK (((captain_id = ANY (driver_ids)) AND ((vice_captain_id IS NULL) OR ((vice_captain_id = ANY (driver_ids)) AND (vice_captain_id <> captain_id))))),
    CONSTRAINT ck_lineups_five CHECK (((cardinality(driver_ids) = 5) AND (cardinality(prices) = 5)))
);

COMMENT ON COLUMN fantasy.lineups.season_id IS 'The season, or the replay that plays it.';

ALTER TABLE fantasy.lineups ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fantasy.lineups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE fantasy.members (
    league_id text NOT NULL,
    joined_version bigint NOT NULL,
    team_id text NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    left_version bigint,
    left_at timestamp with time zone,
    removed_user_id text,
    CONSTRAINT ck_members_left CHECK (((left_version IS NULL) = (left_at IS NULL)))
);

CREATE TABLE fantasy.price_lists (
    race_id text NOT NULL,
    season_id text NOT NULL,
    published_at timestamp with time zone NOT NULL
);

CREATE TABLE fantasy.prices (
    race_id text NOT NULL,
    driver_id text NOT NULL,
    price numeric(5,1) NOT NULL,
    source text NOT NULL,
    CONSTRAINT ck_prices_price CHECK ((price > (0)::numeric)),
    CONSTRAINT ck_prices_source CHECK ((source = ANY (ARRAY['computed'::text, 'admin'::text])))
);

CREATE TABLE fantasy.publications (
    id bigint NOT NULL,
    season_id text NOT NULL,
    race_id text NOT NULL,
    kind text NOT NULL,
    revisions jsonb NOT NULL,
    covers jsonb NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    complete boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_publications_kind CHECK ((kind = ANY (ARRAY['first'::text, 'completed'::text, 'corrected'::text])))
);

COMMENT ON COLUMN fantasy.publications.season_id IS 'The season, or the replay that plays it.';

ALTER TABLE fantasy.publications ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fantasy.publications_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE fantasy.reminders (
    race_id text NOT NULL,
    team_id text NOT NULL,
    about text NOT NULL,
    sent_at timestamp with time zone NOT NULL
);

CREATE TABLE fantasy.replays (
    id text NOT NULL,
    season_id text NOT NULL,
    first_round integer NOT NULL,
    last_round integer NOT NULL,
    speed double precision,
    teams integer NOT NULL,
    seed text NOT NULL,
    status text NOT NULL,
    error text,
    steps jsonb NOT NULL,
    steps_done integer DEFAULT 0 NOT NULL,
    steps_total integer NOT NULL,
    round integer,
    cursor_time timestamp with time zone,
    due_at timestamp with time zone NOT NULL,
    since timestamp with time zone NOT NULL,
    running_seconds double precision DEFAULT '0'::double precision NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT ck_replays_status CHECK ((status = ANY (ARRAY['running'::text, 'paused'::text, 'finished'::text, 'stopped'::text, 'failed'::text])))
);

CREATE TABLE fantasy.scores (
    publication_id bigint NOT NULL,
    team_id text NOT NULL,
    lineup_id bigint NOT NULL,
    points numeric NOT NULL
);

CREATE TABLE fantasy.teams (
    id text NOT NULL,
    season_id text NOT NULL,
    user_id text,
    username text DEFAULT ''::text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT ck_teams_owner CHECK (((user_id IS NULL) = (deleted_at IS NOT NULL)))
);

COMMENT ON COLUMN fantasy.teams.season_id IS 'The season, or the replay that plays it.';

CREATE TABLE league.competitions (
    id text NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    sport text NOT NULL,
    simulated boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE league.create_requests (
    principal text NOT NULL,
    request_id text NOT NULL,
    fingerprint text NOT NULL,
    league_id text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE league.deleted_rows (
    source text NOT NULL,
    key text NOT NULL,
    league_id text NOT NULL,
    deleted_at timestamp with time zone NOT NULL
);

CREATE TABLE league.deliveries (
    id uuid NOT NULL,
    seq bigint NOT NULL,
    method text NOT NULL,
    request bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone DEFAULT now() NOT NULL,
    refusal text
);

COMMENT ON COLUMN league.deliveries.method IS 'the gRPC path to call';

COMMENT ON COLUMN league.deliveries.request IS 'the message to send';

COMMENT ON COLUMN league.deliveries.refusal IS 'why the other service does not accept it; kept for operators';

ALTER TABLE league.deliveries ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME league.deliveries_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE league.entries (
    round_id text NOT NULL,
    person_id text NOT NULL,
    team_id text,
    number integer,
    source text NOT NULL,
    entered boolean DEFAULT true NOT NULL
);

CREATE TABLE league.event_changes (
    event_id text NOT NULL,
    revision integer NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    scheduled_at timestamp with time zone NOT NULL,
    week integer NOT NULL,
    previous_status text NOT NULL,
    previous_reason text NOT NULL,
    previous_at timestamp with time zone NOT NULL,
    previous_week integer NOT NULL,
    reason text NOT NULL,
    source text NOT NULL,
    observed_at timestamp with time zone NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_event_changes_kind CHECK ((kind = ANY (ARRAY['cancelled'::text, 'postponed'::text, 'moved'::text, 'reinstated'::text]))),
    CONSTRAINT ck_event_changes_status CHECK ((status = ANY (ARRAY['scheduled'::text, 'postponed'::text, 'cancelled'::text])))
);

CREATE TABLE league.event_competitors (
    event_id text NOT NULL,
    "position" smallint NOT NULL,
    side text,
    team_id text,
    person_id text,
    code text NOT NULL,
    name text NOT NULL,
    rest_days smallint,
    starter_id text,
    CONSTRAINT ck_event_competitors_side CHECK ((side = ANY (ARRAY['home'::text, 'away'::text]))),
    CONSTRAINT ck_event_competitors_team_or_person CHECK ((num_nonnulls(team_id, person_id) > 0))
);

CREATE TABLE league.events (
    id text NOT NULL,
    competition_id text NOT NULL,
    season_id text NOT NULL,
    round_id text NOT NULL,
    key text NOT NULL,
    scheduled_at timestamp with time zone NOT NULL,
    day date NOT NULL,
    hour_known boolean NOT NULL,
    status text NOT NULL,
    status_reason text DEFAULT ''::text NOT NULL,
    venue_id text,
    venue_name text DEFAULT ''::text NOT NULL,
    neutral boolean DEFAULT false NOT NULL,
    divisional boolean DEFAULT false NOT NULL,
    conditions jsonb DEFAULT '{}'::jsonb NOT NULL,
    source_ids jsonb DEFAULT '{}'::jsonb NOT NULL,
    source text NOT NULL,
    fingerprint text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    other_keys text[] DEFAULT '{}'::text[] NOT NULL,
    facts_at timestamp with time zone,
    session text DEFAULT ''::text NOT NULL,
    CONSTRAINT ck_events_status CHECK ((status = ANY (ARRAY['scheduled'::text, 'postponed'::text, 'cancelled'::text])))
);

CREATE TABLE league.figures (
    league_id text NOT NULL,
    name text NOT NULL,
    source text NOT NULL,
    as_of text NOT NULL,
    value numeric(16,2) NOT NULL,
    published_in text NOT NULL,
    url text,
    imported_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_figures_name CHECK ((name = ANY (ARRAY['attendance'::text, 'revenue_usd'::text, 'broadcast_usd'::text, 'followers'::text]))),
    CONSTRAINT ck_figures_value CHECK ((value > (0)::numeric))
);

CREATE TABLE league.league_sources (
    source text NOT NULL,
    key text NOT NULL,
    league_id text NOT NULL,
    url text,
    licence text NOT NULL,
    file text NOT NULL,
    line integer NOT NULL,
    raw text NOT NULL,
    raw_hash text NOT NULL,
    imported_at timestamp with time zone NOT NULL,
    facts jsonb
);

CREATE TABLE league.leagues (
    id text NOT NULL,
    name text NOT NULL,
    sport text NOT NULL,
    level text NOT NULL,
    level_inferred boolean DEFAULT false NOT NULL,
    discipline text,
    places text[] DEFAULT '{}'::text[] NOT NULL,
    countries text[] DEFAULT '{}'::text[] NOT NULL,
    country text,
    location text,
    headquarters text,
    founded_year integer,
    first_season text,
    member_count integer DEFAULT 0 NOT NULL,
    member_count_as_of text,
    status text DEFAULT 'unknown'::text NOT NULL,
    website text,
    abbreviation text,
    aliases jsonb DEFAULT '[]'::jsonb NOT NULL,
    fact_sources jsonb DEFAULT '{}'::jsonb NOT NULL,
    source_count integer DEFAULT 0 NOT NULL,
    sort_name text NOT NULL COLLATE pg_catalog."C",
    location_words text DEFAULT ''::text NOT NULL,
    prominence integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    fact_dates jsonb DEFAULT '{}'::jsonb NOT NULL,
    renown integer DEFAULT 0 NOT NULL,
    CONSTRAINT ck_leagues_founded_year CHECK (((founded_year >= 1800) AND (founded_year <= 2100))),
    CONSTRAINT ck_leagues_member_count CHECK ((member_count >= 0)),
    CONSTRAINT ck_leagues_name_length CHECK (((char_length(name) >= 3) AND (char_length(name) <= 200))),
    CONSTRAINT ck_leagues_status CHECK ((status = ANY (ARRAY['active'::text, 'defunct'::text, 'unknown'::text])))
);

CREATE TABLE league.line_quotes (
    event_id text NOT NULL,
    market text NOT NULL,
    source text NOT NULL,
    book text NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    revision integer NOT NULL,
    point double precision,
    home_price integer,
    away_price integer,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_line_quotes_american_prices CHECK (((abs(home_price) >= 100) AND (abs(away_price) >= 100))),
    CONSTRAINT ck_line_quotes_market CHECK ((market = ANY (ARRAY['spread'::text, 'total'::text, 'moneyline'::text]))),
    CONSTRAINT ck_line_quotes_point CHECK (((market = 'moneyline'::text) = (point IS NULL)))
);

CREATE TABLE league.names (
    kind text NOT NULL,
    subject_id text NOT NULL,
    normalised text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    from_day date,
    to_day date,
    CONSTRAINT ck_names_kind CHECK ((kind = ANY (ARRAY['team'::text, 'person'::text, 'venue'::text])))
);

CREATE TABLE league.outbox (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    seq bigint NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    data jsonb NOT NULL,
    "time" timestamp with time zone NOT NULL,
    published_at timestamp with time zone
);

ALTER TABLE league.outbox ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME league.outbox_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE league.partnerships (
    league_id text NOT NULL,
    partner_type text NOT NULL,
    estimated_value numeric(12,2) NOT NULL,
    probability double precision NOT NULL,
    confidence double precision NOT NULL,
    timeline text NOT NULL,
    analysed_at timestamp with time zone NOT NULL,
    status text DEFAULT 'prospect'::text NOT NULL,
    partner_name text,
    agreed_value numeric(12,2),
    note text,
    recorded_by text,
    recorded_at timestamp with time zone,
    CONSTRAINT ck_partnerships_agreed_value CHECK (((agreed_value >= (1000)::numeric) AND (agreed_value <= (100000000)::numeric))),
    CONSTRAINT ck_partnerships_estimated_value CHECK (((estimated_value >= (1000)::numeric) AND (estimated_value <= (100000000)::numeric))),
    CONSTRAINT ck_partnerships_partner_type CHECK ((partner_type = ANY (ARRAY['sponsor'::text, 'broadcaster'::text, 'venue'::text, 'technology'::text]))),
    CONSTRAINT ck_partnerships_status CHECK ((status = ANY (ARRAY['prospect'::text, 'in_talks'::text, 'agreed'::text, 'declined'::text, 'ended'::text])))
);

CREATE TABLE league.people (
    id text NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    born date,
    nationality text DEFAULT ''::text NOT NULL,
    code text DEFAULT ''::text NOT NULL,
    corrections jsonb DEFAULT '{}'::jsonb NOT NULL
);

CREATE TABLE league.person_ids (
    source text NOT NULL,
    source_id text NOT NULL,
    person_id text NOT NULL
);

CREATE TABLE league.result_checks (
    event_id text NOT NULL,
    kind text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    source text NOT NULL,
    outcome text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    revision integer,
    CONSTRAINT ck_result_checks_kind CHECK ((kind = ANY (ARRAY['poll'::text, 'check'::text, 'weekly'::text, 'asked'::text]))),
    CONSTRAINT ck_result_checks_outcome CHECK ((outcome = ANY (ARRAY['not_yet'::text, 'confirmed'::text, 'recorded'::text, 'corrected'::text, 'quarantined'::text])))
);

CREATE TABLE league.result_decisions (
    event_id text NOT NULL,
    revision integer NOT NULL,
    decision text NOT NULL,
    reason text NOT NULL,
    decided_by text DEFAULT ''::text NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    new_revision integer,
    CONSTRAINT ck_result_decisions_decision CHECK ((decision = ANY (ARRAY['accept'::text, 'reject'::text])))
);

CREATE TABLE league.result_revisions (
    event_id text NOT NULL,
    revision integer NOT NULL,
    status text NOT NULL,
    source text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    request_id text,
    observed_at timestamp with time zone NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_result_revisions_status CHECK ((status = ANY (ARRAY['provisional'::text, 'verified'::text, 'official'::text, 'corrected'::text, 'quarantined'::text])))
);

CREATE TABLE league.result_scores (
    event_id text NOT NULL,
    revision integer NOT NULL,
    "position" smallint NOT NULL,
    score integer,
    rank smallint,
    status text DEFAULT 'finished'::text NOT NULL,
    laps integer,
    time_s numeric,
    points numeric,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT ck_result_scores_line CHECK (((rank > 0) AND (laps >= 0) AND (time_s >= (0)::numeric))),
    CONSTRAINT ck_result_scores_score CHECK ((score >= 0)),
    CONSTRAINT ck_result_scores_status CHECK ((status = ANY (ARRAY['finished'::text, 'retired'::text, 'disqualified'::text, 'not_started'::text, 'not_qualified'::text, 'not_classified'::text, 'withdrawn'::text])))
);

CREATE TABLE league.rounds (
    id text NOT NULL,
    season_id text NOT NULL,
    number integer NOT NULL,
    stage text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    corrections jsonb DEFAULT '{}'::jsonb NOT NULL
);

CREATE TABLE league.search_names (
    league_id text NOT NULL,
    normalised text NOT NULL COLLATE pg_catalog."C",
    field smallint NOT NULL,
    text text NOT NULL,
    tight text GENERATED ALWAYS AS (replace(normalised, ' '::text, ''::text)) STORED COLLATE pg_catalog."C"
);

CREATE TABLE league.search_terms (
    word text NOT NULL COLLATE pg_catalog."C",
    league_id text NOT NULL,
    field smallint NOT NULL,
    text text NOT NULL
);

CREATE TABLE league.search_words (
    word text NOT NULL COLLATE pg_catalog."C",
    trigrams text[] NOT NULL,
    near_forms text[] NOT NULL
);

CREATE TABLE league.seasons (
    id text NOT NULL,
    competition_id text NOT NULL,
    year integer NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE league.sources (
    key text NOT NULL,
    name text NOT NULL,
    url text,
    licence text NOT NULL,
    imported_at timestamp with time zone NOT NULL
);

CREATE TABLE league.sports (
    key text NOT NULL,
    name text NOT NULL,
    category text NOT NULL,
    origin text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE league.team_eras (
    team_id text NOT NULL,
    from_season integer NOT NULL,
    to_season integer,
    code text NOT NULL,
    location text NOT NULL,
    nickname text NOT NULL,
    conference text NOT NULL,
    division text NOT NULL,
    CONSTRAINT ck_team_eras_interval CHECK (((to_season IS NULL) OR (to_season >= from_season)))
);

CREATE TABLE league.teams (
    id text NOT NULL,
    sport text NOT NULL,
    key text NOT NULL,
    name text NOT NULL
);

CREATE TABLE league.upstream_answers (
    id bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    path text NOT NULL,
    status integer,
    body bytea
);

COMMENT ON COLUMN league.upstream_answers.status IS 'the HTTP status; absent if there was no answer';

ALTER TABLE league.upstream_answers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME league.upstream_answers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE league.upstreams (
    name text NOT NULL,
    free_at timestamp with time zone NOT NULL,
    not_before timestamp with time zone,
    holder text,
    held_until timestamp with time zone
);

CREATE TABLE league.venues (
    id text NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    city text DEFAULT ''::text NOT NULL,
    country text DEFAULT ''::text NOT NULL,
    zone text DEFAULT ''::text NOT NULL
);

CREATE TABLE task.announcements (
    id uuid NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    data jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    told text DEFAULT ''::text NOT NULL,
    done_at timestamp with time zone
);

COMMENT ON COLUMN task.announcements.data IS 'the notice';

COMMENT ON COLUMN task.announcements.told IS 'the last account that got it';

CREATE TABLE task.deliveries (
    id uuid NOT NULL,
    seq bigint NOT NULL,
    method text NOT NULL,
    request bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone DEFAULT now() NOT NULL,
    refusal text
);

COMMENT ON COLUMN task.deliveries.method IS 'the gRPC path to call';

COMMENT ON COLUMN task.deliveries.request IS 'the message to send';

COMMENT ON COLUMN task.deliveries.refusal IS 'why the other service does not accept it; kept for operators';

ALTER TABLE task.deliveries ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME task.deliveries_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE task.file_owners (
    owner_kind text NOT NULL,
    owner_id text NOT NULL,
    used_bytes bigint DEFAULT 0 NOT NULL,
    file_count integer DEFAULT 0 NOT NULL
);

CREATE TABLE task.files (
    id uuid NOT NULL,
    name text NOT NULL,
    owner_kind text NOT NULL,
    owner_id text NOT NULL,
    purpose text NOT NULL,
    status text NOT NULL,
    content_type text DEFAULT ''::text NOT NULL,
    size bigint NOT NULL,
    sha256 text DEFAULT ''::text NOT NULL,
    md5 text DEFAULT ''::text NOT NULL,
    key text NOT NULL,
    uploaded_by text NOT NULL,
    request_id text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_files_owner_kind CHECK ((owner_kind = ANY (ARRAY['user'::text, 'organisation'::text, 'league'::text]))),
    CONSTRAINT ck_files_status CHECK ((status = ANY (ARRAY['pending'::text, 'stored'::text, 'doomed'::text])))
);

COMMENT ON COLUMN task.files.name IS 'as the uploader gave it';

COMMENT ON COLUMN task.files.purpose IS 'file, or the feature that stores it';

COMMENT ON COLUMN task.files.content_type IS 'found from the content';

COMMENT ON COLUMN task.files.size IS 'of a pending file: the reserved bytes';

COMMENT ON COLUMN task.files.key IS 'of the object in the store';

COMMENT ON COLUMN task.files.request_id IS 'the key that makes uploading twice safe';

CREATE TABLE task.notification_choices (
    user_id text NOT NULL,
    kind text NOT NULL,
    in_app boolean,
    email text,
    CONSTRAINT ck_notification_choices_email CHECK ((email = ANY (ARRAY['off'::text, 'digest'::text, 'at_once'::text])))
);

CREATE TABLE task.notification_settings (
    user_id text NOT NULL,
    timezone text NOT NULL,
    quiet boolean NOT NULL,
    quiet_start time without time zone NOT NULL,
    quiet_end time without time zone NOT NULL,
    digest_every text NOT NULL,
    digest_at time without time zone NOT NULL,
    digest_weekday integer NOT NULL,
    CONSTRAINT ck_notification_settings_digest_every CHECK ((digest_every = ANY (ARRAY['hourly'::text, 'daily'::text, 'weekly'::text]))),
    CONSTRAINT ck_notification_settings_digest_weekday CHECK (((digest_weekday >= 0) AND (digest_weekday <= 6)))
);

COMMENT ON COLUMN task.notification_settings.digest_weekday IS '0 is Monday';

CREATE TABLE task.notifications (
    id uuid NOT NULL,
    user_id text NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    severity text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    steps jsonb NOT NULL,
    link text,
    in_app boolean NOT NULL,
    silent boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    deleted_at timestamp with time zone,
    mail_at timestamp with time zone,
    mail_id uuid,
    CONSTRAINT ck_notifications_severity CHECK ((severity = ANY (ARRAY['info'::text, 'success'::text, 'warning'::text, 'error'::text])))
);

COMMENT ON COLUMN task.notifications.key IS 'what it is about: a user is notified of it once';

COMMENT ON COLUMN task.notifications.in_app IS 'whether the inbox shows it';

COMMENT ON COLUMN task.notifications.deleted_at IS 'the row stays, so that it is not sent again';

COMMENT ON COLUMN task.notifications.mail_at IS 'when its e-mail is due';

COMMENT ON COLUMN task.notifications.mail_id IS 'the e-mail that it was sent with';

CREATE TABLE task.outbox (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    seq bigint NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    data jsonb NOT NULL,
    "time" timestamp with time zone NOT NULL,
    published_at timestamp with time zone
);

ALTER TABLE task.outbox ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME task.outbox_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE task.runs (
    id uuid NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    progress double precision DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    fence integer DEFAULT 0 NOT NULL,
    user_id text,
    request_id text,
    saved jsonb DEFAULT '{}'::jsonb NOT NULL,
    result jsonb,
    error text,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    completed_at timestamp with time zone,
    area text DEFAULT 'task'::text NOT NULL,
    params jsonb DEFAULT '{}'::jsonb NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    partial jsonb,
    waits integer DEFAULT 0 NOT NULL,
    waits_for text,
    organisation_id text,
    shared_with text[] DEFAULT '{}'::text[] NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    estimated_s integer,
    error_reason text,
    recovery text[] DEFAULT '{}'::text[] NOT NULL,
    expires_at timestamp with time zone,
    queued_at timestamp with time zone,
    worker_id uuid,
    claim_id uuid,
    CONSTRAINT ck_runs_progress CHECK (((progress >= (0)::double precision) AND (progress <= (100)::double precision))),
    CONSTRAINT ck_runs_status CHECK ((status = ANY (ARRAY['pending'::text, 'running'::text, 'completed'::text, 'failed'::text, 'cancelled'::text])))
);

COMMENT ON COLUMN task.runs.fence IS 'grows with every start';

COMMENT ON COLUMN task.runs.user_id IS 'who asked; null for the schedule';

COMMENT ON COLUMN task.runs.request_id IS 'the key that makes asking twice safe';

COMMENT ON COLUMN task.runs.saved IS 'where to go on';

COMMENT ON COLUMN task.runs.area IS 'the service that carries it out';

COMMENT ON COLUMN task.runs.params IS 'what to do';

COMMENT ON COLUMN task.runs.message IS 'what is being done';

COMMENT ON COLUMN task.runs.partial IS 'the part of the result that exists';

COMMENT ON COLUMN task.runs.waits IS 'starts that cost no attempt';

COMMENT ON COLUMN task.runs.waits_for IS 'why the last start had to wait';

COMMENT ON COLUMN task.runs.organisation_id IS 'the organisation whose members see it';

COMMENT ON COLUMN task.runs.shared_with IS 'users who see it';

COMMENT ON COLUMN task.runs.priority IS 'higher is first';

COMMENT ON COLUMN task.runs.estimated_s IS 'how long it usually takes';

COMMENT ON COLUMN task.runs.error_reason IS 'the reason of the error, for programs';

COMMENT ON COLUMN task.runs.recovery IS 'what the user can do';

COMMENT ON COLUMN task.runs.expires_at IS 'when the result is deleted';

COMMENT ON COLUMN task.runs.queued_at IS 'since when it is in the queue or with a worker';

COMMENT ON COLUMN task.runs.worker_id IS 'the worker that carries it out';

COMMENT ON COLUMN task.runs.claim_id IS 'names the latest start, which may write to it';

CREATE TABLE task.schedules (
    id uuid NOT NULL,
    name text NOT NULL,
    area text NOT NULL,
    kind text NOT NULL,
    params jsonb DEFAULT '{}'::jsonb NOT NULL,
    cron text,
    interval_s integer,
    at timestamp with time zone,
    time_zone text NOT NULL,
    anchor timestamp with time zone NOT NULL,
    catch_up text NOT NULL,
    catch_up_limit integer NOT NULL,
    paused boolean NOT NULL,
    declared_by text,
    edited boolean NOT NULL,
    next_at timestamp with time zone,
    last_date timestamp with time zone,
    last_run_id uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_schedules_catch_up CHECK ((catch_up = ANY (ARRAY['skip'::text, 'once'::text, 'all'::text]))),
    CONSTRAINT ck_schedules_catch_up_limit CHECK ((catch_up_limit > 0)),
    CONSTRAINT ck_schedules_interval_s CHECK ((interval_s > 0)),
    CONSTRAINT ck_schedules_timing CHECK ((num_nonnulls(cron, interval_s, at) = 1))
);

COMMENT ON COLUMN task.schedules.area IS 'the service that carries out the runs';

COMMENT ON COLUMN task.schedules.anchor IS 'from which an interval counts';

COMMENT ON COLUMN task.schedules.declared_by IS 'the service that declares it; null for those of administrators';

COMMENT ON COLUMN task.schedules.edited IS 'an administrator changed a declared schedule';

COMMENT ON COLUMN task.schedules.next_at IS 'the first date that has not been handled';

CREATE TABLE task.workers (
    id uuid NOT NULL,
    host text NOT NULL,
    pid integer NOT NULL,
    stopping boolean NOT NULL,
    concurrency integer NOT NULL,
    active uuid[] NOT NULL,
    processed bigint NOT NULL,
    completed bigint NOT NULL,
    failed bigint NOT NULL,
    retried bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL
);

COMMENT ON COLUMN task.workers.active IS 'the runs that it works on';

COMMENT ON COLUMN task.workers.processed IS 'attempts since it started';

COMMENT ON COLUMN task.workers.seen_at IS 'the last heartbeat';

ALTER TABLE ONLY ai.accounts
    ADD CONSTRAINT pk_accounts PRIMARY KEY (book_id, expert_id);

ALTER TABLE ONLY ai.analyses
    ADD CONSTRAINT pk_analyses PRIMARY KEY (id);

ALTER TABLE ONLY ai.analysis_files
    ADD CONSTRAINT pk_analysis_files PRIMARY KEY (organisation_id, analysis_id, name);

ALTER TABLE ONLY ai.analysis_runs
    ADD CONSTRAINT pk_analysis_runs PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY ai.analysis_segments
    ADD CONSTRAINT pk_analysis_segments PRIMARY KEY (organisation_id, analysis_id, index);

ALTER TABLE ONLY ai.bets
    ADD CONSTRAINT pk_bets PRIMARY KEY (id);

ALTER TABLE ONLY ai.books
    ADD CONSTRAINT pk_books PRIMARY KEY (id);

ALTER TABLE ONLY ai.council_members
    ADD CONSTRAINT pk_council_members PRIMARY KEY (book_id, week, expert_id);

ALTER TABLE ONLY ai.decision_feedback
    ADD CONSTRAINT pk_decision_feedback PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY ai.deliveries
    ADD CONSTRAINT pk_deliveries PRIMARY KEY (id);

ALTER TABLE ONLY ai.document_chunks
    ADD CONSTRAINT pk_document_chunks PRIMARY KEY (id);

ALTER TABLE ONLY ai.documents
    ADD CONSTRAINT pk_documents PRIMARY KEY (id);

ALTER TABLE ONLY ai.fault_drills
    ADD CONSTRAINT pk_fault_drills PRIMARY KEY (provider);

ALTER TABLE ONLY ai.ledger_entries
    ADD CONSTRAINT pk_ledger_entries PRIMARY KEY (id);

ALTER TABLE ONLY ai.memories
    ADD CONSTRAINT pk_memories PRIMARY KEY (id);

ALTER TABLE ONLY ai.model_budgets
    ADD CONSTRAINT pk_model_budgets PRIMARY KEY (scope, subject);

ALTER TABLE ONLY ai.model_reservations
    ADD CONSTRAINT pk_model_reservations PRIMARY KEY (call_id, fence);

ALTER TABLE ONLY ai.model_spending
    ADD CONSTRAINT pk_model_spending PRIMARY KEY (scope, subject, month);

ALTER TABLE ONLY ai.model_usage
    ADD CONSTRAINT pk_model_usage PRIMARY KEY (id);

ALTER TABLE ONLY ai.opinions
    ADD CONSTRAINT pk_opinions PRIMARY KEY (book_id, game_id, expert_id);

ALTER TABLE ONLY ai.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);

ALTER TABLE ONLY ai.predictions
    ADD CONSTRAINT pk_predictions PRIMARY KEY (id);

ALTER TABLE ONLY ai.replays
    ADD CONSTRAINT pk_replays PRIMARY KEY (id);

ALTER TABLE ONLY ai.settled_games
    ADD CONSTRAINT pk_settled_games PRIMARY KEY (book_id, game_id);

ALTER TABLE ONLY ai.settlements
    ADD CONSTRAINT pk_settlements PRIMARY KEY (bet_id, revision);

ALTER TABLE ONLY ai.tactical_alerts
    ADD CONSTRAINT pk_tactical_alerts PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY ai.tactical_insights
    ADD CONSTRAINT pk_tactical_insights PRIMARY KEY (id);

ALTER TABLE ONLY ai.user_memories
    ADD CONSTRAINT pk_user_memories PRIMARY KEY (id);

ALTER TABLE ONLY ai.votes
    ADD CONSTRAINT pk_votes PRIMARY KEY (battle_id, user_id);

ALTER TABLE ONLY ai.analysis_runs
    ADD CONSTRAINT uq_analysis_runs_id UNIQUE (id);

ALTER TABLE ONLY ai.analysis_segments
    ADD CONSTRAINT uq_analysis_segments_organisation_id_id UNIQUE (organisation_id, id);

ALTER TABLE ONLY ai.bets
    ADD CONSTRAINT uq_bets_book_id_request_id UNIQUE (book_id, request_id);

ALTER TABLE ONLY ai.books
    ADD CONSTRAINT uq_books_replay_id UNIQUE (replay_id);

ALTER TABLE ONLY ai.council_members
    ADD CONSTRAINT uq_council_members_book_id_week_rank UNIQUE (book_id, week, rank);

ALTER TABLE ONLY ai.documents
    ADD CONSTRAINT uq_documents_league_id_owner_kind_owner_id_name UNIQUE (league_id, owner_kind, owner_id, name);

ALTER TABLE ONLY ai.ledger_entries
    ADD CONSTRAINT uq_ledger_entries_transaction_id_account UNIQUE (transaction_id, account);

ALTER TABLE ONLY ai.model_usage
    ADD CONSTRAINT uq_model_usage_call_id_fence_attempt UNIQUE (call_id, fence, attempt);

ALTER TABLE ONLY ai.predictions
    ADD CONSTRAINT uq_predictions_book_id_game_id_expert_id_category UNIQUE (book_id, game_id, expert_id, category);

ALTER TABLE ONLY ai.predictions
    ADD CONSTRAINT uq_predictions_book_id_position UNIQUE (book_id, "position");

ALTER TABLE ONLY ai.tactical_insights
    ADD CONSTRAINT uq_tactical_insights_organisation_id_kind_parameters_da_d429 UNIQUE (organisation_id, kind, parameters, data_version);

ALTER TABLE ONLY auth.account_quotas
    ADD CONSTRAINT pk_account_quotas PRIMARY KEY (user_id);

ALTER TABLE ONLY auth.api_key_secrets
    ADD CONSTRAINT pk_api_key_secrets PRIMARY KEY (id);

ALTER TABLE ONLY auth.api_keys
    ADD CONSTRAINT pk_api_keys PRIMARY KEY (id);

ALTER TABLE ONLY auth.audit_chain
    ADD CONSTRAINT pk_audit_chain PRIMARY KEY (sequence);

ALTER TABLE ONLY auth.audit_events
    ADD CONSTRAINT pk_audit_events PRIMARY KEY (id);

ALTER TABLE ONLY auth.audit_queue
    ADD CONSTRAINT pk_audit_queue PRIMARY KEY (event_id);

ALTER TABLE ONLY auth.bootstrap_state
    ADD CONSTRAINT pk_bootstrap_state PRIMARY KEY (name);

ALTER TABLE ONLY auth.deliveries
    ADD CONSTRAINT pk_deliveries PRIMARY KEY (id);

ALTER TABLE ONLY auth.known_networks
    ADD CONSTRAINT pk_known_networks PRIMARY KEY (user_id, network);

ALTER TABLE ONLY auth.links
    ADD CONSTRAINT pk_links PRIMARY KEY (token_hash);

ALTER TABLE ONLY auth.login_failures
    ADD CONSTRAINT pk_login_failures PRIMARY KEY (account_key, network);

ALTER TABLE ONLY auth.mail_requests
    ADD CONSTRAINT pk_mail_requests PRIMARY KEY (number);

ALTER TABLE ONLY auth.mails
    ADD CONSTRAINT pk_mails PRIMARY KEY (id);

ALTER TABLE ONLY auth.memberships
    ADD CONSTRAINT pk_memberships PRIMARY KEY (id);

ALTER TABLE ONLY auth.organisations
    ADD CONSTRAINT pk_organisations PRIMARY KEY (id);

ALTER TABLE ONLY auth.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);

ALTER TABLE ONLY auth.revocations
    ADD CONSTRAINT pk_revocations PRIMARY KEY (kind, id);

ALTER TABLE ONLY auth.sessions
    ADD CONSTRAINT pk_sessions PRIMARY KEY (id);

ALTER TABLE ONLY auth.signing_keys
    ADD CONSTRAINT pk_signing_keys PRIMARY KEY (kid);

ALTER TABLE ONLY auth.users
    ADD CONSTRAINT pk_users PRIMARY KEY (id);

ALTER TABLE ONLY auth.api_key_secrets
    ADD CONSTRAINT uq_api_key_secrets_prefix UNIQUE (prefix);

ALTER TABLE ONLY auth.audit_chain
    ADD CONSTRAINT uq_audit_chain_event_id UNIQUE (event_id);

ALTER TABLE ONLY auth.audit_events
    ADD CONSTRAINT uq_audit_events_number UNIQUE (number);

ALTER TABLE ONLY auth.memberships
    ADD CONSTRAINT uq_memberships_organisation_id_address UNIQUE (organisation_id, address);

ALTER TABLE ONLY auth.memberships
    ADD CONSTRAINT uq_memberships_organisation_id_user_id UNIQUE (organisation_id, user_id);

ALTER TABLE ONLY auth.memberships
    ADD CONSTRAINT uq_memberships_token_hash UNIQUE (token_hash);

ALTER TABLE ONLY auth.users
    ADD CONSTRAINT uq_users_email UNIQUE (email);

ALTER TABLE ONLY auth.users
    ADD CONSTRAINT uq_users_username_key UNIQUE (username_key);

ALTER TABLE ONLY clubs.calendar_cancellations
    ADD CONSTRAINT pk_calendar_cancellations PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY clubs.calendar_feeds
    ADD CONSTRAINT pk_calendar_feeds PRIMARY KEY (id);

ALTER TABLE ONLY clubs.events
    ADD CONSTRAINT pk_events PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY clubs.formations
    ADD CONSTRAINT pk_formations PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY clubs.imported_rows
    ADD CONSTRAINT pk_imported_rows PRIMARY KEY (organisation_id, source, noun, key);

ALTER TABLE ONLY clubs.match_events
    ADD CONSTRAINT pk_match_events PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY clubs.match_lineups
    ADD CONSTRAINT pk_match_lineups PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY clubs.match_notes
    ADD CONSTRAINT pk_match_notes PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY clubs.match_results
    ADD CONSTRAINT pk_match_results PRIMARY KEY (organisation_id, match_id, revision);

ALTER TABLE ONLY clubs.match_sheets
    ADD CONSTRAINT pk_match_sheets PRIMARY KEY (organisation_id, match_id, team_id);

ALTER TABLE ONLY clubs.matches
    ADD CONSTRAINT pk_matches PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY clubs.player_consents
    ADD CONSTRAINT pk_player_consents PRIMARY KEY (organisation_id, player_id, kind);

ALTER TABLE ONLY clubs.player_erasures
    ADD CONSTRAINT pk_player_erasures PRIMARY KEY (organisation_id, player_id);

ALTER TABLE ONLY clubs.player_match_statistics
    ADD CONSTRAINT pk_player_match_statistics PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY clubs.player_registrations
    ADD CONSTRAINT pk_player_registrations PRIMARY KEY (organisation_id, player_id, "position");

ALTER TABLE ONLY clubs.players
    ADD CONSTRAINT pk_players PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY clubs.responses
    ADD CONSTRAINT pk_responses PRIMARY KEY (organisation_id, occasion_id, person);

ALTER TABLE ONLY clubs.reunion_participants
    ADD CONSTRAINT pk_reunion_participants PRIMARY KEY (organisation_id, reunion_id, "position");

ALTER TABLE ONLY clubs.reunions
    ADD CONSTRAINT pk_reunions PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY clubs.teams
    ADD CONSTRAINT pk_teams PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY clubs.training_session_attendance
    ADD CONSTRAINT pk_training_session_attendance PRIMARY KEY (organisation_id, training_session_id, "position");

ALTER TABLE ONLY clubs.training_sessions
    ADD CONSTRAINT pk_training_sessions PRIMARY KEY (organisation_id, id);

ALTER TABLE ONLY clubs.calendar_feeds
    ADD CONSTRAINT uq_calendar_feeds_organisation_id_user_id UNIQUE (organisation_id, user_id);

ALTER TABLE ONLY clubs.calendar_feeds
    ADD CONSTRAINT uq_calendar_feeds_token_hash UNIQUE (token_hash);

ALTER TABLE ONLY fantasy.board_rows
    ADD CONSTRAINT pk_board_rows PRIMARY KEY (board_id, "position");

ALTER TABLE ONLY fantasy.boards
    ADD CONSTRAINT pk_boards PRIMARY KEY (id);

ALTER TABLE ONLY fantasy.code_guesses
    ADD CONSTRAINT pk_code_guesses PRIMARY KEY (user_id);

ALTER TABLE ONLY fantasy.leagues
    ADD CONSTRAINT pk_leagues PRIMARY KEY (id);

ALTER TABLE ONLY fantasy.lineups
    ADD CONSTRAINT pk_lineups PRIMARY KEY (id);

ALTER TABLE ONLY fantasy.members
    ADD CONSTRAINT pk_members PRIMARY KEY (league_id, joined_version);

ALTER TABLE ONLY fantasy.price_lists
    ADD CONSTRAINT pk_price_lists PRIMARY KEY (race_id);

ALTER TABLE ONLY fantasy.prices
    ADD CONSTRAINT pk_prices PRIMARY KEY (race_id, driver_id);

ALTER TABLE ONLY fantasy.publications
    ADD CONSTRAINT pk_publications PRIMARY KEY (id);

ALTER TABLE ONLY fantasy.reminders
    ADD CONSTRAINT pk_reminders PRIMARY KEY (race_id, team_id, about);

ALTER TABLE ONLY fantasy.replays
    ADD CONSTRAINT pk_replays PRIMARY KEY (id);

ALTER TABLE ONLY fantasy.scores
    ADD CONSTRAINT pk_scores PRIMARY KEY (publication_id, team_id);

ALTER TABLE ONLY fantasy.teams
    ADD CONSTRAINT pk_teams PRIMARY KEY (id);

ALTER TABLE ONLY fantasy.leagues
    ADD CONSTRAINT uq_leagues_code UNIQUE (code);

ALTER TABLE ONLY fantasy.teams
    ADD CONSTRAINT uq_teams_season_id_user_id UNIQUE (season_id, user_id);

ALTER TABLE ONLY league.competitions
    ADD CONSTRAINT pk_competitions PRIMARY KEY (id);

ALTER TABLE ONLY league.create_requests
    ADD CONSTRAINT pk_create_requests PRIMARY KEY (principal, request_id);

ALTER TABLE ONLY league.deleted_rows
    ADD CONSTRAINT pk_deleted_rows PRIMARY KEY (source, key);

ALTER TABLE ONLY league.deliveries
    ADD CONSTRAINT pk_deliveries PRIMARY KEY (id);

ALTER TABLE ONLY league.entries
    ADD CONSTRAINT pk_entries PRIMARY KEY (round_id, person_id);

ALTER TABLE ONLY league.event_changes
    ADD CONSTRAINT pk_event_changes PRIMARY KEY (event_id, revision);

ALTER TABLE ONLY league.event_competitors
    ADD CONSTRAINT pk_event_competitors PRIMARY KEY (event_id, "position");

ALTER TABLE ONLY league.events
    ADD CONSTRAINT pk_events PRIMARY KEY (id);

ALTER TABLE ONLY league.figures
    ADD CONSTRAINT pk_figures PRIMARY KEY (league_id, name, source, as_of);

ALTER TABLE ONLY league.league_sources
    ADD CONSTRAINT pk_league_sources PRIMARY KEY (source, key);

ALTER TABLE ONLY league.leagues
    ADD CONSTRAINT pk_leagues PRIMARY KEY (id);

ALTER TABLE ONLY league.line_quotes
    ADD CONSTRAINT pk_line_quotes PRIMARY KEY (event_id, market, source, book, taken_at, revision);

ALTER TABLE ONLY league.names
    ADD CONSTRAINT pk_names PRIMARY KEY (kind, subject_id, normalised);

ALTER TABLE ONLY league.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);

ALTER TABLE ONLY league.partnerships
    ADD CONSTRAINT pk_partnerships PRIMARY KEY (league_id, partner_type);

ALTER TABLE ONLY league.people
    ADD CONSTRAINT pk_people PRIMARY KEY (id);

ALTER TABLE ONLY league.person_ids
    ADD CONSTRAINT pk_person_ids PRIMARY KEY (source, source_id);

ALTER TABLE ONLY league.result_checks
    ADD CONSTRAINT pk_result_checks PRIMARY KEY (event_id, kind, due_at);

ALTER TABLE ONLY league.result_decisions
    ADD CONSTRAINT pk_result_decisions PRIMARY KEY (event_id, revision);

ALTER TABLE ONLY league.result_revisions
    ADD CONSTRAINT pk_result_revisions PRIMARY KEY (event_id, revision);

ALTER TABLE ONLY league.result_scores
    ADD CONSTRAINT pk_result_scores PRIMARY KEY (event_id, revision, "position");

ALTER TABLE ONLY league.rounds
    ADD CONSTRAINT pk_rounds PRIMARY KEY (id);

ALTER TABLE ONLY league.search_names
    ADD CONSTRAINT pk_search_names PRIMARY KEY (league_id, normalised);

ALTER TABLE ONLY league.search_terms
    ADD CONSTRAINT pk_search_terms PRIMARY KEY (word, league_id, field);

ALTER TABLE ONLY league.search_words
    ADD CONSTRAINT pk_search_words PRIMARY KEY (word);

ALTER TABLE ONLY league.seasons
    ADD CONSTRAINT pk_seasons PRIMARY KEY (id);

ALTER TABLE ONLY league.sources
    ADD CONSTRAINT pk_sources PRIMARY KEY (key);

ALTER TABLE ONLY league.sports
    ADD CONSTRAINT pk_sports PRIMARY KEY (key);

ALTER TABLE ONLY league.team_eras
    ADD CONSTRAINT pk_team_eras PRIMARY KEY (team_id, from_season);

ALTER TABLE ONLY league.teams
    ADD CONSTRAINT pk_teams PRIMARY KEY (id);

ALTER TABLE ONLY league.upstream_answers
    ADD CONSTRAINT pk_upstream_answers PRIMARY KEY (id);

ALTER TABLE ONLY league.upstreams
    ADD CONSTRAINT pk_upstreams PRIMARY KEY (name);

ALTER TABLE ONLY league.venues
    ADD CONSTRAINT pk_venues PRIMARY KEY (id);

ALTER TABLE ONLY league.competitions
    ADD CONSTRAINT uq_competitions_key UNIQUE (key);

ALTER TABLE ONLY league.event_competitors
    ADD CONSTRAINT uq_event_competitors_event_id_side UNIQUE (event_id, side);

ALTER TABLE ONLY league.events
    ADD CONSTRAINT uq_events_competition_id_key UNIQUE (competition_id, key);

ALTER TABLE ONLY league.people
    ADD CONSTRAINT uq_people_key UNIQUE (key);

ALTER TABLE ONLY league.result_revisions
    ADD CONSTRAINT uq_result_revisions_event_id_request_id UNIQUE (event_id, request_id);

ALTER TABLE ONLY league.seasons
    ADD CONSTRAINT uq_seasons_competition_id_year UNIQUE (competition_id, year);

ALTER TABLE ONLY league.teams
    ADD CONSTRAINT uq_teams_sport_key UNIQUE (sport, key);

ALTER TABLE ONLY league.venues
    ADD CONSTRAINT uq_venues_key UNIQUE (key);

ALTER TABLE ONLY task.announcements
    ADD CONSTRAINT pk_announcements PRIMARY KEY (id);

ALTER TABLE ONLY task.deliveries
    ADD CONSTRAINT pk_deliveries PRIMARY KEY (id);

ALTER TABLE ONLY task.file_owners
    ADD CONSTRAINT pk_file_owners PRIMARY KEY (owner_kind, owner_id);

ALTER TABLE ONLY task.files
    ADD CONSTRAINT pk_files PRIMARY KEY (id);

ALTER TABLE ONLY task.notification_choices
    ADD CONSTRAINT pk_notification_choices PRIMARY KEY (user_id, kind);

ALTER TABLE ONLY task.notification_settings
    ADD CONSTRAINT pk_notification_settings PRIMARY KEY (user_id);

ALTER TABLE ONLY task.notifications
    ADD CONSTRAINT pk_notifications PRIMARY KEY (id);

ALTER TABLE ONLY task.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);

ALTER TABLE ONLY task.runs
    ADD CONSTRAINT pk_runs PRIMARY KEY (id);

ALTER TABLE ONLY task.schedules
    ADD CONSTRAINT pk_schedules PRIMARY KEY (id);

ALTER TABLE ONLY task.workers
    ADD CONSTRAINT pk_workers PRIMARY KEY (id);

ALTER TABLE ONLY task.files
    ADD CONSTRAINT uq_files_key UNIQUE (key);

ALTER TABLE ONLY task.schedules
    ADD CONSTRAINT uq_schedules_name UNIQUE (name);

CREATE INDEX ix_analyses_newest ON ai.analyses USING btree (user_id, created_at DESC, id DESC);

CREATE INDEX ix_analysis_runs_match ON ai.analysis_runs USING btree (organisation_id, match_id, created_at);

CREATE INDEX ix_analysis_runs_newest ON ai.analysis_runs USING btree (organisation_id, created_at, id);

CREATE INDEX ix_analysis_runs_open ON ai.analysis_runs USING btree (created_at) WHERE (status = ANY (ARRAY['pending'::text, 'running'::text]));

CREATE INDEX ix_bets_newest ON ai.bets USING btree (book_id, status, placed_at DESC);

CREATE INDEX ix_bets_of_expert ON ai.bets USING btree (book_id, expert_id);

CREATE INDEX ix_bets_of_game ON ai.bets USING btree (book_id, game_id);

CREATE INDEX ix_decision_feedback_alert ON ai.decision_feedback USING btree (organisation_id, alert_id, user_id, number);

CREATE INDEX ix_decision_feedback_unmeasured ON ai.decision_feedback USING btree (organisation_id, analysis_id) WHERE (effect IS NULL);

CREATE INDEX ix_deliveries_open ON ai.deliveries USING btree (seq) WHERE (refusal IS NULL);

CREATE INDEX ix_document_chunks_document_id ON ai.document_chunks USING btree (document_id, id);

CREATE INDEX ix_document_chunks_model ON ai.document_chunks USING btree (model, id);

CREATE INDEX ix_document_chunks_readers ON ai.document_chunks USING btree (league_id, owner_kind, owner_id);

CREATE INDEX ix_documents_newest ON ai.documents USING btree (league_id, created_at DESC, id DESC);

CREATE INDEX ix_documents_owner ON ai.documents USING btree (owner_kind, owner_id);

CREATE INDEX ix_ledger_entries_of_expert ON ai.ledger_entries USING btree (book_id, expert_id, id);

CREATE INDEX ix_memories_newest ON ai.memories USING btree (book_id, expert_id, created_at DESC);

CREATE INDEX ix_model_reservations_ended ON ai.model_reservations USING btree (expires_at) WHERE (state <> 'held'::text);

CREATE INDEX ix_model_reservations_held ON ai.model_reservations USING btree (expires_at) WHERE (state = 'held'::text);

CREATE INDEX ix_model_usage_by_time ON ai.model_usage USING btree (at);

CREATE INDEX ix_model_usage_of_user ON ai.model_usage USING btree (user_id, id);

CREATE INDEX ix_outbox_published_at ON ai.outbox USING btree (published_at);

CREATE INDEX ix_outbox_unpublished ON ai.outbox USING btree (seq) WHERE (published_at IS NULL);

CREATE INDEX ix_predictions_of_expert ON ai.predictions USING btree (book_id, expert_id, week);

CREATE INDEX ix_predictions_of_week ON ai.predictions USING btree (book_id, week);

CREATE INDEX ix_replays_newest ON ai.replays USING btree (created_at DESC);

CREATE INDEX ix_tactical_alerts_analysis ON ai.tactical_alerts USING btree (organisation_id, analysis_id);

CREATE INDEX ix_tactical_alerts_match ON ai.tactical_alerts USING btree (organisation_id, match_id, segment_index);

CREATE INDEX ix_tactical_insights_newest ON ai.tactical_insights USING btree (organisation_id, confirmed_at);

CREATE INDEX ix_votes_of_game ON ai.votes USING btree (book_id, game_id);

CREATE UNIQUE INDEX uq_bets_own ON ai.bets USING btree (book_id, expert_id, game_id) WHERE ((request_id IS NULL) AND (status <> 'void'::text));

CREATE UNIQUE INDEX uq_books_live ON ai.books USING btree (competition, season) WHERE (replay_id IS NULL);

CREATE UNIQUE INDEX ux_user_memories_content ON ai.user_memories USING btree (user_id, league_id, md5(content));

CREATE INDEX ix_api_key_secrets_api_key_id ON auth.api_key_secrets USING btree (api_key_id);

CREATE INDEX ix_api_keys_organisation_id ON auth.api_keys USING btree (organisation_id);

CREATE INDEX ix_api_keys_user_id_created_at ON auth.api_keys USING btree (user_id, created_at DESC);

CREATE INDEX ix_audit_events_actor_id_number ON auth.audit_events USING btree (actor_id, number DESC);

CREATE INDEX ix_audit_events_user_id_number ON auth.audit_events USING btree (user_id, number DESC);

CREATE INDEX ix_deliveries_open ON auth.deliveries USING btree (seq) WHERE (refusal IS NULL);

CREATE INDEX ix_links_expires_at ON auth.links USING btree (expires_at);

CREATE INDEX ix_links_user_id_kind_created_at ON auth.links USING btree (user_id, kind, created_at);

CREATE INDEX ix_login_failures_last_at ON auth.login_failures USING btree (last_at);

CREATE INDEX ix_mails_created_at_id ON auth.mails USING btree (created_at DESC, id DESC);

CREATE INDEX ix_mails_to_address_created_at ON auth.mails USING btree (to_address, created_at);

CREATE INDEX ix_mails_user_id ON auth.mails USING btree (user_id);

CREATE INDEX ix_mails_waiting ON auth.mails USING btree (bulk, next_attempt_at) WHERE (status = 'waiting'::text);

CREATE INDEX ix_memberships_address ON auth.memberships USING btree (address);

CREATE INDEX ix_memberships_user_id ON auth.memberships USING btree (user_id);

CREATE INDEX ix_outbox_published_at ON auth.outbox USING btree (published_at);

CREATE INDEX ix_outbox_unpublished ON auth.outbox USING btree (seq) WHERE (published_at IS NULL);

CREATE INDEX ix_revocations_expires_at ON auth.revocations USING btree (expires_at);

CREATE INDEX ix_revocations_unasserted ON auth.revocations USING btree (created_at) WHERE (asserted_at IS NULL);

CREATE INDEX ix_sessions_last_used_at ON auth.sessions USING btree (last_used_at);

CREATE INDEX ix_sessions_organisation_id ON auth.sessions USING btree (organisation_id);

CREATE INDEX ix_sessions_user_id_last_used_at ON auth.sessions USING btree (user_id, last_used_at DESC);

CREATE INDEX ix_users_created_at_id ON auth.users USING btree (created_at DESC, id DESC);

CREATE INDEX ix_users_made_by ON auth.users USING btree (made_by);

CREATE INDEX ix_match_events_organisation_id_match_id ON clubs.match_events USING btree (organisation_id, match_id);

CREATE INDEX ix_match_events_organisation_id_player_id ON clubs.match_events USING btree (organisation_id, player_id);

CREATE INDEX ix_match_events_organisation_id_related_player_id ON clubs.match_events USING btree (organisation_id, related_player_id);

CREATE INDEX ix_match_events_organisation_id_team_id ON clubs.match_events USING btree (organisation_id, team_id);

CREATE INDEX ix_match_lineups_organisation_id_match_id ON clubs.match_lineups USING btree (organisation_id, match_id);

CREATE INDEX ix_match_lineups_organisation_id_player_id ON clubs.match_lineups USING btree (organisation_id, player_id);

CREATE INDEX ix_match_lineups_organisation_id_team_id ON clubs.match_lineups USING btree (organisation_id, team_id);

CREATE INDEX ix_match_notes_organisation_id_match_id ON clubs.match_notes USING btree (organisation_id, match_id);

CREATE INDEX ix_match_notes_organisation_id_player_id ON clubs.match_notes USING btree (organisation_id, player_id);

CREATE INDEX ix_matches_organisation_id_away_team_id ON clubs.matches USING btree (organisation_id, away_team_id);

CREATE INDEX ix_matches_organisation_id_event_id ON clubs.matches USING btree (organisation_id, event_id);

CREATE INDEX ix_matches_organisation_id_home_team_id ON clubs.matches USING btree (organisation_id, home_team_id);

CREATE INDEX ix_player_match_statistics_organisation_id_match_id ON clubs.player_match_statistics USING btree (organisation_id, match_id);

CREATE INDEX ix_player_match_statistics_organisation_id_player_id ON clubs.player_match_statistics USING btree (organisation_id, player_id);

CREATE INDEX ix_player_registrations_organisation_id_team_id ON clubs.player_registrations USING btree (organisation_id, team_id);

CREATE INDEX ix_responses_organisation_id_match_id ON clubs.responses USING btree (organisation_id, match_id);

CREATE INDEX ix_responses_organisation_id_player_id ON clubs.responses USING btree (organisation_id, player_id);

CREATE INDEX ix_responses_organisation_id_reunion_id ON clubs.responses USING btree (organisation_id, reunion_id);

CREATE INDEX ix_responses_organisation_id_training_session_id ON clubs.responses USING btree (organisation_id, training_session_id);

CREATE INDEX ix_reunion_participants_organisation_id_player_id ON clubs.reunion_participants USING btree (organisation_id, player_id);

CREATE INDEX ix_reunions_organisation_id_team_id ON clubs.reunions USING btree (organisation_id, team_id);

CREATE INDEX ix_training_session_attendance_organisation_id_player_id ON clubs.training_session_attendance USING btree (organisation_id, player_id);

CREATE INDEX ix_training_sessions_organisation_id_team_id ON clubs.training_sessions USING btree (organisation_id, team_id);

CREATE UNIQUE INDEX uq_events_name_season ON clubs.events USING btree (organisation_id, lower(name), lower(season)) NULLS NOT DISTINCT WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX uq_formations_name ON clubs.formations USING btree (organisation_id, lower(name)) WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX uq_match_lineups_match_id_player_id ON clubs.match_lineups USING btree (organisation_id, match_id, player_id) NULLS NOT DISTINCT WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX uq_player_match_statistics_match_id_player_id ON clubs.player_match_statistics USING btree (organisation_id, match_id, player_id) NULLS NOT DISTINCT WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX uq_players_user_id ON clubs.players USING btree (organisation_id, user_id) WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX uq_teams_name_season ON clubs.teams USING btree (organisation_id, lower(name), lower(season)) NULLS NOT DISTINCT WHERE (archived_at IS NULL);

CREATE INDEX ix_boards_global ON fantasy.boards USING btree (season_id, race_time, id) WHERE (league_id IS NULL);

CREATE INDEX ix_leagues_owner_id ON fantasy.leagues USING btree (owner_id);

CREATE INDEX ix_leagues_public ON fantasy.leagues USING btree (season_id, lower(name), id) WHERE (code IS NULL);

CREATE INDEX ix_lineups_race_id ON fantasy.lineups USING btree (race_id);

CREATE INDEX ix_lineups_season ON fantasy.lineups USING btree (season_id, team_id, locks_at);

CREATE INDEX ix_lineups_team_id ON fantasy.lineups USING btree (team_id);

CREATE INDEX ix_members_removed ON fantasy.members USING btree (removed_user_id, league_id) WHERE (removed_user_id IS NOT NULL);

CREATE INDEX ix_members_team ON fantasy.members USING btree (team_id, league_id);

CREATE INDEX ix_price_lists_season_id ON fantasy.price_lists USING btree (season_id);

CREATE INDEX ix_prices_driver_id ON fantasy.prices USING btree (driver_id);

CREATE INDEX ix_publications_race_id ON fantasy.publications USING btree (race_id);

CREATE INDEX ix_publications_season ON fantasy.publications USING btree (season_id, race_id, id);

CREATE INDEX ix_reminders_team_id ON fantasy.reminders USING btree (team_id);

CREATE INDEX ix_scores_team_id ON fantasy.scores USING btree (team_id);

CREATE INDEX ix_teams_deleted ON fantasy.teams USING btree (season_id, deleted_at) WHERE (deleted_at IS NOT NULL);

CREATE INDEX ix_teams_user_id ON fantasy.teams USING btree (user_id);

CREATE UNIQUE INDEX uq_board_rows_team ON fantasy.board_rows USING btree (board_id, team_id);

CREATE UNIQUE INDEX uq_boards_league ON fantasy.boards USING btree (league_id, version, COALESCE(source_id, (0)::bigint)) WHERE (league_id IS NOT NULL);

CREATE UNIQUE INDEX uq_members_present ON fantasy.members USING btree (league_id, team_id) WHERE (left_at IS NULL);

CREATE UNIQUE INDEX uq_teams_season_name ON fantasy.teams USING btree (season_id, lower(name)) WHERE (deleted_at IS NULL);

CREATE INDEX ix_create_requests_created_at ON league.create_requests USING btree (created_at);

CREATE INDEX ix_create_requests_league_id ON league.create_requests USING btree (league_id);

CREATE INDEX ix_deleted_rows_league_id ON league.deleted_rows USING btree (league_id);

CREATE INDEX ix_deliveries_open ON league.deliveries USING btree (seq) WHERE (refusal IS NULL);

CREATE INDEX ix_entries_person_id ON league.entries USING btree (person_id);

CREATE INDEX ix_entries_team_id ON league.entries USING btree (team_id);

CREATE INDEX ix_event_competitors_person_id ON league.event_competitors USING btree (person_id);

CREATE INDEX ix_event_competitors_starter_id ON league.event_competitors USING btree (starter_id);

CREATE INDEX ix_event_competitors_team_id ON league.event_competitors USING btree (team_id);

CREATE INDEX ix_events_key ON league.events USING btree (key);

CREATE INDEX ix_events_other_keys ON league.events USING gin (other_keys);

CREATE INDEX ix_events_round_id ON league.events USING btree (round_id);

CREATE INDEX ix_events_season ON league.events USING btree (season_id, scheduled_at, key);

CREATE INDEX ix_events_venue_id ON league.events USING btree (venue_id);

CREATE INDEX ix_league_sources_league_id ON league.league_sources USING btree (league_id);

CREATE INDEX ix_leagues_best_known ON league.leagues USING btree (sport, level, prominence DESC, sort_name, id);

CREATE INDEX ix_leagues_name ON league.leagues USING btree (name);

CREATE INDEX ix_leagues_sport ON league.leagues USING btree (sport);

CREATE INDEX ix_names_normalised ON league.names USING btree (kind, normalised);

CREATE INDEX ix_outbox_published_at ON league.outbox USING btree (published_at);

CREATE INDEX ix_outbox_unpublished ON league.outbox USING btree (seq) WHERE (published_at IS NULL);

CREATE INDEX ix_person_ids_person_id ON league.person_ids USING btree (person_id);

CREATE INDEX ix_rounds_season ON league.rounds USING btree (season_id, number);

CREATE INDEX ix_search_names_normalised ON league.search_names USING btree (normalised);

CREATE INDEX ix_search_names_tight ON league.search_names USING btree (tight);

CREATE INDEX ix_search_terms_league_id ON league.search_terms USING btree (league_id);

CREATE INDEX ix_search_words_near_forms ON league.search_words USING gin (near_forms) WITH (fastupdate=off);

CREATE INDEX ix_search_words_trigrams ON league.search_words USING gin (trigrams) WITH (fastupdate=off);

CREATE INDEX ix_upstream_answers_asked_at ON league.upstream_answers USING btree (asked_at);

CREATE INDEX ix_announcements_open ON task.announcements USING btree (created_at) WHERE (done_at IS NULL);

CREATE INDEX ix_deliveries_open ON task.deliveries USING btree (seq) WHERE (refusal IS NULL);

CREATE INDEX ix_files_newest ON task.files USING btree (created_at DESC, id DESC);

CREATE INDEX ix_files_owner ON task.files USING btree (owner_kind, owner_id, created_at DESC, id DESC);

CREATE INDEX ix_files_unstored ON task.files USING btree (status, created_at) WHERE (status <> 'stored'::text);

CREATE INDEX ix_notifications_created_at ON task.notifications USING btree (created_at);

CREATE INDEX ix_notifications_mail_at ON task.notifications USING btree (mail_at) WHERE ((mail_at IS NOT NULL) AND (mail_id IS NULL));

CREATE INDEX ix_notifications_shown ON task.notifications USING btree (user_id, created_at DESC, id DESC) WHERE (in_app AND (deleted_at IS NULL));

CREATE INDEX ix_notifications_unread ON task.notifications USING btree (user_id, kind) WHERE (in_app AND (deleted_at IS NULL) AND (read_at IS NULL));

CREATE INDEX ix_outbox_published_at ON task.outbox USING btree (published_at);

CREATE INDEX ix_outbox_unpublished ON task.outbox USING btree (seq) WHERE (published_at IS NULL);

CREATE INDEX ix_runs_admitted ON task.runs USING btree (user_id) WHERE ((status = ANY (ARRAY['pending'::text, 'running'::text])) AND (queued_at IS NOT NULL));

CREATE INDEX ix_runs_completed_at ON task.runs USING btree (completed_at) WHERE (completed_at IS NOT NULL);

CREATE INDEX ix_runs_due ON task.runs USING btree (run_at) WHERE ((status = 'pending'::text) AND (queued_at IS NULL));

CREATE INDEX ix_runs_expires_at ON task.runs USING btree (expires_at) WHERE (expires_at IS NOT NULL);

CREATE INDEX ix_runs_newest ON task.runs USING btree (created_at DESC, id DESC);

CREATE INDEX ix_runs_organisation_newest ON task.runs USING btree (organisation_id, created_at DESC, id DESC) WHERE (organisation_id IS NOT NULL);

CREATE INDEX ix_runs_queued ON task.runs USING btree (priority DESC, queued_at) WHERE ((status = 'pending'::text) AND (queued_at IS NOT NULL));

CREATE INDEX ix_runs_shared_with ON task.runs USING gin (shared_with) WHERE (shared_with <> '{}'::text[]);

CREATE INDEX ix_runs_user_newest ON task.runs USING btree (user_id, created_at DESC, id DESC);

CREATE INDEX ix_schedules_next_at ON task.schedules USING btree (next_at) WHERE (NOT paused);

CREATE UNIQUE INDEX uq_announcements_kind_key ON task.announcements USING btree (kind, key);

CREATE UNIQUE INDEX uq_files_request ON task.files USING btree (uploaded_by, request_id) WHERE (request_id IS NOT NULL);

CREATE UNIQUE INDEX uq_notifications_user_id_kind_key ON task.notifications USING btree (user_id, kind, key);

CREATE UNIQUE INDEX uq_runs_request ON task.runs USING btree (user_id, request_id) NULLS NOT DISTINCT WHERE (request_id IS NOT NULL);

CREATE TRIGGER balanced_transactions AFTER INSERT ON ai.ledger_entries REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ai.refuse_unbalanced_transactions();

CREATE TRIGGER audit_chain_keep_all BEFORE TRUNCATE ON auth.audit_chain FOR EACH STATEMENT EXECUTE FUNCTION auth.refuse_change();

CREATE TRIGGER audit_chain_keep_rows BEFORE DELETE OR UPDATE ON auth.audit_chain FOR EACH ROW EXECUTE FUNCTION auth.refuse_change();

CREATE TRIGGER audit_events_keep_all BEFORE TRUNCATE ON auth.audit_events FOR EACH STATEMENT EXECUTE FUNCTION auth.refuse_change();

CREATE TRIGGER audit_events_keep_rows BEFORE DELETE OR UPDATE ON auth.audit_events FOR EACH ROW EXECUTE FUNCTION auth.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON fantasy.lineups FOR EACH ROW EXECUTE FUNCTION fantasy.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON fantasy.scores FOR EACH ROW EXECUTE FUNCTION fantasy.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON league.event_changes FOR EACH ROW EXECUTE FUNCTION league.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON league.line_quotes FOR EACH ROW EXECUTE FUNCTION league.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON league.result_revisions FOR EACH ROW EXECUTE FUNCTION league.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON league.result_scores FOR EACH ROW EXECUTE FUNCTION league.refuse_change();

ALTER TABLE ONLY ai.accounts
    ADD CONSTRAINT fk_accounts_book_id FOREIGN KEY (book_id) REFERENCES ai.books(id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.analysis_files
    ADD CONSTRAINT fk_analysis_files_organisation_id_analysis_id FOREIGN KEY (organisation_id, analysis_id) REFERENCES ai.analysis_runs(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.analysis_segments
    ADD CONSTRAINT fk_analysis_segments_organisation_id_analysis_id FOREIGN KEY (organisation_id, analysis_id) REFERENCES ai.analysis_runs(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.bets
    ADD CONSTRAINT fk_bets_book_id FOREIGN KEY (book_id) REFERENCES ai.books(id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.books
    ADD CONSTRAINT fk_books_replay_id FOREIGN KEY (replay_id) REFERENCES ai.replays(id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.council_members
    ADD CONSTRAINT fk_council_members_book_id FOREIGN KEY (book_id) REFERENCES ai.books(id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.decision_feedback
    ADD CONSTRAINT fk_decision_feedback_organisation_id_analysis_id FOREIGN KEY (organisation_id, analysis_id) REFERENCES ai.analysis_runs(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.document_chunks
    ADD CONSTRAINT fk_document_chunks_document_id FOREIGN KEY (document_id) REFERENCES ai.documents(id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.ledger_entries
    ADD CONSTRAINT fk_ledger_entries_book_id FOREIGN KEY (book_id) REFERENCES ai.books(id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.memories
    ADD CONSTRAINT fk_memories_book_id FOREIGN KEY (book_id) REFERENCES ai.books(id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.opinions
    ADD CONSTRAINT fk_opinions_book_id FOREIGN KEY (book_id) REFERENCES ai.books(id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.predictions
    ADD CONSTRAINT fk_predictions_book_id FOREIGN KEY (book_id) REFERENCES ai.books(id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.settled_games
    ADD CONSTRAINT fk_settled_games_book_id FOREIGN KEY (book_id) REFERENCES ai.books(id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.settlements
    ADD CONSTRAINT fk_settlements_bet_id FOREIGN KEY (bet_id) REFERENCES ai.bets(id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.tactical_alerts
    ADD CONSTRAINT fk_tactical_alerts_organisation_id_analysis_id FOREIGN KEY (organisation_id, analysis_id) REFERENCES ai.analysis_runs(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY ai.votes
    ADD CONSTRAINT fk_votes_book_id FOREIGN KEY (book_id) REFERENCES ai.books(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.account_quotas
    ADD CONSTRAINT fk_account_quotas_user_id FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.api_key_secrets
    ADD CONSTRAINT fk_api_key_secrets_api_key_id FOREIGN KEY (api_key_id) REFERENCES auth.api_keys(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.api_keys
    ADD CONSTRAINT fk_api_keys_organisation_id FOREIGN KEY (organisation_id) REFERENCES auth.organisations(id) ON DELETE SET NULL;

ALTER TABLE ONLY auth.api_keys
    ADD CONSTRAINT fk_api_keys_user_id FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.audit_chain
    ADD CONSTRAINT fk_audit_chain_event_id FOREIGN KEY (event_id) REFERENCES auth.audit_events(id);

ALTER TABLE ONLY auth.audit_queue
    ADD CONSTRAINT fk_audit_queue_event_id FOREIGN KEY (event_id) REFERENCES auth.audit_events(id);

ALTER TABLE ONLY auth.known_networks
    ADD CONSTRAINT fk_known_networks_user_id FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.links
    ADD CONSTRAINT fk_links_user_id FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.mails
    ADD CONSTRAINT fk_mails_user_id_users FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.memberships
    ADD CONSTRAINT fk_memberships_organisation_id FOREIGN KEY (organisation_id) REFERENCES auth.organisations(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.memberships
    ADD CONSTRAINT fk_memberships_user_id FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.sessions
    ADD CONSTRAINT fk_sessions_organisation_id FOREIGN KEY (organisation_id) REFERENCES auth.organisations(id) ON DELETE SET NULL;

ALTER TABLE ONLY auth.sessions
    ADD CONSTRAINT fk_sessions_user_id FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.users
    ADD CONSTRAINT fk_users_made_by_organisations FOREIGN KEY (made_by) REFERENCES auth.organisations(id) ON DELETE SET NULL;

ALTER TABLE ONLY clubs.match_events
    ADD CONSTRAINT fk_match_events_organisation_id_match_id FOREIGN KEY (organisation_id, match_id) REFERENCES clubs.matches(organisation_id, id);

ALTER TABLE ONLY clubs.match_events
    ADD CONSTRAINT fk_match_events_organisation_id_player_id FOREIGN KEY (organisation_id, player_id) REFERENCES clubs.players(organisation_id, id);

ALTER TABLE ONLY clubs.match_events
    ADD CONSTRAINT fk_match_events_organisation_id_related_player_id FOREIGN KEY (organisation_id, related_player_id) REFERENCES clubs.players(organisation_id, id);

ALTER TABLE ONLY clubs.match_events
    ADD CONSTRAINT fk_match_events_organisation_id_team_id FOREIGN KEY (organisation_id, team_id) REFERENCES clubs.teams(organisation_id, id);

ALTER TABLE ONLY clubs.match_lineups
    ADD CONSTRAINT fk_match_lineups_organisation_id_match_id FOREIGN KEY (organisation_id, match_id) REFERENCES clubs.matches(organisation_id, id);

ALTER TABLE ONLY clubs.match_lineups
    ADD CONSTRAINT fk_match_lineups_organisation_id_player_id FOREIGN KEY (organisation_id, player_id) REFERENCES clubs.players(organisation_id, id);

ALTER TABLE ONLY clubs.match_lineups
    ADD CONSTRAINT fk_match_lineups_organisation_id_team_id FOREIGN KEY (organisation_id, team_id) REFERENCES clubs.teams(organisation_id, id);

ALTER TABLE ONLY clubs.match_notes
    ADD CONSTRAINT fk_match_notes_organisation_id_match_id FOREIGN KEY (organisation_id, match_id) REFERENCES clubs.matches(organisation_id, id);

ALTER TABLE ONLY clubs.match_notes
    ADD CONSTRAINT fk_match_notes_organisation_id_player_id FOREIGN KEY (organisation_id, player_id) REFERENCES clubs.players(organisation_id, id);

ALTER TABLE ONLY clubs.match_results
    ADD CONSTRAINT fk_match_results_organisation_id_match_id FOREIGN KEY (organisation_id, match_id) REFERENCES clubs.matches(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY clubs.match_sheets
    ADD CONSTRAINT fk_match_sheets_organisation_id_match_id FOREIGN KEY (organisation_id, match_id) REFERENCES clubs.matches(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY clubs.match_sheets
    ADD CONSTRAINT fk_match_sheets_organisation_id_team_id FOREIGN KEY (organisation_id, team_id) REFERENCES clubs.teams(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY clubs.matches
    ADD CONSTRAINT fk_matches_organisation_id_away_team_id FOREIGN KEY (organisation_id, away_team_id) REFERENCES clubs.teams(organisation_id, id);

ALTER TABLE ONLY clubs.matches
    ADD CONSTRAINT fk_matches_organisation_id_event_id FOREIGN KEY (organisation_id, event_id) REFERENCES clubs.events(organisation_id, id);

ALTER TABLE ONLY clubs.matches
    ADD CONSTRAINT fk_matches_organisation_id_home_team_id FOREIGN KEY (organisation_id, home_team_id) REFERENCES clubs.teams(organisation_id, id);

ALTER TABLE ONLY clubs.player_consents
    ADD CONSTRAINT fk_player_consents_organisation_id_player_id FOREIGN KEY (organisation_id, player_id) REFERENCES clubs.players(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY clubs.player_erasures
    ADD CONSTRAINT fk_player_erasures_organisation_id_player_id FOREIGN KEY (organisation_id, player_id) REFERENCES clubs.players(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY clubs.player_match_statistics
    ADD CONSTRAINT fk_player_match_statistics_organisation_id_match_id FOREIGN KEY (organisation_id, match_id) REFERENCES clubs.matches(organisation_id, id);

ALTER TABLE ONLY clubs.player_match_statistics
    ADD CONSTRAINT fk_player_match_statistics_organisation_id_player_id FOREIGN KEY (organisation_id, player_id) REFERENCES clubs.players(organisation_id, id);

ALTER TABLE ONLY clubs.player_registrations
    ADD CONSTRAINT fk_player_registrations_organisation_id_player_id FOREIGN KEY (organisation_id, player_id) REFERENCES clubs.players(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY clubs.player_registrations
    ADD CONSTRAINT fk_player_registrations_organisation_id_team_id FOREIGN KEY (organisation_id, team_id) REFERENCES clubs.teams(organisation_id, id);

ALTER TABLE ONLY clubs.responses
    ADD CONSTRAINT fk_responses_organisation_id_match_id FOREIGN KEY (organisation_id, match_id) REFERENCES clubs.matches(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY clubs.responses
    ADD CONSTRAINT fk_responses_organisation_id_player_id FOREIGN KEY (organisation_id, player_id) REFERENCES clubs.players(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY clubs.responses
    ADD CONSTRAINT fk_responses_organisation_id_reunion_id FOREIGN KEY (organisation_id, reunion_id) REFERENCES clubs.reunions(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY clubs.responses
    ADD CONSTRAINT fk_responses_organisation_id_training_session_id FOREIGN KEY (organisation_id, training_session_id) REFERENCES clubs.training_sessions(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY clubs.reunion_participants
    ADD CONSTRAINT fk_reunion_participants_organisation_id_player_id FOREIGN KEY (organisation_id, player_id) REFERENCES clubs.players(organisation_id, id);

ALTER TABLE ONLY clubs.reunion_participants
    ADD CONSTRAINT fk_reunion_participants_organisation_id_reunion_id FOREIGN KEY (organisation_id, reunion_id) REFERENCES clubs.reunions(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY clubs.reunions
    ADD CONSTRAINT fk_reunions_organisation_id_team_id FOREIGN KEY (organisation_id, team_id) REFERENCES clubs.teams(organisation_id, id);

ALTER TABLE ONLY clubs.training_session_attendance
    ADD CONSTRAINT fk_training_session_attendance_organisation_id_player_id FOREIGN KEY (organisation_id, player_id) REFERENCES clubs.players(organisation_id, id);

ALTER TABLE ONLY clubs.training_session_attendance
    ADD CONSTRAINT fk_training_session_attendance_organisation_id_training_ee22 FOREIGN KEY (organisation_id, training_session_id) REFERENCES clubs.training_sessions(organisation_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY clubs.training_sessions
    ADD CONSTRAINT fk_training_sessions_organisation_id_team_id FOREIGN KEY (organisation_id, team_id) REFERENCES clubs.teams(organisation_id, id);

ALTER TABLE ONLY fantasy.boards
    ADD CONSTRAINT fk_boards_league_id FOREIGN KEY (league_id) REFERENCES fantasy.leagues(id) ON DELETE CASCADE;

ALTER TABLE ONLY fantasy.boards
    ADD CONSTRAINT fk_boards_publication_id FOREIGN KEY (publication_id) REFERENCES fantasy.publications(id);

ALTER TABLE ONLY fantasy.boards
    ADD CONSTRAINT fk_boards_race_id FOREIGN KEY (race_id) REFERENCES league.rounds(id);

ALTER TABLE ONLY fantasy.leagues
    ADD CONSTRAINT fk_leagues_first_race_id FOREIGN KEY (first_race_id) REFERENCES league.rounds(id);

ALTER TABLE ONLY fantasy.leagues
    ADD CONSTRAINT fk_leagues_owner_id FOREIGN KEY (owner_id) REFERENCES fantasy.teams(id);

ALTER TABLE ONLY fantasy.leagues
    ADD CONSTRAINT fk_leagues_season_id FOREIGN KEY (season_id) REFERENCES league.seasons(id);

ALTER TABLE ONLY fantasy.lineups
    ADD CONSTRAINT fk_lineups_race_id FOREIGN KEY (race_id) REFERENCES league.rounds(id);

ALTER TABLE ONLY fantasy.lineups
    ADD CONSTRAINT fk_lineups_team_id FOREIGN KEY (team_id) REFERENCES fantasy.teams(id);

ALTER TABLE ONLY fantasy.members
    ADD CONSTRAINT fk_members_league_id FOREIGN KEY (league_id) REFERENCES fantasy.leagues(id) ON DELETE CASCADE;

ALTER TABLE ONLY fantasy.members
    ADD CONSTRAINT fk_members_team_id FOREIGN KEY (team_id) REFERENCES fantasy.teams(id);

ALTER TABLE ONLY fantasy.price_lists
    ADD CONSTRAINT fk_price_lists_race_id FOREIGN KEY (race_id) REFERENCES league.rounds(id);

ALTER TABLE ONLY fantasy.price_lists
    ADD CONSTRAINT fk_price_lists_season_id FOREIGN KEY (season_id) REFERENCES league.seasons(id);

ALTER TABLE ONLY fantasy.prices
    ADD CONSTRAINT fk_prices_driver_id FOREIGN KEY (driver_id) REFERENCES league.people(id);

ALTER TABLE ONLY fantasy.prices
    ADD CONSTRAINT fk_prices_race_id FOREIGN KEY (race_id) REFERENCES league.rounds(id);

ALTER TABLE ONLY fantasy.publications
    ADD CONSTRAINT fk_publications_race_id FOREIGN KEY (race_id) REFERENCES league.rounds(id);

ALTER TABLE ONLY fantasy.reminders
    ADD CONSTRAINT fk_reminders_race_id FOREIGN KEY (race_id) REFERENCES league.rounds(id);

ALTER TABLE ONLY fantasy.reminders
    ADD CONSTRAINT fk_reminders_team_id FOREIGN KEY (team_id) REFERENCES fantasy.teams(id);

ALTER TABLE ONLY fantasy.replays
    ADD CONSTRAINT fk_replays_season_id FOREIGN KEY (season_id) REFERENCES league.seasons(id);

ALTER TABLE ONLY fantasy.scores
    ADD CONSTRAINT fk_scores_publication_id FOREIGN KEY (publication_id) REFERENCES fantasy.publications(id);

ALTER TABLE ONLY fantasy.scores
    ADD CONSTRAINT fk_scores_team_id FOREIGN KEY (team_id) REFERENCES fantasy.teams(id);

ALTER TABLE ONLY league.create_requests
    ADD CONSTRAINT fk_create_requests_league_id FOREIGN KEY (league_id) REFERENCES league.leagues(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.entries
    ADD CONSTRAINT fk_entries_person_id_people FOREIGN KEY (person_id) REFERENCES league.people(id);

ALTER TABLE ONLY league.entries
    ADD CONSTRAINT fk_entries_round_id_rounds FOREIGN KEY (round_id) REFERENCES league.rounds(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.entries
    ADD CONSTRAINT fk_entries_team_id_teams FOREIGN KEY (team_id) REFERENCES league.teams(id);

ALTER TABLE ONLY league.event_changes
    ADD CONSTRAINT fk_event_changes_event_id FOREIGN KEY (event_id) REFERENCES league.events(id);

ALTER TABLE ONLY league.event_competitors
    ADD CONSTRAINT fk_event_competitors_event_id FOREIGN KEY (event_id) REFERENCES league.events(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.event_competitors
    ADD CONSTRAINT fk_event_competitors_person_id FOREIGN KEY (person_id) REFERENCES league.people(id);

ALTER TABLE ONLY league.event_competitors
    ADD CONSTRAINT fk_event_competitors_starter_id FOREIGN KEY (starter_id) REFERENCES league.people(id);

ALTER TABLE ONLY league.event_competitors
    ADD CONSTRAINT fk_event_competitors_team_id FOREIGN KEY (team_id) REFERENCES league.teams(id);

ALTER TABLE ONLY league.events
    ADD CONSTRAINT fk_events_competition_id FOREIGN KEY (competition_id) REFERENCES league.competitions(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.events
    ADD CONSTRAINT fk_events_round_id FOREIGN KEY (round_id) REFERENCES league.rounds(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.events
    ADD CONSTRAINT fk_events_season_id FOREIGN KEY (season_id) REFERENCES league.seasons(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.events
    ADD CONSTRAINT fk_events_venue_id FOREIGN KEY (venue_id) REFERENCES league.venues(id);

ALTER TABLE ONLY league.figures
    ADD CONSTRAINT fk_figures_league_id_leagues FOREIGN KEY (league_id) REFERENCES league.leagues(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.league_sources
    ADD CONSTRAINT fk_league_sources_league_id FOREIGN KEY (league_id) REFERENCES league.leagues(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.league_sources
    ADD CONSTRAINT fk_league_sources_source FOREIGN KEY (source) REFERENCES league.sources(key);

ALTER TABLE ONLY league.line_quotes
    ADD CONSTRAINT fk_line_quotes_event_id FOREIGN KEY (event_id) REFERENCES league.events(id);

ALTER TABLE ONLY league.partnerships
    ADD CONSTRAINT fk_partnerships_league_id FOREIGN KEY (league_id) REFERENCES league.leagues(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.person_ids
    ADD CONSTRAINT fk_person_ids_person_id_people FOREIGN KEY (person_id) REFERENCES league.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.result_checks
    ADD CONSTRAINT fk_result_checks_event_id FOREIGN KEY (event_id) REFERENCES league.events(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.result_decisions
    ADD CONSTRAINT fk_result_decisions_event_id_revision FOREIGN KEY (event_id, revision) REFERENCES league.result_revisions(event_id, revision);

ALTER TABLE ONLY league.result_revisions
    ADD CONSTRAINT fk_result_revisions_event_id FOREIGN KEY (event_id) REFERENCES league.events(id);

ALTER TABLE ONLY league.result_scores
    ADD CONSTRAINT fk_result_scores_event_id_revision FOREIGN KEY (event_id, revision) REFERENCES league.result_revisions(event_id, revision);

ALTER TABLE ONLY league.rounds
    ADD CONSTRAINT fk_rounds_season_id FOREIGN KEY (season_id) REFERENCES league.seasons(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.search_names
    ADD CONSTRAINT fk_search_names_league_id FOREIGN KEY (league_id) REFERENCES league.leagues(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.search_terms
    ADD CONSTRAINT fk_search_terms_league_id FOREIGN KEY (league_id) REFERENCES league.leagues(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.seasons
    ADD CONSTRAINT fk_seasons_competition_id FOREIGN KEY (competition_id) REFERENCES league.competitions(id) ON DELETE CASCADE;

ALTER TABLE ONLY league.team_eras
    ADD CONSTRAINT fk_team_eras_team_id FOREIGN KEY (team_id) REFERENCES league.teams(id) ON DELETE CASCADE;
