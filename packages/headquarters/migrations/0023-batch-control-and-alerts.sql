-- Jobs that somebody withholds: they aren't started, by nobody, until they are released.
CREATE TABLE batch_job_withholdings (
  job text PRIMARY KEY,
  withheld_at timestamptz NOT NULL,
  withheld_by text NOT NULL
);

ALTER TABLE batch_job_runs
  DROP CONSTRAINT batch_job_runs_state_check,
  ADD CONSTRAINT batch_job_runs_state_check
    CHECK (state IN ('running', 'succeeded', 'failed', 'interrupted', 'canceled')),
  -- How long the runs of the line took together; null while it runs, and where nobody was left to measure it.
  ADD COLUMN duration_ms bigint,
  -- The process that has the run ends it after its current transaction.
  ADD COLUMN cancel_asked_at timestamptz,
  ADD COLUMN cancel_asked_by text;

UPDATE batch_job_runs
SET duration_ms = greatest(0, round(extract(epoch FROM ended_at - started_at) * 1000))
WHERE runs = 1 AND state IN ('succeeded', 'failed');

-- What an alert rule has found, one line from its raising on; one that comes back soon is the same line again.
CREATE TABLE alerts (
  alert_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert_rule_id text NOT NULL,
  condition text NOT NULL,
  -- The job, the channel database or the number sequence it is about.
  subject text NOT NULL,
  -- In each language.
  message jsonb NOT NULL,
  remedy jsonb NOT NULL,
  raised_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  -- Null while it is so.
  cleared_at timestamptz,
  raise_count integer NOT NULL DEFAULT 1 CHECK (raise_count > 0),
  acknowledged_at timestamptz,
  acknowledged_by text,
  mail_state text NOT NULL CHECK (mail_state IN ('none', 'pending', 'sent', 'failed'))
);
CREATE UNIQUE INDEX alerts_open ON alerts (alert_rule_id, subject) WHERE cleared_at IS NULL;
CREATE INDEX alerts_cleared ON alerts (cleared_at) WHERE cleared_at IS NOT NULL;
CREATE INDEX alerts_mail ON alerts (alert_id) WHERE mail_state = 'pending';

INSERT INTO setting_documents (kind, key, document)
SELECT 'alert-rules', rule ->> 'alertRuleId',
  '{"active": true, "job": null, "minutes": 30, "emailAddresses": [], "senderAddress": null, "languageId": "en"}'::jsonb || rule
FROM jsonb_array_elements('[
  {"alertRuleId": "JOB-FAILED", "name": "A job failed", "condition": "jobFailed"},
  {"alertRuleId": "JOB-LATE", "name": "A job is late, off or missing", "condition": "jobLate"},
  {"alertRuleId": "JOB-WITHHELD", "name": "A job is withheld for long", "condition": "jobWithheld", "minutes": 60},
  {"alertRuleId": "JOB-LONG", "name": "A run takes long", "condition": "jobRunsLong", "minutes": 60},
  {"alertRuleId": "PENDING", "name": "Customers wait for long", "condition": "customersPending"},
  {"alertRuleId": "SUSPENDED", "name": "A download session is suspended", "condition": "downloadSuspended"},
  {"alertRuleId": "NUMBERS", "name": "A number sequence comes to its end", "condition": "numberSequence"}
]'::jsonb) AS rule;
