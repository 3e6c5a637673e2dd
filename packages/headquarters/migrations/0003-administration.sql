-- Corrections of failed operations by administrators: both values, and the error that made the correction necessary.
CREATE TABLE operation_corrections (
  operation_correction_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  operation_id uuid NOT NULL,
  corrected_by text NOT NULL,
  corrected_at timestamptz NOT NULL,
  -- Null where what had arrived could not be stored.
  old_changes jsonb,
  new_changes jsonb NOT NULL,
  last_known_error jsonb
);
CREATE INDEX operation_corrections_operation ON operation_corrections (operation_id);

-- Every change of a setting: who, when, what, from and to.
CREATE TABLE settings_audit (
  settings_audit_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  -- For example `functionality profile POS-SYNC`.
  setting text NOT NULL,
  old_value jsonb,
  new_value jsonb
);

-- The audit page shows the latest arrivals of any status without sorting the whole inbox.
CREATE INDEX staged_operations_arrival ON staged_operations (n);
