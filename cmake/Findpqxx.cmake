# Finds libpqxx as the target pqxx::pqxx; the package of Debian 12 brings a pkg-config file, but no CMake package. This module is
# installed beside trichlucConfig.cmake, which needs it for the static library.

find_path(PQXX_INCLUDE_DIR pqxx/pqxx)
find_library(PQXX_LIBRARY pqxx)
mark_as_advanced(PQXX_INCLUDE_DIR PQXX_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(pqxx
  REQUIRED_VARS PQXX_LIBRARY PQXX_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "Debian: libpqxx-dev. Or configure with -DTRICHLUC_POSTGRES=OFF.")

if(pqxx_FOUND AND NOT TARGET pqxx::pqxx)
  add_library(pqxx::pqxx UNKNOWN IMPORTED)
  set_target_properties(pqxx::pqxx PROPERTIES
    IMPORTED_LOCATION "${PQXX_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${PQXX_INCLUDE_DIR}")
endif()
