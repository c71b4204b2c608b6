// Pictures of Leptonica, owned.
#pragma once

#include <leptonica/allheaders.h>

#include <memory>

namespace trichluc::decoder {

struct PixDeleter {
  void operator()(Pix* picture) const { pixDestroy(&picture); }
};
using PixPointer = std::unique_ptr<Pix, PixDeleter>;

}  // namespace trichluc::decoder
