# Writes the files named in LIST (paths relative to FOLDER, one a line, sorted) as C++ into OUTPUT: FUNCTION, which HEADER declares,
# gives them as a span of TYPE. Run by cmake -P; see Grammars.cmake.
#
# Each file becomes one raw string literal, in pieces that end at a line end: some compilers bound the length of one
# literal, and a piece that ended inside a character would not be UTF-8. The text is only ever expanded inside quotes,
# where CMake reads neither `;` nor brackets nor backslashes in it.

cmake_minimum_required(VERSION 3.25)

file(STRINGS "${LIST}" paths ENCODING UTF-8)

get_filename_component(FOLDER_NAME "${FOLDER}" NAME)
set(code "// Made by cmake/EmbedGrammars.cmake from the files in ${FOLDER_NAME}/. Do not edit.\n")
string(APPEND code "#include \"${HEADER}\"\n\n#include <array>\n\n")
string(APPEND code "namespace trichluc {\nnamespace {\n\nusing namespace std::string_view_literals;\n\n")
list(LENGTH paths count)
string(APPEND code "constexpr std::array<${TYPE}, ${count}> kFiles = {{\n")

foreach(path IN LISTS paths)
  file(READ "${FOLDER}/${path}" rest)
  # CMake reads CR LF as LF, as compilers do even inside raw literals, and some versions end a string at a NUL: the
  # embedded text would then differ from the file without a word.
  file(SIZE "${FOLDER}/${path}" file_bytes)
  string(LENGTH "${rest}" read_bytes)
  string(FIND "${rest}" "\r" carriage_return)
  if(NOT file_bytes EQUAL read_bytes OR NOT carriage_return EQUAL -1)
    message(FATAL_ERROR "${FOLDER_NAME}/${path}: holds CR or NUL characters. Save the file as plain UTF-8 with LF line ends.")
  endif()
  string(FIND "${rest}" ")grm\"" delimiter)
  if(NOT delimiter EQUAL -1)
    message(FATAL_ERROR "${FOLDER_NAME}/${path}: holds the characters )grm\", which end an embedded text. Write them apart.")
  endif()

  string(APPEND code "    {R\"grm(${path})grm\"sv,\n")
  set(literal "")
  while(read_bytes GREATER PIECE_BYTES)
    string(SUBSTRING "${rest}" 0 ${PIECE_BYTES} piece)
    string(FIND "${piece}" "\n" cut REVERSE)
    if(cut EQUAL -1)
      string(FIND "${rest}" "\n" cut)
    endif()
    if(cut EQUAL -1)
      break()
    endif()
    math(EXPR cut "${cut} + 1")
    string(SUBSTRING "${rest}" 0 ${cut} piece)
    string(SUBSTRING "${rest}" ${cut} -1 rest)
    string(LENGTH "${rest}" read_bytes)
    string(APPEND literal "     R\"grm(${piece})grm\"\n")
  endwhile()
  string(APPEND code "${literal}     R\"grm(${rest})grm\"sv},\n")
endforeach()

string(APPEND code "}};\n\n}  // namespace\n\n")
string(APPEND code "std::span<const ${TYPE}> ${FUNCTION}() { return kFiles; }\n\n}  // namespace trichluc\n")
file(WRITE "${OUTPUT}" "${code}")
