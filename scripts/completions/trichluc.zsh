#compdef trichluc
# Completion of trichluc(1) for zsh. Installed as share/zsh/site-functions/_trichluc.

_trichluc() {
  local context state line
  local -a commands=(
    'extract:print the records of plans'
    'normalize:print the text as the rules see it'
    'segment:print the outline'
    'explain:say which rules made what at one place'
    'grammar:check grammar files and run their examples'
    'eval:compare records with records made by hand'
  )

  _arguments -C \
    '--help[print a summary]' \
    '--version[print the version]' \
    '1:command:->command' \
    '*::argument:->argument'

  case $state in
    command)
      _describe command commands
      ;;
    argument)
      case ${line[1]} in
        extract)
          _arguments \
            '--format[form of the output]:format:(json jsonl text csv)' \
            '--kind[kind of record in a CSV table]:kind:(sections blocks references assignments targets deadlines)' \
            '*--grammars[read the grammars below a folder too]:folder:_files -/' \
            '(-o --output)'{-o,--output}'[write to a file]:file:_files' \
            '--threads[inputs to read at a time]:number:' \
            '--colour[colour the text view]:when:(auto always never)' \
            '--help[print a summary]' \
            '*:plan:_files'
          ;;
        normalize)
          _arguments '--help[print a summary]' ':plan:_files'
          ;;
        segment)
          _arguments '--format[form of the output]:format:(json text)' '--help[print a summary]' ':plan:_files'
          ;;
        explain)
          _arguments '--at[the place, LINE:COLUMN]:place:' '--help[print a summary]' ':plan:_files'
          ;;
        grammar)
          _arguments '--help[print a summary]' ':action:(check test)' ':folder:_files -/'
          ;;
        eval)
          _arguments \
            '--raw[folder with the documents]:folder:_files -/' \
            '--show[list what was missed and made up]' \
            '--help[print a summary]' \
            ':gold:_files' ':out:_files'
          ;;
      esac
      ;;
  esac
}

_trichluc "$@"
