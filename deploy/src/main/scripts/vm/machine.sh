# Sourced by `run`: one machine at a time, its disk in $WORK. It has no network. Two serial lines are files of $WORK: its console, and what it tells.

MACHINE=
STARTED=0

# A fresh disk over the image, which is never written to, and no memory of what clients were told.
fresh_disk() {
    rm -f "$WORK/disk.qcow2"
    qemu-img create -q -f qcow2 -F raw -b "$WORK/root.img" "$WORK/disk.qcow2"
    : >"$WORK/lines"
    remember_lines
}

# boot STEP [plain|systemd]
# The disk's own cache is lost with the power: what the guest did not flush may be gone, as with a real one.
boot() {
    : >"$WORK/told"
    STARTED=$SECONDS
    qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m 2048 -nodefaults -nographic -no-reboot -nic none \
        -kernel "$WORK/vmlinuz" -initrd "$WORK/initrd.gz" \
        -append "console=ttyS0 quiet panic=-1 vm.init=${2:-plain} vm.step=$1" \
        -drive "file=$WORK/disk.qcow2,if=virtio,format=qcow2,cache=writeback" \
        -drive "file=$WORK/memory,if=virtio,format=raw,readonly=on" \
        -serial "file:$WORK/console" -serial "file:$WORK/told" </dev/null >"$WORK/qemu.log" 2>&1 &
    MACHINE=$!
}

runs() { [ -n "$MACHINE" ] && kill -0 "$MACHINE" 2>/dev/null; }

power_cut() {
    [ -n "$MACHINE" ] || return 0
    kill -9 "$MACHINE" 2>/dev/null || true
    wait "$MACHINE" 2>/dev/null || true
    MACHINE=
}

# wait_for SECONDS COMMAND...: whether the command came to succeed
wait_for() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.5
    done
}

is_off() { ! runs; }

# Whether the machine turned itself off in time; if not, it is turned off.
until_off() {
    local status=0
    wait_for "$1" is_off || status=1
    power_cut
    return $status
}

# The whole lines that it told: what the power broke off is no word.
told() {
    if [ -n "$(tail -c 1 "$WORK/told")" ]; then sed '$d' "$WORK/told"; else cat "$WORK/told"; fi | tr -d '\r'
}

# What clients were told so far is the next boot's second disk.
remember() { told >>"$WORK/lines"; remember_lines; }
remember_lines() {
    cp "$WORK/lines" "$WORK/memory"
    truncate -s '%4096' "$WORK/memory"
    [ -s "$WORK/memory" ] || truncate -s 4096 "$WORK/memory"
}
