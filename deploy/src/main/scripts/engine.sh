# Sourced: where the engine of `./dev run` keeps its things, and waits that end.

DEV=$ROOT/.dev
# Short on purpose: a unix socket's path may have 107 bytes, and conmon makes sockets below this.
EXEC_ROOT=/run/rutter-dev-$(printf '%s' "$ROOT" | cksum | cut -d' ' -f1)
SOCKET=$EXEC_ROOT/rutter.sock
PID_FILE=$DEV/engine.pid

# wait_until SECONDS COMMAND...: true as soon as the command is
wait_until() {
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.1
    done
}

answers() { [ "$(curl -s -m 2 --unix-socket "$SOCKET" http://rutter/_ping)" = OK ]; }

engine_pid() {
    local pid
    pid=$(cat "$PID_FILE" 2>/dev/null) && grep -qs io.rutter.deploy.Main "/proc/$pid/cmdline" && echo "$pid"
}

gone() { ! kill -0 "$1" 2>/dev/null; }

stop_engine() {
    local pid
    pid=$(engine_pid) || return 0
    kill "$pid"
    wait_until 20 gone "$pid" || kill -9 "$pid"
    rm -f "$PID_FILE"
}
