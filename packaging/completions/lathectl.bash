# Completion of lathectl in bash: what is possible, the program says itself.
_lathectl() {
    local line=${COMP_LINE:0:COMP_POINT} words last candidate
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    last=${words[${#words[@]} - 1]}
    # bash replaces only what stands behind the last of these characters.
    local kept=${last%"${last##*[=:]}"}
    COMPREPLY=()
    while IFS= read -r candidate; do
        if [[ $candidate == ":files" ]]; then
            compopt -o filenames 2>/dev/null
            while IFS= read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen -f -- "${last#"$kept"}")
        else
            COMPREPLY+=("${candidate#"$kept"}")
        fi
    done < <("$1" complete -- "${words[@]:1}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
    return 0
}
complete -F _lathectl lathectl
