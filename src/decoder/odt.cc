#include "decoder/package.h"

namespace trichluc::decoder {

Result<FlowText> ReadOdt(const Package&, const Options&) { return FlowText{}; }

}  // namespace trichluc::decoder
