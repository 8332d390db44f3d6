package io.rutter.agent.runtime.oci.bundle;

import io.rutter.agent.runtime.oci.bundle.SeccompProfile.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * Which system calls a container may make where nothing else is asked for: what programs need to work on their own files,
 * memory, processes and sockets. What reaches the kernel's own state needs the capability for it. Everything else answers EPERM,
 * as Docker does.
 */
final class SeccompDefaults {
    private static final int ENOSYS = 38;
    private static final int AF_VSOCK = 40;
    /** All flags of clone that make a namespace. */
    private static final long NEW_NAMESPACES = 0x7E020000L;

    private static final String FILES = """
            access chdir chmod chown chown32 close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2
            fadvise64 fadvise64_64 fallocate fchdir fchmod fchmodat fchmodat2 fchown fchown32 fchownat fcntl fcntl64
            fdatasync flock fstat fstat64 fstatat64 fstatfs fstatfs64 fsync ftruncate ftruncate64 getcwd getdents getdents64
            ioctl lchown lchown32 link linkat _llseek lseek lstat lstat64 mkdir mkdirat mknod mknodat newfstatat open openat
            openat2 pread64 preadv preadv2 pwrite64 pwritev pwritev2 read readahead readlink readlinkat readv rename renameat
            renameat2 rmdir sendfile sendfile64 splice stat stat64 statfs statfs64 statx symlink symlinkat sync
            sync_file_range syncfs tee truncate truncate64 umask unlink unlinkat utime utimensat utimensat_time64 utimes
            futimesat vmsplice write writev cachestat
            """;
    private static final String ATTRIBUTES = """
            fgetxattr flistxattr fremovexattr fsetxattr getxattr getxattrat lgetxattr listxattr listxattrat llistxattr
            lremovexattr lsetxattr removexattr removexattrat setxattr setxattrat
            """;
    private static final String MEMORY = """
            brk madvise map_shadow_stack memfd_create memfd_secret mincore mlock mlock2 mlockall mmap mmap2 mprotect mremap
            mseal msync munlock munlockall munmap membarrier pkey_alloc pkey_free pkey_mprotect process_mrelease
            remap_file_pages
            """;
    private static final String PROCESSES = """
            arch_prctl capget capset execve execveat exit exit_group fork getcpu getegid getegid32 geteuid geteuid32 getgid
            getgid32 getgroups getgroups32 getpgid getpgrp getpid getppid getpriority getresgid getresgid32 getresuid
            getresuid32 getrlimit getrusage getsid gettid getuid getuid32 get_robust_list get_thread_area ioprio_get
            ioprio_set kill landlock_add_rule landlock_create_ruleset landlock_restrict_self modify_ldt pause pidfd_open
            pidfd_send_signal prctl prlimit64 ptrace restart_syscall rseq sched_getaffinity sched_getattr sched_getparam
            sched_get_priority_max sched_get_priority_min sched_getscheduler sched_rr_get_interval
            sched_rr_get_interval_time64 sched_setaffinity sched_setattr sched_setparam sched_setscheduler sched_yield seccomp
            setfsgid setfsgid32 setfsuid setfsuid32 setgid setgid32 setgroups setgroups32 setpgid setpriority setregid
            setregid32 setresgid setresgid32 setresuid setresuid32 setreuid setreuid32 setrlimit setsid setuid setuid32
            set_robust_list set_thread_area set_tid_address sysinfo tgkill tkill ugetrlimit uname vfork wait4 waitid waitpid
            uretprobe rt_sigreturn sigreturn breakpoint cacheflush set_tls
            """;
    private static final String SIGNALS = """
            rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigsuspend rt_sigtimedwait rt_sigtimedwait_time64
            rt_tgsigqueueinfo sigaltstack signalfd signalfd4 sigprocmask
            """;
    private static final String TIME = """
            adjtimex alarm clock_adjtime clock_adjtime64 clock_getres clock_getres_time64 clock_gettime clock_gettime64
            clock_nanosleep clock_nanosleep_time64 getitimer gettimeofday nanosleep setitimer time timer_create timer_delete
            timer_getoverrun timer_gettime timer_gettime64 timer_settime timer_settime64 timerfd_create timerfd_gettime
            timerfd_gettime64 timerfd_settime timerfd_settime64 times
            """;
    private static final String WAITING = """
            epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait epoll_wait_old eventfd
            eventfd2 fanotify_mark futex futex_requeue futex_time64 futex_wait futex_waitv futex_wake inotify_add_watch
            inotify_init inotify_init1 inotify_rm_watch io_cancel io_destroy io_getevents io_pgetevents io_pgetevents_time64
            io_setup io_submit _newselect poll ppoll ppoll_time64 pselect6 pselect6_time64 select getrandom
            """;
    private static final String TALKING = """
            accept accept4 bind connect getpeername getsockname getsockopt ipc listen mq_getsetattr mq_notify mq_open
            mq_timedreceive mq_timedreceive_time64 mq_timedsend mq_timedsend_time64 mq_unlink msgctl msgget msgrcv msgsnd pipe
            pipe2 recv recvfrom recvmmsg recvmmsg_time64 recvmsg semctl semget semop semtimedop semtimedop_time64 send
            sendmmsg sendmsg sendto setsockopt shmat shmctl shmdt shmget shutdown socketcall socketpair
            """;

    private SeccompDefaults() {}

    static SeccompProfile profile() {
        var rules = new ArrayList<Rule>();
        for (String group : List.of(FILES, ATTRIBUTES, MEMORY, PROCESSES, SIGNALS, TIME, WAITING, TALKING)) {
            rules.add(Rule.allow(words(group)));
        }
        for (long persona : new long[] {0x0, 0x8, 0x20000, 0x20008, 0xffffffffL}) {
            rules.add(Rule.allow(List.of("personality")).when(0, "SCMP_CMP_EQ", persona, 0));
        }
        rules.add(Rule.allow(List.of("socket")).when(0, "SCMP_CMP_NE", AF_VSOCK, 0));
        rules.add(Rule.allow(List.of("clone"))
                .when(0, "SCMP_CMP_MASKED_EQ", NEW_NAMESPACES, 0)
                .without("CAP_SYS_ADMIN"));
        rules.add(Rule.refuse(List.of("clone3"), ENOSYS).without("CAP_SYS_ADMIN"));
        capability(rules, "CAP_DAC_READ_SEARCH", "open_by_handle_at");
        capability(
                rules,
                "CAP_SYS_ADMIN",
                "bpf clone clone3 fanotify_init fsconfig fsmount fsopen fspick listmount lookup_dcookie "
                        + "lsm_get_self_attr lsm_list_modules lsm_set_self_attr mount mount_setattr move_mount "
                        + "open_tree perf_event_open quotactl quotactl_fd setdomainname sethostname setns statmount "
                        + "syslog umount umount2 unshare");
        capability(rules, "CAP_SYS_BOOT", "reboot");
        capability(rules, "CAP_SYS_CHROOT", "chroot");
        capability(rules, "CAP_SYS_MODULE", "delete_module finit_module init_module");
        capability(rules, "CAP_SYS_PACCT", "acct");
        capability(rules, "CAP_SYS_PTRACE", "kcmp pidfd_getfd process_madvise process_vm_readv process_vm_writev");
        capability(rules, "CAP_SYS_RAWIO", "ioperm iopl");
        capability(rules, "CAP_SYS_TIME", "clock_settime clock_settime64 settimeofday stime");
        capability(rules, "CAP_SYS_TTY_CONFIG", "vhangup");
        capability(rules, "CAP_SYS_NICE", "get_mempolicy mbind set_mempolicy set_mempolicy_home_node");
        capability(rules, "CAP_SYSLOG", "syslog");
        capability(rules, "CAP_BPF", "bpf");
        capability(rules, "CAP_PERFMON", "perf_event_open");
        return new SeccompProfile("SCMP_ACT_ERRNO", 1, rules);
    }

    private static void capability(List<Rule> rules, String capability, String names) {
        rules.add(Rule.allow(words(names)).with(capability));
    }

    private static List<String> words(String group) {
        return List.of(group.strip().split("\\s+"));
    }
}
