#!/bin/sh
# Makes the secrets that compose.yml reads, once. Keep a copy of master_key apart from the backups:
# without it nothing encrypted can be read again.
set -eu
umask 077
directory="$(cd "$(dirname "$0")" && pwd)/secrets"
mkdir -p "$directory"

# Write standard input to a secret that does not exist yet.
keep() {
    if [ -e "$directory/$1" ]; then
        cat > /dev/null
        echo "kept   $1"
    else
        cat > "$directory/$1"
        echo "made   $1"
    fi
}

word() { head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'; }

word | keep postgres_password
word | keep owner_password
word | keep app_password
word | keep redis_password
head -c 48 /dev/urandom | base64 | tr -d '\n' | keep secret_key
head -c 32 /dev/urandom | base64 | tr -d '\n' | keep master_key
printf 'postgres://lantern_owner:%s@db:5432/lantern' "$(cat "$directory/owner_password")" | keep owner_database_url
printf 'postgres://lantern_app:%s@db:5432/lantern' "$(cat "$directory/app_password")" | keep database_url
printf 'redis://:%s@redis:6379/0' "$(cat "$directory/redis_password")" | keep broker_url
# Containers run as accounts of their own: the directory is closed, the files inside can be read.
chmod 0700 "$directory"
chmod 0444 "$directory"/*
