#!/usr/bin/env bash
# Installs the build tree into an empty folder and builds tests/consumer against it in the three ways that the README
# promises: find_package, pkg-config and add_subdirectory. All three programs must say the same.
#
#   run.sh SOURCE_DIR BUILD_DIR
set -euo pipefail

source_dir=$1 build_dir=$2

cached() {
  sed -n "s/^$1:[A-Z]*=//p" "$build_dir/CMakeCache.txt"
}
compiler=$(cached CMAKE_CXX_COMPILER)
build_type=$(cached CMAKE_BUILD_TYPE)
flags=$(cached CMAKE_CXX_FLAGS)
generator=$(cached CMAKE_GENERATOR)
werror=$(cached TRICHLUC_WERROR)

if [[ $flags == *-fsanitize* ]]; then
  echo "skipped: an instrumented library is not for installing"
  exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix
plan=$source_dir/tests/consumer/plan.txt

fail() {
  echo "$*" >&2
  exit 1
}

cmake --install "$build_dir" --prefix "$prefix" >"$work/install.log" || fail "$(cat "$work/install.log")"
for file in include/trichluc/trichluc.h share/man/man1/trichluc.1 share/doc/trichluc/LICENSE \
  share/bash-completion/completions/trichluc share/trichluc/grammars bin/trichluc; do
  [[ -e $prefix/$file ]] || fail "not installed: $file"
done
config=$(find "$prefix" -name trichlucConfig.cmake)
[[ -n $config ]] || fail "not installed: trichlucConfig.cmake"
library_dir=$(cd "$(dirname "$config")/../.." && pwd)

# The installed files must lead nowhere into the tree they were built in.
if grep -rIl -e "$build_dir" -e "$source_dir" "$prefix/include" "$library_dir/cmake" "$library_dir/pkgconfig"; then
  fail "the files above name the build or source folder"
fi

# A shared library in an unusual place.
export LD_LIBRARY_PATH=$library_dir${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
"$prefix/bin/trichluc" --version >/dev/null || fail "the installed program does not start"

configure() {  # NAME SOURCE [OPTION…]
  local name=$1 source=$2
  shift 2
  cmake -S "$source" -B "$work/$name" -G "$generator" -DCMAKE_CXX_COMPILER="$compiler" \
    -DCMAKE_BUILD_TYPE="$build_type" -DCMAKE_CXX_FLAGS="$flags" "$@" >"$work/$name.log" 2>&1 || fail "$(cat "$work/$name.log")"
}

build() {  # NAME
  cmake --build "$work/$1" --target deadlines >"$work/$1.log" 2>&1 || fail "$(cat "$work/$1.log")"
}

echo "find_package"
configure find_package "$source_dir/tests/consumer" -DCMAKE_PREFIX_PATH="$prefix"
build find_package
"$work/find_package/deadlines" "$plan" >"$work/find_package.out"

echo "pkg-config"
# shellcheck disable=SC2086  # the flags are words
PKG_CONFIG_PATH=$library_dir/pkgconfig \
  "$source_dir/tests/consumer/build_with_pkg_config.sh" "$compiler" "$work/with_pkg_config" $flags
"$work/with_pkg_config" "$plan" >"$work/pkg_config.out"

echo "add_subdirectory"
# The same flags as in the build tree, so that ccache has most of the objects.
launcher=()
if ccache=$(command -v ccache); then
  launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER="$ccache")
fi
configure add_subdirectory "$source_dir/tests/consumer/subdirectory" \
  -DTRICHLUC_SOURCE="$source_dir" -DTRICHLUC_WERROR="$werror" "${launcher[@]}"
build add_subdirectory
"$work/add_subdirectory/deadlines" "$plan" >"$work/add_subdirectory.out"

cmp "$work/find_package.out" "$work/pkg_config.out"
cmp "$work/find_package.out" "$work/add_subdirectory.out"
for date in 2031-06-15 2031-11-20; do
  grep -q "^$date" "$work/find_package.out" || fail "no deadline $date in: $(cat "$work/find_package.out")"
done
echo "three consumers say the same:"
cat "$work/find_package.out"
