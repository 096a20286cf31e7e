#!/usr/bin/env bash
# The one step of the GitHub Action: finds out what to compare, runs zonegate once, and ends with its exit code.
# Reads INPUT_* and GITHUB_*; writes the output "verdict". Never evaluates anything that came from the repository.
set -euo pipefail

# finish CODE: says the verdict to later steps and ends the step.
finish() {
    local verdict
    case $1 in
        0) verdict=pass ;;
        1 | 75) verdict=blocked ;;
        *) verdict=undetermined ;;
    esac
    if [[ -n ${GITHUB_OUTPUT:-} ]]; then
        printf 'verdict=%s\n' "$verdict" >>"$GITHUB_OUTPUT"
    fi
    exit "$1"
}

# refuse WHAT LINE…: could not judge; the lines are to be added to the workflow.
refuse() {
    printf 'zonegate: %s\n' "$1"
    shift
    printf '  fix: add to the workflow\n'
    printf '    %s\n' "$@"
    finish 2
}

# Our text for workflows is literal: nothing in it is to be expanded here.
# shellcheck disable=SC2016
refuse_without_base() {
    case ${GITHUB_EVENT_NAME:-} in
        pull_request)
            refuse 'the checked-out commit is not the merge commit of this pull request with both its parents' \
                '- uses: actions/checkout@<commit id>' '  with:' '    fetch-depth: 2' '    persist-credentials: false'
            ;;
        push)
            refuse 'which commit was pushed over? the base is not set, or the branch is new' \
                '- uses: actions/checkout@<commit id>' '  with:' '    fetch-depth: 0' '- uses: <this action>' \
                '  with:' '    base: ${{ github.event.before }}     # a new branch: base: origin/main'
            ;;
        merge_group)
            refuse 'the base of the merge queue is not set' \
                '- uses: actions/checkout@<commit id>' '  with:' '    fetch-depth: 0' '- uses: <this action>' \
                '  with:' '    base: ${{ github.event.merge_group.base_sha }}'
            ;;
        *)
            refuse "nothing says what to compare with in an event of this kind" \
                '- uses: <this action>' '  with:' '    base: <revision>      # or, to judge every zone:' '    args: --all'
            ;;
    esac
}

# Prints the base of a pull request: the first parent of GitHub's own merge commit. HEAD must be exactly that commit
# (on pull_request GITHUB_SHA names it) with two parents: a branch that ends in a merge of its own has another first
# parent, and the oldest commit of a shallow clone seems to have none.
pull_request_base() {
    [[ ${GITHUB_EVENT_NAME:-} == pull_request && ${GITHUB_REF:-} == refs/pull/*/merge ]] || return 1
    [[ $(git rev-parse --verify --quiet 'HEAD^{commit}') == "${GITHUB_SHA:-}" ]] || return 1
    git rev-parse --verify --quiet 'HEAD^2^{commit}' >/dev/null || return 1
    ! git rev-parse --verify --quiet 'HEAD^3' >/dev/null || return 1
    git rev-parse --verify --quiet 'HEAD^1^{commit}'
}

find_zonegate() {
    if command -v zonegate >/dev/null 2>&1; then
        command -v zonegate
        return
    fi
    if ! command -v cargo >/dev/null 2>&1; then
        printf 'zonegate: neither zonegate nor cargo is on the PATH of this runner\n' >&2
        return 1
    fi
    local root=${RUNNER_TEMP:-${TMPDIR:-/tmp}}/zonegate-install
    cargo install --quiet --locked --path "$GITHUB_ACTION_PATH" --root "$root" >&2 || return 1
    printf '%s\n' "$root/bin/zonegate"
}

arguments=(check)
every_zone=false
while IFS= read -r line; do
    line=${line%$'\r'}
    [[ -n $line ]] || continue
    arguments+=("$line")
    [[ $line != --all ]] || every_zone=true
done <<<"${INPUT_ARGS:-}"

base=${INPUT_BASE:-}
if [[ $base =~ ^0+$ ]]; then
    base=
fi
if [[ -z $base && $every_zone == false ]]; then
    base=$(pull_request_base) || refuse_without_base
fi
[[ -z $base ]] || arguments+=("--base=$base")
[[ -z ${INPUT_HEAD:-} ]] || arguments+=("--head=$INPUT_HEAD")
[[ -z ${INPUT_CONFIG:-} ]] || arguments+=("--config=$INPUT_CONFIG")
[[ -z ${INPUT_FAIL_ON:-} ]] || arguments+=("--fail-on=$INPUT_FAIL_ON")

zonegate=$(find_zonegate) || finish 2

# Zone text, file names and lock records end up in the log. Between these two lines the runner obeys no command in it,
# neither "::name::" at the start of a line nor "##[name]" inside one.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '::stop-commands::%s\n' "$token"
code=0
"$zonegate" "${arguments[@]}" 2>&1 || code=$?
printf '\n::%s::\n' "$token"
finish "$code"
