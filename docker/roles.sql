-- Two roles: lantern_owner defines tables (migrations), lantern_app uses them (everything at run time).
-- Run as a superuser inside Lantern's database; safe to repeat. Sets no password: whoever runs it does.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lantern_owner') THEN
        CREATE ROLE lantern_owner;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lantern_app') THEN
        CREATE ROLE lantern_app;
    END IF;
END
$$;

ALTER ROLE lantern_owner WITH LOGIN NOSUPERUSER NOBYPASSRLS NOREPLICATION NOCREATEDB NOCREATEROLE;
ALTER ROLE lantern_app WITH LOGIN NOSUPERUSER NOBYPASSRLS NOREPLICATION NOCREATEDB NOCREATEROLE NOINHERIT;

-- The owner may act as the run-time role, never the other way round.
GRANT lantern_app TO lantern_owner;

DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO lantern_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO lantern_app', current_database());
END
$$;

ALTER SCHEMA public OWNER TO lantern_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO lantern_app;
ALTER DEFAULT PRIVILEGES FOR ROLE lantern_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lantern_app;
ALTER DEFAULT PRIVILEGES FOR ROLE lantern_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO lantern_app;
