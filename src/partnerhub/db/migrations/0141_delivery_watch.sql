-- Whether deliveries are late, and what the operator was told of it.
-- depends: 0140_attempt_log

-- Pre-deploy. New tables only.

-- migrate: apply

CREATE TABLE delivery_watch (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    late boolean NOT NULL DEFAULT false,
    since timestamptz NOT NULL DEFAULT '-infinity'
);
COMMENT ON TABLE delivery_watch IS 'One row, one for all processes that watch, so that a change is told once.';
GRANT SELECT, INSERT, UPDATE ON delivery_watch TO partnerhub_worker;

CREATE TABLE operator_alert (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    name text NOT NULL,
    detail text NOT NULL
);
COMMENT ON TABLE operator_alert IS 'What went wrong with the installation itself, and when it was over. `detail`: a JSON object.';
GRANT SELECT, INSERT ON operator_alert TO partnerhub_worker;

-- migrate: rollback
