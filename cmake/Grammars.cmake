# trichluc_embed_files(FOLDER OUTPUT GLOBS pattern… HEADER file TYPE name FUNCTION name [PIECE_BYTES n])
#
# Adds a rule that makes OUTPUT, a source file with the text of every file below FOLDER that a pattern fits, and makes it again
# whenever one of them changes, comes or goes. HEADER declares what it defines: FUNCTION, which gives a span of TYPE.
function(trichluc_embed_files folder output)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "PIECE_BYTES;HEADER;TYPE;FUNCTION" "GLOBS")
  if(NOT arg_PIECE_BYTES)
    set(arg_PIECE_BYTES 40000)
  endif()
  list(TRANSFORM arg_GLOBS PREPEND "${folder}/")
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${folder}" ${arg_GLOBS})
  list(SORT files COMPARE STRING)

  # The list is a dependency of its own: when a file is deleted nothing else would be newer than the output.
  list(JOIN files "\n" listing)
  file(CONFIGURE OUTPUT "${output}.list" CONTENT "${listing}\n" @ONLY)

  set(script "${trichluc_SOURCE_DIR}/cmake/EmbedGrammars.cmake")
  list(TRANSFORM files PREPEND "${folder}/")
  get_filename_component(name "${folder}" NAME)
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DFOLDER=${folder}" "-DLIST=${output}.list" "-DOUTPUT=${output}" "-DHEADER=${arg_HEADER}"
            "-DTYPE=${arg_TYPE}" "-DFUNCTION=${arg_FUNCTION}" "-DPIECE_BYTES=${arg_PIECE_BYTES}" -P "${script}"
    DEPENDS ${files} "${output}.list" "${script}"
    COMMENT "Embedding the ${name}"
    VERBATIM)
  # Some compilers remark on long string literals; all that this project supports accept them.
  set_source_files_properties("${output}" PROPERTIES
    COMPILE_OPTIONS "$<$<CXX_COMPILER_ID:Clang,AppleClang>:-Wno-overlength-strings>")
endfunction()

# trichluc_embed_grammars(FOLDER OUTPUT [PIECE_BYTES n])
#
# The same of grammar files; src/grammar/builtin.h declares what OUTPUT defines.
function(trichluc_embed_grammars folder output)
  trichluc_embed_files("${folder}" "${output}" GLOBS *.toml *.tsv
    HEADER grammar/builtin.h TYPE GrammarFile FUNCTION BuiltinGrammarFiles ${ARGN})
endfunction()
