-- Job 1090 tells of active devices and of the last revocations of each register. What it once told of and left
-- out since was revoked before those.
ALTER TABLE devices ADD COLUMN listed boolean NOT NULL DEFAULT false;
