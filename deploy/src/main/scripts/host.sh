# Sourced by `dev` and its scripts: what the host must have, and how to get it.
# What is missing is installed where there is apt; elsewhere a sentence names it.

say() { printf '%s\n' "rutter: $*" >&2; }
die() { say "$@"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

need_root() { [ "$(id -u)" = 0 ] || die "namespaces, mounts and nftables need root; say: sudo ./dev ..."; }

APT_UPDATED=
install_packages() {
    [ $# -gt 0 ] || return 0
    have apt-get || die "install these yourself, there is no apt here: $*"
    need_root
    say "installing: $*"
    [ -n "$APT_UPDATED" ] || apt-get update -qq >/dev/null || say "apt-get update failed, going on with the lists at hand"
    APT_UPDATED=yes
    # A package's daemon must not start here: dockerd would rewrite the host's firewall.
    local guard=/usr/sbin/policy-rc.d guarded=
    [ -e $guard ] || { printf '#!/bin/sh\nexit 101\n' >$guard; chmod +x $guard; guarded=yes; }
    local status=0
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || status=$?
    [ -z "$guarded" ] || rm -f $guard
    [ $status -eq 0 ] || die "apt could not install: $*"
}

has_package() { [ -n "$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: \([^(].*\)/\1/p')" ]; }

static_busybox() {
    local path
    path=$(command -v busybox) && ! ldd "$path" >/dev/null 2>&1
}

need_host_tools() {
    local missing=()
    have crun || have runc || missing+=(crun)
    have conmon || missing+=(conmon)
    have ip || missing+=(iproute2)
    have nft || missing+=(nftables)
    have tini || missing+=(tini)
    have curl || missing+=(curl)
    static_busybox || missing+=(busybox-static)
    have docker || missing+=("$(docker_package)")
    install_packages "${missing[@]}"
}

# Only the client is wanted; Debian 12 has it in docker.io together with the daemon.
docker_package() { if has_package docker-cli; then echo docker-cli; else echo docker.io; fi; }

# The daemon that the suite and the benchmarks stand beside. They go on without it and say so.
need_dockerd() {
    have dockerd && have containerd && return 0
    (install_packages docker.io containerd) || say "no dockerd to compare with: those parts are left out"
}

jdk() { "$ROOT/deploy/src/main/dist/bin/find-jdk"; }

need_build_tools() {
    if ! jdk >/dev/null 2>&1 && have apt-get && has_package openjdk-25-jdk-headless; then
        install_packages openjdk-25-jdk-headless
    fi
    jdk >/dev/null || exit 1
    have mvn || install_packages maven
}
