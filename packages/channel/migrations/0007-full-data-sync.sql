-- The last *Full data sync* of customers that headquarters asked for and this database began, together with its cursor.
ALTER TABLE headquarters_link ADD COLUMN full_data_sync integer NOT NULL DEFAULT 0;
