# One target for each folder of src/.

# The warnings that this project's own code is held to. Set per target, so that a parent project's flags stay its own.
function(trichluc_set_options target)
  target_compile_features(${target} PRIVATE cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  if(MSVC)
    target_compile_options(${target} PRIVATE /W4 /utf-8 $<$<BOOL:${TRICHLUC_WERROR}>:/WX>)
  else()
    target_compile_options(${target} PRIVATE
      -Wall -Wextra -Wpedantic -Wshadow
      # GCC 12 sees overlaps in std::string that are none: https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105651
      $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
      # … and with sanitizers, members of std::regex that it has not set: https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105562
      $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-maybe-uninitialized>
      $<$<BOOL:${TRICHLUC_WERROR}>:-Werror>)
  endif()
endfunction()

# trichluc_add_folder(NAME [DEPENDS folder…] [LINKS target…] [SOURCES file…])
#
# Makes the target trichluc_NAME from the .cc files of the current folder and SOURCES (generated ones). DEPENDS names the
# folders that this one may use; LINKS the libraries of others, which stay private to it. A folder without any source
# makes an empty target, so that the tree can be configured at each state of the work.
function(trichluc_add_folder name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS;LINKS;SOURCES")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "trichluc_add_folder(${name}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  list(APPEND sources ${arg_SOURCES})
  list(TRANSFORM arg_DEPENDS PREPEND trichluc_)

  set(target trichluc_${name})
  if(NOT sources)
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE ${arg_DEPENDS})
    return()
  endif()

  add_library(${target} OBJECT ${sources})
  trichluc_set_options(${target})
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(${target} PUBLIC ${arg_DEPENDS} PRIVATE ${arg_LINKS})
endfunction()
