# shellcheck shell=sh
# The living demo: gets what is missing, builds, shows the dashboard on a private root, and leaves no trace.
# Sourced by ikabud-top after launch.sh and screen.sh.
# shellcheck disable=SC2034,SC2154 # library, bin, program, root, euid and code are set by those

# shellcheck source-path=SCRIPTDIR source=packages.sh
. "$library/packages.sh"
# shellcheck source-path=SCRIPTDIR source=build.sh
. "$library/build.sh"

# The private uids of demo N are first_uid + 5 N and the next four: a range that neither Debian nor systemd gives out.
first_uid=60706
places=90

demo_help() {
    cat <<EOF
Usage: $program --demo [OPTION]... [OPTION OF $program]...
Five living PHP-FPM instances to look at and play with, on a private root that goes away with the dashboard.

  --yes           install missing packages and build without asking
  --keep-fpm-off  if php-fpm is installed, keep the service of its package off
  --keep          leave the instances running when the dashboard is closed
  --remove        end and delete all demos that were kept or left behind, and nothing else
EOF
}

# Never returns.
demo() {
    yes='' keep='' only_remove='' service=ask count=$#
    while [ "$count" -gt 0 ]; do
        argument=$1 count=$((count - 1))
        shift
        case $argument in
        --demo) ;;
        --yes | -y) yes=yes ;;
        --keep) keep=yes ;;
        --keep-fpm-off) service=off ;;
        --remove) only_remove=yes ;;
        --help | -h)
            demo_help
            exit 0
            ;;
        *) set -- "$@" "$argument" ;;
        esac
    done
    make_ready
    remove_demos "$only_remove"
    [ -z "$only_remove" ] || exit 0
    make_place
    code=1
    show_screen --demo "$@"
    end_demo
    exit "$code"
}

# Everything there, built, and with its class-data archive.
make_ready() {
    find_root
    [ -z "$root" ] || PATH=/usr/sbin:/usr/bin:/sbin:/bin
    [ -z "$root" ] || drop_policy
    find_jar
    if needs_build; then
        lack_build_tools
    else
        find_java
        [ -n "$java_home" ] || lack "$(jdk_package)" 'Java 17, to run it'
    fi
    has_fpm || lack php-fpm 'PHP-FPM, what it is all about'
    get_packages "$yes" "$service"
    if needs_build; then
        find_java
        [ -n "$java_home" ] || fail 'no JDK 17 or newer was found after the installation: set JAVA_HOME'
        build
    fi
    need_compiler='' java_versions=$fastest_versions
    prepare
    (make_archive >/dev/null 2>&1) || :
    find_cache
}

# Sets place to a new private root and holds its lock as file descriptor 9, as does the JVM: it tells who is alive.
make_place() {
    uid=''
    if [ -z "$root" ]; then
        place=$(mktemp -d /tmp/ikabud-demo.XXXXXX) || fail '/tmp: no directory can be made there' 1
    else
        number=0
        until free_uids && mkdir -m 0711 "/run/ikabud-demo.$number" 2>/dev/null; do
            number=$((number + 1))
            [ "$number" -lt "$places" ] || fail "/run: no directory for the demo can be made there: \`$program --demo --remove\` removes kept ones" 1
        done
        place=/run/ikabud-demo.$number
    fi
    exec 9>"$place/demo.new"
    flock -n 9
    echo "$uid" >&9
    mv "$place/demo.new" "$place/demo"
    IKABUD_ROOT=$place
    export IKABUD_ROOT
}

# Sets uid to the first of five uids that nobody has.
free_uids() {
    uid=$((first_uid + 5 * number))
    [ -z "$(getent passwd "$uid" $((uid + 1)) $((uid + 2)) $((uid + 3)) $((uid + 4)))" ] &&
        [ -z "$(find /proc -maxdepth 1 -uid +$((uid - 1)) -uid -$((uid + 5)) 2>/dev/null)" ]
}

end_demo() {
    if [ -n "$keep" ]; then
        : >"$place/kept"
        cat <<EOF
The demo's instances go on running.
  see them:     IKABUD_ROOT=$place $bin/ikabud-top
  remove them:  $bin/ikabud-top --demo --remove
EOF
        return 0
    fi
    printf 'removing the demo\n' >&2 || :
    remove_place "$place"
} 9<&-

# Removes what demos before left behind when they were killed; with $1 also those that were kept. A living one stays.
remove_demos() {
    for old in /run/ikabud-demo.* /tmp/ikabud-demo.*; do
        if [ -L "$old" ] || [ ! -d "$old" ] || [ ! -O "$old" ]; then
            continue
        elif [ -O "$old/demo" ]; then
            [ -n "$1" ] || [ ! -e "$old/kept" ] || continue
            exec 9<"$old/demo"
            ! flock -n 9 || remove_place "$old"
            exec 9<&-
        elif [ -n "$(find "$old" -maxdepth 0 -mmin +60)" ]; then
            rm -rf -- "$old"
        fi
    done
}

# Ends the processes of a demo and deletes its files; nothing but what lies in that directory or holds it is touched.
remove_place() {
    (IKABUD_ROOT=$1 && export IKABUD_ROOT && become_java demo-sweep 9<&-) </dev/null >/dev/null 2>&1 || :
    rounds=0
    while end_holders "$1" && [ "$rounds" -lt 50 ]; do
        rounds=$((rounds + 1))
        sleep 0.1
    done
    rm -rf -- "$1" || printf '%s: %s could not be deleted\n' "$program" "$1" >&2
}

# Kills the processes that hold a lock of that demo: every process of an instance inherits one. False if there is none.
# As their own user, so that the kernel refuses if the number is somebody else's by now.
end_holders() {
    holders=$(find /proc/[0-9]*/fd -lname "$1/state/locks/*.alive*" 2>/dev/null | cut -d / -f 3 | sort -u)
    for holder in $holders; do
        holder_uid=$(stat -c %u "/proc/$holder" 2>/dev/null) || continue
        if [ -z "$root" ]; then
            kill -s KILL "$holder" 2>/dev/null || :
        elif [ "$holder_uid" -ge "$first_uid" ] && [ "$holder_uid" -lt $((first_uid + 5 * places)) ]; then
            # shellcheck disable=SC2016 # for that shell to expand
            setpriv --reuid "$holder_uid" --clear-groups sh -c 'kill -s KILL "$1"' sh "$holder" 2>/dev/null || :
        fi
    done
    [ -n "$holders" ]
}
