#!/bin/sh
# The trial's own authority, and a certificate for each service, the router and every agency that is named:
#   certificates.sh FOLDER HOST [AGENCY ...]     HOST: the router's name as callers write it
# What is there is kept. Run it again for another agency, and after deleting a folder to renew its certificate.
set -eu
umask 077
services="intake consent meetings plans outreach"
folder=$1 host=$2
shift 2
mkdir -p "$folder/authority" "$folder/revoked"
cd "$folder"
touch revoked/serials
if [ ! -e authority/ca.key ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=Tsunagi trial" \
    -keyout authority/ca.key -out authority/ca.crt
fi

issue() {
  if [ -e "$1/tls.crt" ]; then return; fi
  mkdir -p "$1"
  cp authority/ca.crt "$1/ca.crt"
  printf 'subjectAltName=%s\n' "$2" > "$1/names"
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$1/tls.key" -out "$1/request"
  openssl x509 -req -in "$1/request" -CA authority/ca.crt -CAkey authority/ca.key -CAcreateserial -days 365 \
    -extfile "$1/names" -out "$1/tls.crt"
  rm "$1/request" "$1/names"
}

for service in $services; do issue "$service" "URI:tsunagi://service/$service,DNS:$service"; done
issue router "URI:tsunagi://router,DNS:$host"
for agency in "$@"; do issue "agency-$agency" "URI:tsunagi://agency/$agency"; done
