# The libraries that the engine stands on. Each is used by one folder of src/ only, and none shows in the public headers.
# The Debian packages that hold them are listed in scripts/packages.txt.

find_package(ICU REQUIRED QUIET COMPONENTS uc i18n data)      # text
find_package(Boost REQUIRED QUIET COMPONENTS locale)          # text; of its headers Asio and Beast: serve
find_package(simdjson REQUIRED QUIET)                         # text
find_package(re2 REQUIRED QUIET)                              # grammar, through Findre2.cmake
find_package(nlohmann_json 3.11 REQUIRED QUIET)               # records
find_package(nettle REQUIRED QUIET)                           # records, through Findnettle.cmake
find_package(xlsxwriter REQUIRED QUIET)                       # exports, through Findxlsxwriter.cmake
find_package(libical REQUIRED QUIET)                          # exports, through Findlibical.cmake
find_package(pugixml REQUIRED QUIET)                          # exports, decoder
find_package(SQLite3 REQUIRED QUIET)                          # index
find_package(zstd REQUIRED QUIET)                             # index, through Findzstd.cmake
if(TRICHLUC_POSTGRES)
  find_package(pqxx REQUIRED QUIET)                           # index, through Findpqxx.cmake
endif()

# grammar. Used as headers only: the target of the package would add a shared library for the sake of one file.
find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h)
mark_as_advanced(TOMLPLUSPLUS_INCLUDE_DIR)
if(NOT TOMLPLUSPLUS_INCLUDE_DIR)
  message(FATAL_ERROR "toml++ was not found (Debian: libtomlplusplus-dev). Run scripts/setup, or set "
                      "TOMLPLUSPLUS_INCLUDE_DIR to the folder that holds toml++/toml.h.")
endif()
add_library(trichluc_tomlplusplus INTERFACE)
target_include_directories(trichluc_tomlplusplus SYSTEM INTERFACE "${TOMLPLUSPLUS_INCLUDE_DIR}")
target_compile_definitions(trichluc_tomlplusplus INTERFACE TOML_HEADER_ONLY=1)

if(TRICHLUC_BUILD_CLI)
  find_package(CLI11 REQUIRED QUIET)                          # cli
  find_package(Threads REQUIRED QUIET)                        # cli
endif()

if(TRICHLUC_BUILD_DECODER)
  find_package(PkgConfig REQUIRED QUIET)
  pkg_check_modules(poppler REQUIRED QUIET IMPORTED_TARGET poppler-cpp)
  pkg_check_modules(tesseract REQUIRED QUIET IMPORTED_TARGET tesseract)
  pkg_check_modules(leptonica REQUIRED QUIET IMPORTED_TARGET lept)
  pkg_check_modules(libarchive REQUIRED QUIET IMPORTED_TARGET libarchive)
  pkg_check_modules(gumbo REQUIRED QUIET IMPORTED_TARGET gumbo)
  pkg_check_modules(qpdf REQUIRED QUIET IMPORTED_TARGET libqpdf)
  pkg_check_modules(seccomp REQUIRED QUIET IMPORTED_TARGET libseccomp)
endif()
