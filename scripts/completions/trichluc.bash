# Completion of trichluc(1) for bash. Installed as share/bash-completion/completions/trichluc; to try it, source it.

_trichluc() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]:-}
  local -A options=(
    [extract]="--format --kind --grammars -o --output --threads --colour --help"
    [normalize]="--help"
    [segment]="--format --help"
    [explain]="--at --help"
    [grammar]="--help"
    [eval]="--raw --show --help"
  )
  COMPREPLY=()

  if [[ $COMP_CWORD -eq 1 ]]; then
    mapfile -t COMPREPLY < <(compgen -W "extract normalize segment explain grammar eval --help --version" -- "$cur")
    return
  fi

  case $prev in
    --format)
      local formats="json jsonl text csv"
      [[ $command == segment ]] && formats="json text"
      mapfile -t COMPREPLY < <(compgen -W "$formats" -- "$cur")
      return
      ;;
    --kind)
      mapfile -t COMPREPLY < <(compgen -W "sections blocks references assignments targets deadlines" -- "$cur")
      return
      ;;
    --colour)
      mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$cur")
      return
      ;;
    --grammars | --raw)
      mapfile -t COMPREPLY < <(compgen -d -- "$cur")
      return
      ;;
    --threads)
      mapfile -t COMPREPLY < <(compgen -W "1 2 4 8 16" -- "$cur")
      return
      ;;
    --at)
      return
      ;;
  esac

  if [[ $command == grammar && $COMP_CWORD -eq 2 ]]; then
    mapfile -t COMPREPLY < <(compgen -W "check test --help" -- "$cur")
  elif [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "${options[$command]:-}" -- "$cur")
  elif [[ $command == grammar ]]; then
    mapfile -t COMPREPLY < <(compgen -d -- "$cur")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}

complete -o filenames -F _trichluc trichluc
