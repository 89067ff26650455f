# Completion of lathectl in fish: what is possible, the program says itself.
function __lathectl_candidates
    set -l words (commandline -opc)
    set -l last (commandline -ct)
    for candidate in ($words[1] complete -- $words[2..] "$last" 2>/dev/null)
        if test "$candidate" = ":files"
            __fish_complete_path "$last"
        else
            printf "%s\n" $candidate
        end
    end
end
complete -c lathectl -f -a "(__lathectl_candidates)"
