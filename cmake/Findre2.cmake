# Finds RE2 as the target re2::re2. Newer releases bring a CMake package of their own; the one of Debian 12 brings only a
# pkg-config file. This module is installed beside trichlucConfig.cmake, which needs it for the static library.

find_package(re2 CONFIG QUIET)
if(NOT TARGET re2::re2)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(RE2 QUIET IMPORTED_TARGET re2)
  endif()
  if(TARGET PkgConfig::RE2)
    add_library(re2::re2 INTERFACE IMPORTED)
    target_link_libraries(re2::re2 INTERFACE PkgConfig::RE2)
  endif()
endif()

if(TARGET re2::re2)
  set(re2_target re2::re2)
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(re2
  REQUIRED_VARS re2_target
  REASON_FAILURE_MESSAGE "Debian: libre2-dev and pkg-config.")
unset(re2_target)
