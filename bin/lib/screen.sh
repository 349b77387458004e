# shellcheck shell=sh
# Runs the dashboard as a child, so that somebody is left to give the terminal back. Sourced after launch.sh.

# shellcheck disable=SC2154 # program, archive and cache are set by launch.sh

# Whether these arguments ask for the screen: help, version and the tables of batch mode only print.
wants_screen() {
    [ -t 0 ] && [ -t 1 ] || return 1
    for argument in "$@"; do
        case $argument in --help | --version | --batch | --json | -h | -V | -b*) return 1 ;; esac
    done
}

# Ctrl-C, Ctrl-\, Ctrl-Z, Ctrl-S and Ctrl-V come as keys; Enter stays a newline.
take_terminal() {
    answer=$({ stty -g && exec stty size -icanon min 1 time 0 -echo -isig -ixon -iexten; } <&3 2>/dev/null) || answer=''
    IKABUD_TTY_SAVED=${answer%%[!0-9a-f:]*}
    [ -n "$IKABUD_TTY_SAVED" ] || return 0
    IKABUD_TTY_SIZE=${answer#"$IKABUD_TTY_SAVED"?}
    IKABUD_TTY_RAW=1
    export IKABUD_TTY_SAVED IKABUD_TTY_SIZE IKABUD_TTY_RAW
}

give_terminal_back() {
    trap - EXIT
    [ -n "$IKABUD_TTY_SAVED" ] || return 0
    # A JVM that was killed left the mouse, paste mode, the hidden cursor and the alternate screen behind.
    [ "$code" -lt 128 ] || printf '\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?2004l\033[0m\033[?25h\033[?1049l' || :
    stty "$IKABUD_TTY_SAVED" <&3 || :
} 2>/dev/null

# Passes a signal on.
pass_on() {
    signalled=yes
    kill -s "$1" "$child" 2>/dev/null || :
}

# A signal interrupts `wait`; then the end of the child is still to come, or has just been.
wait_for_child() {
    code=0
    wait "$child" || code=$?
    while [ -n "$signalled" ]; do
        signalled='' again=0
        wait "$child" || again=$?
        [ "$again" -eq 127 ] || code=$again
    done
}

tell_end() {
    case $code in
    134 | 135 | 136 | 139)
        # Whether or not the archive was the cause: it is made again.
        rm -f -- "$archive"
        printf '%s: the JVM crashed (its report is in %s): the instances go on: start it again\n' "$program" "$cache"
        ;;
    137) printf '%s: it was killed: the instances go on: start it again\n' "$program" ;;
    esac >&2 || :
}

# Runs the dashboard and sets code: the JVM's exit code, or 128 and the number of the signal that ended it.
show_screen() {
    exec 3<&0
    code=129 signalled='' IKABUD_TTY_SAVED=''
    trap give_terminal_back EXIT
    ! wants_screen "$@" || take_terminal
    # In the background, so that signals reach this shell at once. A shell gives such a child no input, and INT ignored.
    become_java top "$@" <&3 3<&- &
    child=$!
    trap 'pass_on HUP' HUP
    trap 'pass_on TERM' TERM INT QUIT
    wait_for_child
    trap '' HUP TERM INT QUIT
    give_terminal_back
    tell_end
}
