-- What people and administrator tokens do: the intent before it runs, the outcome after it.
CREATE TABLE action_audit (
  n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Who, as settings_audit.changed_by names them, and what to call them.
  subject text NOT NULL,
  name text,
  roles text[] NOT NULL,
  -- The name of the route.
  action text NOT NULL,
  -- Identifiers of the address. No bodies: they hold customers.
  parameters jsonb NOT NULL,
  -- An action that stays `began` was cut short: whether it took effect isn't known.
  outcome text NOT NULL CHECK (outcome IN ('began', 'succeeded', 'refused', 'failed')),
  -- Of the error register, where it was refused or failed.
  code text,
  began_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX action_audit_time ON action_audit (began_at, n);
CREATE INDEX action_audit_subject ON action_audit (subject, began_at);

-- The trail shows the changes of settings with the actions that made them.
CREATE INDEX settings_audit_time ON settings_audit (changed_at, settings_audit_id);
-- With which version of its settings a job carried a setting.
CREATE INDEX settings_audit_setting ON settings_audit (job, setting, version) WHERE job IS NOT NULL;
CREATE INDEX settings_audit_author ON settings_audit (changed_by, changed_at);
