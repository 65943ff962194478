#!/bin/sh
# Runs once, when the database container has empty data: both roles, with passwords from the secrets.
set -eu

psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --file /lantern/roles.sql

owner="$(cat /run/secrets/owner_password)"
app="$(cat /run/secrets/app_password)"
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set owner="$owner" --set app="$app" <<'SQL'
ALTER ROLE lantern_owner PASSWORD :'owner';
ALTER ROLE lantern_app PASSWORD :'app';
SQL
