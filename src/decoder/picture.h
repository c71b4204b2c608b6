// Pictures of Leptonica, owned.
#pragma once

#include <leptonica/allheaders.h>

#include <memory>

namespace trichluc::decoder {

struct PixDeleter {
  void operator()(Pix* picture) const { pixDestroy(&picture); }
};
using PixPointer = std::unique_ptr<Pix, PixDeleter>;

struct BoxDeleter {
  void operator()(::Box* box) const { boxDestroy(&box); }
};
using BoxPointer = std::unique_ptr<::Box, BoxDeleter>;

}  // namespace trichluc::decoder
