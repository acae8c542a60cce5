#!/bin/sh
# A database per service and two logins each: one owns the tables and migrates, one serves and owns nothing.
set -eu
for service in intake consent meetings plans outreach; do
  upper=$(echo "$service" | tr '[:lower:]' '[:upper:]')
  eval "own=\$${upper}_DB_PASSWORD owner=\$${upper}_OWNER_DB_PASSWORD"
  psql -v ON_ERROR_STOP=1 -v own="$own" -v owner="$owner" -U postgres <<SQL
CREATE ROLE tsunagi_$service LOGIN PASSWORD :'own';
CREATE ROLE tsunagi_${service}_owner LOGIN PASSWORD :'owner';
CREATE DATABASE tsunagi_$service OWNER tsunagi_${service}_owner;
REVOKE ALL ON DATABASE tsunagi_$service FROM PUBLIC;
GRANT CONNECT ON DATABASE tsunagi_$service TO tsunagi_$service;
SQL
done
