// What the names of documents end with. Folders and archives are searched by it; what a file is, its content tells.
#pragma once

#include <string_view>

namespace trichluc {

// "plan.docx", and "PLAN.DOCX" too.
[[nodiscard]] bool HasDocumentEnding(std::string_view name);

}  // namespace trichluc
