#compdef trichluc
# Completion of trichluc(1) for zsh. Installed as share/zsh/site-functions/_trichluc.

_trichluc() {
  local context state line
  local -a commands=(
    'extract:print the records of plans'
    'export:write workbooks, calendars, files for archives'
    'report:write a page that shows plans with their records'
    'index:keep the records of many documents in one database'
    'search:find documents in an index'
    'serve:show an index in a browser'
    'normalize:print the text as the rules see it'
    'segment:print the outline'
    'explain:say which rules made what at one place'
    'grammar:check grammar files and run their examples'
    'eval:compare records with records made by hand'
    'train:make a language model for repair'
    'learn:make a table of confusions'
    'eval-repair:measure repair against right texts'
    'ocr:write the pages of a scan with their words repaired'
    'schema:print the JSON Schema of the output'
  )
  local -a help=('(-h --help)'{-h,--help}'[print a summary]')
  local -a grammars=(
    '--grammars[grammars of a folder in place of the built-in ones]:folder:_files -/'
    '*--extra-grammars[grammars of a folder as well]:folder:_files -/'
  )
  local -a repair=(
    '--encoding[the encoding of the input]:name:(UTF-8 UTF-16LE UTF-16BE UTF-32LE UTF-32BE TCVN3 TCVN5712-1 VNI VPS VISCII VIQR windows-1252 windows-1258)'
    '--repair[what a machine did to the text]:damage:(auto off light ocr marks)'
    '--model[the language model of repair]:file:_files'
  )
  local -a colour=('(--colour --color)'{--colour,--color}'[colour the text view]:when:(auto always never)')

  local -a progress=('--progress[show how far it has come]:when:(auto always never)')

  _arguments -C \
    $help \
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
            '--kind[kind of record in a CSV table]:kind:(document sections blocks references assignments targets deadlines custom diagnostics)' \
            '(-o --output)'{-o,--output}'[write to a file]:file:_files' \
            '--resume[go on where a run was stopped]' \
            '--threads[inputs to read at a time]:number:' \
            $grammars $repair $progress $colour $help \
            '*:plan:_files'
          ;;
        export)
          _arguments \
            '--to[form of the output]:form:(xlsx ics akn annotations annex-vi)' \
            '--language[language of titles and heads]:language:(vi en)' \
            '(-o --output)'{-o,--output}'[write to a file, or to a folder]:file:_files' \
            '--threads[inputs to read at a time]:number:' \
            $grammars $repair $progress $help \
            '*:plan:_files'
          ;;
        report)
          _arguments \
            '--language[language of the page]:language:(vi en)' \
            '(--no-pictures)--pictures[show the pages too]' \
            '(--pictures)--no-pictures[do not show the pages]' \
            '--dpi[dots an inch of pages]:number:' \
            '(-o --output)'{-o,--output}'[write to a file]:file:_files' \
            '--threads[inputs to read at a time]:number:' \
            $grammars $repair $progress $help \
            '*:plan:_files'
          ;;
        index)
          _arguments \
            '--format[form of the output]:format:(text json csv)' \
            '--threads[inputs to read at a time]:number:' \
            '--limit[answers at most]:number:' \
            '--offset[answers to leave out]:number:' \
            '--role[what the unit leads, or helps with]:role:(lead with)' \
            '--from[due on this day or later]:day:' \
            '--to[form of the output, or due on this day or before]:form:(graphml dot json xlsx ics akn annotations annex-vi gold cases jsonl)' \
            '--language[language of titles and heads]:language:(vi en)' \
            '--type[of that type]:type:' \
            '--issuer[issued by it]:name:' \
            '--place[of that province]:id:' \
            '--unit[that charge a unit]:name:' \
            '--reference[that cite a document]:code:' \
            '--code[of that code]:code:' \
            '--dated-from[of that day or later]:day:' \
            '--dated-to[of that day or earlier]:day:' \
            '--due-from[with a deadline on that day or later]:day:' \
            '--due-to[with a deadline on that day or earlier]:day:' \
            '--order[the best or the latest first]:order:(rank date)' \
            '--as-read[without what people said]' \
            '--document[reviews of that document]:document:' \
            '--kind[reviews of records of that kind]:kind:(references assignments targets deadlines)' \
            '--who[reviews by that person]:name:' \
            '--verdict[reviews that say so]:verdict:(accepted corrected rejected added withdrawn)' \
            '--since[reviews made on that day or later]:day:' \
            '--until[reviews made on that day or earlier]:day:' \
            '--all[earlier reviews too, or documents not judged whole too]' \
            '--by[count by it]:time:(month day)' \
            '--subject[words of the subject]:words:' \
            '--differ[only targets that differ]' \
            '--least[documents at least]:number:' \
            '(-o --output)'{-o,--output}'[write to a file]:file:_files' \
            $grammars $repair $progress $colour $help \
            ':action:(add remove info reference unit targets due conflicts graph supersede export judge reviews)' ':index:_files' '*:argument:_files'
          ;;
        search)
          _arguments \
            '--type[of that type]:type:' \
            '--issuer[issued by it]:name:' \
            '--place[of that province]:id:' \
            '--unit[that charge a unit]:name:' \
            '--target[that set a target]:words:' \
            '--reference[that cite a document]:code:' \
            '--code[of that code]:code:' \
            '--from[of that day or later]:day:' \
            '--to[of that day or earlier]:day:' \
            '--due-from[with a deadline on that day or later]:day:' \
            '--due-to[with a deadline on that day or earlier]:day:' \
            '--order[the best or the latest first]:order:(rank date)' \
            '--limit[how many to show]:number:' \
            '--offset[how many to pass over]:number:' \
            '--format[form of the output]:format:(text json csv)' \
            $colour $help \
            ':index:_files' '*:word:'
          ;;
        serve)
          _arguments \
            '--address[listen at this address]:address:' \
            '--port[listen at this port]:number:' \
            '*--name[a host it is called by]:host:_hosts' \
            '--tokens[who may enter]:file:_files' \
            '--files[where the documents are]:folder:_files -/' \
            '--uploads[where added documents are kept]:folder:_files -/' \
            '--read-only[nobody may review or add anything]' \
            '--who[reviews are by this person]:name:' \
            '--language[language of the pages]:language:(vi en)' \
            '--threads[requests to answer at a time]:number:' \
            '--repair[what a machine did to the text]:damage:(auto off light ocr marks)' \
            '--model[the language model of repair]:file:_files' \
            $grammars $help \
            ':index:_files'
          ;;
        normalize)
          _arguments '--diff[print what was repaired]' $grammars $repair $colour $help ':plan:_files'
          ;;
        segment)
          _arguments '--format[form of the output]:format:(json text)' $grammars $repair $colour $help ':plan:_files'
          ;;
        explain)
          _arguments '--at[the place, LINE:COLUMN]:place:' '--format[form of the output]:format:(text json)' \
            $grammars $repair $colour $help ':plan:_files'
          ;;
        grammar)
          _arguments '*--extra-grammars[grammars of a folder as well]:folder:_files -/' $help ':action:(check test)' ':folder:_files -/'
          ;;
        eval)
          _arguments \
            '--raw[the document, or the folder of the documents]:document:_files' \
            '--show[list what was missed and made up]' \
            $help \
            ':gold:_files' ':out:_files'
          ;;
        train)
          _arguments '(-o --output)'{-o,--output}'[the model]:file:_files' '--size[megabytes at most]:number:' \
            '*--held-out[leave out what shares words with]:file:_files' $progress $help '*:text:_files'
          ;;
        learn)
          _arguments $help '*:file:_files'
          ;;
        eval-repair)
          _arguments $grammars $repair $help '*:pairs:_files'
          ;;
        ocr)
          _arguments '--to[form of the output]:form:(pdf alto hocr text)' '(-o --output)'{-o,--output}'[write to a file]:file:_files' \
            $repair $help ':scan:_files'
          ;;
        schema)
          _arguments $help
          ;;
      esac
      ;;
  esac
}

_trichluc "$@"
