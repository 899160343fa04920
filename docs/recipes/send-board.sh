#!/bin/sh
# The first page as a mail to the board, by msmtp (its account in /etc/msmtprc or ~/.msmtprc).
#
#     send-board.sh ADDRESS [OPTIONS of cxscore build]
#
# Where nothing is built nothing is sent, and what the gate objects to is not sent either.
set -eu
to=$1
shift
page=$(mktemp)
trap 'rm -f "$page"' EXIT
cxscore build -q -f mail -o - "$@" > "$page"
msmtp -- "$to" < "$page"
