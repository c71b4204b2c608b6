# cmake --install: library, headers, program, and the files that let other builds find them.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/trichluc")

install(TARGETS trichluc EXPORT trichlucTargets FILE_SET HEADERS)
install(EXPORT trichlucTargets NAMESPACE trichluc:: DESTINATION "${package_dir}")

get_target_property(library_type trichluc TYPE)
configure_package_config_file(cmake/trichlucConfig.cmake.in "${PROJECT_BINARY_DIR}/trichlucConfig.cmake"
  INSTALL_DESTINATION "${package_dir}")
# While the major version is 0 a minor version may change the interface.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/trichlucConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
    "${PROJECT_BINARY_DIR}/trichlucConfig.cmake"
    "${PROJECT_BINARY_DIR}/trichlucConfigVersion.cmake"
    cmake/Findre2.cmake
    cmake/Findnettle.cmake
    cmake/Findxlsxwriter.cmake
    cmake/Findlibical.cmake
    cmake/Findzstd.cmake
    cmake/Findpqxx.cmake
  DESTINATION "${package_dir}")

# What a static library needs besides itself stands in the private fields, which `pkg-config --static` adds.
# Boost has no pkg-config files. The prefix is found from the place of the file, since `cmake --install --prefix` and
# packagers move it.
file(RELATIVE_PATH prefix_from_pc "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
# libpqxx knows what it needs itself; the file of libpq would ask for static libraries that its Debian package leaves out.
set(postgres_requires "")
if(TRICHLUC_POSTGRES)
  set(postgres_requires " libpqxx")
endif()
configure_file(cmake/trichluc.pc.in "${PROJECT_BINARY_DIR}/trichluc.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/trichluc.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

install(DIRECTORY grammars/ DESTINATION "${CMAKE_INSTALL_DATADIR}/trichluc/grammars"
  FILES_MATCHING PATTERN "*.toml" PATTERN "*.tsv" PATTERN "*.md")
install(FILES models/vietnamese.lm DESTINATION "${CMAKE_INSTALL_DATADIR}/trichluc/models" OPTIONAL)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")

if(TARGET trichluc_decoder)
  install(TARGETS trichluc_decoder DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/trichluc")
endif()
if(TARGET trichluc_cli)
  install(TARGETS trichluc_cli)
  install(FILES docs/trichluc.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
  install(FILES scripts/completions/trichluc.bash RENAME trichluc
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
  install(FILES scripts/completions/trichluc.zsh RENAME _trichluc
    DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
  install(FILES scripts/completions/trichluc.fish
    DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
endif()
