#include "index/packing.h"

#include <zstd.h>

#include <memory>
#include <new>

namespace trichluc {
namespace {

constexpr int kLevel = 1;  // known text tells nearly all: level 3 saves less than a hundredth of the text
constexpr unsigned long long kLargest = 1ULL << 32;  // no text in an index is so large

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

template <typename Context>
using Owned = std::unique_ptr<Context, Free>;

}  // namespace

std::string Packed(std::string_view text, std::string_view known) {
  thread_local const Owned<ZSTD_CCtx> context(ZSTD_createCCtx());  // which is slow to make
  if (context == nullptr) throw std::bad_alloc();
  ZSTD_CCtx_reset(context.get(), ZSTD_reset_session_and_parameters);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);  // tells another known text
  ZSTD_CCtx_refPrefix(context.get(), known.data(), known.size());
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ZSTD_compress2(context.get(), packed.data(), packed.size(), text.data(), text.size());
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // nothing else can fail
  packed.resize(size);
  return packed;
}

std::optional<std::string> Unpacked(std::string_view packed, std::string_view known) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLargest) return std::nullopt;
  const Owned<ZSTD_DCtx> context(ZSTD_createDCtx());
  if (context == nullptr) throw std::bad_alloc();
  ZSTD_DCtx_refPrefix(context.get(), known.data(), known.size());
  std::string text(size, '\0');
  const std::size_t got = ZSTD_decompressDCtx(context.get(), text.data(), text.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) != 0 || got != size) return std::nullopt;
  return text;
}

}  // namespace trichluc
