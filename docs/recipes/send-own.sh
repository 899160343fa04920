#!/bin/sh
# Each owner's own mail, by msmtp: send-own.sh PACK
#
# PACK is what `cxscore build -f mail,json --by-owner -o PACK` wrote; addresses are those of kpis.yaml.
# Needs jq and msmtp (its account in /etc/msmtprc or ~/.msmtprc).
set -eu
jq --raw-output '.owners[] | select(.email) | "\(.id) \(.email)"' "$1/scorecard.json" |
while read -r owner address; do
  page="$1/owners/$owner/mail.html"
  if [ -s "$page" ]; then
    {
      printf 'To: %s\nSubject: Your part of the scorecard\nMIME-Version: 1.0\n' "$address"
      printf 'Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n'
      base64 "$page"
    } | msmtp -- "$address"
  fi
done
