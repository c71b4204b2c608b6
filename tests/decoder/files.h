// Files that tests make, and the decoder that reads them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/decoder_pool.h"

namespace trichluc::testing {

// The decoders, with small limits.
DecoderPool& Decoders();

// The text of a file as it was decoded, or `error: ` and why not.
std::string Decoded(std::string_view bytes);

// An archive of files with these names and bytes.
std::string Zip(const std::vector<std::pair<std::string, std::string>>& files, bool packed = true);

// A DOCX whose w:body holds this XML, with more parts beside it ("word/numbering.xml" and its root element's children).
std::string Docx(const std::string& body, const std::vector<std::pair<std::string, std::string>>& parts = {});

// An ODT whose office:text holds this XML.
std::string Odt(const std::string& text, const std::string& automatic_styles = {}, const std::string& styles = {});

// A PDF with a page for each of these contents, whose fonts (F1, F2 …) are these dictionaries.
std::string Pdf(const std::vector<std::string>& contents, const std::vector<std::string>& fonts);

}  // namespace trichluc::testing
