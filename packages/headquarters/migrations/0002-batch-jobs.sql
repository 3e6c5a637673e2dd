-- When each job runs by itself; the text is that of parseRecurrence.
CREATE TABLE batch_job_recurrences (
  job text PRIMARY KEY,
  recurrence text NOT NULL,
  changed_at timestamptz NOT NULL
);

-- One row per timed or asked-for run, and one per minute and process for the continuous runs that did something.
CREATE TABLE batch_job_runs (
  run_id uuid PRIMARY KEY,
  job text NOT NULL,
  trigger text NOT NULL CHECK (trigger IN ('recurrence', 'runNow', 'continuous')),
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  state text NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'interrupted')),
  runs integer NOT NULL DEFAULT 1 CHECK (runs > 0),
  result jsonb NOT NULL DEFAULT '{}',
  error text,
  CHECK ((state = 'running') = (ended_at IS NULL))
);

CREATE INDEX batch_job_runs_by_job ON batch_job_runs (job, started_at DESC, run_id DESC);

CREATE INDEX batch_job_runs_running ON batch_job_runs (job) WHERE state = 'running';
