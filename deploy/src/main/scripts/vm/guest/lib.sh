# Sourced by the steps. What is told goes to descriptor 3, the second serial line, a line each: "ok SENTENCE", "not SENTENCE", "ack ...", "end STEP".
# The start-up cache lies where it wants to: moving it costs an emulated processor seconds.
export RUTTER_JAVA_OPTS="-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
export DOCKER_HOST=unix:///run/rutter.sock DOCKER_BUILDKIT=0 DOCKER_CLI_HINTS=false
DATA=/var/lib/rutter
# Generous: the processor is emulated, and the machine beneath may be busy.
SOON_SECONDS=900
ENGINE=

tell() { printf '%s\n' "$*" >&3; }

# is "SENTENCE" WANTED COMMAND...: the command prints just that
is() {
    local sentence=$1 wanted=$2 got
    shift 2
    got=$("$@" 2>&1)
    if [ "$got" = "$wanted" ]; then tell ok "$sentence"; else tell not "$sentence: wanted '$wanted', got '$(tail -c 600 <<<"$got" | tr '\n' '|')'"; fi
}

# holds "SENTENCE" COMMAND...: the command succeeds
holds() {
    local sentence=$1 got
    shift
    if got=$("$@" 2>&1); then tell ok "$sentence"; else tell not "$sentence: $(tail -c 600 <<<"$got" | tr '\n' '|')"; fi
}

# soon COMMAND...: until it succeeds, within a limit
soon() {
    local end=$((SECONDS + SOON_SECONDS))
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || { echo "not within $SOON_SECONDS s: $*"; "$@" 2>&1 | tail -n 5; return 1; }
        sleep 1
    done
}

# prints TEXT COMMAND...: the command prints just that; for `soon`
prints() { local wanted=$1; shift; [ "$("$@" 2>&1)" = "$wanted" ]; }
# tells TEXT COMMAND...: the command's output holds the text
tells() { local text=$1; shift; "$@" 2>&1 | grep -F -- "$text"; }
not() { ! "$@"; }

answers() { [ "$(curl -s -m 5 --unix-socket /run/rutter.sock http://rutter/_ping)" = OK ]; }

start_engine() {
    /vm/rutter engine --data-root $DATA --exec-root /run/rutter --host unix:///run/rutter.sock >>/vm/engine.log 2>&1 &
    ENGINE=$!
    soon engine_settled && answers || { tail -n 5 /vm/engine.log; return 1; }
}
engine_settled() { answers || ! kill -0 "$ENGINE"; }

stop_engine() { kill "$ENGINE"; wait "$ENGINE"; }

base_image() { docker import - base </vm/base.tar; }

field() { docker inspect -f "$1" "$2"; }

# The one group of a container, wherever its parent is.
group() { echo "/sys/fs/cgroup/rutter/$(cd /sys/fs/cgroup/rutter && echo "$(field '{{.Id}}' "$1")"*)"; }
limit() { cat "$(group "$1")/$2"; }

# off poweroff|reboot: as an init would end a machine, with what is written on its disk
off() {
    if [ -d /run/systemd/system ]; then systemctl --no-block "$1"; sleep infinity; fi
    sync
    mount -o remount,ro / 2>/dev/null
    [ "$1" = reboot ] && echo b >/proc/sysrq-trigger
    echo o >/proc/sysrq-trigger
    sleep infinity
}
