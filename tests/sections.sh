# Sourced by the test scripts: headings, and how long each part took.

# section TITLE COMMAND... runs the command under a heading and says how long it took.
section() {
    local title=$1 start=$SECONDS
    shift
    printf '\n=== %s\n' "$title"
    "$@"
    printf -- '--- %s: %d s\n' "$title" $((SECONDS - start))
}
