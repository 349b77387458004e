# shellcheck shell=sh
# Builds the jar where it is missing or older than what it is made from. Sourced after launch.sh.
# shellcheck disable=SC2154 # program, root, home and jar are set by launch.sh

# Whether there is something to build from, and the jar is not newer than all of it.
needs_build() {
    [ -f "$home/pom.xml" ] || return 1
    [ -f "$jar" ] || return 0
    [ "$jar" = "$home/target/ikabud.jar" ] || return 1
    newer=$(cd "$home" && find pom.xml src/main src/build templates themes -newer target/ikabud.jar 2>/dev/null) || :
    [ -n "$newer" ]
}

# As the one whose sources these are, so that a build by root leaves no files that its owner cannot touch.
maven() {
    owner=$(stat -c %U "$home/pom.xml")
    set -- "JAVA_HOME=$java_home" mvn -B -q -ntp -f "$home/pom.xml" "$@"
    if [ -n "$root" ] && [ "$owner" != root ] && account=$(getent passwd "$owner"); then
        account=${account%:*}
        set -- runuser -u "$owner" -- env "HOME=${account##*:}" "$@"
    else
        set -- env "$@"
    fi
    umask 022
    exec "$@"
}

# Says how long it takes; shows Maven's words only if it fails. One build at a time.
build() {
    log=$(mktemp)
    exec 7<"$home/pom.xml"
    flock 7
    printf 'building; the first time Maven downloads the libraries, which can take minutes\n' >&2
    began=$(date +%s)
    maven -Pfast -Dmaven.test.skip=true package 7<&- >"$log" 2>&1 &
    builder=$!
    trap 'kill "$builder" 2>/dev/null || :; rm -f "$log" "$home/target/ikabud.jar"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    while kill -0 "$builder" 2>/dev/null; do
        [ ! -t 2 ] || printf '\rbuilding: %d s ' $(($(date +%s) - began)) >&2
        sleep 1
    done
    wait "$builder" || {
        tail -n 40 "$log" >&2
        fail 'the build failed: see Maven'\''s messages above' 1
    }
    trap - EXIT INT TERM HUP
    [ ! -t 2 ] || printf '\r\033[K' >&2
    rm -f "$log"
    exec 7<&-
}
