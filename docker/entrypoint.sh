#!/bin/sh
# What one container does: web, worker, beat, migrate, or any command of manage.py.
set -eu
cd /app

case "${1:-web}" in
    web)
        exec granian --interface wsgi --host 0.0.0.0 --port 8000 --no-ws \
            --workers "${WEB_WORKERS:-2}" --blocking-threads "${WEB_THREADS:-4}" \
            --respawn-failed-workers --workers-kill-timeout 30 config.wsgi:application
        ;;
    worker)
        exec celery -A config.celery worker --loglevel INFO --concurrency "${WORKER_PROCESSES:-2}"
        ;;
    beat)
        exec celery -A config.celery beat --loglevel INFO --pidfile= --schedule /app/var/beat/schedule
        ;;
    migrate)
        # Tables are made by their owner; nothing else runs with that role.
        if [ -n "${OWNER_DATABASE_URL_FILE:-}" ]; then
            unset DATABASE_URL
            DATABASE_URL_FILE="$OWNER_DATABASE_URL_FILE"
            export DATABASE_URL_FILE
        elif [ -n "${OWNER_DATABASE_URL:-}" ]; then
            unset DATABASE_URL_FILE
            DATABASE_URL="$OWNER_DATABASE_URL"
            export DATABASE_URL
        else
            echo "migrate needs OWNER_DATABASE_URL or OWNER_DATABASE_URL_FILE (role lantern_owner)" >&2
            exit 1
        fi
        exec python manage.py migrate --noinput
        ;;
    *)
        exec python manage.py "$@"
        ;;
esac
