#!/bin/sh
# After the meeting: what the board was given is closed and committed.
#
#     close.sh PERIOD [PACK]
#
# PACK is the folder of the pack that was issued, scorecard/ where it is not named.
set -eu
closed=$(cxscore close "$1" --pack "${2:-scorecard}")
git add -- "$closed"
git commit --quiet --message "Close $1" -- "$closed"
