# Completion for bash of zksolv-prover and zksolv-verifier: what they take is read from their own --help.

# _zksolv_value OPTION: reads a --help, and prints what the option takes, "FILE"; nothing for one that takes none.
_zksolv_value() {
    case $1 in
    --*) sed -nE "s/^ +(-[a-z], )?$1 ([^ ]+)  .*/\2/p" ;;
    *) sed -nE "s/^ +$1, --[a-z-]+ ([^ ]+)  .*/\1/p" ;;
    esac
}

# _zksolv_circuits PROGRAM: the names of the shipped circuits.
_zksolv_circuits() {
    "${1/%verifier/prover}" circuits 2>/dev/null | grep -E '^[a-z]'
}

# _zksolv_of_kind KIND PROGRAM WORD: completes what stands for KIND in --help.
_zksolv_of_kind() {
    case $1 in
    N | K | ID | TIME | DURATION) ;;
    WHEN) COMPREPLY=($(compgen -W 'auto always never' -- "$3")) ;;
    NAME) COMPREPLY=($(compgen -W "$(_zksolv_circuits "$2")" -- "$3")) ;;
    *)
        mapfile -t COMPREPLY < <(compgen -f -- "$3")
        compopt -o filenames 2>/dev/null
        [[ $1 != *CIRCUIT* ]] || COMPREPLY+=($(compgen -W "$(_zksolv_circuits "$2")" -- "$3"))
        ;;
    esac
}

_zksolv() {
    local program=$1 word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} help kind=
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "--help --version $("$program" --help 2>/dev/null |
            awk '/^commands:/ { list = 1; next } /^$/ { list = 0 } list { print $1 }')" -- "$word"))
        return
    fi
    help=$("$program" "${COMP_WORDS[1]}" --help 2>/dev/null) || return 0
    # To bash, the sign in --color=auto is a word.
    if [[ $word == = ]]; then
        word=
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if [[ $previous =~ ^(--[a-z][a-z-]*|-[a-z])$ ]]; then
        kind=$(_zksolv_value "$previous" <<<"$help")
        # Of names, only those of circuits are known.
        [[ $kind != NAME || $previous == --circuit || $previous == -c ]] || kind=ID
    fi
    if [[ -n $kind ]]; then
        _zksolv_of_kind "${kind%...}" "$program" "$word"
    elif [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$(sed -nE 's/^ +(-[a-z], )?(--[a-z-]+).*/\2/p' <<<"$help")" -- "$word"))
    else
        kind=$(sed -nE '1s/^usage: [^ ]+ [^ ]+ (\[?[A-Z]+\]?) .*/\1/p' <<<"$help")
        [[ -z $kind ]] || _zksolv_of_kind "$kind" "$program" "$word"
    fi
}

complete -F _zksolv zksolv-prover zksolv-verifier
