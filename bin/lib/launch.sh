# shellcheck shell=sh
# Finds the jar, a JVM and the class-data archive. Sourced by the launchers, which set $bin and $program first.
# It runs before every start, so it forks as little as it can: no `java -version`, no hashing.

: "${bin:?}" "${program:?}"
umask 027
unset JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH IKABUD_TTY_SAVED IKABUD_TTY_SIZE IKABUD_TTY_RAW
need_compiler='' unpacking=''

# The Java versions it runs on, the one that starts fastest first; others are used where none of these is there.
fastest_versions='25 21 17'
java_versions=$fastest_versions
# All of the young generation is touched between two collections, so its size is what the program takes at rest.
heap='-Xms24m -Xmn5m'

fail() {
    printf '%s: %s\n' "$program" "$1" >&2
    exit "${2:-1}"
}

find_root() {
    euid=
    while read -r key _ value _; do
        [ "$key" = Uid: ] && euid=$value && break
    done </proc/self/status
    [ -n "$euid" ] || euid=$(id -u)
    root=
    [ "$euid" != 0 ] || root=yes
}

# Whether root may use what lies there: every step of its real path is root's, and only root can change it.
trusted() {
    [ -n "$root" ] || return 0
    step=$(readlink -f -- "$1") || return 1
    set -- /
    while [ -n "$step" ]; do
        set -- "$@" "$step"
        step=${step%/*}
    done
    foreign=$(find "$@" -maxdepth 0 \( ! -uid 0 -o -perm /022 \)) && [ -z "$foreign" ]
}

# Sets jar and build. Absolute and without links, since the archive remembers the jar's path.
find_jar() {
    home=$(CDPATH='' cd -P -- "$bin/.." && pwd -P) || fail "$bin/..: it cannot be entered: start it from where it lies"
    jar=$home/target/ikabud.jar
    [ -f "$home/pom.xml" ] || jar=$home/lib/ikabud/ikabud.jar
    if [ -n "${IKABUD_JAR:-}" ] && trusted "$IKABUD_JAR"; then
        jar=$(readlink -f -- "$IKABUD_JAR") || jar=$IKABUD_JAR
    fi
    build=
    [ ! -r "${jar%/*}/ikabud.build-id" ] || read -r build <"${jar%/*}/ikabud.build-id" || :
    case $build in .* | *[!A-Za-z0-9._+-]*) build= ;; esac
}

need_jar() {
    [ -f "$jar" ] || fail "$jar: it is not there: build it with \`mvn package\`, or see the demo with \`$bin/ikabud-top --demo\`"
}

# Looks at one Java home and keeps it if it beats the one found so far.
consider() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
    [ -z "$need_compiler" ] || [ -x "$1/bin/javac" ] || return 0
    version='' full=''
    while IFS='=' read -r key value; do
        case $key in
        JAVA_VERSION) version=${value#\"} ;;
        JAVA_RUNTIME_VERSION) full=${value#\"} ;;
        esac
        [ -z "$version" ] || [ -z "$full" ] || break
    done <"$1/release"
    full=${full:-$version}
    full=${full%\"} version=${version%%[!0-9]*}
    [ "${version:-0}" -ge 17 ] || return 0
    better=0
    for known in $java_versions; do
        [ "$known" != "$version" ] || break
        better=$((better + 1))
    done
    [ "$better" -lt "$rank" ] || return 0
    rank=$better java_home=$1 java_major=$version java_full=$full
}

# Whether a Java home is one of those that are looked at anyway: then nobody has to ask whom it belongs to.
is_usual() {
    case $1 in
    /usr/lib/jvm/*/* | *..*) return 1 ;;
    /usr/lib/jvm/*) [ ! -L "$1" ] ;;
    *) return 1 ;;
    esac
}

# Sets java_home, java_major and java_full; java_home is empty where there is no Java 17 or newer.
find_java() {
    rank=99 java_home=
    if [ -n "${JAVA_HOME:-}" ] && { is_usual "$JAVA_HOME" || trusted "$JAVA_HOME"; }; then
        consider "${JAVA_HOME%/}"
    fi
    [ -z "$java_home" ] || return 0
    for candidate in /usr/lib/jvm/*; do
        [ -L "$candidate" ] || consider "$candidate"
    done
    if [ -z "$java_home" ] && candidate=$(command -v java) && candidate=$(readlink -f -- "$candidate"); then
        consider "${candidate%/bin/java}"
    fi
}

# Sets cache to the directory for what can be made again, archive to the file with the loaded classes (or to nothing),
# and sharing to the JVM's option for it where the file is there.
find_cache() {
    cache='' archive='' sharing=''
    if [ -n "$root" ]; then
        cache=/var/cache/ikabud
    else
        case ${XDG_CACHE_HOME:-} in
        /*) cache=$XDG_CACHE_HOME/ikabud ;;
        *) [ -z "${HOME:-}" ] || cache=$HOME/.cache/ikabud ;;
        esac
    fi
    case $java_full in *[!A-Za-z0-9._+-]*) return ;; esac
    [ -n "$build" ] && [ -n "$cache" ] || return 0
    archive=$cache/$build/java-$java_full.jsa
    [ ! -O "$archive" ] || sharing=-XX:SharedArchiveFile=$archive
}

# Makes the archive in a process of its own, unless one is at it or failed within the hour.
start_archive() {
    [ -n "$archive" ] && [ -z "$sharing" ] || return 0
    mkdir -p -- "${archive%/*}" 2>/dev/null && [ -O "${archive%/*}" ] && [ -w "${archive%/*}" ] || return 0
    [ -z "$(find "${archive%/*}/lock" -mmin -60 2>/dev/null)" ] || return 0
    setsid -f nice -n 19 "$bin/ikabud" --make-archive </dev/null >/dev/null 2>&1 || :
}

# Made under another name and tried before it gets its own: a JVM crashes on an archive that was cut short. The same
# run leaves the native library of jnr behind, which is otherwise unpacked at each start.
make_archive() {
    [ -n "$archive" ] && [ -z "$sharing" ] || return 0
    folder=${archive%/*}
    mkdir -p -- "$folder" && [ -O "$folder" ] && : >"$folder/lock" || return 0
    exec 8<"$folder/lock"
    flock -w 60 8 && [ ! -e "$archive" ] || return 0
    rm -rf -- "$folder/new.jsa" "$folder/unpacked"
    mkdir -p -- "$folder/native" "$folder/unpacked"
    sharing=-XX:ArchiveClassesAtExit=$folder/new.jsa unpacking=$folder/unpacked
    (become_java --warm-up 8<&-) || return 0
    mv -f -- "$folder"/unpacked/*.so "$folder/native/" || :
    rmdir -- "$folder/unpacked" || :
    unpacking=''
    sharing=-XX:SharedArchiveFile=$folder/new.jsa
    (become_java --warm-up 8<&-) || return 0
    sync -- "$folder/new.jsa" && mv -f -- "$folder/new.jsa" "$archive"
    # Of older builds the newest two stay, for those who run two copies.
    find "$cache" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' | sort -rn | tail -n +4 | cut -d ' ' -f 2- |
        while read -r old; do rm -rf -- "$old"; done
}

# A supervisor starts rarely and stays, so what counts is the memory it takes at rest: least with an older Java, with a small
# heap that grows late and is given back, with one arena of the C library for all threads, and without an archive of
# classes.
settle_in() {
    java_versions='17 21 25' heap='-Xms8m -Xmn2m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20'
    export MALLOC_ARENA_MAX=1
}

# Everything a start needs. An archive of another build or JVM has another name, so it is never even opened.
prepare() {
    find_root
    [ -z "$root" ] || PATH=/usr/sbin:/usr/bin:/sbin:/bin
    find_jar
    need_jar
    find_java
    [ -n "$java_home" ] || fail 'no Java 17 or newer was found: looked at JAVA_HOME, /usr/lib/jvm and the PATH: install openjdk-17-jre-headless'
    find_cache
}

# Replaces this shell by the JVM.
become_java() {
    case $jar in
    *:*) set -- -jar "$jar" "$@" ;;
    *)
        # With -jar the JVM opens the jar for its manifest, which a start from the archive need not.
        set -- -cp "$jar" ikabud.Main "$@"
        # Said in the manifest too; older ones do not know it, and would say so.
        [ "$java_major" -lt 22 ] || set -- --enable-native-access=ALL-UNNAMED "$@"
        ;;
    esac
    if [ -n "$archive" ] && [ -O "${archive%/*}" ]; then
        natives=${archive%/*}/native
        set -- "-XX:ErrorFile=$cache/crash-%p.log" "-Dikabud.native.dir=$natives" "$@"
        [ ! -O "$natives/libjffi-1.2.so" ] || set -- "-Djffi.boot.library.path=$natives" "$@"
    fi
    [ -z "$unpacking" ] || set -- "-Djffi.extract.dir=$unpacking" -Djffi.extract.name=libjffi-1.2 "$@"
    [ -z "$sharing" ] || set -- "$sharing" "$@"
    # A supervisor executes itself anew through it after an upgrade.
    set -- "-Dikabud.launcher=$home/bin/ikabud" "$@"
    # Without generated classes jnr is ready in half the time and takes 16 MB less; its few calls can be slow.
    set -- -Djnr.ffi.asm.enabled=false "$@"
    # Spawning must work after a package upgrade of the running JVM, and newer ones warn of VFORK.
    spawn=VFORK
    [ "$java_major" -le 21 ] || spawn=FORK
    # Nothing that the JVM does four times or once a second for itself is needed by a program that waits.
    set -- -XX:+UnlockDiagnosticVMOptions -XX:AsyncDeflationInterval=5000 -XX:GuaranteedSafepointInterval=0 "$@"
    # shellcheck disable=SC2086 # several options
    exec "$java_home/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 $heap -Xmx96m -Xss512k -XX:-UsePerfData \
        -XX:+IgnoreUnrecognizedVMOptions -Xlog:disable -Dfile.encoding=UTF-8 \
        "-Djdk.lang.Process.launchMechanism=$spawn" "$@"
}
