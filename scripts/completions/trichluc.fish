# Completion of trichluc(1) for fish. Installed as share/fish/vendor_completions.d/trichluc.fish.

set -l commands extract export report normalize segment explain grammar eval train learn eval-repair ocr schema
set -l readers extract export report normalize segment explain eval-repair

complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a extract -d 'Print the records of plans'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a export -d 'Write workbooks, calendars, files for archives'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a report -d 'Write a page that shows plans with their records'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a normalize -d 'Print the text as the rules see it'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a segment -d 'Print the outline'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a explain -d 'Say which rules made what at one place'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a grammar -d 'Check grammar files and run their examples'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a eval -d 'Compare records with records made by hand'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a train -d 'Make a language model for repair'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a learn -d 'Make a table of confusions'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a eval-repair -d 'Measure repair against right texts'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a ocr -d 'Write the pages of a scan with their words repaired'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -f -a schema -d 'Print the JSON Schema of the output'
complete -c trichluc -n "not __fish_seen_subcommand_from $commands" -l version -d 'Print the version'
complete -c trichluc -s h -l help -d 'Print a summary'

complete -c trichluc -n "__fish_seen_subcommand_from $readers" -l grammars -x -a '(__fish_complete_directories)' \
    -d 'Grammars of a folder in place of the built-in ones'
complete -c trichluc -n "__fish_seen_subcommand_from $readers grammar" -l extra-grammars -x -a '(__fish_complete_directories)' \
    -d 'Grammars of a folder as well'
complete -c trichluc -n '__fish_seen_subcommand_from extract' -l format -x -a 'json jsonl text csv' -d 'Form of the output'
complete -c trichluc -n '__fish_seen_subcommand_from extract' -l kind -x \
    -a 'document sections blocks references assignments targets deadlines custom diagnostics' \
    -d 'Kind of record in a CSV table'
complete -c trichluc -n '__fish_seen_subcommand_from extract export report' -s o -l output -r -d 'Write to a file'
complete -c trichluc -n '__fish_seen_subcommand_from export' -l to -x -a 'xlsx ics akn annotations annex-vi' -d 'Form of the output'
complete -c trichluc -n '__fish_seen_subcommand_from export report' -l language -x -a 'vi en' -d 'Language of titles and heads'
complete -c trichluc -n '__fish_seen_subcommand_from report' -l pictures -d 'Show the pages too'
complete -c trichluc -n '__fish_seen_subcommand_from report' -l no-pictures -d 'Do not show the pages'
complete -c trichluc -n '__fish_seen_subcommand_from report' -l dpi -x -d 'Dots an inch of pages'
complete -c trichluc -n '__fish_seen_subcommand_from extract export report' -l threads -x -d 'Inputs to read at a time'
complete -c trichluc -n '__fish_seen_subcommand_from extract' -l resume -d 'Go on where a run was stopped'
complete -c trichluc -n '__fish_seen_subcommand_from extract export report train' -l progress -x -a 'auto always never' \
    -d 'Show how far it has come'
complete -c trichluc -n '__fish_seen_subcommand_from extract segment explain' -l colour -x -a 'auto always never' \
    -d 'Colour the text view'
complete -c trichluc -n '__fish_seen_subcommand_from segment explain' -l format -x -a 'json text' -d 'Form of the output'
complete -c trichluc -n '__fish_seen_subcommand_from explain' -l at -x -d 'The place, LINE:COLUMN'
complete -c trichluc -n '__fish_seen_subcommand_from grammar' -f -a 'check test'
complete -c trichluc -n '__fish_seen_subcommand_from grammar' -x -a '(__fish_complete_directories)'
complete -c trichluc -n '__fish_seen_subcommand_from eval' -l raw -r -d 'The document, or the folder of the documents'
complete -c trichluc -n '__fish_seen_subcommand_from eval' -l show -d 'List what was missed and made up'
complete -c trichluc -n "__fish_seen_subcommand_from $readers" -l encoding -x \
    -a 'UTF-8 UTF-16LE UTF-16BE UTF-32LE UTF-32BE TCVN3 TCVN5712-1 VNI VPS VISCII VIQR windows-1252 windows-1258' -d 'The encoding of the input'
complete -c trichluc -n "__fish_seen_subcommand_from $readers ocr" -l repair -x -a 'auto off light ocr marks' \
    -d 'What a machine did to the text'
complete -c trichluc -n "__fish_seen_subcommand_from $readers ocr" -l model -r -d 'The language model of repair'
complete -c trichluc -n '__fish_seen_subcommand_from ocr' -l to -x -a 'pdf alto hocr text' -d 'Form of the output'
complete -c trichluc -n '__fish_seen_subcommand_from ocr' -s o -l output -r -d 'Write to a file'
complete -c trichluc -n '__fish_seen_subcommand_from normalize' -l diff -d 'Print what was repaired'
complete -c trichluc -n '__fish_seen_subcommand_from normalize' -l colour -x -a 'auto always never' -d 'Colour the output'
complete -c trichluc -n '__fish_seen_subcommand_from train' -s o -l output -r -d 'The model'
complete -c trichluc -n '__fish_seen_subcommand_from train' -l size -x -d 'Megabytes at most'
complete -c trichluc -n '__fish_seen_subcommand_from train' -l held-out -r -d 'Leave out what shares words with'
