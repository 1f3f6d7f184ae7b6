#!/bin/sh
# Makes what compose.yaml reads from ./secrets (or from the folder named): an authority of the installation's own,
# certificates of Elasticsearch and Redis, keys, passwords and the addresses that hold them. What is there stays, so
# that a file taken away is made anew and the others live on. Needs openssl.
set -eu
umask 077
mkdir -p "${1:-secrets}"
cd "${1:-secrets}"
# Nobody else on this host enters the folder; inside a container each file is read by that container's own user.
chmod 700 .

random() { [ -s "$1" ] || openssl rand -hex 24 >"$1"; }
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null; }

if [ ! -s ca.crt ]; then
  key ca.key
  openssl req -x509 -new -key ca.key -sha256 -days 3650 -subj '/O=Huimu/CN=Huimu installation' \
    -addext 'keyUsage=critical,keyCertSign,cRLSign' -out ca.crt
  rm -f elasticsearch.crt redis.crt
fi

for name in elasticsearch redis; do
  [ ! -s "$name.crt" ] || continue
  key "$name.key"
  printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n' "$name" >extensions
  openssl req -new -key "$name.key" -subj "/O=Huimu/CN=$name" |
    openssl x509 -req -sha256 -days 730 -CA ca.crt -CAkey ca.key -set_serial "0x$(openssl rand -hex 15)" \
      -extfile extensions -out "$name.crt" 2>/dev/null
  rm extensions
done

random admin-key
random elastic-password
random elasticsearch-password
random redis-password

printf 'https://huimu:%s@elasticsearch:9200\n' "$(cat elasticsearch-password)" >elasticsearch-url
printf 'rediss://huimu:%s@redis:6379/0\n' "$(cat redis-password)" >redis-url
# The rights that Huimu needs and no more; Redis itself keeps the password's hash alone.
printf 'user default off\nuser huimu on #%s ~{huimu}* &{huimu}* +@all -@admin -@dangerous +info +client|list\n' \
  "$(tr -d '\n' <redis-password | openssl dgst -sha256 -r | cut -d ' ' -f 1)" >redis-users.acl

chmod 644 ./*
chmod 600 ca.key
