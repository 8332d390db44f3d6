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

# A machine to boot, emulated: no test asks for hardware that helps.
need_emulator() {
    local missing=()
    have qemu-system-x86_64 || missing+=(qemu-system-x86)
    have qemu-img || missing+=(qemu-utils)
    have mke2fs || missing+=(e2fsprogs)
    have cpio || missing+=(cpio)
    have depmod || missing+=(kmod)
    have dpkg-deb || die "the machine is made of Debian's packages: dpkg and apt are needed"
    install_packages "${missing[@]}"
    # What a machine begins with, which a container's root may lack.
    missing=()
    local package
    for package in systemd systemd-sysv udev dbus libstdc++6; do
        dpkg-query -W -f '${Status}' $package 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] || die "the machine is made of this host's packages, and these are not here: ${missing[*]}"
}

jdk() { "$ROOT/deploy/src/main/dist/bin/find-jdk"; }

need_build_tools() {
    if ! jdk >/dev/null 2>&1 && have apt-get && has_package openjdk-25-jdk-headless; then
        install_packages openjdk-25-jdk-headless
    fi
    jdk >/dev/null || exit 1
    have mvn || install_packages maven
}
