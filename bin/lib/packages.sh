# shellcheck shell=sh
# Gets Debian packages by name: says what is missing and why, asks once, installs. Sourced after launch.sh.
# shellcheck disable=SC2034,SC2154 # program and root are set by launch.sh

policy=/usr/sbin/policy-rc.d
policy_mark='# Written by ikabud for the length of one installation.'
lacking='' reasons='' services=''

# lack PACKAGE REASON: notes that it is to be installed.
lack() {
    lacking="$lacking $1"
    case $1 in
    php-fpm) services="$services php*-fpm" ;;
    supervisor) services="$services supervisor" ;;
    apache2 | nginx) services="$services $1" ;;
    esac
    reasons="$reasons$(printf '    %-26s %s' "$1" "$2")
"
}

# The JDK that the distribution has, 17 where there is a choice.
jdk_package() {
    codename=''
    [ ! -r /etc/os-release ] || codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    case $codename in
    bullseye | bookworm | focal | jammy | noble) echo openjdk-17-jdk-headless ;;
    *) echo default-jdk-headless ;;
    esac
}

# Finds a JDK for a build, the tried version first, and notes it and Maven if they are not there.
lack_build_tools() {
    need_compiler=yes java_versions='17 21 25'
    find_java
    [ -n "$java_home" ] || lack "$(jdk_package)" 'Java 17, to build and run it'
    command -v mvn >/dev/null || lack maven 'to build it'
}

has_fpm() {
    for binary in /usr/sbin/php-fpm[0-9]*; do
        [ ! -x "$binary" ] || return 0
    done
    return 1
}

# get_packages YES SERVICE: asks unless YES is set. SERVICE: off, on, or ask, for services that come with them.
get_packages() {
    [ -n "$lacking" ] || return 0
    printf '%s needs these packages, which are not installed:\n%s' "$program" "$reasons" >&2
    service=$2
    case $lacking in
    *php-fpm*)
        printf '%s\n' 'The FPM package also starts a service of its own, with one pool named www; Ikabud does not need it.' >&2
        ;;
    esac
    [ -n "$services" ] || service=on
    [ -n "$root" ] || fail "only root can install them: ask the administrator for \`apt-get install$lacking\`" 5
    command -v apt-get >/dev/null || fail 'there is no apt-get: install them with the package manager of this system' 3
    [ -n "$1" ] || ask_for_packages
    [ "$service" != off ] || deny_service
    install_packages || fail "apt-get could not install$lacking: see its messages above" 1
    if [ "$service" = off ]; then
        drop_policy
        trap - EXIT INT TERM HUP
        keep_service_off
    fi
    lacking='' reasons='' services=''
}

ask_for_packages() {
    if ! [ -t 0 ] || ! [ -t 2 ]; then
        fail 'nobody can be asked whether to install them: say --yes to allow it' 3
    fi
    if [ "$service" = ask ]; then
        printf 'Install them? [y] yes, and keep that service off  [s] yes, and let it start  [N] no: ' >&2
    else
        printf 'Install them? [y/N]: ' >&2
    fi
    answer=''
    read -r answer || :
    case $answer in
    [yY] | [yY]es) [ "$service" != ask ] || service=off ;;
    [sS]) service=on ;;
    *) fail 'nothing was installed' 3 ;;
    esac
}

install_packages() {
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    apt-get -q update || printf '%s: the package lists could not be renewed: trying with the old ones\n' "$program" >&2
    # shellcheck disable=SC2086 # one word for each package
    apt-get -q -y --no-install-recommends -o Dpkg::Use-Pty=0 install $lacking </dev/null
}

# Debian's own way to say no to a service start; an existing policy is left alone.
deny_service() {
    drop_policy
    [ ! -e "$policy" ] || return 0
    trap drop_policy EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    # shellcheck disable=SC2016 # for the policy to expand
    printf '#!/bin/sh\n%s\ncase $1 in php*-fpm* | supervisor* | apache2* | nginx*) exit 101 ;; esac\n' "$policy_mark" >"$policy"
    chmod 755 "$policy"
}

# Removes our policy; also the one of a run that was killed.
drop_policy() {
    ! grep -qsF "$policy_mark" "$policy" || rm -f "$policy"
}

# Nor shall it start with the system.
keep_service_off() {
    for name in $services; do
        # shellcheck disable=SC2086 # php*-fpm is expanded
        for unit in /lib/systemd/system/$name.service; do
            [ -e "$unit" ] || continue
            unit=${unit##*/}
            if [ -d /run/systemd/system ]; then
                systemctl -q disable --now "$unit" || :
            else
                update-rc.d "${unit%.service}" disable >/dev/null 2>&1 || :
                systemctl -q disable "$unit" 2>/dev/null || :
            fi
        done
    done
}
