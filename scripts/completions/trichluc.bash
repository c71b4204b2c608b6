# Completion of trichluc(1) for bash. Installed as share/bash-completion/completions/trichluc; to try it, source it.

_trichluc() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]:-}
  local -A options=(
    [extract]="--format --kind --grammars --extra-grammars --encoding --repair --model -o --output --resume --threads --progress --colour --color -h --help"
    [export]="--to --language --grammars --extra-grammars --encoding --repair --model -o --output --threads --progress -h --help"
    [report]="--language --pictures --no-pictures --dpi --grammars --extra-grammars --encoding --repair --model -o --output --threads --progress -h --help"
    [index]="--all --as-read --by --code --color --colour --dated-from --dated-to --differ --document --due-from --due-to --encoding --extra-grammars --format --from --grammars --issuer --kind --language --least --limit --model --offset --order --output --place --progress --reference --repair --role --since --subject --target --threads --to --type --unit --until --verdict --who -o -h --help"
    [search]="--type --issuer --place --unit --target --reference --code --from --to --due-from --due-to --order --limit --offset --format --colour --color -h --help"
    [serve]="--address --port --name --tokens --files --uploads --read-only --who --language --threads --grammars --extra-grammars --repair --model -h --help"
    [normalize]="--grammars --extra-grammars --encoding --repair --model --diff --colour --color -h --help"
    [segment]="--format --grammars --extra-grammars --encoding --repair --model --colour --color -h --help"
    [explain]="--at --format --grammars --extra-grammars --encoding --repair --model --colour --color -h --help"
    [grammar]="--extra-grammars -h --help"
    [eval]="--raw --show -h --help"
    [train]="-o --output --size --held-out --progress -h --help"
    [learn]="-h --help"
    [eval-repair]="--grammars --extra-grammars --encoding --repair --model -h --help"
    [ocr]="--to --repair --model -o --output -h --help"
    [schema]="-h --help"
  )
  COMPREPLY=()

  if [[ $COMP_CWORD -eq 1 ]]; then
    mapfile -t COMPREPLY < <(compgen -W "extract export report index search serve normalize segment explain grammar eval train learn eval-repair ocr schema -h --help --version" -- "$cur")
    return
  fi

  case $prev in
    --format)
      local formats="json jsonl text csv"
      [[ $command == segment || $command == explain ]] && formats="json text"
      [[ $command == index || $command == search ]] && formats="text json csv"
      mapfile -t COMPREPLY < <(compgen -W "$formats" -- "$cur")
      return
      ;;
    --kind)
      local kinds="document sections blocks references assignments targets deadlines custom diagnostics"
      mapfile -t COMPREPLY < <(compgen -W "$kinds" -- "$cur")
      return
      ;;
    --colour | --color | --progress)
      mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$cur")
      return
      ;;
    --repair)
      mapfile -t COMPREPLY < <(compgen -W "auto off light ocr marks" -- "$cur")
      return
      ;;
    --to)
      local forms="pdf alto hocr text"
      [[ $command == search ]] && return
      [[ $command == export ]] && forms="xlsx ics akn annotations annex-vi"
      if [[ $command == index ]]; then
        case ${COMP_WORDS[2]:-} in
          export) forms="xlsx ics akn annotations annex-vi" ;;
          reviews) forms="gold cases jsonl" ;;
          *) forms="graphml dot json" ;;
        esac
      fi
      mapfile -t COMPREPLY < <(compgen -W "$forms" -- "$cur")
      return
      ;;
    --role)
      mapfile -t COMPREPLY < <(compgen -W "lead with" -- "$cur")
      return
      ;;
    --language)
      mapfile -t COMPREPLY < <(compgen -W "vi en" -- "$cur")
      return
      ;;
    --encoding)
      mapfile -t COMPREPLY < <(compgen -W "UTF-8 UTF-16LE UTF-16BE UTF-32LE UTF-32BE TCVN3 TCVN5712-1 VNI VPS VISCII VIQR windows-1252 windows-1258" -- "$cur")
      return
      ;;
    --grammars | --extra-grammars | --files | --uploads)
      mapfile -t COMPREPLY < <(compgen -d -- "$cur")
      return
      ;;
    --by)
      mapfile -t COMPREPLY < <(compgen -W "month day" -- "$cur")
      return
      ;;
    --verdict)
      mapfile -t COMPREPLY < <(compgen -W "accepted corrected rejected added withdrawn" -- "$cur")
      return
      ;;
    --order)
      mapfile -t COMPREPLY < <(compgen -W "rank date" -- "$cur")
      return
      ;;
    --threads)
      mapfile -t COMPREPLY < <(compgen -W "1 2 4 8 16" -- "$cur")
      return
      ;;
    --address | --port | --name | --at | --dpi | --type | --issuer | --place | --unit | --target | --reference | --code | --from | --due-from | --due-to | --dated-from | --dated-to | --since | --until | --document | --who | --limit | --offset | --subject | --least)
      return
      ;;
  esac

  if [[ $command == grammar && $COMP_CWORD -eq 2 ]]; then
    mapfile -t COMPREPLY < <(compgen -W "check test -h --help" -- "$cur")
  elif [[ $command == index && $COMP_CWORD -eq 2 ]]; then
    mapfile -t COMPREPLY < <(compgen -W "add remove info reference unit targets due conflicts graph supersede export judge reviews -h --help" -- "$cur")
  elif [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "${options[$command]:-}" -- "$cur")
  elif [[ $command == grammar ]]; then
    mapfile -t COMPREPLY < <(compgen -d -- "$cur")
  elif [[ $command != schema ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}

complete -o filenames -F _trichluc trichluc
