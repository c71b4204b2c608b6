# trichluc_embed_grammars(FOLDER OUTPUT [PIECE_BYTES n])
#
# Adds a rule that makes OUTPUT, a source file with the text of every grammar file below FOLDER, and makes it again
# whenever one of them changes, comes or goes. src/grammar/builtin.h declares what it defines.
function(trichluc_embed_grammars folder output)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "PIECE_BYTES" "")
  if(NOT arg_PIECE_BYTES)
    set(arg_PIECE_BYTES 40000)
  endif()
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${folder}" "${folder}/*.toml" "${folder}/*.tsv")
  list(SORT files COMPARE STRING)

  # The list is a dependency of its own: when a file is deleted nothing else would be newer than the output.
  list(JOIN files "\n" listing)
  file(CONFIGURE OUTPUT "${output}.list" CONTENT "${listing}\n" @ONLY)

  set(script "${trichluc_SOURCE_DIR}/cmake/EmbedGrammars.cmake")
  list(TRANSFORM files PREPEND "${folder}/")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DFOLDER=${folder}" "-DLIST=${output}.list" "-DOUTPUT=${output}"
            "-DPIECE_BYTES=${arg_PIECE_BYTES}" -P "${script}"
    DEPENDS ${files} "${output}.list" "${script}"
    COMMENT "Embedding the grammars"
    VERBATIM)
  # Some compilers remark on long string literals; all that this project supports accept them.
  set_source_files_properties("${output}" PROPERTIES
    COMPILE_OPTIONS "$<$<CXX_COMPILER_ID:Clang,AppleClang>:-Wno-overlength-strings>")
endfunction()
