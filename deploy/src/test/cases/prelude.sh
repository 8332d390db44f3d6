# Sourced before each case. $N is the case's own name, $D a folder for its files, $SOCKET the engine's; the image `base` is a static busybox.

# api METHOD PATH [BODY]: a request as it is, for what no client would send; prints status and body
api() {
    local body=()
    [ $# -lt 3 ] || body=(-H 'Content-Type: application/json' --data-binary "$3")
    curl -s -m 20 -o /tmp/$N.body -w '%{http_code} ' --unix-socket "$SOCKET" -X "$1" "${body[@]}" "http://engine$2"
    cat /tmp/$N.body
    rm -f /tmp/$N.body
    echo
}

# soon COMMAND...: until it succeeds, thirty seconds at most; says nothing
soon() {
    local end=$((SECONDS + 30))
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || { echo "not within 30 s: $*"; return 1; }
        sleep 0.1
    done
}

# prints TEXT COMMAND...: whether the command's output holds the text; for `soon`
prints() {
    local text=$1
    shift
    "$@" 2>&1 | grep -q -- "$text"
}

# gone NAME: no container of that name is left; for `soon`
gone() { test -z "$(docker ps -aq --filter "name=$1")"; }

# tty COMMAND: on a pseudo-terminal
tty() { script -qec "$*" /dev/null </dev/null; }

# folder FILE TEXT [FILE TEXT...]: a directory for builds and binds, named $D; a \n in the text is a new line
folder() {
    mkdir -p "$D"
    while [ $# -gt 0 ]; do
        mkdir -p "$(dirname "$D/$1")"
        printf '%b\n' "$2" >"$D/$1"
        shift 2
    done
}

# swarm: this node is a manager, now if not before
swarm() { test "$(docker info -f '{{.Swarm.LocalNodeState}}')" = active || docker swarm init --advertise-addr 127.0.0.1 >/dev/null; }

# running N/M [SERVICE]: so many tasks run of those that should; for `soon`
running() { test "$(docker service ls --filter "name=${2:-$N}" --format '{{.Replicas}}' | cut -d' ' -f1)" = "$1"; }

# clean: removes what carries the case's name; reads the case's text to know which kinds of thing it may have made
clean() {
    local text
    text=$(cat)
    case $text in *'docker service'* | *'docker stack'* | */services*)
        docker stack rm "$N" >/dev/null 2>&1
        docker service ls -q --filter "name=$N" | xargs -r docker service rm >/dev/null 2>&1
        # Nothing in these tasks is worth the grace that a service gives them.
        docker ps -q --filter "name=$N" | xargs -r docker kill >/dev/null 2>&1
        ;;
    esac
    docker ps -aq --filter "name=$N" | xargs -r docker rm -fv >/dev/null 2>&1
    case $text in *network* | *'docker stack'*) docker network ls -q --filter "name=$N" | xargs -r docker network rm >/dev/null 2>&1 ;; esac
    case $text in *volume* | *'-v '* | *--mount*) docker volume ls -q --filter "name=$N" | xargs -r docker volume rm >/dev/null 2>&1 ;; esac
    case $text in *build* | *tag* | *import* | *load* | *commit*)
        docker images --format '{{.Repository}}:{{.Tag}}' | grep "^$N" | xargs -r docker rmi -f >/dev/null 2>&1
        ;;
    esac
    case $text in *secret*) docker secret ls -q --filter "name=$N" | xargs -r docker secret rm >/dev/null 2>&1 ;; esac
    case $text in *config*) docker config ls -q --filter "name=$N" | xargs -r docker config rm >/dev/null 2>&1 ;; esac
    rm -rf "$D"
}
