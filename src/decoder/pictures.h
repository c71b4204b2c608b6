// The pictures of a PNG, a JPEG, or a TIFF of one page or many.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "decoder/decode.h"
#include "decoder/picture.h"

namespace trichluc::decoder {

// Gives each picture to `take`, which may refuse to go on with an error. A picture over the limits is an error too.
std::optional<Error> EachPicture(std::string_view bytes, const Options& options,
                                 const std::function<std::optional<Error>(PixPointer)>& take);

}  // namespace trichluc::decoder
