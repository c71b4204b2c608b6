# Finds libical as the target libical::libical. Its own CMake package names the target without a namespace. This module is
# installed beside trichlucConfig.cmake, which needs it for the static library.

find_path(LIBICAL_INCLUDE_DIR libical/ical.h)
find_library(LIBICAL_LIBRARY ical)
mark_as_advanced(LIBICAL_INCLUDE_DIR LIBICAL_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(libical
  REQUIRED_VARS LIBICAL_LIBRARY LIBICAL_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "Debian: libical-dev.")

if(libical_FOUND AND NOT TARGET libical::libical)
  add_library(libical::libical UNKNOWN IMPORTED)
  set_target_properties(libical::libical PROPERTIES
    IMPORTED_LOCATION "${LIBICAL_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${LIBICAL_INCLUDE_DIR}")
endif()
